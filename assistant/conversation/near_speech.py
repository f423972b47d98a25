"""Tells a person close by from what is left of the assistant's own voice in the microphone."""

import math
from collections import deque
from dataclasses import dataclass

import numpy as np

from assistant.audio.frame import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class NearSettings:
    """When a frame counts as somebody's speech although the assistant is speaking."""

    speech_at: float = 0.6
    """Probability of speech, 0 to 1."""
    louder_by_db: float = 6.0
    """Speech must be so much above what is usually left of its own voice."""
    much_louder_by_db: float = 15.0
    """And whatever is so much above it, is taken for speech until more is known."""
    usual_percentile: float = 90.0
    least_usual_db: float = -55.0
    """Below full scale; what is left is never taken to be less, for it comes and goes."""
    known_frames: int = 12
    """So much of its own voice (80 ms each) must have been heard before anything is usual."""
    settling_frames: int = 4
    """When it begins to speak the canceller needs so long to find its voice again,"""
    first_settling_frames: int = 10
    """and so long the very first time."""
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

    def begin(self) -> None:
        """The assistant begins to speak, or goes on after a pause."""
        self._spoken_frames = 0

    def is_near(self, frame: Frame, speech: float) -> bool:
        """Whether this frame, heard while the assistant speaks, has a person in it."""
        settings, level_db = self._settings, db_of(frame)
        self._spoken_frames += 1
        if self._spoken_frames <= self._settling_frames:
            return False
        self._settling_frames = settings.settling_frames
        if len(self._left_db) >= settings.known_frames:
            usual_db = float(np.percentile(self._left_db, settings.usual_percentile))
            over_db = level_db - max(usual_db, settings.least_usual_db)
            is_speech = speech >= settings.speech_at and over_db >= settings.louder_by_db
            if is_speech or over_db >= settings.much_louder_by_db:
                return True
        self._left_db.append(level_db)
        return False

    def mistaken(self, level_db: float) -> None:
        """A frame of this level was its own voice after all."""
        self._left_db.extend([level_db] * self._settings.mistakes_count)


def db_of(frame: Frame) -> float:
    """Level in decibels below full scale; silence is about -90."""
    return 10 * math.log10(float(np.mean(frame.astype(np.float64) ** 2)) + 1) - 90.3
