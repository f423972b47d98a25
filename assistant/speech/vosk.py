"""Vosk: the bundled model, an official one, or any other folder."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict, cast

import numpy as np
import soxr
import vosk

from assistant.audio.frame import RATE
from assistant.speech.language.model import FREE
from assistant.speech.recogniser import (
    Reading,
    RecogniserError,
    merged,
    shares,
    with_word_confidences,
)
from assistant.speech.trust import Evidence, Trust, TrustError, read_trust
from assistant.turn import Word

ALTERNATIVES = 10
KNOWN_SHARE = 0.97
"""What the readings' confidences add up to; the rest is for what the search did not find. Where
one reading had all of the n-best likelihood, it was right in 97 % of 271 cases."""
SCORE_SCALE = 0.5
"""Vosk's scores are log likelihoods (graph plus acoustics), too sure of themselves as they are.
Scaled by 0.5, a softmax over them was calibrated on 594 synthetic commands, most of them with
noise: first readings of about 0.39, 0.59, 0.78, 0.91 were wholly right in 25, 65, 73, 91 %."""
AMONG_OTHERS = 0.5
"""How often the right one is among the others when the best one is wrong."""
LARGE_MARGIN = 40.0
"""In nats, where there is only one reading."""
UNKNOWN = "[unk]"


class _Word(TypedDict):
    word: str
    start: float
    end: float


class _Alternative(TypedDict):
    confidence: float
    text: str
    result: list[_Word]


class _Model(vosk.Model):  # type: ignore[misc]
    """Vosk's own, but one that failed to load can be thrown away without a complaint."""

    def __del__(self) -> None:
        if hasattr(self, "_handle"):
            super().__del__()


class VoskRecogniser:
    """A Vosk model with its own language graph, or held to a list of phrases.

    The graph is the default because it hears better. Words wrong, exactly right sentences, with
    the bundled model on 141 commands of other people's synthesisers: 12.0 %, 64 % with its
    graph; 13.2 %, 61 % held to 3,000 sentences, which Vosk turns into an open bigram.

    What it reads is left as it is, not moved to the nearest sentence that is expected: people say
    others. Of 135 commands of the tuning half, 65 of them noisy, 13 were among the 19,000 that the
    graph is made of; moved by at most one word, 30 right readings became wrong and none right.
    """

    def __init__(
        self,
        folder: Path,
        *,
        name: str | None = None,
        title: str | None = None,
        phrases: Sequence[str] | None = None,
    ) -> None:
        vosk.SetLogLevel(-1)
        self.name = f"vosk:{name or folder.name}"
        self.description = title or f"Vosk with the model in {folder}"
        self._grammar = json.dumps([*phrases, UNKNOWN]) if phrases else None
        self._model = _load(folder)
        self._rate = _rate_of(folder)
        self._phones = _load(folder / FREE) if (folder / FREE).is_dir() else None
        try:
            self._trust = read_trust(folder)
        except TrustError as error:
            raise RecogniserError(str(error)) from error
        self._recogniser(self._model, 1)  # a graph that cannot be read shows here

    def transcribe(self, pcm: bytes) -> tuple[Reading, ...]:
        """Decode once, in one piece, so that the end-pointing inside Vosk cannot split it."""
        whole = self._begin()
        whole.accept(self._at_its_rate(pcm))
        return whole.finish()

    def stream(self) -> "VoskStream | None":
        """None where every piece would have to be resampled."""
        return self._begin() if self._rate == RATE else None

    def weigh(self, pcm: bytes) -> tuple[str, Evidence | None]:
        """The best reading and what speaks for it; what the trust in it is fitted on."""
        whole = self._begin()
        whole.accept(self._at_its_rate(pcm))
        alternatives, evidence = whole.heard()
        text = " ".join(word.text for word in _words(alternatives[0])) if alternatives else ""
        return text, evidence

    def _begin(self) -> "VoskStream":
        phones = self._recogniser(self._phones, 1) if self._phones else None
        return VoskStream(self._recogniser(self._model, ALTERNATIVES), phones, self._trust)

    def _at_its_rate(self, pcm: bytes) -> bytes:
        if self._rate == RATE:
            return pcm
        resampled = soxr.resample(np.frombuffer(pcm, "<i2"), RATE, self._rate)
        return bytes(resampled.astype("<i2").tobytes())

    def _recogniser(self, model: _Model, alternatives: int) -> vosk.KaldiRecognizer:
        """A fresh one for each utterance, so that none depends on those before it."""
        extra = [self._grammar] if self._grammar and model is self._model else []
        try:
            recogniser = vosk.KaldiRecognizer(model, self._rate, *extra)
        except Exception as error:
            raise RecogniserError(
                f"the graph of the Vosk model cannot be read ({error})"
            ) from error
        recogniser.SetMaxAlternatives(alternatives)
        recogniser.SetWords(True)
        return recogniser


class VoskStream:
    """One utterance on its way through the decoder, and through one that hears only phones.

    Vosk's own end-pointing does nothing as long as nobody asks it for a result in between.
    """

    def __init__(
        self,
        words: vosk.KaldiRecognizer,
        phones: vosk.KaldiRecognizer | None,
        trust: Trust | None,
    ) -> None:
        self._of_words = words
        self._of_phones = phones
        self._trust = trust

    def accept(self, pcm: bytes) -> str:
        """Take in more, at the model's rate; the words so far."""
        self._of_words.AcceptWaveform(pcm)
        if self._of_phones is not None:
            self._of_phones.AcceptWaveform(pcm)
        return str(json.loads(self._of_words.PartialResult()).get("partial", ""))

    def finish(self) -> tuple[Reading, ...]:
        """The readings of everything that was taken in."""
        alternatives, evidence = self.heard()
        if self._trust is None or evidence is None:
            return _by_share(alternatives, KNOWN_SHARE)
        probability = self._trust.probability(evidence)
        readings = _trusted(alternatives, probability)
        if probability < self._trust.nothing_below:
            return (Reading(words=(), confidence=1 - probability), *readings)
        return readings

    def heard(self) -> tuple[list[_Alternative], Evidence | None]:
        """What the decoder found, and what speaks for it; nothing can be taken in afterwards.

        No evidence where nothing was heard, or where phones cannot be heard without words.
        """
        alternatives = _result(self._of_words)
        spoken = alternatives[0].get("result", []) if alternatives else []
        if self._of_phones is None or not spoken:
            return alternatives, None
        free = _result(self._of_phones)
        best, *others = (one["confidence"] for one in alternatives)
        unknown = [word for word in spoken if word["word"] == UNKNOWN]
        return alternatives, Evidence(
            words=len(spoken) - len(unknown),
            speech_seconds=spoken[-1]["end"] - spoken[0]["start"],
            unknown_seconds=sum(word["end"] - word["start"] for word in unknown),
            over_phones=best - free[0]["confidence"],
            margin=best - others[0] if others else LARGE_MARGIN,
        )


def _result(recogniser: vosk.KaldiRecognizer) -> list[_Alternative]:
    said = json.loads(recogniser.FinalResult())
    return cast("list[_Alternative]", said.get("alternatives", []))


def _by_share(alternatives: Sequence[_Alternative], known: float) -> tuple[Reading, ...]:
    """Each with its share of the likelihood of all."""
    weights = shares([one["confidence"] for one in alternatives], SCORE_SCALE)
    readings = merged(
        Reading(words=_words(one), confidence=known * weight)
        for one, weight in zip(alternatives, weights, strict=True)
    )
    return with_word_confidences(readings)


def _trusted(alternatives: Sequence[_Alternative], probability: float) -> tuple[Reading, ...]:
    """The best one as probable as its evidence says, the others by their share of the rest."""
    best, *others = alternatives
    rest = shares([one["confidence"] for one in others], SCORE_SCALE)
    most = min(1 - probability, probability) * AMONG_OTHERS
    readings = merged(
        [
            Reading(words=_words(best), confidence=probability),
            *(
                Reading(words=_words(one), confidence=most * weight)
                for one, weight in zip(others, rest, strict=True)
            ),
        ]
    )
    return with_word_confidences(readings)


def download(name: str) -> Path:
    """Fetch an official model with Vosk's own loader, which shows a progress bar."""
    vosk.SetLogLevel(-1)
    loader = _Model.__new__(_Model)
    try:
        return Path(loader.get_model_by_name(name))
    except SystemExit as error:  # Vosk's way to say that the name is not on its list
        raise RecogniserError(f"Vosk has no model named {name}") from error
    except OSError as error:  # requests' and urllib's exceptions are among these
        raise RecogniserError(
            f"{name} cannot be downloaded from {vosk.MODEL_PRE_URL} (offline?)"
        ) from error
    except Exception as error:
        raise RecogniserError(f"{name} was downloaded but is damaged ({error})") from error


def caches() -> tuple[Path, ...]:
    """The folders where Vosk looks for models, those that exist."""
    places = (Path(place) for place in vosk.MODEL_DIRS if place)
    return tuple(place for place in places if place.is_dir())


def _load(folder: Path) -> _Model:
    if not folder.is_dir():
        raise RecogniserError(f"{folder}: no such folder")
    try:
        return _Model(str(folder))
    except Exception as error:
        raise RecogniserError(f"{folder}: not a Vosk model, or a damaged one ({error})") from error


def _rate_of(folder: Path) -> int:
    """What the model was trained at, in hertz; telephone models have 8,000."""
    path = folder / "conf" / "mfcc.conf"
    text = path.read_text("utf-8", "replace") if path.is_file() else ""
    found = re.search(r"^--sample-frequency=(\d+)", text, re.MULTILINE)
    return int(found[1]) if found else RATE


def _words(alternative: _Alternative) -> tuple[Word, ...]:
    return tuple(
        Word(
            text=word["word"],
            start_ms=round(1000 * word["start"], 1),
            end_ms=round(1000 * word["end"], 1),
            confidence=0.0,
        )
        for word in alternative.get("result", [])
        if word["word"] != UNKNOWN
    )
