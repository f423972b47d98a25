"""A file that is replaced whole or not at all, whatever comes between: a full disk, a crash."""

import contextlib
import errno
import fcntl
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

_LOOK_SECONDS = 0.02


def write_whole(path: Path, content: bytes | str, *, survives_power_cut: bool = True) -> None:
    """Readers see the old file or the new one, never a part; only its owner can read it.

    Missing folders are made. Where it cannot be written, OSError names it, the old file stays, and
    nothing is left beside it. A process that is killed meanwhile may leave a hidden `.NAME.*`.
    `survives_power_cut` waits for the disk, which takes milliseconds; a crash of this process alone
    loses nothing either way.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content, survives_power_cut)
    except OSError as error:  # a full disk does not say of itself which file it was
        raise OSError(error.errno, error.strerror, str(path)) from error


@contextlib.contextmanager
def held_alone(lock: Path, patience_seconds: float) -> Iterator[None]:
    """No other process, and nobody else in this one, holds it meanwhile; a crash lets it go.

    Raises TimeoutError, which is an OSError, when that is not so after `patience_seconds`.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a") as file:
        deadline = time.monotonic() + patience_seconds
        while not _is_mine(file):
            if time.monotonic() > deadline:
                raise TimeoutError(errno.ETIMEDOUT, "another process is changing it", str(lock))
            time.sleep(_LOOK_SECONDS)
        yield


def _is_mine(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def in_words(error: Exception) -> str:
    """What went wrong, without the name of a class or the system's number: which file, and why."""
    if isinstance(error, OSError) and error.strerror:
        named = f"{error.filename}: " if error.filename is not None else ""
        return f"{named}{error.strerror}"
    if isinstance(error, KeyError):
        return f"{error} is missing"
    return str(error) or "no reason was given"


def _replace(path: Path, content: bytes | str, survives_power_cut: bool) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # for the owner only
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
            file.flush()
            if survives_power_cut:
                os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    if survives_power_cut:
        _sync(path.parent)


def _sync(folder: Path) -> None:
    """The new name itself must reach the disk, too."""
    with contextlib.suppress(OSError):  # some file systems cannot; then the name may be late
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
