"""What speaks for a known request besides its likeness: how it is used, and what would come of it.

Every sign is a number around 0 that says nothing at 0; its weight is in log-odds. The weights were
written by reason, then moved half of the way to what fits simulated homes of their own
(`scripts/fit_rewriting`); those of the recogniser stand as written: no simulated one tells them.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.learning.rewriting.model import KnownRequest, Prospect, Scene
from assistant.turn import Transcript

WEIGHTS: Mapping[str, float] = {
    "habit": 0.1,  # for each doubling of how often it was asked for
    "here": 1.1,  # it was asked for in this room before
    "of_others": -0.5,  # nobody in this home has ever said it
    "recent": 0.1,  # what is asked for this week is asked for again
    "hour": 0.9,  # most things have their time of day
    "success": 0.9,  # what rarely works is rarely said again, and not worth saying instead
    "also_heard": 2.0,  # the recogniser itself had thought of it
    "ear": 1.0,  # what was heard badly is more probably something else
    "doubt": 1.1,  # and so is what nobody can understand
    "prospect": -2.0,  # what would not be done for sure
    "idle": -2.2,  # what is so already
}
MOST_HABIT = 5.0
RECENT_DAYS = 7.0
NEAR_HOURS = 2
USUAL_HOURS = (2 * NEAR_HOURS + 1) / 24
"""Share of uses that would lie so near by chance."""
USUAL_SUCCESS, USUAL_EAR, USUAL_DOUBT = 0.85, 0.85, 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What is asked of all candidates alike."""

    transcript: Transcript
    doubt: float
    """Probability that what was heard, as it stands, would not be done."""


def signs(
    request: KnownRequest,
    scene: Scene,
    heard: Heard,
    *,
    also_heard: bool = False,
) -> Mapping[str, float]:
    """Each by its name."""
    typed = heard.transcript.recogniser == "typed"
    return {
        "habit": min(MOST_HABIT, math.log2(max(1.0, request.times))),
        "here": float(scene.area is not None and scene.area in request.areas),
        "of_others": float(request.layer == "global"),
        "recent": _recent(request, scene),
        "hour": _hour(request, scene),
        "success": _success(request) - USUAL_SUCCESS if request.failed else 0.0,
        "also_heard": float(also_heard),
        "ear": 0.0 if typed else USUAL_EAR - heard.transcript.confidence,
        "doubt": heard.doubt - USUAL_DOUBT,
    }


def signs_of_prospect(prospect: Prospect) -> Mapping[str, float]:
    """What would come of the request in this home as it is, where that was tried."""
    return {"prospect": prospect.doubt, "idle": float(prospect.idle)}


def odds_of(found: Mapping[str, float], weights: Mapping[str, float] = WEIGHTS) -> float:
    return sum(weights[name] * value for name, value in found.items())


def _recent(request: KnownRequest, scene: Scene) -> float:
    """1 for today, falling by half every week."""
    days = abs((scene.now.replace(tzinfo=None) - request.last.replace(tzinfo=None)).days)
    return float(2.0 ** (-days / RECENT_DAYS))


def _hour(request: KnownRequest, scene: Scene) -> float:
    """How much more of its uses were around this hour than would be by chance."""
    if not request.hours:
        return 0.0
    near = sum(
        min((scene.now.hour - one) % 24, (one - scene.now.hour) % 24) <= NEAR_HOURS
        for one in request.hours
    )
    return near / len(request.hours) - USUAL_HOURS


def _success(request: KnownRequest) -> float:
    return (request.times + 1) / (request.times + request.failed + 1)
