"""The file that the journal is: its schema, and how it is opened, checked and set aside."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

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


BUSY_SECONDS = 0.25
"""How long to wait for another process's write; the home waits with us."""
_LARGEST_CHECKED_BYTES = 20_000_000
OPENING_SECONDS = 5.0
"""The same while opening, when another process may be making the file."""
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


Identity: TypeAlias = tuple[int, int]
"""Which file it is, wherever it is moved: its device and inode."""


class JournalError(RuntimeError):
    """The journal cannot be used; the assistant goes on without it and says so."""


class JournalDamaged(JournalError):
    """The file is no journal any more."""


def open_file(path: Path, patience_seconds: float = OPENING_SECONDS) -> sqlite3.Connection:
    """Opened or made, whole and of the present schema; raises JournalError or JournalDamaged.

    Another process may hold it so long.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # what people say is theirs alone; WAL files take this mode over
    except OSError as error:
        raise JournalError(
            f"cannot make {path} for the journal: {error.strerror or error}"
        ) from error
    with told(path):
        database = sqlite3.connect(path, timeout=patience_seconds)
        try:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
            database.execute("PRAGMA foreign_keys = ON")
            _migrate(database, path)
            _check(database, path)
            database.execute(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")
        except BaseException:
            database.close()
            raise
        return database


def open_to_read(path: Path) -> sqlite3.Connection:
    """Without making or changing it, also one of an older schema; raises JournalError or
    JournalDamaged.
    """
    with told(path):
        address = f"{path.absolute().as_uri()}?mode=ro"
        database = sqlite3.connect(address, uri=True, timeout=OPENING_SECONDS)
        try:
            is_older = _is_older(database, path)
            _check(database, path)
            readable = _brought_up_to_date(database, path) if is_older else database
        except BaseException:
            database.close()
            raise
        if readable is not database:
            database.close()
        return readable


def _is_older(database: sqlite3.Connection, path: Path) -> bool:
    """Raises JournalError where nothing was written yet."""
    version = _version(database, path)
    if not version:
        raise JournalError(f"{path} holds no requests yet")
    return version < len(MIGRATIONS)


def _brought_up_to_date(database: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    """A copy in memory; the file is changed only by who writes it."""
    copy = sqlite3.connect(":memory:")
    database.backup(copy)
    _migrate(copy, path)
    copy.execute("PRAGMA query_only = ON")
    return copy


def identity(path: Path) -> Identity | None:
    """None where there is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


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


def _version(database: sqlite3.Connection, path: Path) -> int:
    """Of the schema; 0 where there is none yet. JournalError for one that is not known here."""
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise JournalError(
            f"{path} was written by a newer version (schema {version}, this one knows "
            f"{len(MIGRATIONS)}): update the assistant, or give it another journal"
        )
    return int(version)


def _up_to_date(database: sqlite3.Connection, path: Path) -> None:
    version = _version(database, path)
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
def told(path: Path) -> Iterator[None]:
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


def set_aside(path: Path) -> Path:
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
