"""The wall clock of the home: it starts where it is told and runs as fast as it is told.

Nothing in the house asks the computer for the time. A test turns this clock by hand; a demo runs
a day in a minute.
"""

import asyncio
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta

LOOK_SECONDS = 1.0
DRIFT_SECONDS = 2.0
"""Less than this is a slow second, no jump."""
_PASSING = time.CLOCK_BOOTTIME if sys.platform == "linux" else time.CLOCK_MONOTONIC
"""The system's clock that nobody sets and that goes on while the computer sleeps."""


def _passed_seconds() -> float:
    """Since some moment; only differences mean something."""
    return time.clock_gettime(_PASSING)


class HomeClock:
    """Follows the event loop's time, scaled."""

    def __init__(self, start: datetime, *, speed: float = 1.0) -> None:
        """`speed` is home seconds for each real second; 0 stands still until turned by hand."""
        self._base = start
        self._base_loop_seconds: float | None = None
        self._speed = _checked(speed)
        self._sleepers: set[_Sleeper] = set()
        self._jump_handlers: list[Callable[[float], None]] = []

    @property
    def speed(self) -> float:
        """Home seconds for each real second."""
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        self._base = self.now()
        self._base_loop_seconds = self._loop_seconds()
        self._speed = _checked(speed)
        self._rearm()

    def now(self) -> datetime:
        """The home's local time."""
        seconds = self._loop_seconds()
        if seconds is None:
            return self._base
        if self._base_loop_seconds is None:
            self._base_loop_seconds = seconds  # the clock starts with the first loop that looks
        return self._base + timedelta(seconds=(seconds - self._base_loop_seconds) * self._speed)

    def advance(self, seconds: float) -> None:
        """Turn the clock forward by hand; whoever slept into this time wakes."""
        if seconds < 0:
            raise ValueError(f"the home's clock cannot go back, got {seconds} seconds")
        self._base += timedelta(seconds=seconds)
        self._rearm()

    def jump(self, slept_seconds: float, *, set_seconds: float = 0.0) -> None:
        """Time that passed while the computer slept, and time that never passed: its clock was set.

        A clock that was set back has negative `set_seconds`.
        """
        self._base = self.now() + timedelta(seconds=slept_seconds + set_seconds)
        self._base_loop_seconds = self._loop_seconds()
        for handler in self._jump_handlers:
            handler(set_seconds)
        self._rearm()

    def on_jump(self, handler: Callable[[float], None]) -> None:
        """Told after each jump how many seconds of it were set, before whoever slept wakes."""
        self._jump_handlers.append(handler)

    async def keep_to(
        self,
        computer: Callable[[], datetime] = datetime.now,
        passed_seconds: Callable[[], float] = _passed_seconds,
    ) -> None:
        """Jump whenever the computer's clock does; runs until cancelled.

        The event loop's time stands still while a laptop sleeps, and knows neither corrections
        nor summer time. `passed_seconds` goes on through all that.
        """
        loop = asyncio.get_running_loop()
        looked, then, before = loop.time(), computer(), passed_seconds()
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            lived, now, passed = loop.time() - looked, computer(), passed_seconds() - before
            slept, was_set = passed - lived, (now - then).total_seconds() - passed
            looked, then, before = looked + lived, now, before + passed
            if max(abs(slept), abs(was_set)) > DRIFT_SECONDS:
                self.jump(slept, set_seconds=was_set)

    async def sleep(self, seconds: float) -> None:
        """Wait until this many home seconds have passed."""
        sleeper = _Sleeper(self.now() + timedelta(seconds=seconds))
        self._sleepers.add(sleeper)
        try:
            sleeper.arm(self.now(), self._speed)
            await sleeper.woken
        finally:
            sleeper.disarm()
            self._sleepers.discard(sleeper)

    def _rearm(self) -> None:
        for sleeper in tuple(self._sleepers):
            sleeper.arm(self.now(), self._speed)

    @staticmethod
    def _loop_seconds() -> float | None:
        try:
            return asyncio.get_running_loop().time()
        except RuntimeError:
            return None


class _Sleeper:
    """One wait, re-armed whenever the clock changes its pace."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        self.woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._timer: asyncio.TimerHandle | None = None

    def arm(self, now: datetime, speed: float) -> None:
        self.disarm()
        left = (self.until - now).total_seconds()
        if left <= 0:
            self._wake()
        elif speed > 0:
            self._timer = self._call_later(left / speed, self._wake)

    def disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _call_later(self, seconds: float, call: Callable[[], None]) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(seconds, call)

    def _wake(self) -> None:
        if not self.woken.done():
            self.woken.set_result(None)


def _checked(speed: float) -> float:
    if not 0 <= speed <= 1_000_000:
        raise ValueError(f"speed: expected 0 to 1,000,000 home seconds a second, got {speed}")
    return speed
