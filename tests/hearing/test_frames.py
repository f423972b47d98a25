"""Frames, the tape, and time counted in samples."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.audio.frame import FRAME_SAMPLES, Framer
from assistant.audio.source import SamplesSource
from assistant.audio.tape import Tape


def counting(frames: float) -> np.ndarray:
    return np.arange(int(frames * FRAME_SAMPLES)).astype(np.int16)


@given(st.lists(st.integers(0, 5000), max_size=20))
def test_any_chunking_gives_the_same_frames(sizes: list[int]) -> None:
    samples = counting(10)
    framer, frames, at = Framer(), [], 0
    for size in (*sizes, len(samples)):
        frames += framer.push(samples[at : at + size])
        at += size
    frames += framer.flush()
    assert np.array_equal(np.concatenate(frames), samples)
    assert all(len(frame) == FRAME_SAMPLES for frame in frames)


async def test_last_frame_is_filled_up_with_silence() -> None:
    frames = [frame async for frame in SamplesSource(counting(2.5))]
    assert len(frames) == 3
    assert not frames[-1][FRAME_SAMPLES // 2 :].any()


async def test_tape_counts_and_winds_back() -> None:
    tape = Tape(SamplesSource(counting(10)), memory_seconds=0.4)
    first = [await anext(tape) for _ in range(6)]
    assert tape.position_ms == 480
    assert tape.rewind_to(250) == 240
    again = [await anext(tape) for _ in range(3)]
    assert all(np.array_equal(a, b) for a, b in zip(again, first[3:], strict=True))
    assert tape.position_ms == 480
    assert np.array_equal(await anext(tape), counting(7)[-FRAME_SAMPLES:])


async def test_tape_cannot_go_back_further_than_it_remembers() -> None:
    tape = Tape(SamplesSource(counting(10)), memory_seconds=0.16)
    for _ in range(5):
        await anext(tape)
    assert tape.rewind_to(0) == 240
    assert tape.rewind_to(10_000) == 240
    assert len([frame async for frame in tape]) == 7
    assert tape.position_ms == 800
