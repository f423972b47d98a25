"""How probable it is that somebody speaks: Silero's network, as openWakeWord ships it."""

import numpy as np

from assistant.audio.frame import Frame
from assistant.speech.onnx import model_folder, open_network

STEP_SAMPLES = 640
"""40 ms, two steps a frame: what openWakeWord feeds the network."""


class VoiceActivity:
    """A small recurrent network; its memory is the audio since the last reset."""

    def __init__(self) -> None:
        self._network = open_network(model_folder() / "silero_vad.onnx")
        self._rate = np.array(16_000, np.int64)
        self.reset()

    def reset(self) -> None:
        """Forget everything heard."""
        self._h = np.zeros((2, 1, 64), np.float32)
        self._c = np.zeros((2, 1, 64), np.float32)

    def probability(self, frame: Frame) -> float:
        """Take in one frame, shape (1280,); 0 to 1, the mean over its steps."""
        steps = frame.reshape(-1, STEP_SAMPLES).astype(np.float32) / 32767
        return sum(self._step(step) for step in steps) / len(steps)

    def _step(self, step: np.ndarray) -> float:
        inputs = {"input": step[None], "h": self._h, "c": self._c, "sr": self._rate}
        out, self._h, self._c = self._network.run(None, inputs)
        return float(out[0, 0])
