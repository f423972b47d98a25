"""Decides, frame by frame, whether somebody is speaking to the assistant."""

import asyncio
import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from assistant.audio.frame import FRAME_MS, AudioError, Frame, Samples, decibels
from assistant.audio.tape import Tape
from assistant.conversation.doubt import Doubt, DoubtSettings, words_of
from assistant.conversation.mouth import Mouth
from assistant.conversation.near_speech import FULL_SCALE_DB, NearSpeech, level_of
from assistant.conversation.signals import Heard, Watcher, Why
from assistant.hearing import Ears
from assistant.speech.voice_activity import VoiceActivity
from assistant.stages.wake import HEARD_AGAIN_SECONDS
from assistant.turn import Reply, Turn, WakeWord

LEVEL_FRAMES = 10
"""About the length of a wake word."""
USUAL_FRAMES = 75
"""Six seconds; what is usual at a microphone is quieter than most of them."""
USUAL_PERCENTILE = 20.0
QUIETEST_DB = -65.0
"""No room is taken to be quieter."""
LEAD_IN_FRAMES = 3
"""So much from before it noticed anything may belong to the word that made it doubt."""
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
    doubt: DoubtSettings = field(default_factory=DoubtSettings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """Somebody speaks to the assistant."""

    why: Why
    at_ms: float
    woken: WakeWord | None = None
    level_db: float = 0.0
    """How far it was above what is usual there."""


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
        self._closed: Callable[[], None] = lambda: None
        self._waits = False
        self._doubt: Doubt | None = None
        self._fell_silent = False
        """After half a frame: the doubt begins when the frame is whole."""
        self._in_a_row = 0
        """Frames of speech."""
        self._took_db = 0.0
        """How loud was what it was last interrupted by."""
        self._levels_db: deque[float] = deque(maxlen=USUAL_FRAMES)
        self._speaking: Turn | None = None
        self._spoke_at_ms = -math.inf
        """When it was last speaking."""
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
        if self._window is not None:
            self._window = None
            self._closed()

    @property
    def is_open(self) -> bool:
        """It listens without the wake word."""
        return self._window is not None

    def on_closed(self, told: Callable[[], None]) -> None:
        """Told when only the wake word counts again."""
        self._closed = told

    async def wait(self, tape: Tape) -> Addressed | None:
        """Wait until somebody speaks to it, and leave the tape where that begins.

        None when the tape has ended; AudioError when it breaks. A reply that it had paused in doubt
        then goes on, for nobody can be heard any more.
        """
        self._waits = True
        try:
            addressed = await self._addressed(tape)
        except AudioError:
            self._end_doubt()
            raise
        finally:
            self._waits = False
        if addressed is None:
            self._end_doubt()
        return addressed

    def hear_half(self, half: Samples) -> None:
        """The first half of the next frame: where somebody speaks plainly the other is late."""
        if not self._waits or self._doubt is not None:
            return
        self._notice_reply()
        if self._is_interruptible and self._near.is_plain(half, self._voice.begin(half)):
            self._fell_silent = True
            self._mouth.pause()

    async def _addressed(self, tape: Tape) -> Addressed | None:
        self._ears.wake.begin(tape.position_ms)
        self._voice.reset()
        self._doubt, self._fell_silent, self._in_a_row = None, False, 0
        async for frame in tape:
            at_ms = tape.position_ms
            own_voice = self._own_voice_is_near(at_ms)
            woken = await self._ears.wake.hear(frame, at_ms, own_voice=own_voice)
            speech = self._speech(frame)
            self._tell(frame, at_ms, speech)
            if woken is not None:
                tape.mark_ms = woken.end_ms
                return Addressed(
                    why="wake_word", at_ms=at_ms, woken=woken, level_db=self._above_usual_db()
                )
            if (since := await self._without_wake_word(frame, speech, at_ms)) is not None:
                return _from(tape, since, self._settings.lead_in_seconds)
        return None

    def _own_voice_is_near(self, at_ms: float) -> bool:
        """Some of it is in what the wake word is looked for in."""
        if self._mouth.speaking is not None:
            self._spoke_at_ms = at_ms
        return at_ms - self._spoke_at_ms <= 1000 * HEARD_AGAIN_SECONDS

    async def _without_wake_word(self, frame: Frame, speech: float, at_ms: float) -> Since | None:
        """Why and since when somebody is speaking to it, if anybody is."""
        if self._doubt is not None:
            return await self._settle(self._doubt, frame, speech)
        self._notice_reply()
        if self._speaking is not None:
            early, self._fell_silent = self._fell_silent, False
            if early or (self._is_interruptible and self._near.is_near(frame, speech)):
                began_ms, before = at_ms - FRAME_MS, tuple(self._before)
                self._doubt = Doubt(self._settings.doubt, began_ms, before, early=early)
                self._doubt.add(frame, speech)
                self._mouth.pause()
            self._before.append(frame)
            return None
        return self._in_window(speech, at_ms) if self._window is not None else None

    def _notice_reply(self) -> None:
        if self._mouth.speaking is not self._speaking:
            self._speaking, self._fell_silent = self._mouth.speaking, False
            self._near.begin(_level_of(self._speaking))

    @property
    def _is_interruptible(self) -> bool:
        """A tone is over before anybody could interrupt it, and says nothing to be interrupted."""
        reply = self._speaking.last(Reply) if self._speaking is not None else None
        in_words = reply is None or reply.by == "words"
        return self._speaking is not None and in_words and not self._settings.hears_itself

    async def _settle(self, doubt: Doubt, frame: Frame, speech: float) -> Since | None:
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
        self._near.go_on()
        self._mouth.go_on()
        return None

    def _end_doubt(self) -> None:
        if self._doubt is not None or self._fell_silent:
            self._doubt, self._fell_silent = None, False
            self._mouth.go_on()

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
        self._levels_db.append(decibels(frame))
        self._watcher(
            Heard(
                at_ms=at_ms,
                level_db=round(self._levels_db[-1], 1),
                wake_score=round(self._ears.wake.score, 3),
                speech=round(speech, 3),
            )
        )

    def _above_usual_db(self) -> float:
        """How far the loudest of the latest frames is above the noise of the room."""
        usual_db = float(np.percentile(self._levels_db, USUAL_PERCENTILE))
        return max(list(self._levels_db)[-LEVEL_FRAMES:]) - max(usual_db, QUIETEST_DB)

    def _speech(self, frame: Frame) -> float:
        """Only computed while it could matter."""
        if self._mouth.speaking is None and self._window is None:
            return 0.0
        return self._voice.probability(frame)


def _level_of(speaking: Turn | None) -> float:
    reply = speaking.last(Reply) if speaking is not None else None
    return level_of(reply.pcm) if reply is not None else FULL_SCALE_DB


def _from(tape: Tape, since: Since, lead_in_seconds: float) -> Addressed:
    """Wind the tape back to where somebody began to speak."""
    why, began_ms = since
    tape.mark_ms = None
    tape.rewind_to(began_ms - 1000 * lead_in_seconds)
    return Addressed(why=why, at_ms=began_ms)
