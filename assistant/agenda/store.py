"""Keeps the plans over a restart: one JSON file, replaced whole or not at all.

Several processes may plan (`assistant say` beside `assistant run`), so a change is made to what
the file holds at that moment, under a lock.
"""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from assistant.agenda.changes import AgendaError
from assistant.agenda.plans import Plans
from assistant.learning.codec import CodecError, dumps, from_json, to_json
from devices.whole_file import held_alone, write_whole

VERSION = 1
PATIENCE_SECONDS = 1.0
"""Somebody is waiting for an answer meanwhile; a change takes milliseconds."""
Tell = Callable[[str], None]
Stamp: TypeAlias = tuple[int, int, int]
"""Which version of the file it is."""


class _NewerPlans(Exception):
    """The file is of a later version of this program; it is left for that one."""


class Store:
    """The file; a damaged one is set aside, because a home must start whatever was left behind."""

    def __init__(self, path: Path, tell: Tell) -> None:
        self.path = path
        self._tell = tell

    def load(self) -> Plans:
        """What was kept; nothing when there is no file or it cannot be read."""
        try:
            return self._read()
        except OSError as error:
            self._tell(f"the plans in {self.path} cannot be read: {error.strerror or error}")
            return Plans()
        except _NewerPlans as error:
            self._tell(f"nothing that is planned happens, and nothing can be planned: {error}")
            return Plans()

    def update(self, change: Callable[[Plans], Plans]) -> tuple[Plans, Stamp | None]:
        """Change what is kept, whoever else does so too; the stamp is that of this change.

        Raises AgendaError.
        """
        try:
            with held_alone(self.path.with_name(f"{self.path.name}.lock"), PATIENCE_SECONDS):
                plans = change(self._read())
                write_whole(self.path, dumps({"version": VERSION, "plans": to_json(plans)}))
                return plans, self.stamp()
        except OSError as error:
            raise AgendaError(f"I cannot keep plans: {error.strerror or error}.") from error
        except _NewerPlans as error:
            raise AgendaError(f"I cannot keep plans: {error}.") from error

    def _read(self) -> Plans:
        """What was kept; raises OSError when the disk does not say, or _NewerPlans, and nothing is
        lost then.
        """
        try:
            return _parsed(self.path)
        except FileNotFoundError:
            return Plans()
        except (ValueError, RecursionError) as error:
            self._tell(self._set_aside(str(error)))
            return Plans()

    def stamp(self) -> Stamp | None:
        """Changes whenever somebody has saved."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def _set_aside(self, why: str) -> str:
        aside = self.path.with_name(f"{self.path.name}.damaged-{time.time_ns()}")
        try:
            self.path.rename(aside)
        except OSError as error:
            return f"{self.path} is damaged ({why}) and cannot be moved away: {error}"
        return f"the plans were damaged and are now {aside}; nothing is planned ({why})"


def _parsed(path: Path) -> Plans:
    found = json.loads(path.read_text("utf-8"))
    version = found.get("version") if isinstance(found, dict) else None
    if not isinstance(version, int):
        raise CodecError("it does not say its version")
    if version > VERSION:
        raise _NewerPlans(
            f"{path} was written by a newer version (plans {version}, this one knows {VERSION}): "
            "update the assistant, or move that file away"
        )
    if version < VERSION:
        raise CodecError(f"they are of version {version}, and this one knows {VERSION}")
    return from_json(Plans, found.get("plans"))
