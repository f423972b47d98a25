"""Microphone and speaker through the real PortAudio, on ALSA's device that is none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.audio.devices import list_devices
from assistant.audio.frame import AudioError
from assistant.audio.microphone import MicrophoneSource

SYSTEM_CONFIG = Path("/usr/share/alsa/alsa.conf")
NULL_DEVICE = """
pcm.nothing { type null hint { show on description "Nothing" } }
pcm.!default { type plug slave.pcm "nothing" }
"""
SESSION = """
import asyncio
from assistant.audio.devices import list_devices
from assistant.audio.frame import AudioError
from assistant.audio.microphone import MicrophoneSource
from assistant.audio.speaker import open_speaker

async def main():
    print(any(device.is_default for device in list_devices().inputs))
    try:
        MicrophoneSource("studio")
    except AudioError as error:
        print(error)
    async with MicrophoneSource("default") as microphone:
        frames = [await anext(microphone) for _ in range(20)]
    print(microphone.name, {frame.shape for frame in frames})
    speaker = open_speaker()
    print(speaker.name, await speaker.play(bytes(16_000)), await speaker.play(b""))

asyncio.run(main())
"""


@pytest.mark.skipif(not SYSTEM_CONFIG.exists(), reason="no ALSA on this machine")
def test_frames_come_and_replies_go(tmp_path: Path) -> None:
    config = tmp_path / "asound.conf"
    config.write_text(NULL_DEVICE)
    done = subprocess.run(
        [sys.executable, "-c", SESSION],
        env={**os.environ, "ALSA_CONFIG_PATH": f"{SYSTEM_CONFIG}:{config}"},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.stdout.splitlines() == [
        "True",
        "there is no microphone named 'studio'; there are: nothing, default",
        "default {(1280,)}",
        "default 500.0 0.0",
    ], done.stderr
    assert "Exception" not in done.stderr


def test_without_a_microphone_it_says_so() -> None:
    if list_devices().inputs:
        pytest.skip("this machine has a microphone")
    with pytest.raises(AudioError, match="there is no microphone"):
        MicrophoneSource()
