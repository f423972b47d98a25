"""Recognising while somebody speaks."""

import numpy as np
import pytest

from assistant.audio.frame import Frame, Framer, Samples
from assistant.audio.source import SamplesSource
from assistant.audio.tape import Tape
from assistant.audio.wav import read_wav
from assistant.conversation.signals import Partial
from assistant.evaluation.room import Room
from assistant.evaluation.voice import voice
from assistant.hearing import Ears as RealEars
from assistant.speech.wake_phrase import without_wake_words
from assistant.stages.listen import ListenStage
from assistant.testing import home_of, in_virtual_time
from assistant.turn import Transcript, Utterance
from tests.conversation.talks import noise, recording, talk
from tests.hearing.ears import RECORDINGS, Ears
from tests.pipeline.homes import HOME


def utterance_of(samples: Samples) -> Utterance:
    end_ms = len(samples) / 16
    pcm = samples.astype("<i2").tobytes()
    return Utterance(start_ms=0.0, speech_end_ms=end_ms, end_ms=end_ms, ended_by="silence", pcm=pcm)


def whole_frames(name: str) -> Samples:
    samples = read_wav(RECORDINGS / f"{name}.wav").samples
    return samples[: len(samples) // 1280 * 1280]


@pytest.mark.parametrize("name", ["kitchen_light_on", "desk_lamp_forty", "what_time"])
def test_piece_by_piece_it_hears_the_same(ears: Ears, name: str) -> None:
    samples, told = whole_frames(name), list[str]()
    following = ears.transcribe.follow(told.append)
    for frame in Framer().push(samples):
        following.hear(frame)
    streamed = following.read(utterance_of(samples))
    whole = ears.transcribe.transcribe(utterance_of(samples))
    assert isinstance(streamed, Transcript)
    assert isinstance(whole, Transcript)
    assert streamed.text == whole.text
    assert len(told) >= 3
    assert without_wake_words(told[-1]) == streamed.text


def test_who_goes_on_after_a_pause_is_heard_from_the_beginning(ears: Ears) -> None:
    samples = whole_frames("kitchen_light_on")
    half = len(samples) // 2 // 1280 * 1280
    following = ears.transcribe.follow(lambda _words: None)
    for frame in Framer().push(samples[:half]):
        following.hear(frame)
    following.read(utterance_of(samples[:half]))
    for frame in Framer().push(samples[half:]):
        following.hear(frame)
    heard = following.read(utterance_of(samples))
    assert isinstance(heard, Transcript)
    assert heard.text == "turn on the kitchen light"


class Stalled:
    """Reads along and has heard no new word for some time."""

    def __init__(self) -> None:
        self.frames = 0

    def hear(self, frame: Frame) -> None:
        self.frames += 1

    @property
    def stalled_seconds(self) -> float:
        return 3.0 if self.frames > 60 else 0.0


async def test_nobody_waits_for_noise_that_sounds_like_speech() -> None:
    talk_on = np.tile(read_wav(RECORDINGS / "no_wake_command.wav").samples[7_000:26_000], 8)
    heard = await ListenStage().capture(Tape(SamplesSource(talk_on)), None, Stalled())
    assert isinstance(heard, Utterance)
    assert heard.ended_by == "no_new_words"
    assert heard.end_ms < 6000


@in_virtual_time
async def test_the_words_can_be_seen_while_they_are_spoken(real_ears: RealEars) -> None:
    async with home_of(HOME, ears=real_ears) as home:
        near = np.concatenate((recording("kitchen_light_on"), noise(2)))
        heard = await talk(home, real_ears, Room(near))
    words = [signal.text for signal in heard.signals if isinstance(signal, Partial)]
    assert words[-1].startswith("turn on the kitchen")
    assert "turn on the" in words


@pytest.mark.parametrize("pause_seconds", [0.2, 0.6])
@in_virtual_time
async def test_who_has_not_finished_is_waited_for(
    real_ears: RealEars, pause_seconds: float
) -> None:
    near = np.concatenate(
        (
            noise(0.5), voice("hey jarvis", "en-gb", 150, 50), noise(0.15), voice("turn on the"),
            noise(pause_seconds), voice("kitchen light"), noise(2),
        )
    )  # fmt: skip
    async with home_of(HOME, ears=real_ears) as home:
        heard = await talk(home, real_ears, Room(near))
    (turn,) = heard.turns
    transcript = turn.last(Transcript)
    assert transcript is not None
    assert transcript.text.endswith("kitchen light")
