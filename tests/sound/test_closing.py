"""A sound driver that never comes back."""

import asyncio
import atexit
import threading
from types import ModuleType

import pytest

from assistant.audio import closing
from assistant.audio.closing import SoundHangs, close, is_lost


class Stuck:
    """A stream of a driver that spins."""

    def __init__(self) -> None:
        self.freed = threading.Event()

    def close(self) -> None:
        self.freed.wait()


@pytest.fixture
def portaudio(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.setattr(closing, "_lost", False)
    module = ModuleType("sounddevice")
    module._exit_handler = lambda: None  # type: ignore[attr-defined]
    return module


async def test_a_driver_that_hangs_does_not_hang_the_rest(
    portaudio: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closing, "CLOSING_SECONDS", 0.05)
    unregistered: list[object] = []
    monkeypatch.setattr(atexit, "unregister", unregistered.append)
    stuck = Stuck()
    with pytest.raises(SoundHangs, match="microphone desk: its driver hangs"):
        async with asyncio.timeout(20):
            await close(stuck, "microphone desk", portaudio)
    assert is_lost()
    assert unregistered == [portaudio._exit_handler]
    stuck.freed.set()


async def test_one_that_closes_is_waited_for(portaudio: ModuleType) -> None:
    stream = Stuck()
    stream.freed.set()
    await close(stream, "speaker desk", portaudio)
    assert not is_lost()
