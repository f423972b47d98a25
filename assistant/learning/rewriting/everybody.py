"""What was probably meant, by what all homes say of such things as are here.

Every frame that a home has used is said of each thing in this home, and a noisy channel
tells how well each of these requests explains what was heard. Wordings of one meaning speak for it
together; what else may have been meant, and that it was nothing that is known, speaks against it.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from assistant.home.model import Home
from assistant.learning.contrast import contrasts, rooms_of
from assistant.learning.rewriting.instances import in_home, numbered
from assistant.learning.rewriting.model import KnownRequest, Prospect
from assistant.learning.rewriting.noisy_channel import evidence
from assistant.learning.rewriting.retrieve import Index
from assistant.learning.rewriting.use import WEIGHTS
from assistant.learning.words import ARTICLES, Words, without_filling, words_in

NEAR = 60
"""Requests that are weighed; what shares fewer pieces of its words explains little."""
RIVALS = 8
"""Meanings that are held against each other."""
WORDINGS = 3
"""Of one meaning; the others explain little more."""
WORTH_TRYING = 4.0
"""In log-odds below the best; it is tried what would come of it here."""
HABIT = 1.0
"""How much more probably something is meant for each time that it was asked for here."""
UNKNOWN = 4.0
"""Evidence, in log-odds, that something else explains as well, which nobody has said so far."""

Foresee: TypeAlias = Callable[[str], Prospect]


@dataclass(frozen=True, slots=True)
class Guess:
    """What was meant, and how probably."""

    wordings: tuple[KnownRequest, ...]
    """All of this meaning; the best first."""
    probability: float

    @property
    def request(self) -> KnownRequest:
        return self.wordings[0]


@dataclass(frozen=True, slots=True)
class _Weighed:
    request: KnownRequest
    odds: float


@dataclass(frozen=True, slots=True)
class _Meaning:
    wordings: tuple[_Weighed, ...]
    """The best first; none where its words mean something else here."""
    possible: bool = True
    """It would be done, and with these things."""

    @property
    def odds(self) -> float:
        best = self.wordings[0].odds
        return best + math.log(sum(math.exp(one.odds - best) for one in self.wordings))


class Everybody:
    """The frames of all homes, ready to be asked in one home."""

    def __init__(self, patterns: Sequence[KnownRequest], own: Sequence[KnownRequest] = ()) -> None:
        """`own` are this home's requests: what is often asked for is more probably meant."""
        self._patterns = tuple(patterns)
        self._habits: dict[str, float] = {}
        for one in own:
            if one.meaning:
                self._habits[one.meaning] = self._habits.get(one.meaning, 0.0) + one.times
        self._here: tuple[Home, Index] | None = None

    def __len__(self) -> int:
        return len(self._patterns)

    def prepare(self, home: Home) -> None:
        """Says every frame of everything here, which takes a moment."""
        self._index(home)

    def guess(
        self,
        heard: Words,
        home: Home,
        sure: float,
        foresee: Foresee | None = None,
        here: str | None = None,
    ) -> Guess | None:
        """The most probable meaning, if it can be done and is at least so probable.

        `here` is the room that it was said in, whose things are more probably meant.
        """
        meanings = self._meanings(_telling(heard), home, here)
        if not meanings or _share(meanings[0], ()) < sure:
            return None
        if foresee is not None:
            least = meanings[0].odds - WORTH_TRYING
            tried = (_tried(one, foresee) if one.odds >= least else one for one in meanings)
            meanings = [one for one in tried if one.wordings]
        best = max(meanings, key=lambda one: one.odds, default=None)
        if best is None or not best.possible:
            return None
        share = _share(best, [one for one in meanings if one is not best])
        wordings = tuple(one.request for one in best.wordings)
        return Guess(wordings, share) if share >= sure else None

    def _meanings(self, heard: Words, home: Home, here: str | None) -> list[_Meaning]:
        """Those that explain it best and do not contradict it, each with its wordings."""
        index, rooms = self._index(home), rooms_of(home)
        found: dict[str, list[_Weighed]] = {}
        for place, _ in index.nearest(heard, NEAR):
            request = numbered(index.requests[place], heard)
            words = _telling(words_in(request.text)) if request else ()
            if request is not None and not contrasts(heard, words, rooms):
                odds = evidence(heard, words)
                odds += math.log(max(request.times, 1.0))
                odds += math.log1p(HABIT * self._habits.get(request.meaning, 0.0))
                odds += WEIGHTS["here"] * (here in request.areas)
                found.setdefault(request.meaning, []).append(_Weighed(request, odds))
        meanings = [_Meaning(_best_first(wordings)) for wordings in found.values()]
        return sorted(meanings, key=lambda one: -one.odds)[:RIVALS]

    def _index(self, home: Home) -> Index:
        if self._here is None or self._here[0] is not home:
            self._here = home, Index(tuple(in_home(self._patterns, home)))
        return self._here[1]


def _share(best: _Meaning, others: Sequence[_Meaning]) -> float:
    """Of the best in all that may have been meant."""
    odds = [best.odds, UNKNOWN, *(one.odds for one in others)]
    most = max(odds)  # a long sentence that nothing explains has odds beyond any float
    return math.exp(best.odds - most) / sum(math.exp(one - most) for one in odds)


def _telling(words: Words) -> Words:
    return tuple(word for word in without_filling(words) if word not in ARTICLES)


def _best_first(wordings: Sequence[_Weighed]) -> tuple[_Weighed, ...]:
    ranked = sorted(wordings, key=lambda one: (-one.odds, one.request.text))
    return tuple(ranked[:WORDINGS])


def _tried(meaning: _Meaning, foresee: Foresee) -> _Meaning:
    """In this home as it is: what the words would do, and whether it is so already."""
    kept: list[_Weighed] = []
    possible: list[_Weighed] = []
    for one in meaning.wordings:
        prospect = foresee(one.request.text)
        if not prospect.understood or prospect.guarded:
            kept.append(one)
        elif prospect.devices == frozenset(one.request.devices):
            odds = one.odds + WEIGHTS["idle"] * prospect.idle
            possible.append(_Weighed(one.request, odds))
    if possible:
        return _Meaning(_best_first(possible))
    return replace(meaning, wordings=tuple(kept), possible=False)
