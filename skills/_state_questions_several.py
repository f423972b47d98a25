"""Questions about several things of a kind: "are any windows open upstairs"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from skills._state_questions import Block

_WHERE = "[<the>] ({area}|{floor} [floor])"
_THERE = "((is|are) there|do (i|we) have|have (i|we) got|<tell_if> there (is|are))"
SEVERAL_LISTS = {
    "on_off_domains": (
        ("(light[s]|lamp[s]|lighting)", "light"),
        ("fan[s]", "fan"),
        ("switch[es]", "switch"),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """What people ask about in the plural, in hassil's notation."""

    things: str
    state: str
    slots: Mapping[str, str]


SORTS = (
    Sort(
        things="{cover_classes:device_class}",
        state="{cover_states:state}",
        slots={"domain": "cover"},
    ),
    Sort(
        things="(lock|door|window|gate|garage door|shutter)[s]",
        state="{lock_states:state}",
        slots={"domain": "lock"},
    ),
    Sort(things="{on_off_domains:domain}", state="{on_off_states:state}", slots={}),
)


def several_blocks() -> Iterator[Block]:
    """Any, all, which and how many, with the place before or after."""
    for sort in SORTS:
        for form, sentences in _asked(sort.things, sort.state).items():
            yield Block(sentences=sentences, response=form, slots=sort.slots)


def _asked(things: str, state: str) -> Mapping[str, tuple[str, ...]]:
    one_of = {"which": "[<tell_me>] <which>", "how_many": "[<tell_me>] <how_many>"}
    found: dict[str, tuple[str, ...]] = {
        form: (
            f"{word} [<the>] {things} <is> {state} [<place>]",
            f"{word} {_WHERE} {things} <is> {state}",
            f"{word} [<the>] {things} <place> <is> {state}",
        )
        for form, word in one_of.items()
    }
    # "All lights on" is no question, "all doors locked" is.
    all_of = "<are> <all>" if "on_off" in state else "<are_all>"
    for form, word in (("any", "<are_any>"), ("all", all_of)):
        found[form] = (
            f"{word} [<the>] {things} {state} [<place>]",
            f"{word} {_WHERE} {things} {state}",
            f"{word} [<the>] {things} <place> {state}",
        )
    found["any"] += (
        f"{_THERE} [(any|some)] {things} [that are] {state} [<place>]",
        f"{_THERE} [(any|some)] {things} <place> [that are] {state}",
        f"{_THERE} [(any|some)] {state} {things} [<place>] [<at_present>]",
    )
    return found
