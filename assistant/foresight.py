"""What would come of a text, without doing it: rewriting asks before it rewrites, and learning
before something goes live."""

from collections.abc import Iterator

from assistant.context import Context
from assistant.learning.exchange import LEANING
from assistant.learning.rewriting.model import Prospect
from assistant.stages.resolve import ResolveStage
from assistant.stages.rewrite import Foresee
from assistant.stages.understand import UnderstandStage
from assistant.stakes import Stake, highest
from assistant.turn import Candidate, Decision, Resolution, Transcript

DOUBT: dict[Decision, float] = {"ask": 0.3, "confirm": 0.5, "decline": 1.0, "ignore": 0.0}
"""By what would happen instead of acting; a question which of two is a good answer to that."""


def foresight(understand: UnderstandStage, resolve: ResolveStage) -> Foresee:
    """Reads and resolves, and stops before acting."""

    def foresee(transcript: Transcript, context: Context) -> Prospect:
        resolution = resolve.resolve(understand.understand(transcript, context), context)
        return prospect_of(resolution, context)

    return foresee


def prospect_of(resolution: Resolution, context: Context) -> Prospect:
    """What would come of it."""
    return Prospect(
        doubt=_doubt(resolution),
        guarded=_is_guarded(resolution, context),
        devices=_devices(resolution),
        understood=resolution.decision == "act",
        guessed=_is_guessed(resolution),
        idle=any(
            "device_state" in dict(one.signals) and dict(one.signals)["device_state"] < 0
            for one in resolution.candidates[:1]
        ),
    )


def _is_guessed(resolution: Resolution) -> bool:
    """What leans on what was said before means nothing by its own words, whatever they are like."""
    if resolution.decision not in ("act", "ask") or not resolution.candidates:
        return False
    reading = resolution.candidates[0].reading
    return not reading.exact and reading.matched_by not in LEANING


def _doubt(resolution: Resolution) -> float:
    if resolution.decision == "act" and resolution.candidates:
        return 1 - resolution.candidates[0].probability
    return DOUBT.get(resolution.decision, 0.0)


def _is_guarded(resolution: Resolution, context: Context) -> bool:
    known = context.home.device_by_id
    devices = [known[device] for device in _devices(resolution) if device in known]
    return highest(devices) is Stake.GUARDED


def _devices(resolution: Resolution) -> frozenset[str]:
    first = resolution.candidates[:1]
    return frozenset(device for one in first for part in _parts(one) for device in part.devices)


def _parts(candidate: Candidate) -> Iterator[Candidate]:
    yield candidate
    yield from candidate.also
