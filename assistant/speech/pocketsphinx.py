"""pocketsphinx: the acoustic model of its wheel, a language model of the home's sentences."""

import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pocketsphinx
from pocketsphinx.lm import ArpaBoLM

from assistant.audio.frame import RATE
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
DISCOUNT = 0.05
"""Share of probability left to word sequences that no sentence has. Found on 35 recordings, half
with noise, and a model of 340 sentences: 16.5 % of the words wrong; with pocketsphinx's own 6.5
and 0.5, and its running instead of whole-utterance mean, 23.5 %."""
WAKE_PHRASE = "hey jarvis"

SOUNDS = {
    "ch": "CH", "sh": "SH", "th": "TH", "ph": "F", "ck": "K", "ng": "NG", "qu": "K W", "ee": "IY",
    "ea": "IY", "oo": "UW", "ou": "AW", "ow": "OW", "ai": "EY", "ay": "EY", "oa": "OW", "er": "ER",
    "ar": "AA R", "or": "AO R", "a": "AE", "b": "B", "c": "K", "d": "D", "e": "EH", "f": "F",
    "g": "G", "h": "HH", "i": "IH", "j": "JH", "k": "K", "l": "L", "m": "M", "n": "N", "o": "AA",
    "p": "P", "q": "K", "r": "R", "s": "S", "t": "T", "u": "AH", "v": "V", "w": "W", "x": "K S",
    "y": "IY", "z": "Z",
}  # fmt: skip
"""A rough spelling of sounds, for names that no dictionary has; the longest match counts."""


class PocketsphinxRecogniser:
    """The recogniser of last resort: slower and less sure, but always there."""

    name = "pocketsphinx"

    def __init__(self, sentences: Sequence[str] = ()) -> None:
        """Expect the home's sentences; without any, English in general."""
        lines = sorted({cleaned for line in sentences if (cleaned := _cleaned(line))})
        self.description = "pocketsphinx with its English model" + (
            f" and {len(lines)} sentences of the home" if lines else ""
        )
        try:
            self._decoder = (
                pocketsphinx.Decoder(
                    samprate=RATE, loglevel="FATAL", cmn="batch", lm=None, lw=LANGUAGE_WEIGHT
                )
                if lines
                else pocketsphinx.Decoder(samprate=RATE, loglevel="FATAL", cmn="batch")
            )
            if lines:
                self._learn(lines)
        except RuntimeError as error:
            raise RecogniserError(f"pocketsphinx cannot start ({error})") from error

    def transcribe(self, pcm: bytes) -> tuple[Reading, ...]:
        """Decode the whole utterance at once."""
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

    def _learn(self, lines: Sequence[str]) -> None:
        """Give it the sentences as a trigram, and a pronunciation of every word in them."""
        for word in sorted({word for line in (WAKE_PHRASE, *lines) for word in line.split()}):
            if self._decoder.lookup_word(word) is None:
                self._decoder.add_word(word, pronunciation(word), False)
        called = (f"{WAKE_PHRASE} {line}" for line in lines)
        text = "\n".join(f"<s> {line} </s>" for line in (*lines, *called))
        model = ArpaBoLM(text=text, discount_mass=DISCOUNT)
        model.compute()
        with TemporaryDirectory() as folder:
            path = Path(folder) / "home.lm"
            model.write_file(str(path))
            self._decoder.add_lm_file("home", str(path))
        self._decoder.activate_search("home")

    def _timed_words(self) -> Iterator[Word]:
        for segment in self._decoder.seg():
            if segment.word[0] not in "<[":
                yield Word(
                    text=_plain(segment.word),
                    start_ms=float(FRAME_MS * segment.start_frame),
                    end_ms=float(FRAME_MS * (segment.end_frame + 1)),
                    confidence=0.0,
                )


def pronunciation(word: str) -> str:
    """Guess the sounds of a word from its letters, in the phones of the CMU dictionary."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    pieces = re.findall("|".join(sorted(SOUNDS, key=len, reverse=True)), letters)
    return " ".join(SOUNDS[piece] for piece in pieces) or "AH"


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


def _cleaned(line: str) -> str:
    return " ".join(re.sub(r"[^a-z' ]", " ", line.lower()).split())
