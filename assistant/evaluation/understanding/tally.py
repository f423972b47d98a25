"""Verdicts counted: shares, calibration, families."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.evaluation.understanding.calibration import Calibration, calibrate
from assistant.evaluation.understanding.item import Item
from assistant.evaluation.understanding.judge import Verdict
from assistant.evaluation.understanding.run import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What came of some items, as shares of all of them."""

    n: int
    right: float
    right_in_effect: float
    """Intents whose slots say the same in another way count too."""
    asked: float
    declined: float
    wrong_action: float
    missed: float
    broken: int
    """How often the peer raised an exception."""
    calibration: Calibration | None
    """None where the peer has no probabilities."""


def tally(results: Sequence[Result]) -> Tally:
    """The shares of each verdict."""
    n = len(results)

    def share(verdict: Verdict) -> float:
        return sum(result.verdict is verdict for result in results) / n if n else 0.0

    said = [(r.probability, r.guess_right) for r in results if r.probability is not None]
    return Tally(
        n=n,
        right=share(Verdict.RIGHT),
        right_in_effect=sum(result.right_in_effect for result in results) / n if n else 0.0,
        asked=share(Verdict.ASKED),
        declined=share(Verdict.DECLINED),
        wrong_action=share(Verdict.WRONG_ACTION),
        missed=share(Verdict.MISSED),
        broken=sum(bool(result.deed.error) for result in results),
        calibration=calibrate(said) if said else None,
    )


def by_family(items: Sequence[Item], results: Iterable[Result]) -> Mapping[str, Tally]:
    """The same for each kind of request, most frequent first."""
    found: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        found[items[result.number].family].append(result)
    ordered = sorted(found.items(), key=lambda pair: -len(pair[1]))
    return {family: tally(some) for family, some in ordered}
