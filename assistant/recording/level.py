"""Whether a take can be used: loud enough, not clipped, and clear of the room's noise."""

from dataclasses import dataclass

import numpy as np

from assistant.audio.frame import RATE, Samples

PIECE_SAMPLES = RATE // 50
"""20 ms."""
QUIETEST_DB, LOUDEST_DB = -45.0, -6.0
"""Level of the speech below full scale."""
LEAST_CLEARANCE_DB = 10.0
"""How far the speech must stand above the quiet moments of the take."""
FULL_SCALE = 32_700
CLIPPED_SHARE = 0.0005
SHORTEST_SECONDS = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How loud a take is."""

    speech_db: float
    """The louder moments, below full scale."""
    room_db: float
    """The quiet moments."""
    clipped_share: float
    """0 to 1, samples at full scale."""
    seconds: float

    @property
    def fault(self) -> str | None:
        """What is wrong with it and what helps; None when it is good."""
        if self.seconds < SHORTEST_SECONDS:
            return "nothing was recorded: is the microphone the right one, and not muted?"
        if self.clipped_share > CLIPPED_SHARE:
            return "too loud, it is clipped: go further away, or turn the microphone down"
        if self.speech_db < QUIETEST_DB:
            return "too quiet: come nearer, or turn the microphone up"
        if self.speech_db - self.room_db < LEAST_CLEARANCE_DB:
            return "the room is nearly as loud as the voice: come nearer, or turn something off"
        return None

    def __str__(self) -> str:
        return f"voice {self.speech_db:.0f} dB, room {self.room_db:.0f} dB, {self.seconds:.1f} s"


def level_of(samples: Samples) -> Level:
    """Judge a whole take, of any length."""
    pieces = samples[: len(samples) // PIECE_SAMPLES * PIECE_SAMPLES].reshape(-1, PIECE_SAMPLES)
    if len(pieces) == 0:
        return Level(speech_db=-120.0, room_db=-120.0, clipped_share=0.0, seconds=0.0)
    power = np.mean((pieces / 32768.0) ** 2, axis=1)
    decibels = 10 * np.log10(power + 1e-12)
    return Level(
        speech_db=float(np.percentile(decibels, 90)),
        room_db=float(np.percentile(decibels, 5)),
        clipped_share=float(np.mean(np.abs(samples.astype(np.int32)) >= FULL_SCALE)),
        seconds=len(samples) / RATE,
    )
