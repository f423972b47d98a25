"""Waits for the wake word; time is counted in audio."""

from assistant.audio.frame import Frame
from assistant.audio.tape import Tape
from assistant.speech.wakeword import Score, WakeWordModel
from assistant.stages import NotReady
from assistant.turn import NotWoken, WakeWord

THRESHOLD = 0.3
"""Score that wakes, 0 to 1.

Measured with `hey_jarvis`: 520 sentences in 20 synthetic voices woke it 99 % at 0.2, 96 % at 0.3,
88 % at 0.5. In 100 minutes of people's speech, other wake words and room noise the score stayed
below 0.2, except for "jarvis" said alone (42 of 60 at 0.3) and "hey chatterbox" (5 of 19 at 0.3,
2 at 0.5).
"""

LATENESS_MS = 100.0
"""Median time from the end of the wake word to the score passing the threshold (5 % to 95 % of
the cases: -100 to 350)."""


class WakeStage:
    """Listens to a tape until one of the words is said."""

    def __init__(
        self, words: tuple[str, ...] = ("hey_jarvis",), threshold: float = THRESHOLD
    ) -> None:
        """Words are names of openWakeWord's own models, or paths of others (.onnx)."""
        self._names = words
        self._threshold = threshold
        self._model: WakeWordModel | None = None
        self._began_ms = 0.0
        self.score = 0.0
        """Of the latest frame, 0 to 1."""

    def another(self) -> "WakeStage":
        """One for another microphone, that hears the same words."""
        return WakeStage(self._names, self._threshold)

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
            woken = self.hear(frame, tape.position_ms)
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
        self._began_ms = at_ms
        self.score = 0.0

    def hear(self, frame: Frame, end_ms: float) -> WakeWord | None:
        """Take in the next frame, which ends at `end_ms`; the wake word when it was just said."""
        assert self._model is not None, "begin() comes first"
        best = max(self._model.scores(frame), key=lambda s: s.value, default=Score("", 0.0))
        self.score = best.value
        if best.value < self._threshold:
            return None
        word_end_ms = max(self._began_ms, end_ms - LATENESS_MS)
        return WakeWord(name=best.word, score=best.value, end_ms=word_end_ms)
