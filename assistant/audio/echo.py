"""Takes the assistant's own voice out of what the microphone hears.

The work is done by WebRTC's third echo canceller (AEC3), which browsers use. It needs to know what
was played and when, on the clock of the recording; what remains of the delay it finds by itself.
"""

import threading
from collections import deque
from dataclasses import dataclass

import numpy as np
from pywebrtc_audio import EchoCanceller as Aec3

from assistant.audio.frame import RATE, Samples, decibels

EARLY_SECONDS = 0.03
"""The reference is given so much too early: an echo that comes before its cause is not found, and
the times that sound devices tell are not that exact."""
AFTERGLOW_SECONDS = 0.6
"""So long a room may still sound of what was played."""
ECHO_SECONDS = 0.4
"""Most of an echo has come by then."""
ECHO_SAMPLES = round(RATE * ECHO_SECONDS)


@dataclass(slots=True)
class _Playing:
    samples: Samples
    starts: float
    """Seconds."""
    ends: float


class EchoReference:
    """What one speaker plays, and when; times are seconds on any one clock.

    The speaker's own thread writes, the microphone's reads.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._playing: deque[_Playing] = deque(maxlen=4)

    def begins(self, samples: Samples, at_seconds: float) -> None:
        """The first of these samples is heard at this time."""
        ends = at_seconds + len(samples) / RATE
        with self._lock:
            self._playing.append(_Playing(samples, at_seconds, ends))

    def moved(self, samples: Samples, at_seconds: float) -> None:
        """The latest ones begin at this time, as is known now."""
        with self._lock:
            self._playing.pop()
        self.begins(samples, at_seconds)

    def ends(self, at_seconds: float) -> None:
        """Whatever is being played falls silent."""
        with self._lock:
            for playing in self._playing:
                playing.ends = min(playing.ends, at_seconds)

    def between(self, at_seconds: float, count: int) -> Samples:
        """So many samples from this time on; silence where nothing was played."""
        heard = np.zeros(count, np.int16)
        with self._lock:
            for playing in self._playing:
                _put(heard, playing, at_seconds)
        return heard

    def silent_since(self, at_seconds: float) -> float:
        """For how many seconds nothing has been playing then; infinite when nothing was yet."""
        with self._lock:
            ends = (p.ends for p in self._playing if p.starts <= at_seconds + EARLY_SECONDS)
            return at_seconds - max(ends, default=-float("inf"))


class EchoCanceller:
    """One microphone near one speaker."""

    def __init__(self, reference: EchoReference) -> None:
        self._reference = reference
        self._aec = Aec3(sample_rate=RATE)
        self._returns = _Returns()

    def clean(self, half: Samples, at_seconds: float) -> Samples:
        """Half a frame without the speaker's voice; `at_seconds` is when it began to be heard.

        As long as nothing is played, or nothing of it comes back, it stays as it is, to the bit:
        AEC3 takes whoever speaks for an echo until it has found the true one.
        """
        far = self._reference.between(at_seconds + EARLY_SECONDS, len(half))
        cleaned: Samples = self._aec.process(half, far)
        if self._reference.silent_since(at_seconds) > AFTERGLOW_SECONDS:
            return half
        lately = self._reference.between(at_seconds - ECHO_SECONDS, ECHO_SAMPLES + len(half))
        self._returns.look_at(half, lately)
        return half if self._returns.nothing else cleaned


class _Returns:
    """Whether any of what is played comes back: with headphones on, nothing does."""

    KNOWN_HALVES = 20
    LATEST_HALVES = 50
    NOTHING_SHARE = 0.6
    """Of the halves of frames; in the others somebody may speak."""
    FAINTER_DB, FAINT_DB = 35.0, -50.0
    """What comes back so much quieter than it was played, or so quiet, disturbs nobody."""
    AUDIBLE_DB = -45.0
    """Quieter pieces of what is played tell nothing."""

    def __init__(self) -> None:
        self._heard_nothing: deque[bool] = deque(maxlen=self.LATEST_HALVES)

    def look_at(self, half: Samples, played: Samples) -> None:
        """This was played up to the end of this half."""
        played_db = decibels(played)
        if played_db >= self.AUDIBLE_DB:
            faint_db = max(self.FAINT_DB, played_db - self.FAINTER_DB)
            self._heard_nothing.append(decibels(half) <= faint_db)

    @property
    def nothing(self) -> bool:
        """As far as is known."""
        known = len(self._heard_nothing)
        return known >= self.KNOWN_HALVES and sum(self._heard_nothing) >= self.NOTHING_SHARE * known


def _put(heard: Samples, playing: _Playing, at_seconds: float) -> None:
    """Write what can be heard of one piece into the time from `at_seconds` on."""
    first = round((playing.starts - at_seconds) * RATE)
    last = min(len(heard), round((playing.ends - at_seconds) * RATE))
    begin = max(0, first)
    if begin < last:
        piece = playing.samples[begin - first : last - first]
        heard[begin : begin + len(piece)] = piece
