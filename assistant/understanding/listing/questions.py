"""What is asked about a list of any name: "what chores are left", "what did I want to ask the
doctor", "how many things are on the shopping list".

Every word is of the list's own name or of asking, so that nothing else can be meant.
"""

from collections.abc import Iterator

from assistant.home.find import names_of
from assistant.home.model import Home
from assistant.understanding.listing.which import lists_of
from assistant.understanding.words import singular, words_of
from devices.contract import Device

ONE, COUNT = "one", "one_count"
_ASKS = frozenset("what whats which any anything everything read many much left remind".split())
"""One of these asks what is on it."""
_FIRST = frozenset(
    "what whats which any anything how is are was were do did does have has read remind tell show "
    "give can could will would so ok okay and right then".split()
)
"""What begins otherwise is told or wished: "put everything on the shopping list"."""
_SMALL = frozenset(
    "what whats which any anything everything read how many much left is are was were there the a "
    "an my our your this that these those on of to for from in at do did does have has had got "
    "i we us me it them still now today yet else please tell show give remind out over again up "
    "need needs needed needing it want wanted wants meant mean ask about doing done do remaining "
    "outstanding things thing items item entries entry stuff list lists open so ok okay and right "
    "then be been supposed going put written down wrote with get about all can could will "
    "would".split()
)
_OF_NAMES = frozenset("the my our for of list lists to".split())
"""Words in a list's name that do not tell it from others."""


def list_asked_about(text: str, home: Home) -> tuple[Device, str] | None:
    """The list and the form of the answer; None where anything else may be asked."""
    words = words_of(text)
    if not words or words[0] not in _FIRST or _ASKS.isdisjoint(words):
        return None
    left = {singular(word) for word in words if word not in _SMALL}
    found = [device for device in lists_of(home) if any(left == key for key in _keys(device))]
    if len(found) != 1:
        return None
    return found[0], COUNT if words[:2] == ("how", "many") else ONE


def _keys(device: Device) -> Iterator[set[str]]:
    """What tells each of its names: "doctor" of "questions for the doctor" and of "doctor list"."""
    for name in names_of(device):
        words = [word for word in words_of(name.replace("-", " ")) if word not in _OF_NAMES]
        if words:
            yield {singular(word) for word in words}
