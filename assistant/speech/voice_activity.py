"""How probable it is that somebody speaks: Silero's network, as openWakeWord ships it."""

import numpy as np

from assistant.audio.frame import HALF_SAMPLES, Frame, Samples
from assistant.speech.onnx import model_folder, open_network


class VoiceActivity:
    """A small recurrent network; its memory is the audio since the last reset.

    It is fed as openWakeWord feeds it: 40 ms a step, half a frame.
    """

    def __init__(self) -> None:
        self._network = open_network(model_folder() / "silero_vad.onnx")
        self._rate = np.array(16_000, np.int64)
        self.reset()

    def reset(self) -> None:
        """Forget everything heard."""
        self._h = np.zeros((2, 1, 64), np.float32)
        self._c = np.zeros((2, 1, 64), np.float32)
        self._begun: tuple[Samples, float] | None = None
        """Half a frame that was taken in already, and how probable speech is in it."""

    def begin(self, half: Samples) -> float:
        """Take in the first half of the frame that is asked for next; 0 to 1."""
        speech = self._step(half)
        self._begun = half, speech
        return speech

    def probability(self, frame: Frame) -> float:
        """Take in one frame or what is left of it; 0 to 1, the mean over its halves."""
        first, second = frame[:HALF_SAMPLES], frame[HALF_SAMPLES:]
        begun, self._begun = self._begun, None
        if begun is None or not np.array_equal(begun[0], first):
            return (self._step(first) + self._step(second)) / 2
        return (begun[1] + self._step(second)) / 2

    def _step(self, half: Samples) -> float:
        step = half.astype(np.float32) / 32767
        inputs = {"input": step[None], "h": self._h, "c": self._c, "sr": self._rate}
        out, self._h, self._c = self._network.run(None, inputs)
        return float(out[0, 0])
