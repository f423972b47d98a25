"""The reference keeps time to the sample; the canceller takes out what was played, no more."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.audio.echo import EchoCanceller, EchoReference
from assistant.audio.frame import RATE, Samples
from assistant.evaluation.room import synthetic_response
from assistant.speech.espeak import Espeak


def level_db(samples: Samples) -> float:
    return float(10 * np.log10(np.mean(samples.astype(np.float64) ** 2) + 1))


@given(starts=st.integers(0, 4000), at=st.integers(-500, 6000), stops=st.integers(0, 6000))
def test_the_reference_keeps_time_to_the_sample(starts: int, at: int, stops: int) -> None:
    ramp = np.arange(1, 2001, dtype=np.int16)
    reference = EchoReference()
    reference.begins(ramp, starts / RATE)
    reference.ends(stops / RATE)
    timeline = np.zeros(9000, np.int16)
    end = min(starts + 2000, max(starts, stops))
    timeline[1000 + starts : 1000 + end] = ramp[: end - starts]
    heard = reference.between(at / RATE, 300)
    assert np.array_equal(heard, timeline[1000 + at : 1000 + at + 300])


def test_as_long_as_nothing_is_played_every_bit_stays() -> None:
    rng = np.random.default_rng(0)
    canceller = EchoCanceller(EchoReference())
    for number in range(20):
        frame = rng.integers(-3000, 3000, 1280).astype(np.int16)
        assert np.array_equal(canceller.clean(frame, number * 0.08), frame)


@pytest.mark.parametrize("delay_ms", [5, 60, 200])
def test_it_takes_out_its_own_voice(delay_ms: int) -> None:
    voice = Espeak("en", 165, 45).render("The bedroom lamp is on and the door is locked. " * 4)
    echo = np.convolve(voice.astype(np.float64), synthetic_response(0.2))[: len(voice)]
    late = np.concatenate((np.zeros(16 * delay_ms), echo))[: len(voice)]
    mic = np.clip(late, -32768, 32767).astype(np.int16)
    reference = EchoReference()
    reference.begins(voice, 0.0)
    canceller = EchoCanceller(reference)
    cleaned = np.concatenate(
        [canceller.clean(mic[at : at + 1280], at / RATE) for at in range(0, len(mic) - 1279, 1280)]
    )
    settled = slice(3 * RATE, len(cleaned))
    assert level_db(mic[settled]) - level_db(cleaned[settled]) > 20


def test_where_nothing_comes_back_whoever_speaks_stays_as_they_are() -> None:
    """With headphones, or a loudspeaker that is turned off."""
    voice = Espeak("en", 165, 45).render("The bedroom lamp is on and the door is locked. " * 2)
    mic = np.random.default_rng(0).normal(0, 18, len(voice)).astype(np.int16)
    somebody = slice(2 * RATE, 2 * RATE + RATE // 2)
    mic[somebody] += Espeak("en-us", 150, 60).render("stop it now")[: RATE // 2] // 3
    reference = EchoReference()
    reference.begins(voice, 0.0)
    canceller = EchoCanceller(reference)
    for at in range(0, len(mic) - 1279, 1280):
        cleaned = canceller.clean(mic[at : at + 1280], at / RATE)
        if at >= somebody.start:
            assert np.array_equal(cleaned, mic[at : at + 1280])
