"""Decides, frame by frame, whether somebody is speaking to the assistant."""

import asyncio
import re
from collections import deque
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from assistant.audio.frame import FRAME_MS, Frame
from assistant.audio.tape import Tape
from assistant.conversation.mouth import Mouth
from assistant.conversation.near_speech import NearSpeech, db_of
from assistant.conversation.signals import Heard, Watcher, Why
from assistant.hearing import Ears
from assistant.speech.voice_activity import VoiceActivity
from assistant.turn import Transcript, Turn, Utterance, WakeWord

LEVEL_FRAMES = 10
"""About the length of a wake word."""
LEAD_IN_FRAMES = 3
"""So much from before it noticed anything may belong to the word that made it doubt."""
SHORT_WORDS = frozenset("stop enough quiet thanks thank cancel never".split())
"""What people say into somebody's talk, too short for anything but the word itself to tell."""
OWN_WORDS = 6
"""Of the latest words that it said so many may be heard again."""
Since: TypeAlias = tuple[Why, float]
"""Why somebody is taken to speak to it, and from where on (ms)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionSettings:
    """When it listens without having been called. All times are of audio."""

    hears_itself: bool = False
    """Nothing takes its own voice out of the microphone, so that only the wake word interrupts."""
    speech_at: float = 0.5
    """Probability from which a frame is speech, 0 to 1."""
    speech_frames: int = 2
    """So many in a row are somebody speaking, when an answer is waited for."""
    lead_in_seconds: float = 0.4
    """Audio kept from before somebody was noticed."""
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
    """So many frames of speech behind that tail are somebody speaking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """Somebody speaks to the assistant."""

    why: Why
    at_ms: float
    woken: WakeWord | None = None
    level_db: float = 0.0
    """How loud it was lately."""


class Attention:
    """What one microphone's conversation is listening for."""

    def __init__(
        self, ears: Ears, mouth: Mouth, watcher: Watcher, settings: AttentionSettings
    ) -> None:
        self._ears = ears
        self._mouth = mouth
        self._watcher = watcher
        self._settings = settings
        self._voice = VoiceActivity()
        self._near = NearSpeech()
        self._window: tuple[Why, float] | None = None
        """Why and until when (ms) it listens without the wake word."""
        self._doubt: _Doubt | None = None
        self._in_a_row = 0
        """Frames of speech."""
        self._took_db = 0.0
        """How loud was what it was last interrupted by."""
        self._levels_db: deque[float] = deque(maxlen=LEVEL_FRAMES)
        self._speaking: Turn | None = None
        self._before: deque[Frame] = deque(maxlen=LEAD_IN_FRAMES)
        """The latest frames in which it was speaking."""

    def open(self, why: Why, until_ms: float) -> None:
        """Listen without the wake word until then."""
        self._window = why, until_ms

    def was_nothing(self) -> None:
        """What it was interrupted by came to nothing: it may have been its own voice."""
        self._near.mistaken(self._took_db)

    def close(self) -> None:
        """Only the wake word counts again."""
        self._window = None

    async def wait(self, tape: Tape) -> Addressed | None:
        """Wait until somebody speaks to it, and leave the tape where that begins.

        None when the tape has ended.
        """
        self._ears.wake.begin(tape.position_ms)
        self._voice.reset()
        self._doubt, self._in_a_row = None, 0
        async for frame in tape:
            at_ms = tape.position_ms
            woken, speech = self._ears.wake.hear(frame, at_ms), self._speech(frame)
            self._tell(frame, at_ms, speech)
            if woken is not None:
                tape.mark_ms = woken.end_ms
                level_db = max(self._levels_db, default=0.0)
                return Addressed(why="wake_word", at_ms=at_ms, woken=woken, level_db=level_db)
            if (since := await self._without_wake_word(frame, speech, at_ms)) is not None:
                return _from(tape, since, self._settings.lead_in_seconds)
        return None

    async def _without_wake_word(self, frame: Frame, speech: float, at_ms: float) -> Since | None:
        """Why and since when somebody is speaking to it, if anybody is."""
        if self._doubt is not None:
            return await self._settle(self._doubt, frame, speech)
        if self._mouth.speaking is not self._speaking:
            self._speaking = self._mouth.speaking
            self._near.begin()
        if self._speaking is not None:
            if not self._settings.hears_itself and self._near.is_near(frame, speech):
                self._doubt = _Doubt(self._settings, at_ms - FRAME_MS, tuple(self._before))
                self._doubt.add(frame, speech)
                self._mouth.pause()
            self._before.append(frame)
            return None
        return self._in_window(speech, at_ms) if self._window is not None else None

    async def _settle(self, doubt: "_Doubt", frame: Frame, speech: float) -> Since | None:
        """It has fallen silent; was there somebody?"""
        doubt.add(frame, speech)
        if not doubt.is_over:
            return None
        self._doubt = None
        own_words = words_of(" ".join(self._mouth.said_so_far.split()[-OWN_WORDS:]))
        if await asyncio.to_thread(doubt.somebody_spoke, self._ears, own_words):
            self._took_db = doubt.level_db
            return "barge_in", doubt.began_ms
        self._near.mistaken(doubt.level_db)
        self._near.begin()
        self._mouth.go_on()
        return None

    def _in_window(self, speech: float, at_ms: float) -> Since | None:
        assert self._window is not None
        why, until_ms = self._window
        self._in_a_row = self._in_a_row + 1 if speech >= self._settings.speech_at else 0
        if self._in_a_row >= self._settings.speech_frames:
            return why, at_ms - self._in_a_row * FRAME_MS
        if at_ms > until_ms and not self._in_a_row:
            self.close()
        return None

    def _tell(self, frame: Frame, at_ms: float, speech: float) -> None:
        self._levels_db.append(db_of(frame))
        self._watcher(
            Heard(
                at_ms=at_ms,
                level_db=round(self._levels_db[-1], 1),
                wake_score=round(self._ears.wake.score, 3),
                speech=round(speech, 3),
            )
        )

    def _speech(self, frame: Frame) -> float:
        """Only computed while it could matter."""
        if self._mouth.speaking is None and self._window is None:
            return 0.0
        return self._voice.probability(frame)


def _from(tape: Tape, since: Since, lead_in_seconds: float) -> Addressed:
    """Wind the tape back to where somebody began to speak."""
    why, began_ms = since
    tape.mark_ms = None
    tape.rewind_to(began_ms - 1000 * lead_in_seconds)
    return Addressed(why=why, at_ms=began_ms)


class _Doubt:
    """It has fallen silent because somebody may have spoken."""

    def __init__(
        self, settings: AttentionSettings, began_ms: float, before: tuple[Frame, ...]
    ) -> None:
        self._settings = settings
        self._before = before
        self._frames: list[Frame] = []
        self._speech: list[float] = []
        self.began_ms = began_ms

    @property
    def level_db(self) -> float:
        """Of the frame that made it doubt."""
        return db_of(self._frames[0])

    def add(self, frame: Frame, speech: float) -> None:
        """Take in the next frame; the first is the one that made it doubt."""
        self._frames.append(frame)
        self._speech.append(speech)

    @property
    def is_over(self) -> bool:
        """Enough was heard to know."""
        heard_seconds = FRAME_MS * (len(self._frames) - 1) / 1000
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
        levels_db = [db_of(frame) for frame in self._frames]
        loud_db = max(levels_db) - self._settings.fading_db
        return [
            speech >= self._settings.speech_at and level_db >= loud_db
            for speech, level_db in zip(self._speech, levels_db, strict=True)
        ]

    def somebody_spoke(self, ears: Ears, own_words: frozenset[str]) -> bool:
        """Speech went on that was not its own, or one of the short words is in it."""
        if max(self._speech) < self._settings.faint_speech_at:
            return False
        words = self._words(ears)
        if self._is_speech:
            return not words or not words <= own_words
        return not SHORT_WORDS.isdisjoint(words - own_words)

    def _words(self, ears: Ears) -> frozenset[str]:
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
        return words_of(heard.text) if isinstance(heard, Transcript) else frozenset()


def words_of(text: str) -> frozenset[str]:
    """Its words without punctuation, in small letters."""
    return frozenset(re.findall(r"[a-z']+", text.lower()))
