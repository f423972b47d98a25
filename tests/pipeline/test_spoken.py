"""From wav to deed with the real models: any first and last stage, time counted in audio."""

from pathlib import Path

import numpy as np
import pytest

from assistant.audio.frame import AudioError, Frame, Framer, Samples
from assistant.audio.source import SamplesSource
from assistant.audio.tape import Tape
from assistant.audio.wav import read_wav
from assistant.hearing import Ears
from assistant.pipeline import ORDER, Origin, StageName
from assistant.testing import HomeUnderTest, home_of, in_virtual_time, outcome_of, reply_of
from assistant.turn import (
    NothingHeard,
    NotWoken,
    Outcome,
    Reply,
    RunStarted,
    Transcript,
    Turn,
    Utterance,
    WakeWord,
)
from tests.pipeline.homes import HOME, types
from tests.speed import cpu_seconds, slowness

RECORDINGS = Path(__file__).parents[1] / "recordings"
FILE = Origin(source="file", area="hallway")


def recording(name: str) -> Samples:
    return read_wav(RECORDINGS / f"{name}.wav").samples


def silence(seconds: float) -> Samples:
    return np.zeros(int(16_000 * seconds), np.int16)


KITCHEN = recording("kitchen_light_on")


class Chunked:
    """The same audio as it comes from drivers of all kinds: in chunks of any size."""

    name = "chunked"

    def __init__(self, samples: Samples, *sizes: int) -> None:
        self._frames = self._framed(samples, sizes)

    def _framed(self, samples: Samples, sizes: tuple[int, ...]) -> list[Frame]:
        framer, frames, at, turn = Framer(), [], 0, 0
        while at < len(samples):
            size = sizes[turn % len(sizes)]
            frames += list(framer.push(samples[at : at + size]))
            at, turn = at + size, turn + 1
        return [*frames, *framer.flush()][::-1]

    def __aiter__(self) -> "Chunked":
        return self

    async def __anext__(self) -> Frame:
        if not self._frames:
            raise StopAsyncIteration
        return self._frames.pop()


def essence(turn: Turn) -> list[object]:
    """What happened, without how long it took."""
    told: list[object] = []
    for step in turn:
        event: object = step.event
        if isinstance(event, RunStarted):
            event = (event.source, event.area)
        if isinstance(event, Outcome):
            deeds = [(action.device, action.service, action.result) for action in event.actions]
            event = (event.kind, event.reply, event.intent, dict(event.slots), deeds)
        if isinstance(event, Reply):  # espeak-ng's length varies by some milliseconds
            event = event.text
        told.append((step.type, event))
    return told


STAGES = tuple(stage for stage in ORDER if stage != "rewrite")
"""Nothing was learned in this home, so nothing is rewritten."""


async def heard(samples: Samples, ears: Ears, *sizes: int) -> Turn:
    async with home_of(HOME, ears=ears) as home:
        source = Chunked(samples, *sizes) if sizes else SamplesSource(samples)
        return await home.hear(source, area="hallway")


@in_virtual_time
async def test_a_recording_becomes_a_deed(real_ears: Ears) -> None:
    async with home_of(HOME, ears=real_ears) as home:
        turn = await home.hear(SamplesSource(KITCHEN), area="hallway")
        assert home.state("kitchen_light")["state"] == "on"
    assert types(turn) == ["run-start", *(f"{stage}-end" for stage in STAGES), "run-end"]
    transcript = turn.last(Transcript)
    assert transcript is not None
    assert transcript.text == "turn on the kitchen light"
    assert transcript.recogniser.startswith("vosk")
    assert transcript.words[0].start_ms > 0
    reply = turn.last(Reply)
    assert reply is not None
    assert reply.duration_ms > 300
    assert len(reply.pcm) == pytest.approx(32 * reply.duration_ms, abs=64)


@pytest.mark.parametrize("sizes", [(1280,), (160,), (511, 3, 4096), (100_000,)])
@in_virtual_time
async def test_time_is_counted_in_audio_however_it_is_cut(
    real_ears: Ears, sizes: tuple[int, ...]
) -> None:
    whole = await heard(KITCHEN, real_ears)
    assert essence(await heard(KITCHEN, real_ears, *sizes)) == essence(whole)


@in_virtual_time
async def test_the_same_audio_twice_gives_the_same_turn(real_ears: Ears) -> None:
    first, again = await heard(KITCHEN, real_ears), await heard(KITCHEN, real_ears)
    assert essence(first) == essence(again)


@pytest.mark.parametrize("last", STAGES)
@in_virtual_time
async def test_a_spoken_turn_ends_after_any_stage(real_ears: Ears, last: StageName) -> None:
    async with home_of(HOME, ears=real_ears) as home:
        turn = await home.hear(SamplesSource(KITCHEN), last=last)
        acted = ORDER.index(last) >= ORDER.index("act")
        assert bool(home.broker.commands) == acted
    wanted = [f"{stage}-end" for stage in STAGES[: STAGES.index(last) + 1]]
    assert types(turn) == ["run-start", *wanted, "run-end"]


@in_virtual_time
async def test_without_the_wake_word_when_somebody_has_pressed_a_button(real_ears: Ears) -> None:
    said = recording("no_wake_command")
    async with home_of(HOME, ears=real_ears) as home:
        tape = Tape(SamplesSource(np.concatenate((said, silence(2)))))
        turn = await home.pipeline.converse(tape, FILE, first="vad", last="stt")
    assert types(turn) == ["run-start", "vad-end", "stt-end", "run-end"]
    transcript = turn.last(Transcript)
    assert transcript is not None
    assert transcript.text


@in_virtual_time
async def test_an_utterance_is_taken_up_later(real_ears: Ears) -> None:
    async with home_of(HOME, ears=real_ears) as home:
        first = await home.hear(SamplesSource(KITCHEN), last="vad")
        utterance = first.last(Utterance)
        assert utterance is not None
        turn = await home.pipeline.take_up(utterance, FILE)
    assert types(turn)[:3] == ["run-start", "vad-end", "stt-end"]
    assert reply_of(turn) == "The kitchen light is on."


@pytest.mark.parametrize(
    ("name", "event"),
    [
        ("no_wake_command", NotWoken),
        ("no_wake_talk", NotWoken),
        ("digital_silence", NotWoken),
        ("other_wake_word", NotWoken),
        ("only_wake_word", NothingHeard),
    ],
)
@in_virtual_time
async def test_what_is_not_for_the_assistant_does_nothing(
    real_ears: Ears, name: str, event: type[NotWoken | NothingHeard]
) -> None:
    async with home_of(HOME, ears=real_ears) as home:
        turn = await home.hear(SamplesSource(np.concatenate((recording(name), silence(6)))))
        assert home.broker.commands == []
    assert turn.last(event) is not None, types(turn)
    assert turn.last(Outcome) is None
    assert turn.last(Reply) is None


def waited_ms(turn: Turn) -> float:
    utterance = turn.last(Utterance)
    assert utterance is not None
    assert utterance.ended_by == "silence"
    return utterance.end_ms - utterance.speech_end_ms


@in_virtual_time
async def test_a_whole_command_ends_early(real_ears: Ears) -> None:
    turn = await heard(np.concatenate((KITCHEN, silence(3))), real_ears)
    assert outcome_of(turn).kind == "action_done"
    assert 200 <= waited_ms(turn) <= 340


@in_virtual_time
async def test_a_command_that_may_go_on_is_waited_for(real_ears: Ears) -> None:
    """In a home that has no kitchen light, the same words are no whole command."""
    garden = {"devices": [{"id": "pump", "name": "water pump", "kind": "switch"}]}
    async with home_of(garden, ears=real_ears) as home:
        source = SamplesSource(np.concatenate((KITCHEN, silence(3))))
        turn = await home.hear(source, area=None)
        assert home.broker.commands == []
    assert waited_ms(turn) >= 500


@in_virtual_time
async def test_two_commands_on_one_tape(real_ears: Ears) -> None:
    """The tape goes on where the first turn ended."""
    both = np.concatenate((KITCHEN, silence(2), recording("front_door_unlock"), silence(2)))
    tape = Tape(SamplesSource(both))
    async with home_of(HOME, ears=real_ears) as home:
        first = await home.pipeline.converse(tape, FILE)
        second = await home.pipeline.converse(tape, FILE)
        third = await home.pipeline.converse(tape, FILE)
    assert reply_of(first) == "The kitchen light is on."
    woken = [turn.last(WakeWord) for turn in (first, second)]
    assert woken[0] is not None
    assert woken[1] is not None
    assert woken[1].end_ms > len(KITCHEN) / 16
    assert outcome_of(second).intent == "HassTurnOff"
    assert third.last(NotWoken) is not None


class Unplugged(SamplesSource):
    """A microphone that is pulled out."""

    async def __anext__(self) -> Frame:
        try:
            return await super().__anext__()
        except StopAsyncIteration:
            raise AudioError("the microphone was unplugged") from None


@in_virtual_time
async def test_a_microphone_that_is_unplugged_while_nobody_speaks_is_told_at_once(
    real_ears: Ears,
) -> None:
    async with home_of(HOME, ears=real_ears) as home:
        with pytest.raises(AudioError, match="unplugged"):
            await home.hear(Unplugged(silence(1)))
        assert not home.pipeline.busy


@in_virtual_time
async def test_a_microphone_that_is_unplugged_in_mid_command_ends_the_turn(
    real_ears: Ears,
) -> None:
    async with home_of(HOME, ears=real_ears) as home:
        turn = await home.hear(Unplugged(KITCHEN[: len(KITCHEN) // 2]))
        assert home.broker.commands == []
        assert types(turn)[-4:] == ["error", "act-end", "tts-end", "run-end"]
        await still_works(home)


async def still_works(home: HomeUnderTest) -> None:
    turn = await home.hear(SamplesSource(KITCHEN), area="hallway")
    assert reply_of(turn) == "The kitchen light is on."


@in_virtual_time
async def test_a_wav_takes_a_fraction_of_its_length(real_ears: Ears) -> None:
    long = np.concatenate((silence(30), KITCHEN, silence(2)))
    async with home_of(HOME, ears=real_ears) as home:
        began = cpu_seconds()
        turn = await home.hear(SamplesSource(long), area="hallway")
        assert cpu_seconds() - began < 15 * slowness()
    assert outcome_of(turn).kind == "action_done"
    woken = turn.last(WakeWord)
    assert woken is not None
    assert woken.end_ms > 30_000
