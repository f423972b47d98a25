"""What learning reads of a journal: exchanges, changes by hand, and what had to be left out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from assistant.learning.exchange import Exchange, exchange_of
from assistant.learning.journal import Journal, StateChanged
from assistant.learning.journal_file import JournalError
from assistant.learning.words import Words
from assistant.turn import Slots, Turn

AHEAD = timedelta(days=1)
"""A turn of a later day than tomorrow was written by a clock that was wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A device that changed outside any turn."""

    at: datetime
    device: str
    before: Slots
    after: Slots


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """One home's past, oldest first."""

    exchanges: tuple[Exchange, ...]
    changes: tuple[Change, ...] = ()
    until: datetime
    """Up to when the home was listened to; later nothing is known, also not that all was quiet."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Why turns were left out, and how many."""
    rooms: tuple[Words, ...] = ()
    """What rooms are called in this home; empty where that is not known."""
    kinds: Mapping[str, str] = field(default_factory=dict)
    """Of its devices, by id, as far as they are known."""


def read_history(journal: Journal, *, now: datetime, since: datetime | None = None) -> History:
    """Everything that can be learned from; what cannot be read is counted, not hidden."""
    left_out: Counter[str] = Counter()
    turns: list[tuple[datetime, Turn]] = []
    for summary in journal.since(since):
        try:
            turn = journal.turn(summary.id)
        except JournalError:
            left_out["cannot be read"] += 1
            continue
        if turn is not None:
            turns.append((summary.at, turn))
    changes: list[Change] = []
    try:
        changes.extend(_change(at, note) for at, note in journal.changes(since))
    except JournalError:
        left_out["changes from here on cannot be read"] += 1
    kinds: Mapping[str, str] = {}
    try:
        kinds = journal.kinds()
    except JournalError:
        left_out["what devices there are cannot be read"] += 1
    return replace(history_of(turns, changes, now=now, left_out=left_out), kinds=kinds)


def history_of(
    turns: Iterable[tuple[datetime, Turn]],
    changes: Iterable[Change] = (),
    *,
    now: datetime,
    left_out: Mapping[str, int] | None = None,
) -> History:
    """The same from turns in memory, each with when it began."""
    now = now.astimezone(UTC)
    missing = Counter(left_out or {})
    kept: list[Exchange] = []
    for at, turn in turns:
        exchange = exchange_of(turn, at)
        if exchange is None:
            missing["nothing was said"] += 1
        elif exchange.at > now + AHEAD:
            missing["dated in the future"] += 1
        else:
            kept.append(exchange)
    return History(
        exchanges=tuple(sorted(kept, key=lambda one: one.at)),
        changes=tuple(sorted(changes, key=lambda one: one.at)),
        until=now,
        left_out=dict(missing),
    )


def _change(at: datetime, note: StateChanged) -> Change:
    return Change(at=at, device=note.device, before=note.before, after=note.after)
