"""What may be said in a home, and how its words sound: one language for every recogniser."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.home.phones import Phones
from assistant.speech.language.lexicon import Lexicon, Sound
from assistant.speech.language.ngram import (
    UNKNOWN,
    Ngram,
    NgramSettings,
    Sentence,
    estimate,
)

UNKNOWN_SHARE = 0.3
"""Of the words that may come anywhere, those that are none of the home's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """Sentences as an n-gram, words with their sounds."""

    ngram: Ngram
    sounds: Mapping[str, Sound]
    """Of every word that can be heard."""

    @property
    def pronunciations(self) -> Mapping[str, tuple[Phones, ...]]:
        return {word: sound.pronunciations for word, sound in self.sounds.items()}


def language_of(
    sentences: Mapping[Sentence, float],
    lexicon: Lexicon,
    more_words: Iterable[str] = (),
    settings: NgramSettings | None = None,
) -> Language:
    """The language of weighted sentences; `more_words` may come anywhere.

    A word that nobody can say stands as an unknown one in its sentences.
    """
    words = {word for sentence in sentences for word in sentence} | set(more_words)
    sounds = {
        word: sound for word, sound in lexicon.sounds(sorted(words)).items() if sound.pronunciations
    }
    heard = {
        tuple(word if word in sounds else UNKNOWN for word in sentence): weight
        for sentence, weight in sentences.items()
    }
    spare = dict.fromkeys(sounds, (1 - UNKNOWN_SHARE) / max(1, len(sounds)))
    ngram = estimate(heard, {**spare, UNKNOWN: UNKNOWN_SHARE}, settings)
    return Language(ngram=ngram, sounds=sounds)


def fingerprint(*parts: str) -> str:
    """The same for the same parts: names what was compiled of them."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part)}:{part}".encode())
    return digest.hexdigest()[:16]
