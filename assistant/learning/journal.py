"""The journal: every turn with every step, written as it happens; notes on the house between turns.

SQLite in WAL mode. Each step is one transaction, so killing the process loses at most the turn in
flight. `synchronous` is NORMAL: a commit then waits for no disk, which keeps a step under a
millisecond; only a power cut can lose the last steps, and even that cannot damage the file.
"""

import json
import sqlite3
import time
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
from assistant.turn import Reply, Slots, Step, Transcript, Turn

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE turns (
        id TEXT PRIMARY KEY,
        at TEXT NOT NULL,        -- UTC, ISO 8601
        ended INTEGER NOT NULL DEFAULT 0,
        said TEXT NOT NULL DEFAULT '',
        replied TEXT NOT NULL DEFAULT '',
        audio TEXT               -- file name of the recording, where the person opted in
    ) WITHOUT ROWID;
    CREATE INDEX turns_at ON turns (at);
    CREATE TABLE steps (
        turn TEXT NOT NULL REFERENCES turns (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        type TEXT NOT NULL,
        step TEXT NOT NULL,      -- JSON
        PRIMARY KEY (turn, position)
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE notes (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        note TEXT NOT NULL       -- JSON
    );
    CREATE INDEX notes_at ON notes (at);
    """,
)
"""One step of the schema each; a step that was released never changes."""

_BUSY_SECONDS = 0.25
"""How long to wait for another process's write; the home waits with us."""
_LARGEST_CHECKED_BYTES = 20_000_000
_OPENING_SECONDS = 5.0
"""The same while opening, when another process may be making the file."""
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})

Result = TypeVar("Result")


class JournalError(RuntimeError):
    """The journal cannot be used; the assistant goes on without it and says so."""


class JournalDamaged(JournalError):
    """The file is no journal any more."""


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


Note: TypeAlias = StateChanged | ConnectionChanged | Trouble
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


@dataclass(slots=True)
class Journal:
    """One open journal file."""

    path: Path
    notice: str | None
    """What a person should know about how it was opened, if anything."""
    _database: sqlite3.Connection = field(repr=False)
    _positions: dict[str, int] = field(default_factory=dict, repr=False)

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """Open or create; a damaged file is set aside first. Raises JournalError."""
        path = Path(path)
        try:
            return cls(path, None, _open(path))
        except JournalDamaged as error:
            aside = _set_aside(path)
            notice = f"the journal was damaged and is now {aside}; a new one begins ({error})"
            return cls(path, notice, _open(path))

    def begin(self, turn_id: str, at: datetime) -> None:
        """A turn starts; `at` is the wall clock."""
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
        kind = StateChanged.__name__
        rows = self._fetch(
            "SELECT at, note FROM notes WHERE at >= ? AND kind = ? ORDER BY id",
            _stamp(at) if at else "",
            kind,
        )
        for noted, text in rows:
            yield (
                datetime.fromisoformat(noted),
                _read(lambda raw: from_json(StateChanged, raw), text),
            )

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
            f"SELECT id, at, said, replied, ended, audio FROM turns {tail}",
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
            )
            for turn_id, at, said, replied, ended, audio in rows
        )

    def _run(self, statement: str, *arguments: str | int | None) -> None:
        with self._transaction() as database:
            database.execute(statement, arguments)

    def _fetch(self, statement: str, *arguments: str | int) -> list[tuple[str, ...]]:
        with _told(self.path):
            return self._database.execute(statement, arguments).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with _told(self.path), self._database:
            yield self._database


def _open(path: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # what people say is theirs alone; WAL files take this mode over
    except OSError as error:
        raise JournalError(f"cannot make {path} for the journal: {error}") from error
    with _told(path):
        database = sqlite3.connect(path, timeout=_OPENING_SECONDS)
        try:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
            database.execute("PRAGMA foreign_keys = ON")
            _migrate(database, path)
            _check(database, path)
            database.execute(f"PRAGMA busy_timeout = {round(_BUSY_SECONDS * 1000)}")
        except BaseException:
            database.close()
            raise
        return database


def _check(database: sqlite3.Connection, path: Path) -> None:
    """Whole files while that takes no time; of a large one, the page that is needed first."""
    if path.stat().st_size > _LARGEST_CHECKED_BYTES:
        database.execute("SELECT * FROM turns ORDER BY at DESC LIMIT 1").fetchall()
        return
    ((found,),) = database.execute("PRAGMA quick_check(1)").fetchall()
    if found != "ok":
        raise JournalDamaged(f"{path}: {found}")


def _migrate(database: sqlite3.Connection, path: Path) -> None:
    """Bring the file up to date; two processes may open a fresh one at the same moment."""
    database.execute("BEGIN IMMEDIATE")
    try:
        _up_to_date(database, path)
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:  # SQLite itself ends it where the disk is full
            database.execute("ROLLBACK")
        raise


def _up_to_date(database: sqlite3.Connection, path: Path) -> None:
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise JournalError(
            f"{path} was written by a newer version (schema {version}, this one knows "
            f"{len(MIGRATIONS)}): update the assistant, or give it another journal"
        )
    for number, step in enumerate(MIGRATIONS[version:], start=version + 1):
        for statement in _statements(step):
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {number}")


def _statements(script: str) -> Iterator[str]:
    """One by one, because sqlite3 commits before it runs a whole script."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """SQLite's errors in words that name the file."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _DAMAGED:
            raise JournalDamaged(f"{path}: {error}") from error
        if code == sqlite3.SQLITE_FULL:
            raise JournalError(f"the disk is full, {path} cannot grow") from error
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise JournalError(f"another process holds the journal {path}") from error
        raise JournalError(f"the journal {path} cannot be used: {error}") from error
    except sqlite3.Error as error:
        raise JournalError(f"the journal {path} cannot be used: {error}") from error


def _set_aside(path: Path) -> Path:
    """With what SQLite keeps beside it, so that somebody can still try to rescue it."""
    aside = path.with_name(f"{path.name}.damaged-{time.time_ns()}")
    try:
        for suffix in ("", "-wal", "-shm"):
            beside = path.with_name(path.name + suffix)
            if beside.exists():
                beside.rename(aside.with_name(aside.name + suffix))
    except OSError as error:
        raise JournalError(f"{path} is damaged and cannot be moved away: {error}") from error
    return aside


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
