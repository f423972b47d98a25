"""Takes down what is said after the wake word, until the speaker falls silent."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from assistant.audio.frame import FRAME_MS, Frame, decibels
from assistant.audio.tape import Tape
from assistant.speech.voice_activity import VoiceActivity
from assistant.stages import NotReady
from assistant.turn import NothingHeard, Utterance

EndedBy = Literal["silence", "no_new_words", "too_long", "end_of_audio"]
Completeness = Literal["whole", "open", "unfinished"]
"""A command that needs no more words; one that may go on; one that must."""


class Follower(Protocol):
    """Reads along while somebody is speaking."""

    def hear(self, frame: Frame) -> None:
        """Take in the next frame of the utterance."""

    @property
    def stalled_seconds(self) -> float:
        """For so long no word has been added, although there were some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListenSettings:
    """When somebody speaks, and when they have finished. All times are of audio."""

    silence_seconds: float = 0.5
    """So much silence after speech ends the utterance."""
    look_silence_seconds: float = 0.16
    """After so much silence what was said so far is looked at, while the silence goes on."""
    early_silence_seconds: float = 0.24
    """So much is enough when what was said so far is a whole command."""
    unfinished_silence_seconds: float = 0.9
    """So much is needed where the words so far need more: "turn on the"."""
    stalled_seconds: float = 2.4
    """So long no new word is heard, although the noise sounds like speech: they have finished."""
    no_speech_seconds: float = 4.0
    """So long nobody speaks after the wake word: nothing was heard."""
    max_seconds: float = 15.0
    """Longest utterance."""
    lead_in_seconds: float = 1.5
    """Audio kept from before the end of the wake word. With the wake word in view the recogniser
    gets 97 % of the command's words right; cut right behind it, 93 %."""
    min_speech_seconds: float = 0.16
    """Less speech than this is a click or a cough."""
    wake_word_tail_seconds: float = 0.32
    """Speech that runs on from the wake word and is no longer than this is its last syllable."""
    starts_at: float = 0.5
    """Probability from which a frame is speech, 0 to 1."""
    quieter_by_db: float = 18.0
    """Voices so much below the speaker's level, which the wake word shows, are somebody else's."""
    goes_on_at: float = 0.35
    """The same while somebody is already speaking."""


class ListenStage:
    """Cuts the utterance out of the tape."""

    def __init__(self, settings: ListenSettings | None = None) -> None:
        self._settings = settings or ListenSettings()
        self._voice: VoiceActivity | None = None

    def another(self) -> "ListenStage":
        """One for another microphone, with the same settings."""
        return ListenStage(self._settings)

    def prepare(self) -> None:
        """Load the network."""
        try:
            self._voice = self._voice or VoiceActivity()
        except FileNotFoundError as error:
            raise NotReady(
                f"no voice activity detection: {error}", "install openwakeword==0.4.0"
            ) from error

    async def capture(
        self,
        tape: Tape,
        judge: Callable[[Utterance], Completeness] | None = None,
        follower: Follower | None = None,
    ) -> Utterance | NothingHeard:
        """Listen from the tape's mark on, or from here when nobody has marked it.

        `judge` is asked, in a thread, how complete a command it is that was said up to a pause.
        `follower` gets every frame up to there, and those of the pause once speech goes on.

        `start_ms` of the result is the mark. Its audio reaches from up to `lead_in_seconds`
        before that to `end_ms`, so it has the wake word in it.
        """
        if self._voice is None:
            self.prepare()
            return await self.capture(tape, judge, follower)
        self._voice.reset()
        start_ms = tape.position_ms
        if tape.mark_ms is not None:
            start_ms, tape.mark_ms = tape.mark_ms, None
            tape.rewind_to(start_ms - 1000 * self._settings.lead_in_seconds)
        take = _Take(self._settings, start_ms)
        look = _Look(judge)
        along = _Along(follower, self._settings)
        try:
            async for frame in tape:
                take.add(frame, self._voice.probability(frame), tape.position_ms)
                along.add(frame, take.silent_ms)
                if take.given_up:
                    return take.whatever_was_said("silence")
                if take.too_long:
                    return take.utterance("too_long")
                if along.has_stalled and take.is_speech:
                    return take.utterance("no_new_words")
                if take.falls_silent:
                    await look.begin(take.utterance("silence"))
                if take.pauses and await look.says("whole"):
                    return take.utterance("silence")
                if take.finished and (take.waited_long or not await look.says("unfinished")):
                    return take.utterance("silence")
        finally:
            await look.end()
        return take.whatever_was_said("end_of_audio")


class _Along:
    """Hands the frames to whoever reads along; those of a pause only when speech goes on."""

    def __init__(self, follower: Follower | None, settings: ListenSettings) -> None:
        self._follower = follower
        self._settings = settings
        self._kept: list[Frame] = []

    def add(self, frame: Frame, silent_ms: float) -> None:
        if self._follower is None:
            return
        self._kept.append(frame)
        if silent_ms < 1000 * self._settings.look_silence_seconds + FRAME_MS:
            for kept in self._kept:
                self._follower.hear(kept)
            self._kept.clear()

    @property
    def has_stalled(self) -> bool:
        limit = self._settings.stalled_seconds
        return self._follower is not None and self._follower.stalled_seconds >= limit


class _Look:
    """Asks in the background, while the silence goes on, how complete this is."""

    def __init__(self, judge: Callable[[Utterance], Completeness] | None) -> None:
        self._judge = judge
        self._asking: asyncio.Task[Completeness] | None = None

    async def begin(self, utterance: Utterance) -> None:
        """Ask about what was said so far; one question at a time."""
        await self.end()
        if self._judge is not None:
            self._asking = asyncio.create_task(asyncio.to_thread(self._judge, utterance))

    async def says(self, completeness: Completeness) -> bool:
        """Whether this is the answer to the latest question."""
        return self._asking is not None and await self._asking == completeness

    async def end(self) -> None:
        """Wait for the question under way; what broke in it breaks again when it is heard."""
        if self._asking is not None:
            await asyncio.gather(self._asking, return_exceptions=True)


class _Take:
    """The utterance as far as it was heard."""

    def __init__(self, settings: ListenSettings, start_ms: float) -> None:
        self._settings = settings
        self._start_ms = start_ms
        self._end_ms = start_ms
        self._speech_end_ms = start_ms
        self._frames: list[Frame] = []
        self._levels_db: list[float] = []
        """Levels of the frames with the speaker's voice."""
        self._speaking = False
        self._runs_on = False
        """Nobody has paused since the wake word."""
        self._tail_ms = 0.0
        """Speech that runs on from the wake word."""
        self._speech_ms = 0.0
        """Speech after the first pause."""

    def add(self, frame: Frame, probability: float, end_ms: float) -> None:
        """Take in a frame that ends at `end_ms` and is speech with this probability."""
        self._frames.append(frame)
        self._end_ms = end_ms
        settings = self._settings
        threshold = settings.goes_on_at if self._speaking else settings.starts_at
        self._speaking = probability >= threshold and self._is_the_speaker(frame)
        if end_ms - FRAME_MS < self._start_ms:
            self._runs_on = self._speaking
            return
        self._runs_on = self._runs_on and self._speaking
        if self._speaking:
            self._speech_end_ms = end_ms
            self._tail_ms += FRAME_MS * self._runs_on
            self._speech_ms += FRAME_MS * (not self._runs_on)
        elif not self.is_speech and self.silent_ms >= 1000 * settings.silence_seconds:
            self._speech_ms = 0.0  # a click, or a cough

    def _is_the_speaker(self, frame: Frame) -> bool:
        """Not much quieter than most of the speech before it."""
        level_db = decibels(frame)
        usual_db = np.percentile(self._levels_db, 80) if self._levels_db else level_db
        if level_db < usual_db - self._settings.quieter_by_db:
            return False
        self._levels_db.append(level_db)
        return True

    @property
    def finished(self) -> bool:
        """Somebody spoke and is silent now."""
        return self.is_speech and self.silent_ms >= 1000 * self._settings.silence_seconds

    @property
    def waited_long(self) -> bool:
        """Even who was not finished does not go on."""
        return self.silent_ms >= 1000 * self._settings.unfinished_silence_seconds

    @property
    def falls_silent(self) -> bool:
        """Somebody spoke, and this frame completes a moment of silence."""
        return self._completes(self._settings.look_silence_seconds)

    @property
    def pauses(self) -> bool:
        """Somebody spoke, and this frame completes a short pause."""
        return self._completes(self._settings.early_silence_seconds)

    def _completes(self, silence_seconds: float) -> bool:
        over_ms = self.silent_ms - 1000 * silence_seconds
        return self.is_speech and 0 <= over_ms < FRAME_MS

    @property
    def too_long(self) -> bool:
        """Speech goes on and on."""
        return self.is_speech and self._elapsed_ms >= 1000 * self._settings.max_seconds

    @property
    def given_up(self) -> bool:
        """Nobody has said anything, or nobody has for as long as anyone would wait."""
        wait = self._settings.max_seconds if self._speaking else self._settings.no_speech_seconds
        return not self.is_speech and self._elapsed_ms >= 1000 * wait

    def utterance(self, ended_by: EndedBy) -> Utterance:
        """What was said so far, the wake word in the lead-in."""
        return Utterance(
            start_ms=self._start_ms,
            speech_end_ms=self._speech_end_ms,
            end_ms=self._end_ms,
            ended_by=ended_by,
            pcm=np.concatenate(self._frames).astype("<i2").tobytes(),
        )

    def whatever_was_said(self, ended_by: EndedBy) -> Utterance | NothingHeard:
        """At the end even a syllable behind the wake word may be the command ("stop")."""
        if max(self._speech_ms, self._tail_ms) >= 1000 * self._settings.min_speech_seconds:
            return self.utterance(ended_by)
        return NothingHeard(reason="no_speech")

    @property
    def is_speech(self) -> bool:
        settings = self._settings
        long_tail = self._tail_ms > 1000 * settings.wake_word_tail_seconds
        return long_tail or self._speech_ms >= 1000 * settings.min_speech_seconds

    @property
    def _elapsed_ms(self) -> float:
        return self._end_ms - self._start_ms

    @property
    def silent_ms(self) -> float:
        return self._end_ms - self._speech_end_ms
