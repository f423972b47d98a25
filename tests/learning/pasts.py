"""A home's journal in virtual time, as learning would read it the next night."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.learning.history import History, history_of
from assistant.learning.journal import Journal
from assistant.turn import RunStarted, Turn


def past(folder: Path) -> History:
    """The journal, timed by the home's clock instead of the machine's."""
    with Journal.open(folder / "journal.db") as journal:
        found = [journal.turn(summary.id) for summary in journal.since()]
    timed = [(_began(turn), turn) for turn in found if turn is not None]
    return history_of(timed, now=max(at for at, _ in timed) + timedelta(hours=1))


def _began(turn: Turn) -> datetime:
    started = turn.last(RunStarted)
    assert started is not None
    return started.at.replace(tzinfo=UTC)
