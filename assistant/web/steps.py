"""A step of a turn as the page shows it: in the terminal's words, with what was weighed."""

from collections.abc import Iterable

from assistant.ranking.explain import weighed
from assistant.show import ALSO, SHOWN, reading_in_words, slots_in_words, words_of
from assistant.turn import (
    Action,
    BargeIn,
    Candidate,
    Event,
    Failure,
    Interpretation,
    Outcome,
    Reply,
    Resolution,
    ResponseKind,
    Rewritten,
    RunEnded,
    Step,
    Transcript,
)
from assistant.web.messages import Choice, StepView, Tone

MOST_CHOICES = 8


def step_view(turn_id: str, step: Step) -> StepView:
    event = step.event
    return StepView(
        turn=turn_id,
        stage=step.type.removesuffix("-end").removesuffix("-start"),
        at_ms=step.at_ms,
        took_ms=step.took_ms,
        words=words_of(event).split(ALSO)[0],
        tone=_tone(event),
        choices=tuple(_choices(event))[:MOST_CHOICES],
        details=tuple(_details(event)),
        said=event.text if isinstance(event, Transcript) else None,
        reply=event.text if isinstance(event, Reply) else None,
        chime=isinstance(event, Reply) and event.by == "chime",
        ended=event.kind if isinstance(event, RunEnded) else None,
    )


def _tone(event: Event) -> Tone:
    match event:
        case Failure():
            return "bad"
        case Outcome(kind=kind):
            return tone_of(kind)
        case BargeIn():
            return "warn"
        case _:
            return "plain"


def tone_of(kind: ResponseKind) -> Tone:
    """How well a turn went that ended so."""
    match kind:
        case "error":
            return "bad"
        case "action_done" | "query_answer":
            return "good"
        case _:
            return "warn"


def _choices(event: Event) -> Iterable[Choice]:
    match event:
        case Transcript(text=text, confidence=confidence, alternatives=others):
            if others:
                yield Choice(text=text, probability=confidence)
            for other in others:
                yield Choice(text=other.text, probability=other.confidence)
        case Rewritten():
            for option in event.options:
                yield Choice(text=option.text, probability=option.score)
        case Interpretation():
            for reading in event.readings:
                yield Choice(text=reading_in_words(reading), probability=reading.probability)
        case Resolution():
            for candidate in event.candidates:
                yield Choice(text=_candidate(candidate), probability=candidate.probability)


def _details(event: Event) -> Iterable[str]:
    match event:
        case Resolution():
            *_, why = weighed(event)
            yield why
        case Outcome():
            if len(event.actions) > SHOWN or any(action.why for action in event.actions):
                for action in event.actions:
                    yield _deed(action)


def _candidate(candidate: Candidate) -> str:
    devices = ", ".join(candidate.devices) or "nothing to move"
    return f"{candidate.reading.intent}: {devices}"


def _deed(action: Action) -> str:
    data = f" {slots_in_words(action.data)}" if action.data else ""
    why = f" ({action.why})" if action.why else ""
    result = action.result.replace("_", " ")
    return f"{action.device} {action.service}{data}: {result} in {action.took_ms:.0f} ms{why}"
