"""Tells a person close by from what is left of the assistant's own voice in the microphone."""

import math
from collections import deque
from dataclasses import dataclass

import numpy as np

from assistant.audio.frame import Frame, Samples, decibels

FULL_SCALE_DB = 0.0
QUIET_SHARE = 0.02
"""Of the loudest sample; what is below is a pause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearSettings:
    """When a sound counts as somebody's speech although the assistant is speaking."""

    speech_at: float = 0.6
    """From this probability on it is speech, 0 to 1."""
    louder_by_db: float = 6.0
    """Speech must be so much above what is usually left of its own voice,"""
    much_louder_by_db: float = 15.0
    """and so much above it what is not at all like speech; what may be, something between."""
    usual_percentile: float = 90.0
    least_usual_db: float = -55.0
    """Below full scale; what is left is never taken to be less, for it comes and goes."""
    known_frames: int = 12
    """So much of its own voice (80 ms each) must have been heard before anything is usual."""
    settling_frames: int = 4
    """When it begins to speak the canceller needs so long to find its voice again,"""
    first_settling_frames: int = 10
    """and so long the very first time."""
    above_own_db: float = -2.0
    """Until then speech is a person's where it is so much above its voice as that is played: even
    before the canceller knows the room it leaves less."""
    much_above_own_db: float = 4.0
    """And whatever is not like speech, so much."""
    stricter_db: float = 3.0
    """By so much more half a frame must be above all this, for it tells less than a whole one."""
    remembered_frames: int = 75
    mistakes_count: int = 8
    """A mistake weighs as much as so many frames."""


class NearSpeech:
    """Learns how much of its own voice comes back in this room."""

    def __init__(self, settings: NearSettings | None = None) -> None:
        self._settings = settings or NearSettings()
        self._left_db: deque[float] = deque(maxlen=self._settings.remembered_frames)
        self._spoken_frames = 0
        self._settling_frames = self._settings.first_settling_frames
        self._own_db = FULL_SCALE_DB
        self._mistaken_db = -math.inf
        """The loudest that this reply was taken for somebody."""

    def begin(self, own_db: float) -> None:
        """The assistant begins to speak, this loud."""
        self._own_db, self._mistaken_db = own_db, -math.inf
        self.go_on()

    def go_on(self) -> None:
        """It goes on after a pause."""
        self._spoken_frames = 0

    def is_plain(self, half: Samples, speech: float) -> bool:
        """Whether half a frame has a person in it so plainly that the other need not be heard."""
        return self._is_above(decibels(half) - self._settings.stricter_db, speech)

    def is_near(self, frame: Frame, speech: float) -> bool:
        """Whether this frame, heard while the assistant speaks, has a person in it."""
        level_db = decibels(frame)
        is_near = self._is_above(level_db, speech)
        if self._has_settled:
            self._settling_frames = self._settings.settling_frames
            if not is_near:
                self._left_db.append(level_db)
        self._spoken_frames += 1
        return is_near

    @property
    def _has_settled(self) -> bool:
        """The canceller has, by the frame that comes next."""
        return self._spoken_frames >= self._settling_frames

    def _is_above(self, level_db: float, speech: float) -> bool:
        if self._has_settled and len(self._left_db) >= self._settings.known_frames:
            return self._is_above_usual(level_db, speech)
        return self._is_above_own(level_db, speech)

    def _is_above_usual(self, level_db: float, speech: float) -> bool:
        settings = self._settings
        usual_db = float(np.percentile(self._left_db, settings.usual_percentile))
        over_db = level_db - max(usual_db, settings.least_usual_db)
        return over_db >= self._between(settings.much_louder_by_db, settings.louder_by_db, speech)

    def _is_above_own(self, level_db: float, speech: float) -> bool:
        settings = self._settings
        over_db = level_db - max(self._own_db, self._mistaken_db + settings.louder_by_db)
        return over_db >= self._between(settings.much_above_own_db, settings.above_own_db, speech)

    def _between(self, noise_db: float, speech_db: float, speech: float) -> float:
        """What is needed, where this is for noise and that for speech."""
        likeness = min(1.0, speech / self._settings.speech_at)
        return noise_db + likeness * (speech_db - noise_db)

    def mistaken(self, level_db: float) -> None:
        """A frame of this level was its own voice after all."""
        self._mistaken_db = max(self._mistaken_db, level_db)
        self._left_db.extend([level_db] * self._settings.mistakes_count)


def level_of(pcm: bytes) -> float:
    """Of 16-bit speech without its pauses, in decibels below full scale."""
    samples: Samples = np.frombuffer(pcm, "<i2")
    sizes = np.abs(samples.astype(np.int32))
    loud = samples[sizes > QUIET_SHARE * sizes.max(initial=0)]
    return decibels(loud) if len(loud) else FULL_SCALE_DB
