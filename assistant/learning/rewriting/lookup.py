"""Learned rewrites by what is heard: the same words first, then the same sound."""

from collections.abc import Iterable, Iterator

from assistant.learning.rewriting.model import LearnedRewrite
from assistant.learning.words import Words, put, sound_of, spans_in, words_in


class Lookup:
    """Two dictionaries, so that a million rewrites take as long as one."""

    def __init__(self, rewrites: Iterable[LearnedRewrite]) -> None:
        self._by_words: dict[str, list[LearnedRewrite]] = {}
        self._by_sound: dict[str, list[LearnedRewrite]] = {}
        self._parts: dict[str, list[LearnedRewrite]] = {}
        for one in rewrites:
            if one.within:
                self._parts.setdefault(sound_of(words_in(one.heard)), []).append(one)
            else:
                self._by_words.setdefault(one.heard, []).append(one)
                self._by_sound.setdefault(one.sound, []).append(one)

    def __len__(self) -> int:
        return len(self._by_words) + len(self._parts)

    def same_words(self, heard: Words, area: str | None) -> LearnedRewrite | None:
        """The home's own before everybody's."""
        return _first(self._by_words.get(" ".join(heard), ()), area)

    def same_sound(self, heard: Words, area: str | None) -> LearnedRewrite | None:
        """Heard otherwise before; None where two of one sound are rewritten to different things."""
        found = self._by_sound.get(sound_of(heard).replace(" ", ""), ())
        if len({one.rewrite for one in _here(found, area)}) > 1:
            return None
        return _first(found, area)

    def part(self, heard: Words, area: str | None) -> tuple[LearnedRewrite, Words] | None:
        """The longest part that was put otherwise before, and the request with it put so."""
        if not self._parts:
            return None
        for piece in spans_in(heard):
            found = _first(self._parts.get(sound_of(piece), ()), area)
            if found is not None and not _says(heard, words_in(found.rewrite)):
                return found, put(heard, piece, words_in(found.rewrite))
        return None


def _says(heard: Words, meant: Words) -> bool:
    """It is in there already, so that something else is wrong."""
    return any(heard[n : n + len(meant)] == meant for n in range(len(heard) - len(meant) + 1))


def _here(found: Iterable[LearnedRewrite], area: str | None) -> Iterator[LearnedRewrite]:
    return (one for one in found if not one.areas or area in one.areas)


def _first(found: Iterable[LearnedRewrite], area: str | None) -> LearnedRewrite | None:
    ranked = sorted(_here(found, area), key=lambda one: (one.layer != "personal", one.losses))
    return ranked[0] if ranked else None
