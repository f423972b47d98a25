"""Many homes together, each with a limited say, so that one voice cannot make a rule for all."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from assistant.learning.markov.counts import TEXTS_KEPT, Counts, Reached, Row, Seen, share_of
from assistant.learning.markov.states import State

MOST_BY_ONE_HOME = 3.0
"""What one home adds to any one count."""


@dataclass(slots=True)
class Pool:
    """The homes' counts and their sum; homes are known by an id that says nothing of them."""

    as_of: datetime
    total: Counts = field(init=False)
    _homes: dict[str, Counts] = field(default_factory=dict, repr=False)
    _having: dict[State, set[str]] = field(default_factory=dict, repr=False)
    """The homes that know a state."""

    def __post_init__(self) -> None:
        self.total = Counts(as_of=self.as_of)

    def put(self, home: str, counts: Counts, changed: Iterable[State]) -> frozenset[State]:
        """Take over a home's counts where they changed; the states to be solved again."""
        touched = self._take(home, counts, changed)
        for state in touched:
            self._sum(state)
        return touched

    def fill(self, homes: Iterable[tuple[str, Counts]]) -> frozenset[State]:
        """Take over many homes at once, and add up once, at the end."""
        touched: set[State] = set()
        for home, counts in homes:
            touched |= self._take(home, counts, counts.rows)
        for state in touched:
            self._sum(state)
        return frozenset(touched)

    def _take(self, home: str, counts: Counts, changed: Iterable[State]) -> frozenset[State]:
        if counts.as_of != self.as_of:
            raise ValueError(f"{home} counts as of {counts.as_of}, the pool as of {self.as_of}")
        self._homes[home] = counts
        touched = frozenset(changed)
        for state in touched:
            if state in counts.rows:
                self._having.setdefault(state, set()).add(home)
            else:
                self._having.get(state, set()).discard(home)
        return touched

    def leave(self, home: str) -> frozenset[State]:
        """Forget a home; the states to be solved again."""
        counts = self._homes.pop(home, None)
        touched = frozenset(counts.rows) if counts else frozenset()
        for state in touched:
            self._having[state].discard(home)
            self._sum(state)
        return touched

    def _sum(self, state: State) -> None:
        homes = [self._homes[home] for home in sorted(self._having.get(state, ()))]
        for table in (self.total.rows, self.total.reached, self.total.seen):
            table.pop(state, None)
        if not homes:
            return
        row, seen = Row(), Seen()
        reached: dict[State, Reached] = {}
        for counts in homes:
            _add_row(row, counts.rows[state])
            _add_seen(seen, counts.seen[state])
            for target, found in counts.reached.get(state, {}).items():
                _add_reached(reached.setdefault(target, Reached(homes=0)), found)
        self.total.rows[state], self.total.seen[state] = row, seen
        if reached:
            self.total.reached[state] = reached


def _add_row(total: Row, row: Row) -> None:
    """A home's row shrinks as a whole, so that its shares stay what they are."""
    share = share_of(row, MOST_BY_ONE_HOME)
    total.success += share * row.success
    total.failure += share * row.failure
    for target, weight in row.onward.items():
        total.onward[target] = total.onward.get(target, 0.0) + share * weight


def _add_reached(total: Reached, found: Reached) -> None:
    share = min(1.0, MOST_BY_ONE_HOME / max(found.success, found.failure, MOST_BY_ONE_HOME))
    total.chains += min(found.chains, int(MOST_BY_ONE_HOME))
    total.homes += found.chains > 0
    total.success += share * found.success
    total.failure += share * found.failure


def _add_seen(total: Seen, seen: Seen) -> None:
    total.guarded |= seen.guarded
    for text, worked in seen.texts.items():
        if text in total.texts or len(total.texts) < TEXTS_KEPT:
            total.texts[text] = total.texts.get(text, 0.0) + min(worked, MOST_BY_ONE_HOME)
