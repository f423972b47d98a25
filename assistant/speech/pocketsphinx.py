"""pocketsphinx: the acoustic model of its wheel, the language of the home."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from threading import Lock

import pocketsphinx

from assistant.audio.frame import RATE
from assistant.speech.language.sphinx import SENTENCES_FILE, WORDS_FILE
from assistant.speech.recogniser import (
    Reading,
    RecogniserError,
    merged,
    shares,
    with_word_confidences,
)
from assistant.turn import Word

ALTERNATIVES = 10
FRAME_MS = 10
SCORE_SCALE = 0.002
"""Its scores are log likelihoods of independent frames, far too sure; this flattens them."""
KNOWN_SHARE = 0.9
"""What the readings' confidences add up to."""

LANGUAGE_WEIGHT = 12.0
"""Found on 35 recordings, half with noise, with the mean over the whole utterance: 16.5 % of the
words wrong; with pocketsphinx's own 6.5 and its running mean 23.5 %."""


class PocketsphinxRecogniser:
    """The recogniser of last resort: slower and less sure, but always there."""

    name = "pocketsphinx"

    def __init__(self, folder: Path | None = None) -> None:
        """Expect the home's language, as `write_language` left it; without, English in general."""
        self.description = "pocketsphinx with its English model" + (
            " and the language of the home" if folder else ""
        )
        try:
            self._decoder = _home_decoder(folder) if folder else _english_decoder()
        except RuntimeError as error:
            raise RecogniserError(f"pocketsphinx cannot start ({error})") from error
        self._turn = Lock()
        """There is one decoder, and more than one microphone may be listened to."""

    def transcribe(self, pcm: bytes) -> tuple[Reading, ...]:
        """Decode the whole utterance at once."""
        with self._turn:
            return self._decoded(pcm)

    def _decoded(self, pcm: bytes) -> tuple[Reading, ...]:
        decoder = self._decoder
        decoder.start_utt()
        decoder.process_raw(pcm, no_search=False, full_utt=True)
        decoder.end_utt()
        best = decoder.hyp()
        if best is None:
            return ()
        found = [(best.hypstr, best.score)]
        found += [(h.hypstr, h.score) for h in itertools.islice(decoder.nbest(), ALTERNATIVES) if h]
        unique = {text: max(s for t, s in found if t == text) for text, _ in found}
        weights = shares(list(unique.values()), SCORE_SCALE)
        timed = {word.text: word for word in self._timed_words()}
        readings = merged(
            Reading(words=_words(text, timed), confidence=KNOWN_SHARE * weight)
            for text, weight in zip(unique, weights, strict=True)
        )
        return with_word_confidences(readings)

    def _timed_words(self) -> Iterator[Word]:
        for segment in self._decoder.seg():
            if segment.word[0] not in "<[":
                yield Word(
                    text=_plain(segment.word),
                    start_ms=float(FRAME_MS * segment.start_frame),
                    end_ms=float(FRAME_MS * (segment.end_frame + 1)),
                    confidence=0.0,
                )


def _english_decoder() -> pocketsphinx.Decoder:
    return pocketsphinx.Decoder(samprate=RATE, loglevel="FATAL", cmn="batch")


def _home_decoder(folder: Path) -> pocketsphinx.Decoder:
    """With the words and the n-gram of a home instead of its own."""
    return pocketsphinx.Decoder(
        samprate=RATE,
        loglevel="FATAL",
        cmn="batch",
        lw=LANGUAGE_WEIGHT,
        dict=str(folder / WORDS_FILE),
        lm=str(folder / SENTENCES_FILE),
    )


def _words(text: str, timed: dict[str, Word]) -> tuple[Word, ...]:
    """Only the best reading has times; words that it lacks get none."""
    plain = (_plain(word) for word in text.split())
    return tuple(
        timed.get(word) or Word(text=word, start_ms=0.0, end_ms=0.0, confidence=0.0)
        for word in plain
    )


def _plain(word: str) -> str:
    """Without the number of its pronunciation: `the(2)` is `the`."""
    return re.sub(r"\(\d+\)$", "", word)
