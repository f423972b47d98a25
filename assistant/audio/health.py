"""Notices a microphone that hears nothing at all, or far too much."""

import logging
from collections.abc import Callable

import numpy as np

from assistant.audio.frame import FRAME_MS, Frame

log = logging.getLogger(__name__)

SILENT_SECONDS = 10.0
"""Digital silence for so long is a muted microphone: every live one has some noise."""
FULL_SCALE = 32_000
CLIPPED_SHARE = 0.02
"""Of a frame's samples."""
CLIPPED_SECONDS = 1.0
"""So much clipping within a minute is told."""
MINUTE_FRAMES = round(60_000 / FRAME_MS)


class Health:
    """Tells once what is wrong with a microphone, and again when it was well in between."""

    def __init__(
        self,
        name: str,
        tell: Callable[[str], None] = log.warning,
        silent_seconds: float = SILENT_SECONDS,
    ) -> None:
        """`tell` gets one line for the person."""
        self._name = name
        self._tell = tell
        self._silent_seconds = silent_seconds
        self._silent_frames = 0
        self._clipped_frames = 0.0
        self._told_clipping = False

    def look_at(self, frame: Frame) -> None:
        """Take in the next frame."""
        self._look_for_silence(frame)
        self._look_for_clipping(frame)

    def _look_for_silence(self, frame: Frame) -> None:
        limit = round(1000 * self._silent_seconds / FRAME_MS)
        if frame.any():
            if self._silent_frames >= limit:
                self._tell(f"microphone {self._name}: there is sound again")
            self._silent_frames = 0
            return
        self._silent_frames += 1
        if self._silent_frames == limit:
            self._tell(
                f"microphone {self._name}: nothing but digital silence for "
                f"{self._silent_seconds:.0f} seconds; is it muted, or switched off in the "
                "system's sound settings?"
            )

    def _look_for_clipping(self, frame: Frame) -> None:
        loud = np.count_nonzero(np.abs(frame.astype(np.int32)) >= FULL_SCALE)
        clipped = bool(loud >= CLIPPED_SHARE * len(frame))
        fading = 1 - 1 / MINUTE_FRAMES
        self._clipped_frames = self._clipped_frames * fading + clipped
        too_much = self._clipped_frames * FRAME_MS >= 1000 * CLIPPED_SECONDS
        if too_much and not self._told_clipping:
            self._tell(
                f"microphone {self._name}: it is overloaded and words are lost; turn its level "
                "down, or speak from further away"
            )
        self._told_clipping = too_much
