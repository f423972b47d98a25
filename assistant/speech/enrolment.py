"""A person's own way to say the wake word: a logistic regression on openWakeWord's embeddings.

It is the idea of openWakeWord's custom verifier: whether a score that leaves doubt is meant is
decided by whether it sounds like somebody who lives here.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from devices.whole_file import write_whole

Floats = npt.NDArray[np.float64]

PENALTY = 100.0
"""Weight of the squared weights; openWakeWord's own verifier is as strict (C = 0.001 to 0.01)."""
FEWEST_RECORDINGS = 3
SUFFIX = ".voice.json"


class EnrolmentError(ValueError):
    """A voice cannot be enrolled, read or removed; the text says why and what helps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolledVoice:
    """What tells one person's wake word from everybody else's."""

    person: str
    word: str
    """The wake word's name."""
    recordings: int
    """How many it was learned from."""
    centre: Floats
    """Shape (embeddings * 96,)."""
    weights: Floats
    bias: float

    def probability(self, window: npt.NDArray[np.float32]) -> float:
        """That this person said it, 0 to 1; `window` has shape (embeddings, 96)."""
        score = float((window.reshape(-1) - self.centre) @ self.weights + self.bias)
        return float(1 / (1 + np.exp(-np.clip(score, -30, 30))))


def learn(
    person: str,
    word: str,
    recordings: Sequence[npt.NDArray[np.float32]],
    others: Sequence[npt.NDArray[np.float32]],
) -> EnrolledVoice:
    """Fit the regression, both classes weighing the same.

    `recordings` has for each recording the windows at the wake word, shape (windows, embeddings,
    96); `others` what must not be taken for it. Raises EnrolmentError when there are too few.
    """
    if len(recordings) < FEWEST_RECORDINGS:
        raise EnrolmentError(
            f"{len(recordings)} usable recordings of {word!r}; at least {FEWEST_RECORDINGS} are "
            "needed, better ten, from the places where you usually speak"
        )
    own = np.concatenate(recordings).astype(np.float64)
    other = np.concatenate(others).astype(np.float64)
    table = np.concatenate((own, other)).reshape(len(own) + len(other), -1)
    centre = table.mean(axis=0)
    scale = table.std(axis=0) + 1e-6
    standard = (table - centre) / scale
    labels = np.repeat((1.0, 0.0), (len(own), len(other)))
    shares = np.repeat((0.5 / len(own), 0.5 / len(other)), (len(own), len(other))) * len(labels)

    def loss(parameters: Floats) -> tuple[float, Floats]:
        weights, bias = parameters[:-1], parameters[-1]
        scores = standard @ weights + bias
        logs = np.logaddexp(0, np.where(labels == 1, -scores, scores))
        slopes = shares * (1 / (1 + np.exp(-scores)) - labels)
        gradient = np.append(standard.T @ slopes + PENALTY * weights, slopes.sum())
        return float(shares @ logs + PENALTY / 2 * weights @ weights), gradient

    found = minimize(loss, np.zeros(standard.shape[1] + 1), jac=True, method="L-BFGS-B")
    return EnrolledVoice(
        person=person,
        word=word,
        recordings=len(recordings),
        centre=centre,
        weights=found.x[:-1] / scale,
        bias=float(found.x[-1]),
    )


def store(voice: EnrolledVoice, folder: Path) -> Path:
    """Write it, in place of an older one of the same person and word."""
    path = _path(folder, voice.person, voice.word)
    content = {
        "person": voice.person,
        "word": voice.word,
        "recordings": voice.recordings,
        "bias": voice.bias,
        "centre": np.round(voice.centre, 5).tolist(),
        "weights": np.round(voice.weights, 8).tolist(),
    }
    write_whole(path, json.dumps(content))
    return path


def enrolled(folder: Path, tell: Callable[[str], None] | None = None) -> Iterator[EnrolledVoice]:
    """Every voice that is enrolled; a damaged file is told and left out.

    Raises EnrolmentError for it where nobody is to be told.
    """
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            yield _read(path)
        except EnrolmentError as error:
            if tell is None:
                raise
            tell(str(error))


def _read(path: Path) -> EnrolledVoice:
    try:
        content = json.loads(path.read_text("utf-8"))
        return EnrolledVoice(
            person=str(content["person"]),
            word=str(content["word"]),
            recordings=int(content["recordings"]),
            centre=np.array(content["centre"], np.float64),
            weights=np.array(content["weights"], np.float64),
            bias=float(content["bias"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EnrolmentError(
            f"{path}: cannot be read ({error}); remove it and enrol again"
        ) from error


def remove(person: str, folder: Path) -> int:
    """Forget a person's voice for every word; how many there were."""
    paths = [folder / path.name for path in folder.glob(f"*{SUFFIX}") if _is_of(path, person)]
    for path in paths:
        path.unlink()
    return len(paths)


def _is_of(path: Path, person: str) -> bool:
    return path.name.removesuffix(SUFFIX).rpartition("@")[0] == _plain(person)


def _path(folder: Path, person: str, word: str) -> Path:
    return folder / f"{_plain(person)}@{_plain(word)}{SUFFIX}"


def _plain(name: str) -> str:
    """A name that can be a file's."""
    return "".join(c if c.isalnum() else "_" for c in name.lower())
