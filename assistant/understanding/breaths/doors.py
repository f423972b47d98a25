"""Doors by what they are in front of: "lock up front and back"."""

import re

from assistant.home.model import Home
from assistant.understanding.breaths.spoken_of import devices_called

_THE = r"(?:(?:the|both) )?"
_WHERE = r"front|back|side|rear|patio|garden"
_SEVERAL = re.compile(
    rf"\b(?P<verb>lock|unlock|bolt)(?: up)?,? {_THE}(?P<one>{_WHERE}) and {_THE}"
    rf"(?P<other>{_WHERE})(?: doors?)?(?! \w+ door)(?=\W|$)",
    re.IGNORECASE,
)


def with_doors(text: str, home: Home) -> str:
    """The text with both doors by their names, where each is one lock of this home."""

    def both(found: re.Match[str]) -> str:
        doors = [f"{found[which]} door" for which in ("one", "other")]
        locks = [[one.kind for one in devices_called(door, home)] for door in doors]
        if locks != [["lock"], ["lock"]]:
            return found[0]
        return f"{found['verb']} the {doors[0]} and the {doors[1]}"

    return _SEVERAL.sub(both, text)
