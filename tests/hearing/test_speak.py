"""Replies, spoken into memory."""

import asyncio
import tempfile
import threading
from pathlib import Path

import numpy as np
import pytest

from assistant.audio.devices import list_devices
from assistant.audio.source import SamplesSource
from assistant.audio.speaker import NullSpeaker, open_speaker
from assistant.audio.tape import Tape
from assistant.stages import NotReady
from assistant.stages.listen import ListenStage
from assistant.stages.speak import SpeakStage
from tests.hearing.ears import Ears


@pytest.fixture(scope="module")
def voice() -> SpeakStage:
    stage = SpeakStage()
    stage.prepare()
    return stage


async def test_what_is_spoken_can_be_understood(ears: Ears, voice: SpeakStage) -> None:
    reply = voice.speak("The kitchen light is on.")
    assert 800 < reply.duration_ms < 3000
    samples = np.frombuffer(reply.pcm, np.int16)
    assert len(samples) / 16 == pytest.approx(reply.duration_ms)
    utterance = await ListenStage().capture(tape_of(samples))
    assert "kitchen" in ears.transcribe.transcribe(utterance).text


def tape_of(samples: np.ndarray) -> Tape:
    return Tape(SamplesSource(np.concatenate((np.zeros(8_000, np.int16), samples))))


def test_a_hundred_in_a_row_from_several_threads(
    voice: SpeakStage, capfd: pytest.CaptureFixture[str]
) -> None:
    before = set(Path(tempfile.gettempdir()).glob("*.wav"))
    spoken: list[bytes] = []

    def talk() -> None:
        spoken.extend(voice.speak(f"That is number {n}.").pcm for n in range(25))

    threads = [threading.Thread(target=talk) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=180)
    assert len(spoken) == 100
    # espeak-ng's breath is random, by some samples: the same words are about equally long.
    assert len({round(len(pcm) / 3200) for pcm in spoken}) < 15
    assert set(Path(tempfile.gettempdir()).glob("*.wav")) == before
    assert capfd.readouterr() == ("", "")


def test_voices_differ_and_do_not_disturb_each_other(voice: SpeakStage) -> None:
    other = SpeakStage("en-us+f2", words_per_minute=220)
    other.prepare()
    first = voice.speak("Good morning.")
    assert other.speak("Good morning.").duration_ms < 0.9 * first.duration_ms
    again = voice.speak("Good morning.")
    assert again.duration_ms == pytest.approx(first.duration_ms, abs=10)  # its breath is random


def test_nothing_to_say(voice: SpeakStage) -> None:
    assert voice.speak("  ").pcm == b""
    assert voice.speak("21 °C · ½ – “ok” 你好").duration_ms > 0


def test_a_voice_that_is_not_there() -> None:
    stage = SpeakStage("xx-nobody")
    with pytest.raises(NotReady, match="no voice 'xx-nobody'"):
        stage.prepare()
    assert stage.speak("Still there.").pcm == b""


def test_without_a_speaker_replies_are_silent(caplog: pytest.LogCaptureFixture) -> None:
    if list_devices().outputs:
        pytest.skip("this machine has a speaker")
    speaker = open_speaker()
    assert isinstance(speaker, NullSpeaker)
    assert asyncio.run(speaker.play(b"\0\0" * 1600)) == 0
    assert len(caplog.records) == 1
