"""Counts of where requests led: to the next attempt, to success, to failure.

Old evidence fades with a half-life. It does so by giving newer evidence more weight, relative to
one fixed day: then nothing that was counted ever has to be touched again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from assistant.learning.markov.sessions import Session, Visit
from assistant.learning.markov.states import State

HALF_LIFE_DAYS = 14.0
LIKELY = 0.5
"""From this probability on, a way through a session counts as one chain."""
CERTAIN = 0.98
"""No rephrase is surer than this, so that every chain has an end."""
TEXTS_KEPT = 12
"""Wordings of one state that are remembered."""


@dataclass(slots=True)
class Row:
    """Where one state led, in weighted counts."""

    onward: dict[State, float] = field(default_factory=dict)
    success: float = 0.0
    failure: float = 0.0

    @property
    def total(self) -> float:
        return self.success + self.failure + sum(self.onward.values())


@dataclass(slots=True)
class Reached:
    """What became of the sessions that went from one state to another."""

    chains: int = 0
    homes: int = 1
    success: float = 0.0
    failure: float = 0.0


@dataclass(slots=True)
class Seen:
    """What else is known of one state."""

    texts: dict[str, float] = field(default_factory=dict)
    guarded: bool = False


@dataclass(slots=True)
class Counts:
    """Everything that the chains need; `as_of` is the day on which a turn weighs 1."""

    as_of: datetime
    rows: dict[State, Row] = field(default_factory=dict)
    reached: dict[State, dict[State, Reached]] = field(default_factory=dict)
    seen: dict[State, Seen] = field(default_factory=dict)

    def add(self, session: Session) -> frozenset[State]:
        """Count one session; the states whose rows changed."""
        weight = self._weight(session.at)
        visits = session.visits
        for place, visit in enumerate(visits):
            self._count(visit, visits[place + 1] if place + 1 < len(visits) else None, weight)
        if len(visits) > 1:
            self._reach(visits, weight)
        return frozenset(visit.state for visit in visits)

    def _weight(self, at: datetime) -> float:
        age_days = (self.as_of - at).total_seconds() / 86400
        return float(2.0 ** (-max(age_days, -HALF_LIFE_DAYS) / HALF_LIFE_DAYS))

    def _count(self, visit: Visit, following: Visit | None, weight: float) -> None:
        row = self.rows.get(visit.state)
        if row is None:
            row = self.rows[visit.state] = Row()
            self.seen[visit.state] = Seen()
        onward = min(visit.onward, CERTAIN) if following else 0.0
        if following and onward:
            row.onward[following.state] = row.onward.get(following.state, 0.0) + weight * onward
        row.failure += weight * (1 - onward) * visit.defect
        row.success += weight * (1 - onward) * (1 - visit.defect)
        seen = self.seen[visit.state]
        seen.guarded |= visit.guarded
        if visit.text and (visit.text in seen.texts or len(seen.texts) < TEXTS_KEPT):
            worked = weight * (1 - onward) * (1 - visit.defect)
            seen.texts[visit.text] = seen.texts.get(visit.text, 0.0) + worked

    def _reach(self, visits: tuple[Visit, ...], weight: float) -> None:
        for start, first in enumerate(visits):
            passed: set[State] = {first.state}
            way = 1.0
            for before, visit in zip(visits[start:], visits[start + 1 :], strict=False):
                way *= min(before.onward, CERTAIN)
                if way < 0.05:
                    break
                if visit.state not in passed:
                    passed.add(visit.state)
                    self._arrive(first.state, visit, way, weight)

    def _arrive(self, source: State, visit: Visit, way: float, weight: float) -> None:
        targets = self.reached.setdefault(source, {})
        found = targets.get(visit.state)
        if found is None:
            found = targets[visit.state] = Reached()
        found.chains += way >= LIKELY
        success = (1 - min(visit.onward, CERTAIN)) * (1 - visit.defect)
        found.success += weight * way * success
        found.failure += weight * way * (1 - success)


def share_of(row: Row, most: float) -> float:
    """By how much a row must shrink so that none of its counts is above `most`."""
    highest = max((row.success, row.failure, *row.onward.values()))
    return min(1.0, most / highest) if highest else 1.0


def best_text(texts: Mapping[str, float]) -> str:
    """The wording that worked most often; of equals the shortest."""
    return min(texts, key=lambda text: (-texts[text], len(text), text), default="")
