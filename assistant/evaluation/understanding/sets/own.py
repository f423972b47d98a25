"""Cases in the replay format: this project's own, and those written to be ambiguous."""

from collections.abc import Iterator
from pathlib import Path

from assistant.evaluation.understanding.item import (
    NOON,
    Change,
    Effect,
    Excluded,
    Expected,
    Item,
    Meaning,
    Means,
    Nothing,
    Still,
    Way,
)
from assistant.evaluation.understanding.sets.built import Built
from assistant.evaluation.understanding.shared import ROOT
from assistant.evaluation.understanding.split import wording_family
from assistant.evaluation.understanding.wanted import Near, Wanted, is_
from assistant.home.file import load_home
from assistant.replay.cases import Case, Unusable, read_cases
from assistant.replay.cases import Expected as Demands
from assistant.replay.judge import ON_THE_WAY, OTHERWISE, TOLERANCE
from devices.contract import Value

OWN = "own"
AMBIGUOUS = "ambiguous"
_REACTIONS = {
    "action_done": "acted",
    "query_answer": "answered",
    "clarify": "asked",
    "confirm": "asked",
    "declined": "declined",
    "error": "declined",
    "ignored": "declined",
}
"""Home Assistant's kinds of response, and ours where they are told apart here."""


def own() -> Built:
    """Every case under `tests/utterances`."""
    return _built(OWN, ROOT / "tests" / "utterances")


def ambiguous() -> Built:
    """Every case under `tests/ambiguous`: what it means depends on more than its words."""
    return _built(AMBIGUOUS, ROOT / "tests" / "ambiguous")


def from_folder(name: str, folder: Path) -> Built:
    """Replay cases from anywhere."""
    return _built(name, folder)


def _built(name: str, folder: Path) -> Built:
    if not folder.is_dir():
        return Built(items=(), skipped=f"no cases: {folder} is not there")
    items: list[Item] = []
    excluded: list[Excluded] = []
    for case in _cases(folder):
        if isinstance(case, Unusable):
            excluded.append(Excluded(set=name, reason=f"cannot be used: {case.why}", text=case.id))
            continue
        expected = _expected(case)
        if case.said.say is None or any(said.say is None for said in case.history):
            excluded.append(Excluded(set=name, reason="audio", text=case.id))
        elif any(said.wait_seconds for said in (case.said, *case.history)):
            excluded.append(Excluded(set=name, reason="time must pass", text=case.said.say))
        elif expected is None:
            excluded.append(Excluded(set=name, reason="nothing that is judged", text=case.said.say))
        else:
            items.append(_item(name, case, expected))
    return Built(items=tuple(items), excluded=tuple(excluded))


def _cases(folder: Path) -> Iterator[Case | Unusable]:
    yield from read_cases([folder], load_home(ROOT / "home.yaml"))


def _item(name: str, case: Case, expected: Expected) -> Item:
    said = case.said.say or ""
    return Item(
        id=f"{name}-{case.id}",
        set=name,
        text=said,
        home=case.home,
        expected=expected,
        group=wording_family(said),
        family=Path(case.where.rpartition(", case")[0]).stem,
        states=case.before,
        area=case.said.area,
        person=case.said.person,
        now=case.said.at or NOON,
        history=tuple(earlier.say or "" for earlier in case.history),
        split="both",
    )


def _expected(case: Case) -> Expected | None:
    """The demands of a case in the terms that are judged here; replies are not."""
    demands = case.expected
    if demands is None:
        return None
    if demands.after:
        return Change(ways=(_way(demands),))
    kinds = frozenset(_REACTIONS[kind] for kind in demands.kinds or ())
    intents = frozenset({demands.intent}) if demands.intent else frozenset()
    undecided = "acted" in kinds and demands.after is None  # what is done, it does not say
    if kinds and not undecided:
        return Still(kinds=kinds, intents=intents)
    if demands.intent:
        meaning = Meaning(intent=demands.intent, slots=demands.slots or {})
        return Means(meanings=(meaning,))
    return None if demands.after is None else Nothing(why="nothing may change")


def _way(demands: Demands) -> Way:
    return Way(
        must=tuple(
            Effect(
                device=device,
                attributes=tuple((name, _wanted(name, value)) for name, value in state.items()),
                rest=True,
            )
            for device, state in (demands.after or {}).items()
        )
    )


def _wanted(name: str, value: Value) -> Wanted:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Near(float(value), TOLERANCE.get(name, OTHERWISE))
    if value in ON_THE_WAY:
        return is_(value, ON_THE_WAY[str(value)])
    return is_(value)
