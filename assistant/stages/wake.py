"""Waits for the wake word; time is counted in audio.

A high score wakes at once. One that leaves doubt must be confirmed: by the voice of somebody who
is enrolled, or by the recogniser, which listens to the last moments again.
"""

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from assistant.audio.frame import FRAME_MS, Frame
from assistant.audio.tape import Tape
from assistant.speech.enrolment import EnrolledVoice
from assistant.speech.wake_check import WakeCheck
from assistant.speech.wakeword import Score, WakeWordModel
from assistant.stages import NotReady
from assistant.turn import NotWoken, WakeWord

Why: TypeAlias = Literal["score", "voice", "recogniser"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """Scores of the detector, 0 to 1."""

    sure: float
    """Wakes at once."""
    doubt: float
    """Wakes when it is confirmed."""
    sure_over_own_voice: float = 0.5
    """Wakes at once although what the assistant itself says is in what is heard, too; less must be
    confirmed then. The remains of its own voice scored 0.32 once in 27 minutes, of nine rooms."""


THRESHOLDS: Mapping[str, Threshold] = {
    "alexa": Threshold(sure=0.3, doubt=0.03),
    "hey_jarvis": Threshold(sure=0.3, doubt=0.05),
    "hey_mycroft": Threshold(sure=0.3, doubt=0.1),
}
"""Chosen on 40 people's "alexa" and 30 synthetic "hey jarvis", with noise 5 dB below and without,
and on a quarter of 100 minutes of other speech. There `alexa` stayed below 0.08, `hey_jarvis` below
0.3 but for two times "hey chatterbox"; in noise 15 and 13 % of the calls stayed below 0.3, 0 and
7 % below the doubt. A doubt of 0.003 to 0.005 was tried: the recogniser then confirmed two moments
of 51 minutes of other speech, too many. Nobody was measured with `hey_mycroft`."""
USUAL = Threshold(sure=0.3, doubt=0.3)
"""For a word that nothing was measured with: nothing is left to doubt."""

LIKE_THE_VOICE = 0.5
"""Probability from which it is somebody who is enrolled."""
HEARD_AGAIN_SECONDS = 2.0
CHECK_EVERY_FRAMES = 2
"""While the score stays in doubt; the word may not have ended when it first is."""

LATENESS_MS = 100.0
"""Median time from the end of the wake word to the score passing the threshold (5 % to 95 % of
the cases: -100 to 350)."""


class WakeStage:
    """Listens to a tape until one of the words is said."""

    def __init__(
        self,
        words: tuple[str, ...] = ("hey_jarvis",),
        *,
        thresholds: Mapping[str, Threshold] = THRESHOLDS,
        check: WakeCheck | None = None,
        voices: Sequence[EnrolledVoice] = (),
        only_voices: bool = False,
    ) -> None:
        """Words are names of openWakeWord's own models, or paths of others (.onnx).

        With `only_voices` nobody wakes it who is not enrolled for the word.
        """
        self._names = words
        self._thresholds = thresholds
        self._check = check
        self._voices = tuple(voices)
        self._only_voices = only_voices
        self._model: WakeWordModel | None = None
        self._began_ms = 0.0
        self.score = 0.0
        """Of the latest frame, 0 to 1."""
        self._recent: deque[Frame] = deque(maxlen=round(1000 * HEARD_AGAIN_SECONDS / FRAME_MS))
        self._unchecked = CHECK_EVERY_FRAMES
        """Frames since the recogniser was asked."""

    def another(self) -> "WakeStage":
        """One for another microphone, that hears the same words."""
        return WakeStage(
            self._names,
            thresholds=self._thresholds,
            check=self._check,
            voices=self._voices,
            only_voices=self._only_voices,
        )

    def prepare(self) -> None:
        """Load the networks."""
        try:
            self._model = self._model or WakeWordModel(self._names)
        except FileNotFoundError as error:
            raise NotReady(
                f"no wake word: {error}",
                "name one of openWakeWord's words, or the path of an .onnx model",
            ) from error
        except ValueError as error:
            raise NotReady(f"no wake word: {error}", "use a model made for openWakeWord") from error

    async def listen(self, tape: Tape) -> WakeWord | NotWoken:
        """Wait for a wake word, and mark on the tape where it ended."""
        self.begin(tape.position_ms)
        began_ms, best = tape.position_ms, 0.0
        async for frame in tape:
            woken = await self.hear(frame, tape.position_ms)
            best = max(best, self.score)
            if woken is not None:
                tape.mark_ms = woken.end_ms
                return woken
        return NotWoken(best_score=best, audio_ms=tape.position_ms - began_ms)

    def begin(self, at_ms: float) -> None:
        """Forget everything heard before `at_ms`."""
        self.prepare()
        assert self._model is not None
        self._model.reset()
        self._recent.clear()
        self._began_ms = at_ms
        self.score = 0.0

    async def hear(
        self, frame: Frame, end_ms: float, *, own_voice: bool = False
    ) -> WakeWord | None:
        """Take in the next frame, which ends at `end_ms`; the wake word when it was just said.

        `own_voice`: the assistant itself has been speaking in the latest HEARD_AGAIN_SECONDS.
        Listening again takes some 50 ms, in a thread; it happens only while a score leaves doubt.
        """
        assert self._model is not None, "begin() comes first"
        self._recent.append(frame)
        self._unchecked += 1
        scores = sorted(self._model.scores(frame), key=lambda score: -score.value)
        self.score = scores[0].value if scores else 0.0
        for score in scores:
            why = await self._why_believed(score, own_voice=own_voice)
            if why is not None:
                word_end_ms = max(self._began_ms, end_ms - LATENESS_MS)
                return WakeWord(
                    name=score.word, score=score.value, end_ms=word_end_ms, confirmed_by=why
                )
        return None

    async def _why_believed(self, score: Score, *, own_voice: bool) -> Why | None:
        """What speaks for it, None when too little does."""
        threshold = self._thresholds.get(score.word, USUAL)
        sure = max(threshold.sure, threshold.sure_over_own_voice) if own_voice else threshold.sure
        if score.value < threshold.doubt:
            return None
        voices = [voice for voice in self._voices if voice.word == score.word]
        if self._is_enrolled(voices):
            return "voice"
        if self._only_voices:
            return None
        if score.value >= sure:
            return "score"
        return "recogniser" if await self._heard_again(score.word) else None

    def _is_enrolled(self, voices: Sequence[EnrolledVoice]) -> bool:
        assert self._model is not None
        window = self._model.window
        return any(voice.probability(window(voice.word)) >= LIKE_THE_VOICE for voice in voices)

    async def _heard_again(self, word: str) -> bool:
        if self._check is None or not self._check.knows(word):
            return False
        if self._unchecked < CHECK_EVERY_FRAMES:
            return False
        self._unchecked = 0
        return await asyncio.to_thread(self._check.confirms, word, np.concatenate(self._recent))
