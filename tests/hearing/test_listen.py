"""Where an utterance begins and ends."""

import numpy as np
import pytest

from assistant.audio.frame import Framer, Samples
from assistant.audio.source import SamplesSource
from assistant.audio.tape import Tape
from assistant.audio.wav import read_wav
from assistant.stages.listen import Completeness, ListenSettings, ListenStage
from assistant.turn import NothingHeard, Utterance
from tests.hearing.ears import RECORDINGS, Ears


def command() -> Samples:
    """Somebody speaks from about 0.4 s to 1.7 s."""
    return read_wav(RECORDINGS / "no_wake_command.wav").samples


def silence(seconds: float) -> Samples:
    return np.zeros(int(16_000 * seconds), np.int16)


async def capture(samples: Samples, settings: ListenSettings | None = None) -> object:
    stage = ListenStage(settings)
    stage.prepare()
    return await stage.capture(Tape(SamplesSource(samples)))


async def test_silence_ends_it() -> None:
    heard = await capture(np.concatenate((command(), silence(2))))
    assert isinstance(heard, Utterance)
    assert heard.ended_by == "silence"
    assert heard.start_ms == 0
    assert heard.end_ms == pytest.approx(heard.speech_end_ms + 500, abs=80)
    assert len(heard.pcm) == 32 * heard.end_ms


async def test_the_audio_may_end_first() -> None:
    heard = await capture(command()[:20_000])
    assert isinstance(heard, Utterance)
    assert heard.ended_by == "end_of_audio"


async def test_nobody_speaks() -> None:
    assert await capture(silence(10)) == NothingHeard(reason="no_speech")


async def test_a_click_is_no_speech() -> None:
    click = silence(3)
    click[16_000:16_020] = 20_000
    assert await capture(click) == NothingHeard(reason="no_speech")


async def test_speech_without_end() -> None:
    heard = await capture(np.tile(command()[7_000:26_000], 16))
    assert isinstance(heard, Utterance)
    assert heard.ended_by == "too_long"
    assert heard.end_ms == 15_040


async def test_waits_longer_for_who_pauses() -> None:
    patient = ListenSettings(silence_seconds=2.0)
    with_pause = np.concatenate((command(), silence(0.3), command(), silence(3)))
    heard = await capture(with_pause, patient)
    assert isinstance(heard, Utterance)
    assert heard.speech_end_ms > 4000


async def test_distant_talk_does_not_keep_it_open() -> None:
    talk = np.tile(command()[7_000:26_000], 4)
    heard = await capture(np.concatenate((command(), talk // 15)))
    assert isinstance(heard, Utterance)
    assert heard.ended_by == "silence"
    assert heard.speech_end_ms < 2200


async def test_a_whole_command_ends_it_early() -> None:
    asked = []

    def judge(utterance: Utterance) -> Completeness:
        asked.append(utterance)
        return "whole"

    stage = ListenStage()
    tape = Tape(SamplesSource(np.concatenate((command(), silence(2)))))
    heard = await stage.capture(tape, judge)
    assert isinstance(heard, Utterance)
    assert [one.speech_end_ms for one in asked] == [heard.speech_end_ms]
    assert asked[0].end_ms < heard.end_ms  # it was asked while the silence went on
    assert heard.end_ms == pytest.approx(heard.speech_end_ms + 240, abs=80)


@pytest.mark.parametrize("size", [160, 1000, 1280, 4096])
async def test_the_chunking_of_the_microphone_changes_nothing(ears: Ears, size: int) -> None:
    samples = read_wav(RECORDINGS / "desk_lamp_forty.wav").samples
    framer = Framer()
    frames = [
        f for at in range(0, len(samples), size) for f in framer.push(samples[at : at + size])
    ]
    frames += framer.flush()
    chunked = await ears.hear(SamplesSource(np.concatenate(frames)))
    assert chunked == await ears.hear_recording("desk_lamp_forty")


async def test_the_command_may_follow_in_one_breath_or_after_a_pause(ears: Ears) -> None:
    for name in ("kitchen_light_on", "mirror_light_paused"):
        _, utterance, transcript = await ears.hear_recording(name)
        assert isinstance(utterance, Utterance)
        assert transcript.text.startswith("turn on the")
        # The audio begins with the wake word, which the recogniser needs as context.
        assert len(utterance.pcm) / 32 > utterance.end_ms - utterance.start_ms + 700


async def test_only_the_wake_word(ears: Ears) -> None:
    for name in ("only_wake_word", "only_wake_word_pink"):
        events = await ears.hear_recording(name)
        assert isinstance(events[-1], NothingHeard)
