"""From a home's history to its suggestions, at once or turn by turn."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from assistant.learning.contrast import ROOMS
from assistant.learning.feedback.signals import verdicts
from assistant.learning.history import History
from assistant.learning.markov.counts import Counts
from assistant.learning.markov.model import Model
from assistant.learning.markov.pool import Pool
from assistant.learning.markov.rewrites import PERSONAL, POOLED, Suggestion, suggestions
from assistant.learning.markov.sessions import Session, sessions_of
from assistant.learning.markov.states import State
from assistant.learning.words import Words


def counts_of(
    history: History,
    *,
    as_of: datetime,
    rooms: tuple[Words, ...] = ROOMS,
    guarded: frozenset[str] = frozenset(),
) -> Counts:
    """What one home's history comes to."""
    counts = Counts(as_of=as_of)
    for session in sessions_of(verdicts(history, rooms), guarded):
        counts.add(session)
    return counts


@dataclass(slots=True)
class Personal:
    """One home's chains, kept up to date session by session."""

    counts: Counts
    rooms: tuple[Words, ...] = ROOMS
    model: Model = field(init=False)

    def __post_init__(self) -> None:
        self.model = Model.of(self.counts.rows)

    def add(self, sessions: Iterable[Session]) -> frozenset[State]:
        """Count and solve again what is touched; the states whose rows changed."""
        changed = frozenset(state for one in sessions for state in self.counts.add(one))
        self.model.touch(changed)
        return changed

    def suggestions(self) -> tuple[Suggestion, ...]:
        return tuple(suggestions(self.counts, self.model, PERSONAL, self.rooms))


@dataclass(slots=True)
class Pooled:
    """The chains of many homes, kept up to date home by home."""

    as_of: datetime
    rooms: tuple[Words, ...] = ROOMS
    pool: Pool = field(init=False)
    model: Model = field(init=False)

    def __post_init__(self) -> None:
        self.pool = Pool(self.as_of)
        self.model = Model(self.pool.total.rows)

    def fill(self, homes: Iterable[tuple[str, Counts]]) -> None:
        """All homes at once: everything is solved once, at the end."""
        self.model.touch(self.pool.fill(homes))

    def put(self, home: str, counts: Counts, changed: Iterable[State]) -> None:
        """One home's counts have changed in these states."""
        self.model.touch(self.pool.put(home, counts, changed))

    def suggestions(self) -> tuple[Suggestion, ...]:
        return tuple(suggestions(self.pool.total, self.model, POOLED, self.rooms))
