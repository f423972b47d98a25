"""How probable it is that a reading is exactly what was said to the home.

A logistic regression over what the search itself shows. It is fitted for one acoustic model, on
voices that neither the model was trained with nor any figure is measured with
(`scripts/fit_confidence`).
"""

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "confidence.json"
ACOUSTIC_MODEL = "am/final.mdl"
SHARE_SCALE = 0.5
LONGEST_NATS = 60.0


class TrustError(ValueError):
    """The file is not what was fitted; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for the best reading."""

    words: int
    """Known words in it."""
    speech_seconds: float
    """From its first word to its last."""
    unknown_seconds: float
    """In words that are none of the home's."""
    over_phones: float
    """By how many nats it is likelier than any phones in any order."""
    margin: float
    """By how many nats it is likelier than the second best."""

    def features(self) -> tuple[float, ...]:
        """Numbers of about 0 to 3, the first of them always 1."""
        seconds = max(0.3, self.speech_seconds)
        share = 1 / (1 + math.exp(-SHARE_SCALE * min(40.0, self.margin)))
        return (
            1.0,
            self.over_phones / seconds / 10,
            min(self.over_phones, LONGEST_NATS) / LONGEST_NATS,
            self.unknown_seconds / seconds,
            float(self.unknown_seconds > 0),
            math.log((share + 0.02) / (1.02 - share)),
            1 / max(1, self.words),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """The fitted weights."""

    weights: tuple[float, ...]
    nothing_below: float
    """Less probable than this, it is taken for something that nobody said to the home."""
    fitted_for: str
    """SHA-256 of the acoustic model that it was fitted for."""

    def probability(self, evidence: Evidence) -> float:
        """That the best reading is exactly right, 0 to 1."""
        value = sum(w * x for w, x in zip(self.weights, evidence.features(), strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))

    def write(self, folder: Path) -> None:
        (folder / FILE).write_text(json.dumps(asdict(self), indent=2) + "\n")


def read_trust(folder: Path) -> Trust | None:
    """What was fitted for this model; None where nobody has.

    Raises TrustError, also for what was fitted for another acoustic model.
    """
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        found = json.loads(path.read_text("utf-8"))
        trust = Trust(
            weights=_numbers(found["weights"]),
            nothing_below=float(found["nothing_below"]),
            fitted_for=str(found["fitted_for"]),
        )
        here = digest_of(folder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TrustError(f"{path}: cannot be used ({error})") from error
    wanted = len(Evidence(words=1, speech_seconds=1, unknown_seconds=0, over_phones=0, margin=0)
                 .features())  # fmt: skip
    if len(trust.weights) != wanted:
        raise TrustError(f"{path}: {len(trust.weights)} weights; there must be {wanted}")
    if trust.fitted_for != here:
        raise TrustError(
            f"{path}: was fitted for another {ACOUSTIC_MODEL}; fit it for this one with "
            "scripts/fit_confidence --model FOLDER, or delete it to go without"
        )
    return trust


def digest_of(folder: Path) -> str:
    """SHA-256 of a model's acoustic part, in hexadecimal; OSError where it cannot be read."""
    return hashlib.sha256((folder / ACOUSTIC_MODEL).read_bytes()).hexdigest()


def _numbers(values: Sequence[float]) -> tuple[float, ...]:
    return tuple(float(value) for value in values)
