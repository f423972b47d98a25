"""The learned table on disk: switched as a whole, with the one before it kept."""

import contextlib
import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from assistant.learning.codec import CodecError, from_json, to_json
from assistant.learning.rewriting.model import Incident, KnownRequest, Learned, LearnedRewrite
from assistant.learning.weighing.model import LearnedWeight
from devices.whole_file import held_alone, write_whole

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

VERSION = 1
LISTS = ("rewrites", "requests", "context_weights", "incidents")
"""Of these each item is read by itself, so that one that is broken does not cost the others."""
PATIENCE_SECONDS = 5.0

Stamp: TypeAlias = tuple[int, int]
"""When a file was written, in nanoseconds, and its size in bytes."""
Item = TypeVar("Item", bound="DataclassInstance")


class LearnedError(RuntimeError):
    """The learned table cannot be used; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A table, and what a person should know about how it was read."""

    table: Learned
    notice: str | None = None


@dataclass(frozen=True, slots=True)
class Store:
    """One file, the version before it, and a lock."""

    path: Path

    @property
    def previous(self) -> Path:
        return self.path.with_suffix(f".previous{self.path.suffix}")

    @property
    def rolling(self) -> Path:
        """What was in use, while it is rolled back; more than that only if that was cut off."""
        return self.path.with_suffix(f".rolling{self.path.suffix}")

    def stamp(self) -> Stamp | None:
        """Another one whenever the file was written; None where there is none."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size

    def load(self) -> Loaded:
        """The table; what cannot be read is left out, and the file as it was is kept aside."""
        try:
            text = self.path.read_text("utf-8")
        except FileNotFoundError:
            return Loaded(Learned())
        except UnicodeDecodeError:
            return self._damaged(Learned(), ["it is no text"])
        except OSError as error:
            return self._damaged(Learned(), [error.strerror or str(error)])
        try:
            found = json.loads(text)
        except ValueError as error:
            return self._damaged(Learned(), [f"it is no JSON: {error}"])
        table, problems = _table(found)
        return self._damaged(table, problems) if problems else Loaded(table)

    def save(self, table: Learned) -> None:
        """All of it or nothing; the version before can be rolled back to."""
        text = as_text(table)
        try:
            before = self.path.read_bytes() if self.path.exists() else as_text(Learned()).encode()
            if self.path.exists() and before == text.encode():
                return  # what could be rolled back to stays
            write_whole(self.previous, before)
            write_whole(self.path, text)
        except OSError as error:
            raise LearnedError(f"cannot write {self.path}: {error.strerror or error}") from error

    def roll_back(self) -> Loaded:
        """The version before becomes the present one, and the other way round.

        Whoever is killed in between loses neither: what is cut off is gone on with the next time.
        Raises LearnedError where there is none, or it is the same.
        """
        try:
            if self.rolling.exists() and not self.previous.exists():
                self.rolling.replace(self.previous)
            before, now = self.previous.read_bytes(), self.path.read_bytes()
            if before == now:
                raise LearnedError("there is nothing to roll back: nothing was changed yet")
            write_whole(self.rolling, now)
            self.previous.replace(self.path)
            self.rolling.replace(self.previous)
        except FileNotFoundError as error:
            raise LearnedError("there is nothing to roll back: nothing was learned yet") from error
        except OSError as error:
            raise LearnedError(f"cannot roll back {self.path}: {error}") from error
        return self.load()

    @contextlib.contextmanager
    def locked(self, patience_seconds: float = PATIENCE_SECONDS) -> Iterator[None]:
        """Nobody else changes it meanwhile; whoever only reads is not kept waiting."""
        lock = self.path.with_suffix(".lock")
        try:
            with held_alone(lock, patience_seconds):
                yield
        except TimeoutError as error:
            raise LearnedError("another process is changing the table; try again") from error
        except OSError as error:
            raise LearnedError(f"cannot lock {lock}: {error}") from error

    def change(self, change: Callable[[Learned], Learned]) -> Learned:
        """Read, change and write, with nobody in between."""
        with self.locked():
            before = self.load().table
            after = change(before)
            if after != before:
                self.save(after)
            return after

    def switch(self, before: Learned, after: Learned) -> bool:
        """From one version to the next; False when it is another one by now."""
        with self.locked():
            if self.load().table != before:
                return False
            if after != before:
                self.save(after)
            return True

    def _damaged(self, table: Learned, problems: list[str]) -> Loaded:
        aside = self.path.with_name(f"{self.path.name}.damaged-{time.time_ns()}")
        try:
            write_whole(aside, self.path.read_bytes())
            write_whole(self.path, as_text(table))
        except OSError as error:
            why = error.strerror or error
            raise LearnedError(f"{self.path} is damaged and cannot be moved: {why}") from error
        more = f" and {len(problems) - 1} more" if len(problems) > 1 else ""
        return Loaded(
            table,
            f"{self.path} was damaged ({problems[0]}{more}); {len(table.rewrites)} learned "
            f"rewrites could be read, and the file as it was is now {aside}",
        )


def as_text(table: Learned) -> str:
    """As JSON, for a file or for another home."""
    return json.dumps({"version": VERSION, **to_json(table)}, indent=1)


def from_text(text: str) -> Learned:
    """A table that somebody exported; raises LearnedError when any of it cannot be read."""
    try:
        found = json.loads(text)
    except ValueError as error:
        raise LearnedError(f"this is no exported table: {error}") from error
    table, problems = _table(found)
    if problems:
        raise LearnedError(f"this table cannot be taken over: {problems[0]}")
    return table


def _table(found: object) -> tuple[Learned, list[str]]:
    """As much as can be read, and what could not be."""
    if not isinstance(found, Mapping):
        return Learned(), ["it is no table"]
    if found.get("version", VERSION) != VERSION:
        return Learned(), [
            f"it is of version {found.get('version')!r}, this program knows {VERSION}"
        ]
    problems: list[str] = []
    rewrites = tuple(_items(LearnedRewrite, found.get("rewrites", []), problems))
    requests = tuple(_items(KnownRequest, found.get("requests", []), problems))
    weights = tuple(_items(LearnedWeight, found.get("context_weights", []), problems))
    incidents = tuple(_items(Incident, found.get("incidents", []), problems))
    rest = Learned(
        rewrites=rewrites, requests=requests, context_weights=weights, incidents=incidents
    )
    for one in fields(Learned):
        if one.name in found and one.name not in LISTS:
            try:
                read = from_json(Learned, {one.name: found[one.name]})
            except CodecError as error:
                problems.append(str(error))
            else:
                rest = replace(rest, **{one.name: getattr(read, one.name)})
    return rest, problems


def _items(kind: type[Item], found: object, problems: list[str]) -> Iterator[Item]:
    if not isinstance(found, list):
        problems.append(f"{kind.__name__}: a list is needed")
        return
    for one in found:
        try:
            yield from_json(kind, one)
        except CodecError as error:
            problems.append(str(error))
