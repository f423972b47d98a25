"""From what speaks for a reading to its probability.

Rules know what was said about this home; the network knows how people word a wish. A logistic
regression weighs the two (Platt, 1999). Its weights are fitted by `scripts/train_wishes` on
sentences that the network had not seen, never on the half of the data that is for judging.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

from assistant.understanding.wishes.model import FOLDER

Source: TypeAlias = Literal["frame", "part", "topic", "wish", "guess"]
"""Rules over pieces of the sentence, where they account for all of it or for part of it; rules
over topics; the network and what fills its wish in; any of the rules or a template, where a name
of this home was put in for other words."""
WEIGHTS = "evidence.json"
MOST = 0.97
"""No free wording is surer than a template."""
EDGE = 1e-4
EVEN = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for one reading."""

    source: Source
    prior: float
    """What the rules make of it."""
    wish: float
    """Probability of its label by the network."""
    intent: float
    """The same for its intent and those that are worded alike, whatever the kind of thing."""
    other: float
    """Probability that nothing for a home was said."""
    titles: float = EVEN
    """How alike the titles are that rules and network find; even where there is none."""

    def features(self) -> tuple[float, ...]:
        """The numbers that are weighed, all on the scale of log odds."""
        return (_log_odds(self.prior), _log_odds(self.wish), _log_odds(self.intent),
                _log_odds(self.other), _log_odds(self.titles))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """One row for each source: a constant, then one weight for each feature."""

    rows: Mapping[str, tuple[float, ...]]

    def probability(self, evidence: Evidence) -> float:
        """How probable it is that acting on the reading is right."""
        constant, *weights = self.rows[evidence.source]
        total = constant + sum(
            weight * feature for weight, feature in zip(weights, evidence.features(), strict=True)
        )
        return min(MOST, 1 / (1 + math.exp(-total)))


@cache
def fitted(folder: Path = FOLDER) -> Weights:
    """The weights that come with the assistant."""
    rows = json.loads((folder / WEIGHTS).read_text("utf-8"))
    return Weights({source: tuple(row) for source, row in rows.items()})


def _log_odds(probability: float) -> float:
    held = min(1 - EDGE, max(EDGE, probability))
    return math.log(held / (1 - held))
