"""What lies between a mouth and the text that the assistant gets."""

from typing import Protocol

from assistant.home.model import Home


class Hears(Protocol):
    """The ears of one home."""

    def hear(self, text: str, voice: object, take: object, severity: float = 1.0) -> str:
        """One take of this text by this voice, as text; empty when nothing was heard.

        `severity` scales how hard it is. The same for the same arguments, however often it is
        asked.
        """


class Air(Protocol):
    """The channel of a whole population."""

    def in_home(self, home: Home) -> Hears:
        """As it is in this home."""
