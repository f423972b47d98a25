"""Halves of frames go in and frames come out; whoever hurries is told of the first half."""

import asyncio

import numpy as np

from assistant.audio.fed import FedSource
from assistant.audio.frame import FRAME_SAMPLES, HALF_SAMPLES, RATE, Samples
from assistant.audio.halves import WAITING_FRAMES, Halves, TellsHalves
from assistant.audio.source import SamplesSource
from assistant.speech.voice_activity import VoiceActivity


def half(number: int) -> Samples:
    return np.full(HALF_SAMPLES, number, np.int16)


async def test_a_first_half_is_told_before_there_is_a_second() -> None:
    halves, told = Halves(), list[int]()
    halves.on_half(lambda first: told.append(int(first[0])))
    halves.put(half(1))
    waiting = asyncio.create_task(halves.frame())
    await asyncio.sleep(0.01)
    assert told == [1]
    assert not waiting.done()
    halves.put(half(2))
    frame = await waiting
    assert frame is not None
    assert [frame[0], frame[-1]] == [1, 2]


async def test_a_half_is_not_told_while_frames_before_it_wait() -> None:
    halves, told = Halves(), list[int]()
    halves.on_half(lambda first: told.append(int(first[0])))
    for number in range(6):
        halves.put(half(number))
    await halves.frame()
    assert told == [0]
    await halves.frame()
    assert told == [0, 2]


async def test_who_stops_waiting_for_the_second_half_loses_nothing() -> None:
    halves, told = Halves(), list[int]()
    halves.on_half(lambda first: told.append(int(first[0])))
    halves.put(half(1))
    waiting = asyncio.create_task(halves.frame())
    await asyncio.sleep(0.01)
    waiting.cancel()
    await asyncio.wait([waiting])
    halves.put(half(2))
    frame = await halves.frame()
    assert frame is not None
    assert [frame[0], frame[-1]] == [1, 2]
    assert told == [1]


async def test_the_end_is_told_however_often_it_is_asked_for() -> None:
    halves = Halves()
    halves.put(half(1))
    halves.put(None)
    assert await halves.frame() is None
    assert await halves.frame() is None


async def test_when_too_much_waits_whole_frames_are_dropped() -> None:
    halves = Halves()
    for number in range(2 * WAITING_FRAMES + 4):
        halves.put(half(number))
    assert halves.dropped_frames == 2
    frame = await halves.frame()
    assert frame is not None
    assert [frame[0], frame[-1]] == [4, 5]


async def test_what_is_dropped_while_half_a_frame_was_taken_is_that_frame() -> None:
    halves = Halves()
    halves.put(half(0))
    waiting = asyncio.create_task(halves.frame())
    await asyncio.sleep(0.01)
    waiting.cancel()
    await asyncio.wait([waiting])
    for number in range(1, 2 * WAITING_FRAMES + 2):
        halves.put(half(number))
    assert halves.dropped_frames == 1
    frame = await halves.frame()
    assert frame is not None
    assert [frame[0], frame[-1]] == [2, 3]


async def test_a_fed_source_tells_halves_and_a_wav_does_not() -> None:
    source, told = FedSource(RATE, "test"), list[int]()
    assert isinstance(source, TellsHalves)
    assert not isinstance(SamplesSource(half(1)), TellsHalves)
    source.on_half(lambda first: told.append(int(first[0])))
    source.feed(half(7).tobytes())
    source.feed(half(8).tobytes())
    assert len(await anext(source)) == FRAME_SAMPLES
    assert told == [7]


def test_a_frame_is_as_probably_speech_whether_its_first_half_was_heard_before_or_not() -> None:
    rng = np.random.default_rng(0)
    frames = [rng.integers(-4000, 4000, FRAME_SAMPLES).astype(np.int16) for _ in range(3)]
    at_once, by_halves = VoiceActivity(), VoiceActivity()
    for frame in frames:
        by_halves.begin(frame[:HALF_SAMPLES])
        assert by_halves.probability(frame) == at_once.probability(frame)
