"""A turn on the terminal: one line a stage, with its time and its alternatives."""

from collections.abc import Iterable
from types import MappingProxyType

from rich.console import Console
from rich.text import Text

from assistant.ranking.explain import weighed
from assistant.turn import (
    Action,
    BargeIn,
    Event,
    Failure,
    Interpretation,
    NothingHeard,
    NotWoken,
    Outcome,
    Reading,
    Reply,
    Resolution,
    Rewritten,
    RunEnded,
    RunStarted,
    Slots,
    Step,
    Transcript,
    Utterance,
    WakeWord,
)

ALSO = "   also "
"""Between what was chosen and what else was weighed."""
SHOWN = 3
"""Alternatives on one line."""
INDENT = " " * 24


def show_turn(console: Console, steps: Iterable[Step], *, explain: bool = False) -> None:
    """Print every step of a turn; explained, with everything that was weighed."""
    for step in steps:
        show_step(console, step)
        for line in _explained(step.event) if explain else ():
            console.print(Text(f"{INDENT}{line}", "dim"), soft_wrap=True)


def _explained(event: Event) -> Iterable[str]:
    match event:
        case Resolution():
            return weighed(event)
        case Rewritten():
            return [f'{one.score:.2f} "{one.text}" ({one.by})' for one in event.options]
        case _:
            return ()


def words_of(event: Event) -> str:
    """What came out of one stage, in one line."""
    return _words(event).plain


def show_step(console: Console, step: Step) -> None:
    """Print one step: stage, computing time, what came out."""
    if isinstance(step.event, RunEnded):
        return
    stage = step.type.removesuffix("-end").removesuffix("-start")
    took = f"{step.took_ms:7.1f} ms" if step.took_ms else " " * 10
    line = Text.assemble((f"  {stage:<10}", "bold"), (took, "dim"), "  ", _words(step.event))
    console.print(line, soft_wrap=True)


def _words(event: Event) -> Text:
    match event:
        case RunStarted():
            where = f" in the {event.area.replace('_', ' ')}" if event.area else ""
            return Text(f"{event.source}{where}, {event.at:%A %H:%M}", "dim")
        case WakeWord():
            again = "" if event.confirmed_by == "score" else f", by {event.confirmed_by}"
            score = f"{event.score:.2f}{again}"
            return Text(f"{event.name} ({score}) ended at {event.end_ms / 1000:.2f} s")
        case NotWoken():
            return Text(f"not said (at most {event.best_score:.2f})", "dim")
        case Utterance():
            span = f"{event.start_ms / 1000:.2f} to {event.speech_end_ms / 1000:.2f} s"
            return Text(f"speech from {span}, ended by {event.ended_by.replace('_', ' ')}")
        case NothingHeard():
            return Text(event.reason.replace("_", " "), "dim")
        case Transcript():
            others = [f'"{other.text}" {other.confidence:.2f}' for other in event.alternatives]
            return _with_others(f'"{event.text}" {event.confidence:.2f}', others, "cyan")
        case Rewritten():
            return _rewritten(event)
        case Interpretation():
            return _interpretation(event)
        case Resolution():
            return _resolution(event)
        case Outcome():
            return _outcome(event)
        case Reply():
            sound = "by a chime" if event.by == "chime" else "of speech"
            seconds = f" ({event.duration_ms / 1000:.1f} s {sound})" if event.duration_ms else ""
            return Text.assemble(
                (f'"{event.text}"' if event.text else "says nothing", "green"), (seconds, "dim")
            )
        case BargeIn():
            heard = f"interrupted after {event.offset_ms / 1000:.1f} s"
            return Text(f'{heard}, at "{event.said_so_far}"', "yellow")
        case Failure():
            return Text(f"{event.code}: {event.message}", "red")
        case RunEnded():
            return Text(event.kind)


def _rewritten(event: Rewritten) -> Text:
    why = f" ({event.why})" if event.why else ""
    if event.rewritten is None:
        return Text(f"left as it was heard{why}", "dim")
    if event.asks:
        return Text.assemble((f'asks for "{event.rewritten}"', "cyan"), (why, "dim"))
    return Text.assemble((f'taken as "{event.rewritten}"', "cyan"), (why, "dim"))


def _interpretation(event: Interpretation) -> Text:
    if not event.readings:
        return Text("no template and no name fits", "yellow")
    shown = [f"{reading_in_words(reading)} {reading.probability:.2f}" for reading in event.readings]
    first = f"{shown[0]} ({event.readings[0].matched_by})"
    return _with_others(first, shown[1:], "cyan")


def reading_in_words(reading: Reading) -> str:
    """For instance `HassTurnOn name=lamp`."""
    return f"{reading.intent} {slots_in_words(reading.slots)}".rstrip()


WHY = MappingProxyType(
    {
        "no_intent_match": "it was not understood",
        "no_valid_targets": "nothing here fits",
        "no_entity": "there is no such device",
        "no_area": "there is no such room",
        "no_floor": "there is no such floor",
        "not_certain": "it is not certain enough",
        "duplicate_targets": "several fit",
    }
)
"""Reasons not to act, by their codes."""


def _resolution(event: Resolution) -> Text:
    first = event.candidates[0] if event.candidates else None
    devices = _listed(first.devices) if first else ""
    if event.decision == "act":
        why = f" ({first.why})" if first and first.why else ""
        return Text.assemble((f"act: {devices or 'nothing to move'}", "cyan"), (why, "dim"))
    why = WHY.get(event.reason, event.reason.replace("_", " "))
    return Text(f"{event.decision}: {why}".rstrip(": "), "yellow")


def _outcome(event: Outcome) -> Text:
    deeds = _listed([_deed(action) for action in event.actions])
    colour = "green" if event.kind in ("action_done", "query_answer") else "yellow"
    return Text.assemble((event.kind, colour), (f"  {deeds}" if deeds else "", ""))


def _deed(action: Action) -> str:
    data = f" {slots_in_words(action.data)}" if action.data else ""
    took = f" in {action.took_ms:.0f} ms" if action.result == "confirmed" else ""
    return f"{action.device}.{action.service}{data} {action.result.replace('_', ' ')}{took}"


def _listed(names: Iterable[str]) -> str:
    """The first few, and how many more."""
    every = list(names)
    more = f" and {len(every) - SHOWN} more" if len(every) > SHOWN else ""
    return ", ".join(every[:SHOWN]) + more


def slots_in_words(slots: Slots) -> str:
    """For instance `name=lamp brightness=40`."""
    return " ".join(f"{name}={value}" for name, value in slots.items())


def _with_others(first: str, others: list[str], colour: str) -> Text:
    rest = f"{ALSO}{_listed(others)}" if others else ""
    return Text.assemble((first, colour), (rest, "dim"))
