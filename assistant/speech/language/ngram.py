"""A back-off n-gram over the sentences of a home."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

START, END = "<s>", "</s>"
UNKNOWN = "[unk]"
History = tuple[str, ...]
Sentence = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NgramSettings:
    """How counts become probabilities; found on the tuning half of the recordings."""

    order: int = 3
    discount: float = 0.6
    """Taken from every count, and left to shorter histories (Ney, Essen and Kneser, 1994)."""
    least_left: float = 0.03
    """Share that shorter histories get at least: sampled sentences are surer than people are."""
    least_count: float = 2.0
    """Longest histories keep only what was seen so often."""
    unigram_spare: float = 0.1
    """Share of the unigrams that goes to words which no sentence has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ngram:
    """Probabilities by history, the shortest first; what a history lacks is left to shorter ones.

    Of each history, what its words have and what `left` passes on add up to 1.
    """

    order: int
    follow: Mapping[History, Mapping[str, float]]
    left: Mapping[History, float]
    """Back-off weight of every history but the empty one."""

    def probability(self, word: str, history: History) -> float:
        """Of the next word, whatever the length of the history."""
        history = self.known(history)
        if word in self.follow[history]:
            return self.follow[history][word]
        return self.left[history] * self.probability(word, history[1:]) if history else 0.0

    def known(self, history: History) -> History:
        """The longest end of the history that has words of its own."""
        history = history[-(self.order - 1) :] if self.order > 1 else ()
        while history not in self.follow:
            history = history[1:]
        return history

    @property
    def words(self) -> tuple[str, ...]:
        """Every word but the marks of a sentence, sorted."""
        return tuple(sorted(self.follow[()].keys() - {START, END}))


def estimate(
    sentences: Mapping[Sentence, float],
    spare: Mapping[str, float],
    settings: NgramSettings | None = None,
) -> Ngram:
    """Absolute discounting, interpolated, of sentences with their weights.

    `spare`: words that may come anywhere, with their shares, which add up to 1.
    """
    settings = settings or NgramSettings()
    counts = _counts(sentences, settings.order)
    follow: dict[History, dict[str, float]] = {(): _unigrams(counts[()], spare, settings)}
    left: dict[History, float] = {}
    for history in sorted(counts, key=len):
        if history:
            _add(history, counts[history], follow, left, settings)
    return Ngram(order=settings.order, follow=follow, left=left)


def _counts(sentences: Mapping[Sentence, float], order: int) -> dict[History, dict[str, float]]:
    counts: dict[History, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for sentence, weight in sentences.items():
        padded = (START, *sentence, END)
        for place in range(1, len(padded)):
            for length in range(min(order - 1, place) + 1):
                counts[padded[place - length : place]][padded[place]] += weight
    return counts


def _unigrams(
    counts: Mapping[str, float], spare: Mapping[str, float], settings: NgramSettings
) -> dict[str, float]:
    total = sum(counts.values()) or 1.0
    share = settings.unigram_spare if spare else 0.0
    mixed = defaultdict(float, {word: (1 - share) * n / total for word, n in counts.items()})
    for word, part in spare.items():
        mixed[word] += share * part
    return dict(mixed)


def _add(
    history: History,
    counts: Mapping[str, float],
    follow: dict[History, dict[str, float]],
    left: dict[History, float],
    settings: NgramSettings,
) -> None:
    """Probabilities of one history, from its counts and those of the next shorter one."""
    least = settings.least_count if len(history) == settings.order - 1 > 1 else 0.0
    kept = {word: count for word, count in counts.items() if count >= least}
    if not kept:
        return
    total = sum(counts.values())
    taken = sum(min(settings.discount, count) for count in counts.values())
    passed = max(settings.least_left, taken / total)
    scale = (1 - passed) / (total - taken) if total > taken else 0.0
    shorter = history[1:]
    while shorter not in follow:
        shorter = shorter[1:]
    below = {word: _below(word, shorter, follow, left) for word in kept}
    probabilities = {
        word: scale * (count - min(settings.discount, count)) + passed * below[word]
        for word, count in kept.items()
    }
    follow[history] = probabilities
    rest = 1 - sum(below.values())
    left[history] = max(1e-6, 1 - sum(probabilities.values())) / max(1e-6, rest)


def _below(
    word: str,
    history: History,
    follow: Mapping[History, Mapping[str, float]],
    left: Mapping[History, float],
) -> float:
    weight = 1.0
    while history and word not in follow[history]:
        weight *= left[history]
        history = history[1:]
    return weight * follow[history].get(word, 0.0)


def arpa(ngram: Ngram) -> Iterator[str]:
    """The lines of an ARPA file, as pocketsphinx and others read it."""
    by_length: list[list[str]] = [[] for _ in range(ngram.order)]
    by_length[0].append(f"-99 {START} {_log10(ngram.left.get((START,), 1.0))}")
    for history, words in ngram.follow.items():
        for word, probability in words.items():
            weight = ngram.left.get((*history, word))
            tail = "" if weight is None else f" {_log10(weight)}"
            by_length[len(history)].append(
                f"{_log10(probability)} {' '.join((*history, word))}{tail}"
            )
    yield "\\data\\"
    for length, lines in enumerate(by_length, 1):
        yield f"ngram {length}={len(lines)}"
    for length, lines in enumerate(by_length, 1):
        yield from ("", f"\\{length}-grams:", *lines)
    yield from ("", "\\end\\", "")


def _log10(value: float) -> str:
    return f"{math.log10(max(value, 1e-30)):.4f}"
