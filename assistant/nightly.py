"""Learning every night, in a process of its own, so that nobody who is awake has to wait for it."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from typing import Protocol

from assistant.settings import Settings, SettingsError

Tell = Callable[[str], None]
Work = Callable[[], Awaitable[str]]
"""One pass of learning; what it came to, in one line."""


class Clock(Protocol):
    """The home's clock."""

    def now(self) -> datetime: ...
    async def sleep(self, seconds: float) -> None: ...


def time_of(text: str | None) -> time | None:
    """ "03:30"; None for never. Raises SettingsError."""
    if text is None or text == "never":
        return None
    try:
        return time.fromisoformat(text)
    except ValueError as error:
        raise SettingsError(f'--learn-at {text!r}: a time like "03:30" or "never"') from error


def seconds_until(at: time, now: datetime) -> float:
    """To the next time that the clock shows this."""
    today = now.replace(hour=at.hour, minute=at.minute, second=at.second, microsecond=0)
    following = today if today > now else today + timedelta(days=1)
    return (following - now).total_seconds()


async def every_night(at: time, clock: Clock, work: Work, tell: Tell) -> None:
    """Until cancelled; a night that fails is told and the next one tried."""
    while True:
        await clock.sleep(seconds_until(at, clock.now()))
        try:
            tell(await work())
        except OSError as error:
            tell(f"did not learn tonight: {error}")


def as_process(settings: Settings) -> Work:
    """`assistant learn` with the settings of this one."""

    async def work() -> str:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "assistant", "learn", "--brief"),
            *("--home", str(settings.home_file), "--data-dir", str(settings.data_dir)),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        try:
            told, _ = await process.communicate()
        except asyncio.CancelledError:
            process.terminate()
            await process.wait()
            raise
        text = told.decode("utf-8", "replace").strip()
        return text if process.returncode == 0 else f"did not learn tonight: {text}"

    return work
