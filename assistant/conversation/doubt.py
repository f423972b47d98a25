"""It has fallen silent because somebody may have spoken: was there anybody?"""

import re
from dataclasses import dataclass

import numpy as np

from assistant.audio.frame import FRAME_MS, Frame, decibels
from assistant.hearing import Ears
from assistant.turn import Transcript, Utterance

SHORT_WORDS = frozenset("stop enough quiet thanks thank cancel never".split())
"""What people say into somebody's talk, too short for anything but the word itself to tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtSettings:
    """How it tells a person from what is left of its own voice. All times are of audio."""

    speech_at: float = 0.5
    """Probability from which a frame is speech, 0 to 1."""
    doubt_seconds: float = 0.64
    """It stays silent so long before it takes what it heard for nothing."""
    wake_word_seconds: float = 0.96
    """Where somebody goes on speaking it is waited so long, for it may become the wake word."""
    tail_seconds: float = 0.4
    """So long after it fell silent its own voice may still be in the room."""
    fading_db: float = 12.0
    """What is so much quieter than the loudest moment may be the room's echo of it."""
    faint_speech_at: float = 0.25
    """Where no frame is more probably speech than this, there was none."""
    certain_frames: int = 3
    """So many frames of speech behind that tail are somebody speaking; whoever speaks in all but
    one of as many last ones has not come to an end."""
    words_at: float = 0.3
    """So sure the recogniser must be of what somebody said who has come to an end,"""
    word_at: float = 0.6
    """and so sure of a single word."""


class Doubt:
    """What is heard from the frame on that made it fall silent."""

    def __init__(
        self,
        settings: DoubtSettings,
        began_ms: float,
        before: tuple[Frame, ...],
        *,
        early: bool = False,
    ) -> None:
        """`before`: the frames before that one, in which a word may have begun. `early`: half of
        that one was enough, so that as much of the word is still to come as a frame holds."""
        self._settings = settings
        self._early = early
        self._before = before
        self._frames: list[Frame] = []
        self._speech: list[float] = []
        self.began_ms = began_ms

    @property
    def level_db(self) -> float:
        """Of the frame that made it doubt."""
        return decibels(self._frames[0])

    def add(self, frame: Frame, speech: float) -> None:
        """Take in the next frame; the first is the one that made it doubt."""
        self._frames.append(frame)
        self._speech.append(speech)

    @property
    def is_over(self) -> bool:
        """Enough was heard to know."""
        heard_seconds = FRAME_MS * (len(self._frames) - 1 - self._early) / 1000
        settings = self._settings
        longest = settings.wake_word_seconds if self._is_speech else settings.doubt_seconds
        return heard_seconds >= longest

    @property
    def _goes_on(self) -> bool:
        """There is speech although its own voice is not in the room any more."""
        tail_frames = 1 + round(1000 * self._settings.tail_seconds / FRAME_MS)
        return sum(self._clear_speech[tail_frames:]) >= self._settings.certain_frames

    @property
    def _is_speech(self) -> bool:
        """More of it than its own voice leaves behind."""
        return self._goes_on or sum(self._clear_speech) > self._settings.certain_frames

    @property
    def _clear_speech(self) -> list[bool]:
        """Which frames are speech, and about as loud as the loudest: an echo fades away."""
        levels_db = [decibels(frame) for frame in self._frames]
        loud_db = max(levels_db) - self._settings.fading_db
        return [
            speech >= self._settings.speech_at and level_db >= loud_db
            for speech, level_db in zip(self._speech, levels_db, strict=True)
        ]

    @property
    def _has_not_ended(self) -> bool:
        """An echo has by now."""
        last = self._clear_speech[-self._settings.certain_frames :]
        return sum(last) >= len(last) - 1

    def somebody_spoke(self, ears: Ears, own_words: frozenset[str]) -> bool:
        """Other words than its own were said, or speech goes on and on.

        The room's echo of its own voice sounds like speech for a while; the recogniser then hears
        no words, its own, or some that it is not sure of.
        """
        if max(self._speech) < self._settings.faint_speech_at:
            return False
        heard = self._heard(ears)
        words = words_of(heard.text) if heard is not None else frozenset()
        others = words - own_words
        if not SHORT_WORDS.isdisjoint(others):
            return True
        if not self._is_speech:
            return False
        if self._has_not_ended:
            return not words or bool(others)
        enough = self._settings.words_at if len(others) > 1 else self._settings.word_at
        return bool(others) and heard is not None and heard.confidence >= enough

    def _heard(self, ears: Ears) -> Transcript | None:
        pcm = np.concatenate((*self._before, *self._frames)).astype("<i2").tobytes()
        end_ms = self.began_ms + len(self._frames) * FRAME_MS
        heard = ears.transcribe.transcribe(
            Utterance(
                start_ms=self.began_ms - len(self._before) * FRAME_MS,
                speech_end_ms=end_ms,
                end_ms=end_ms,
                ended_by="silence",
                pcm=pcm,
            )
        )
        return heard if isinstance(heard, Transcript) else None


def words_of(text: str) -> frozenset[str]:
    """Its words without punctuation, in small letters."""
    return frozenset(re.findall(r"[a-z']+", text.lower()))
