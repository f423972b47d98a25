"""One simulated home in a data folder at a time, and where other commands find it."""

import asyncio
import contextlib
import fcntl
import json
import logging
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import IO

from assistant.broker_url import BrokerUrl
from assistant.settings import Settings
from devices.whole_file import in_words

PATIENCE_SECONDS = 60.0
"""How long another command may take to come up, or to end; on a slow machine that is long."""
TOLD_AFTER_SECONDS = 3.0
"""Whoever waits longer is told for what."""
_LOOK_SECONDS = 0.1

logger = logging.getLogger(__name__)


class HomeRuns(RuntimeError):
    """Another process runs the simulated home of this data folder."""


def running_broker(settings: Settings) -> str | None:
    """URL of the broker that a running `assistant run` or `assistant home` wrote down."""
    try:
        note = json.loads(settings.running_file.read_text("utf-8"))
        url = str(note["broker"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return url if _is_held(settings) else None


async def take_over(
    settings: Settings,
    stack: ExitStack,
    *,
    patience_seconds: float = PATIENCE_SECONDS,
    told_after_seconds: float = TOLD_AFTER_SECONDS,
) -> str | None:
    """Hold the home of the data folder until the stack ends; its broker if it runs already.

    Two simulated homes would overwrite each other's states. What holds it is a lock that goes
    with the process, however that ends. Raises HomeRuns when another command, which nobody can
    join, does not let go of it.
    """
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        file = stack.enter_context(settings.lock_file.open("a"))
        began, is_told = time.monotonic(), False
        while not _locked(file, fcntl.LOCK_EX):
            if (url := running_broker(settings)) is not None:
                return url
            waited_seconds = time.monotonic() - began
            if waited_seconds > told_after_seconds and not is_told:
                is_told = True
                logger.warning("another command uses the home: waiting for it to end")
            if waited_seconds > patience_seconds:
                raise HomeRuns(
                    f"another command uses the home in {settings.data_dir} and does not end"
                )
            await asyncio.sleep(_LOOK_SECONDS)
    except OSError as error:  # where nobody can write, nobody's states can be overwritten
        logger.warning("the home's states will not be kept: %s", in_words(error))
    return None


@contextlib.contextmanager
def announced(settings: Settings, url: BrokerUrl) -> Iterator[None]:
    """Write down where the home is for as long as it runs; for whoever has taken it over."""
    file = settings.running_file
    try:
        file.write_text(json.dumps({"pid": os.getpid(), "broker": str(url)}), "utf-8")
    except OSError as error:
        logger.warning("other commands will not find this home: %s", in_words(error))
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            file.unlink()


def _is_held(settings: Settings) -> bool:
    try:
        with settings.lock_file.open() as file:
            return not _locked(file, fcntl.LOCK_SH)
    except OSError:
        return False


def _locked(file: IO[str], how: int) -> bool:
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
