"""Closing a stream of a sound driver that may never come back from it.

PortAudio's ALSA part spins for ever where a sound server dies at the wrong moment, and whoever
closes that stream waits for it without end (PortAudio issue 1037).
"""

import asyncio
import atexit
import os
from threading import Thread
from types import ModuleType
from typing import Protocol

from assistant.audio.frame import AudioError

CLOSING_SECONDS = 10.0
"""Long for a driver that works, on a busy machine too."""


class SoundHangs(AudioError):
    """The driver of a device does not come back; only a new process can use sound again."""


_AGAIN = "ASSISTANT_SOUND_STARTED_AGAIN"


def note_new_start() -> None:
    """For the process that comes after this one, whose driver hangs."""
    os.environ[_AGAIN] = "1"


def has_started_again() -> bool:
    """The devices were there before, so that one which is missing may come back."""
    return _AGAIN in os.environ


_lost = False


def is_lost() -> bool:
    """A driver hangs in this process."""
    return _lost


class Stream(Protocol):
    """What PortAudio opened."""

    def close(self) -> None: ...


async def close(stream: Stream, what: str, sd: ModuleType) -> None:
    """Close it beside the loop, which goes on meanwhile; raises SoundHangs where that never ends.

    `what` names the device. After a hang the process can still end: PortAudio is not asked to.
    """
    loop, closed = asyncio.get_running_loop(), asyncio.Event()

    def closing() -> None:
        stream.close()
        if not loop.is_closed():
            loop.call_soon_threadsafe(closed.set)

    Thread(target=closing, name=f"closing {what}", daemon=True).start()
    try:
        async with asyncio.timeout(CLOSING_SECONDS):
            await closed.wait()
    except TimeoutError as error:
        global _lost
        _lost = True
        atexit.unregister(sd._exit_handler)
        raise SoundHangs(f"{what}: its driver hangs") from error
