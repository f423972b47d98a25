"""Whom a request is for: "hey jarvis, ..." calls this assistant, "alexa, ..." another one."""

import re
from collections.abc import Iterable
from pathlib import Path

from assistant.home.find import names_of
from assistant.home.model import Home
from assistant.understanding.words import words_of

OTHERS = frozenset({"alexa", "siri", "google", "cortana", "bixby"})
"""Assistants that people have beside this one."""
_ADDRESS = re.compile(r"\s*(?:(?:hey|ok|okay|hi|hello)\s+)?\w+\s*,\s*(?=\w+\s+\w+)", re.I)
_CALL = re.compile(r"\W*(?:(?:hey|hi|hello|ok|okay)\W+)?(\w+)\b\W*", re.I)


class Names:
    """What this assistant is called by."""

    def __init__(self, wake_words: Iterable[str]) -> None:
        """`wake_words` as they are set: "hey_jarvis", or the path of a model."""
        self._own = frozenset(re.split(r"[\W_]+", Path(word).stem)[-1] for word in wake_words)

    def without_call(self, text: str, home: Home) -> str | None:
        """The text without our own name before it; None when somebody else is called."""
        call = _CALL.match(text)
        if call is None:
            return text
        name, rest = call[1].lower(), text[call.end() :]
        if name in self._own:
            return rest or text
        return None if name in OTHERS and not _is_named_so(name, home) else text


def _is_named_so(word: str, home: Home) -> bool:
    """ "Google home volume up": something in the home has the word in its name."""
    return any(word in words_of(name) for device in home.devices for name in names_of(device))


def without_address(text: str) -> str:
    """ "Olly, turn it on": whoever is spoken to before a comma is not part of the wish."""
    address = _ADDRESS.match(text)
    return text[address.end() :] if address else text
