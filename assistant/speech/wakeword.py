"""openWakeWord's streaming detector: one score for each 80 ms of audio."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.audio.frame import Frame
from assistant.speech.onnx import model_folder, open_network

Floats = npt.NDArray[np.float32]

MEL_CONTEXT_SAMPLES = 480
"""Samples before a frame that its mel spectrogram needs too."""
MEL_ROWS = 76
"""Rows of 10 ms that one embedding looks at."""
WORDS = ("hey_jarvis", "alexa", "hey_mycroft")
"""Those of openWakeWord's own that are made for calling somebody."""
SETTLING_FRAMES = 5
"""Scores right after a reset mean nothing."""


@dataclass(frozen=True, slots=True)
class Score:
    """How much the last two seconds sound like one wake word."""

    word: str
    value: float
    """0 to 1."""


class WakeWordModel:
    """Mel spectrogram, speech embedding, then one small classifier for each word."""

    def __init__(self, words: tuple[str, ...]) -> None:
        """Load the words: names inside openWakeWord's wheel, or paths of .onnx files."""
        folder = model_folder()
        self._mel = open_network(folder / "melspectrogram.onnx")
        self._embed = open_network(folder / "embedding_model.onnx")
        self._words = {name_of(word): open_network(_path(word, folder)) for word in words}
        self._inputs = {name: net.get_inputs()[0] for name, net in self._words.items()}
        self._depth = max(int(node.shape[1]) for node in self._inputs.values())
        """Embeddings, 80 ms apart, that the longest classifier looks at."""
        self._silence = self._embeddings_of_silence()
        self.reset()

    def reset(self) -> None:
        """Forget everything heard."""
        self._tail = np.empty(0, np.int16)
        self._rows: Floats = np.ones((MEL_ROWS, 32), np.float32)
        self._embeddings = self._silence.copy()
        self._heard = 0

    def scores(self, frame: Frame) -> tuple[Score, ...]:
        """Take in one frame, shape (1280,), and score every word."""
        self._remember(frame)
        self._heard += 1
        if self._heard <= SETTLING_FRAMES:
            return tuple(Score(name, 0.0) for name in self._words)
        return tuple(Score(name, self._score(name)) for name in self._words)

    def window(self, word: str) -> Floats:
        """The embeddings that the word's classifier looks at now, shape (embeddings, 96)."""
        return self._embeddings[-int(self._inputs[word].shape[1]) :]

    def _score(self, name: str) -> float:
        inputs = {self._inputs[name].name: self.window(name)[None]}
        return float(self._words[name].run(None, inputs)[0].reshape(-1)[0])

    def _remember(self, frame: Frame) -> None:
        heard = np.concatenate((self._tail, frame))
        self._tail = heard[-MEL_CONTEXT_SAMPLES:]
        self._rows = np.concatenate((self._rows, self._mel_rows(heard)))[-MEL_ROWS:]
        new = self._embed.run(None, {"input_1": self._rows[None, :, :, None]})[0].reshape(1, -1)
        self._embeddings = np.concatenate((self._embeddings, new))[-self._depth :]

    def _mel_rows(self, samples: npt.NDArray[np.int16]) -> Floats:
        """Mel spectrogram, shape (rows, 32), scaled the way the embedding was trained with."""
        (rows,) = self._mel.run(None, {"input": samples.astype(np.float32)[None]})
        scaled: Floats = rows.reshape(-1, 32) / 10 + 2
        return scaled

    def _embeddings_of_silence(self) -> Floats:
        """Embeddings, shape (depth, 96), of digital silence: what a fresh detector has heard."""
        rows = self._mel_rows(np.zeros((8 * self._depth + MEL_ROWS + 4) * 160, np.int16))
        windows = np.stack([rows[8 * i : 8 * i + MEL_ROWS] for i in range(self._depth)])
        embedded: Floats = self._embed.run(None, {"input_1": windows[..., None]})[0]
        return embedded.reshape(self._depth, -1)


def is_known(word: str) -> bool:
    """Whether there is a model of it; FileNotFoundError where openWakeWord itself is absent."""
    return _path(word, model_folder()).is_file()


def _path(word: str, folder: Path) -> Path:
    if word.endswith(".onnx"):
        return Path(word).expanduser()
    return folder / f"{word}_v0.1.onnx"


def name_of(word: str) -> str:
    """The name of a word that was given by name or by path."""
    return Path(word).stem if word.endswith(".onnx") else word
