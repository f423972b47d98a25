"""What a microphone tells about itself, and the time of its frames."""

import numpy as np
import pytest

from assistant.audio.frame import FRAME_SAMPLES, RATE
from assistant.audio.health import Health
from assistant.audio.microphone import Clock

QUIET = np.random.default_rng(0).integers(-40, 40, FRAME_SAMPLES).astype(np.int16)
ZEROS = np.zeros(FRAME_SAMPLES, np.int16)
CLIPPED = np.full(FRAME_SAMPLES, 32767, np.int16)


def test_digital_silence_is_told_once_and_so_is_its_end(caplog: pytest.LogCaptureFixture) -> None:
    health = Health("desk <b>")
    for frame in (*[QUIET] * 10, *[ZEROS] * 400, *[QUIET] * 10):
        health.look_at(frame)
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 2
    assert "desk <b>: nothing but digital silence" in told[0]
    assert "there is sound again" in told[1]


def test_a_short_silence_is_nothing(caplog: pytest.LogCaptureFixture) -> None:
    health = Health("desk")
    for frame in ([ZEROS] * 100 + [QUIET]) * 3:
        health.look_at(frame)
    assert not caplog.records


def test_clipping_is_told_once_while_it_lasts(caplog: pytest.LogCaptureFixture) -> None:
    health = Health("desk")
    for frame in (*[CLIPPED] * 200, *[QUIET] * 4000, *[CLIPPED] * 5):
        health.look_at(frame)
    assert [record.getMessage().split(":")[1][:17] for record in caplog.records] == [
        " it is overloaded"
    ]


def test_frames_keep_time_although_the_device_tells_it_roughly() -> None:
    rng = np.random.default_rng(0)
    clock, errors = Clock(), []
    for chunk in range(1000):
        begun = 100.0 + chunk * 320 / RATE
        clock.passed(320, begun + rng.uniform(-0.008, 0.008))
        if chunk % 4 == 3:
            errors.append(clock.next_piece(FRAME_SAMPLES) - (begun - 3 * 320 / RATE))
    assert np.std(errors[50:]) < 0.001
    assert abs(np.mean(errors[50:])) < 0.002


def test_a_gap_in_the_recording_is_followed_at_once() -> None:
    clock = Clock()
    for chunk in range(8):
        clock.passed(320, 5.0 + chunk * 0.02 + (3.0 if chunk >= 4 else 0.0))
    clock.next_piece(FRAME_SAMPLES)
    assert clock.next_piece(FRAME_SAMPLES) == pytest.approx(5.0 + 3.0 + 0.08, abs=0.001)
