"""The journal: every turn with every step, written as it happens; notes on the house between turns.

SQLite in WAL mode. Each step is one transaction, so killing the process loses at most the turn in
flight. `synchronous` is NORMAL: a commit then waits for no disk, which keeps a step under a
millisecond; only a power cut can lose the last steps, and even that cannot damage the file.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, Self, TypeAlias, TypeVar, get_args

from assistant.learning.codec import (
    CodecError,
    Json,
    dumps,
    from_json,
    step_from_json,
    step_to_json,
    to_json,
)
from assistant.learning.journal_file import (
    OPENING_SECONDS,
    Identity,
    JournalDamaged,
    JournalError,
    identity,
    open_file,
    open_to_read,
    set_aside,
    told,
)
from assistant.turn import Reply, ResponseKind, Slots, Step, Transcript, Turn

_VALUE = """(
    SELECT CASE WHEN json_valid(step) THEN json_extract(step, '$.event.{}') END
    FROM steps WHERE turn = turns.id AND type = '{}'
)"""
_KIND, _OFFSET = _VALUE.format("kind", "run-end"), _VALUE.format("offset_ms", "barge-in")
_KINDS: Mapping[str, ResponseKind] = {kind: kind for kind in get_args(ResponseKind)}
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChanged:
    """A device changed outside any turn: by hand, by itself, by somebody else's command."""

    device: str
    before: Slots
    after: Slots


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionChanged:
    """The broker came or went."""

    connected: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something broke outside any turn."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeLowered:
    """A player was made quieter while somebody was listened to; nobody had asked for that."""

    device: str
    before: float
    """0 to 1."""
    quiet: float


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumePutBack:
    """A player is as loud as before, or as somebody has set it meanwhile."""

    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredElsewhere:
    """The wake word was heard, and a microphone that heard it better answered."""

    area: str | None
    """Id of the area that that one is in, where known."""
    level_db: float
    """How far above what is usual there the call was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicesKnown:
    """What devices are in the home; what is done with them can be told to homes that have others
    of their kinds."""

    kinds: Mapping[str, str]
    """By device id."""


Note: TypeAlias = (
    StateChanged
    | ConnectionChanged
    | Trouble
    | VolumeLowered
    | VolumePutBack
    | AnsweredElsewhere
    | DevicesKnown
)
Kind = TypeVar("Kind", StateChanged, DevicesKnown)
_NOTES: Mapping[str, type[Note]] = {kind.__name__: kind for kind in get_args(Note)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One turn in one line."""

    id: str
    at: datetime
    said: str
    replied: str
    ended: bool
    """False for the turn that was in flight when the process died."""
    audio: str | None = None
    kind: ResponseKind | None = None
    """How it ended; None where that is not known."""
    interrupted_ms: float | None = None
    """How much of its reply had been said when somebody spoke into it; None when nobody did."""


@dataclass(slots=True)
class Journal:
    """One open journal file."""

    path: Path
    notice: str | None
    """What a person should know about how it was opened, if anything."""
    _database: sqlite3.Connection = field(repr=False)
    _positions: dict[str, int] = field(default_factory=dict, repr=False)
    _identity: Identity | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._identity = identity(self.path)

    @classmethod
    def open(
        cls, path: Path | str, *, is_ours: bool = True, patience_seconds: float = OPENING_SECONDS
    ) -> Self:
        """For who writes it: open or create; a damaged file is set aside. Raises JournalError.

        What is not ours (a file that somebody has named) is neither made nor moved away. Another
        process may hold it for `patience_seconds`.
        """
        path = Path(path)
        if not (is_ours or path.is_file()):
            raise JournalError(f"there is no journal at {path}")
        try:
            return cls(path, None, open_file(path, patience_seconds))
        except JournalDamaged as error:
            if not is_ours:
                raise JournalError(f"{path} is no journal, or damaged: {error}") from error
            aside = set_aside(path)
            notice = f"the journal was damaged and is now {aside}; a new one begins ({error})"
            return cls(path, notice, open_file(path, patience_seconds))

    @classmethod
    def beside(cls, path: Path | str, *, patience_seconds: float = OPENING_SECONDS) -> Self:
        """For who writes beside another process: a damaged file stays where it is.

        Raises JournalError, for a damaged file, too.
        """
        path = Path(path)
        with _left_where_it_is():
            return cls(path, None, open_file(path, patience_seconds))

    @classmethod
    def to_read(cls, path: Path | str) -> Self:
        """For who only looks: the file is neither made nor changed, nor moved away if damaged.

        Raises JournalError, also where there is none yet.
        """
        path = Path(path)
        with _left_where_it_is():
            return cls(path, None, open_to_read(path))

    def begin(self, turn_id: str, at: datetime) -> None:
        """A turn starts; `at` is the wall clock."""
        self._follow()
        self._run("INSERT INTO turns (id, at) VALUES (?, ?)", turn_id, _stamp(at))
        self._positions[turn_id] = 0

    def append(self, turn_id: str, step: Step) -> None:
        """One step, on disk before this returns."""
        position = self._position(turn_id)
        with self._transaction() as database:
            database.execute(
                "INSERT INTO steps VALUES (?, ?, ?, ?)",
                (turn_id, position, step.type, dumps(step_to_json(step))),
            )
            if isinstance(step.event, Transcript):
                self._index(database, "said", step.event.text, turn_id)
            elif isinstance(step.event, Reply):
                self._index(database, "replied", step.event.text, turn_id)
        if turn_id in self._positions:
            self._positions[turn_id] = position + 1

    def end(self, turn_id: str, *, audio: str | None = None) -> None:
        """The turn is over; `audio` names its recording."""
        self._run("UPDATE turns SET ended = 1, audio = ? WHERE id = ?", audio, turn_id)
        self._positions.pop(turn_id, None)

    def add(self, turns: Iterable[tuple[datetime, Turn]]) -> None:
        """Whole turns of another journal, or of a simulation, each with when it began."""
        with self._transaction() as database:
            for at, turn in turns:
                said, replied = turn.last(Transcript), turn.last(Reply)
                database.execute(
                    "INSERT INTO turns (id, at, ended, said, replied) VALUES (?, ?, 1, ?, ?)",
                    (
                        turn.id,
                        _stamp(at),
                        _clean(said.text) if said else "",
                        _clean(replied.text) if replied else "",
                    ),
                )
                database.executemany(
                    "INSERT INTO steps VALUES (?, ?, ?, ?)",
                    (
                        (turn.id, position, step.type, dumps(step_to_json(step)))
                        for position, step in enumerate(turn)
                    ),
                )

    def note(self, note: Note, at: datetime) -> None:
        """Something happened outside any turn."""
        self._follow()
        text = dumps(to_json(note))
        kind = type(note).__name__
        self._run("INSERT INTO notes (at, kind, note) VALUES (?, ?, ?)", _stamp(at), kind, text)

    def recent(self, limit: int = 20) -> tuple[Summary, ...]:
        """The latest turns, newest first."""
        return self._summaries("ORDER BY at DESC, id DESC LIMIT ?", limit)

    def search(self, text: str, limit: int = 20) -> tuple[Summary, ...]:
        """Turns in which this was said or replied, newest first."""
        escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        like = f"%{_clean(escaped)}%"
        return self._summaries(
            "WHERE said LIKE ?1 ESCAPE '\\' OR replied LIKE ?1 ESCAPE '\\' "
            "ORDER BY at DESC, id DESC LIMIT ?2",
            like,
            limit,
        )

    def since(self, at: datetime | None = None) -> tuple[Summary, ...]:
        """Every turn from then on, oldest first; all of them when no time is given."""
        return self._summaries("WHERE at >= ? ORDER BY at, id", _stamp(at) if at else "")

    def named(self, turn_ids: Sequence[str]) -> tuple[Summary, ...]:
        """These turns, as far as they are still known, oldest first."""
        places = ", ".join("?" for _ in turn_ids)
        return self._summaries(f"WHERE id IN ({places}) ORDER BY at, id", *turn_ids)

    def turn(self, turn_id: str) -> Turn | None:
        """One turn in full; None when there is no such turn."""
        if not self._fetch("SELECT 1 FROM turns WHERE id = ?", turn_id):
            return None
        rows = self._fetch("SELECT step FROM steps WHERE turn = ? ORDER BY position", turn_id)
        return Turn(turn_id, [_read(step_from_json, text) for (text,) in rows])

    def notes(self, limit: int = 100) -> tuple[tuple[datetime, Note], ...]:
        """The latest notes, newest first."""
        rows = self._fetch("SELECT at, kind, note FROM notes ORDER BY id DESC LIMIT ?", limit)
        return tuple((datetime.fromisoformat(at), _note(kind, text)) for at, kind, text in rows)

    def changes(self, at: datetime | None = None) -> Iterator[tuple[datetime, StateChanged]]:
        """Every device that changed outside a turn from then on, in the order of noting."""
        return self._notes_of(StateChanged, at)

    def kinds(self) -> Mapping[str, str]:
        """Of every device that was noted so far, by id; what was said of one last holds."""
        known: dict[str, str] = {}
        for _, note in self._notes_of(DevicesKnown):
            known |= note.kinds
        return known

    def prune(self, keep_days: float, *, now: datetime) -> int:
        """Forget what is older; returns how many turns that were."""
        oldest = _stamp(now - timedelta(days=keep_days))
        with self._transaction() as database:
            database.execute("DELETE FROM notes WHERE at < ?", (oldest,))
            return database.execute("DELETE FROM turns WHERE at < ?", (oldest,)).rowcount

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _follow(self) -> None:
        """Somebody may have moved the file away; what comes now goes into the one that is there."""
        if identity(self.path) != self._identity:
            database = open_file(self.path)
            self._database.close()
            self._database, self._identity = database, identity(self.path)
            self._positions.clear()

    def _notes_of(
        self, kind: type[Kind], since: datetime | None = None
    ) -> Iterator[tuple[datetime, Kind]]:
        rows = self._fetch(
            "SELECT at, note FROM notes WHERE at >= ? AND kind = ? ORDER BY id",
            _stamp(since) if since else "",
            kind.__name__,
        )
        for at, text in rows:
            yield datetime.fromisoformat(at), _read(lambda raw: from_json(kind, raw), text)

    def _position(self, turn_id: str) -> int:
        """Where its next step goes; a turn that has ended may still get one (`barge-in`)."""
        if (position := self._positions.get(turn_id)) is not None:
            return position
        ((count,),) = self._fetch("SELECT count(*) FROM steps WHERE turn = ?", turn_id)
        return int(count)

    def _index(
        self,
        database: sqlite3.Connection,
        column: Literal["said", "replied"],
        text: str,
        turn_id: str,
    ) -> None:
        database.execute(
            f"UPDATE turns SET {column} = ? WHERE id = ?",
            (_clean(text), turn_id),
        )

    def _summaries(self, tail: str, *arguments: str | int) -> tuple[Summary, ...]:
        rows = self._fetch(
            f"SELECT id, at, said, replied, ended, audio, {_KIND}, {_OFFSET} FROM turns {tail}",
            *arguments,
        )
        return tuple(
            Summary(
                id=turn_id,
                at=datetime.fromisoformat(at),
                said=said,
                replied=replied,
                ended=bool(ended),
                audio=audio,
                kind=_KINDS.get(kind or ""),
                interrupted_ms=None if offset_ms is None else float(offset_ms),
            )
            for turn_id, at, said, replied, ended, audio, kind, offset_ms in rows
        )

    def _run(self, statement: str, *arguments: str | int | None) -> None:
        with self._transaction() as database:
            database.execute(statement, arguments)

    def _fetch(self, statement: str, *arguments: str | int) -> list[tuple[str, ...]]:
        with told(self.path):
            return self._database.execute(statement, arguments).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with told(self.path), self._database:
            yield self._database


@contextmanager
def _left_where_it_is() -> Iterator[None]:
    try:
        yield
    except JournalDamaged as error:
        raise JournalDamaged(
            f"the journal is damaged ({error}); the assistant sets it aside when it next starts"
        ) from error


def _read(read: Callable[[Json], Result], text: str) -> Result:
    try:
        return read(json.loads(text))
    except (CodecError, json.JSONDecodeError) as error:
        raise JournalError(f"an entry of the journal cannot be read: {error}") from error


def _note(kind: str, text: str) -> Note:
    found = _NOTES.get(kind)
    if found is None:
        raise JournalError(f"an entry of the journal cannot be read: no note is called {kind!r}")
    return _read(lambda raw: from_json(found, raw), text)


def _stamp(at: datetime) -> str:
    """Sorts as text; a time without a zone is the machine's own."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _clean(text: str) -> str:
    """SQLite takes no lone surrogates."""
    return text.encode("utf-8", "replace").decode("utf-8")
