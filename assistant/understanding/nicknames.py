"""Things that are called as people are ("Henry", "Kevin"), in words that tell what they are.

A network that knows no names would hear somebody in the room being asked.
"""

import re
from collections.abc import Mapping

from assistant.home.find import names_of
from assistant.home.model import Home
from assistant.home.once import once_per_home
from assistant.understanding.lexicon import lexicon
from assistant.understanding.words import words_of

_WHAT_IT_IS = {"vacuum": "the vacuum", "lawn_mower": "the mower"}
"""Kinds that get names of people."""


def without_nicknames(text: str, home: Home) -> str:
    """The text with "the vacuum" for "Henry"."""
    for name, what in _nicknames(home).items():
        text = re.sub(rf"\b{re.escape(name)}\b", what, text, flags=re.IGNORECASE)
    return text


@once_per_home
def _nicknames(home: Home) -> Mapping[str, str]:
    return {
        name: _WHAT_IT_IS[device.kind]
        for device in home.devices
        if device.kind in _WHAT_IT_IS
        for name in names_of(device)
        if len(words_of(name)) == 1 and words_of(name) not in lexicon()
    }
