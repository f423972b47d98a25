"""Plain words to a row of tagged pieces: the best way to cut the sentence up.

A dynamic programme over word positions: long pieces beat short ones, names of the home beat
other words, exact beats nearly, and words that nothing explains cost. What stays unexplained is
what later makes a reading doubtful.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.understanding.gazetteer import Gazetteer, Mention
from assistant.understanding.lexicon import Tag, lexicon, longest_phrase
from assistant.understanding.words import UNKNOWN_WORD

NAME_WORTH = 1.3
LIGHT_WORTH = 1.15
"""Of a name that is but a word for light: "warmer light" is nothing that is called so."""
PHRASE_WORTH = 1.0
FILLER_WORTH = 0.6
SLIP_PENALTY = 0.5
"""A near miss must explain much to be preferred over plain words."""
PIECE_COST = 0.25
"""One long piece is better than two short ones."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words with everything that it may be."""

    start: int
    end: int
    words: tuple[str, ...]
    tags: tuple[Tag, ...] = ()
    mentions: tuple[Mention, ...] = ()

    @property
    def explained(self) -> bool:
        return bool(self.tags or self.mentions)

    @property
    def likeness(self) -> float:
        return max((mention.likeness for mention in self.mentions), default=1.0)

    def values(self, kind: str) -> list[Tag]:
        """Its tags of this kind."""
        return [tag for tag in self.tags if tag.kind == kind]

    def has(self, kind: str, value: object = None) -> bool:
        return any(tag.kind == kind and (value is None or tag.value == value) for tag in self.tags)

    def names(self, kind: str) -> list[Mention]:
        """Its mentions of this kind."""
        return [mention for mention in self.mentions if mention.named.kind == kind]


def segment(
    words: tuple[str, ...], gazetteer: Gazetteer, *, slips: bool = False
) -> tuple[Piece, ...]:
    """The best row of pieces that covers all words; with `slips`, near misses of names count."""
    best: list[tuple[float, tuple[Piece, ...]]] = [(0.0, ())]
    ending: dict[int, list[Piece]] = {}
    for piece in _pieces(words, gazetteer, slips=slips):
        ending.setdefault(piece.end, []).append(piece)
    for end in range(1, len(words) + 1):
        options = [
            (best[piece.start][0] + _worth(piece), (*best[piece.start][1], piece))
            for piece in ending[end]
        ]
        best.append(max(options, key=lambda option: option[0]))
    return best[-1][1]


def _worth(piece: Piece) -> float:
    length = piece.end - piece.start
    if not piece.explained:
        return -PIECE_COST
    if piece.mentions:
        worth = (LIGHT_WORTH if _is_only_light(piece) else NAME_WORTH) * length * piece.likeness
        if piece.likeness < 0.98:
            worth -= SLIP_PENALTY
        return worth - PIECE_COST
    if all(tag.kind in ("filler", "prep") for tag in piece.tags):
        return FILLER_WORTH * length - PIECE_COST
    return PHRASE_WORTH * length - PIECE_COST


def _is_only_light(piece: Piece) -> bool:
    return piece.end - piece.start == 1 and piece.has("thing", "light")


def _pieces(words: tuple[str, ...], gazetteer: Gazetteer, *, slips: bool) -> Iterator[Piece]:
    mentions: dict[tuple[int, int], list[Mention]] = {}
    for mention in gazetteer.exact(words):
        mentions.setdefault((mention.start, mention.end), []).append(mention)
    if slips:
        for mention in gazetteer.similar(words):
            mentions.setdefault((mention.start, mention.end), []).append(mention)
    phrases = lexicon()
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + longest_phrase()) + 1):
            run = words[start:end]
            tags = phrases.get(run, ())
            named = tuple(mentions.pop((start, end), ()))
            if end == start + 1:
                tags = (*tags, *_of_one_word(run[0]))
            if tags or named or end == start + 1:
                yield Piece(start, end, run, tags, named)
    for (start, end), longer in mentions.items():  # names longer than any phrase
        yield Piece(start, end, words[start:end], (), tuple(longer))


def _of_one_word(word: str) -> tuple[Tag, ...]:
    if word == UNKNOWN_WORD:
        return ()
    if word[0].isdecimal() and ":" not in word:
        return (Tag("number", float(word)),)
    return ()
