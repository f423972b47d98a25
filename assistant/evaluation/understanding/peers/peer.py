"""What everything that is measured looks like from outside."""

from typing import Protocol

from assistant.evaluation.understanding.deed import Reaction
from assistant.evaluation.understanding.item import Item


class Peer(Protocol):
    """One understander."""

    @property
    def name(self) -> str:
        """As rows of the report name it."""

    def react(self, item: Item) -> Reaction:
        """Do about the item whatever it does, on the item's home."""
