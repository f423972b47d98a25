"""Parts of sentences that people put otherwise until it worked, whatever stood around them.

"Set the moonlight to thirty percent", then "put the bedroom lamp at thirty percent"; another day
"moonlight off", then "turn off the bedroom lamp": two sentences that were said once each, and one
part that was put otherwise twice. What was heard is counted by its sound. A chain in which the part
was corrected to something else speaks against it, and so does every sentence that has the part and
worked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.learning.exchange import Exchange
from assistant.learning.feedback.signals import Verdict
from assistant.learning.markov.counts import CERTAIN, LIKELY
from assistant.learning.markov.pool import MOST_BY_ONE_HOME
from assistant.learning.markov.posterior import Posterior, when_declined, when_reworded
from assistant.learning.markov.sessions import Session
from assistant.learning.words import (
    LONGEST_SPAN,
    Words,
    concepts_in,
    numbers_in,
    sound_of,
    spans_in,
    without_any_filling,
    without_filling,
    words_in,
)

WORKED = 0.5
"""Probability of success from which on the end of a chain shows what was meant."""


@dataclass(frozen=True, slots=True)
class Part:
    """What was heard, and what was meant by it."""

    heard: Words
    meant: Words


@dataclass(frozen=True, slots=True)
class Chain:
    """From a request that failed to one that worked."""

    failed: Exchange
    worked: Exchange
    said: Words
    """What worked, as a whole request; other than its words where those were a correction."""
    weight: float
    """Probability that both wish for the same, and that the second got it."""
    lost: float
    """And that the second failed, too."""


@dataclass(slots=True)
class Found:
    """All that is known of one part."""

    part: Part
    chains: int = 0
    homes: int = 0
    success: float = 0.0
    failure: float = 0.0
    """Of chains from it: to what it should be, and to anything else."""
    worked: float = 0.0
    left: float = 0.0
    """Of requests that have it and were left alone: those that worked, and those that failed."""
    declined: bool = True
    """Nothing was ever done of a request that had it and was corrected."""
    turns: dict[str, None] = field(default_factory=dict)
    within: dict[str, None] = field(default_factory=dict)
    """Requests that had it and were corrected; of a single one the whole is learned."""

    @property
    def rewritten(self) -> Posterior:
        known = when_reworded if self.declined else Posterior
        return known(self.success, self.failure)

    @property
    def alone(self) -> Posterior:
        known = when_declined if self.declined else Posterior
        return known(self.worked, self.left)


def chains_of(verdicts: Sequence[Verdict], sessions: Iterable[Session]) -> Iterator[Chain]:
    """Every way from a failure to the end of its session."""
    by_turn = {one.exchange.id: one.exchange for one in verdicts}
    for session in sessions:
        visits = session.visits
        for start, first in enumerate(visits[:-1]):
            way = 1.0
            for before, visit in zip(visits[start:], visits[start + 1 :], strict=False):
                way *= min(before.onward, CERTAIN)
                if way < LIKELY:
                    break
                ends = way * (1 - min(visit.onward, CERTAIN))
                if visit.text and ends * (1 - visit.defect) >= WORKED:
                    failed, worked = by_turn[first.turn], by_turn[visit.turn]
                    if failed.taken_as is None and not first.guarded and not visit.guarded:
                        weight = ends * (1 - visit.defect)
                        said = words_in(visit.text)
                        yield Chain(failed, worked, said, weight, ends * visit.defect)


def parts_of(chain: Chain) -> Iterator[Part]:
    """The words between what both have in common; and the name, where only it was unknown."""
    ours, theirs = chain.failed.words, chain.said
    found = {_between(ours, theirs), _named(chain)}
    for part in found:
        if part is not None and _is_useful(part, ours):
            yield part


def parts_found(homes: Sequence[tuple[Sequence[Chain], Sequence[Verdict]]]) -> Iterator[Found]:
    """Every part with what is known of it; of several homes each has a limited say."""
    if len(homes) == 1:
        yield from _of_home(*homes[0])
        return
    total: dict[tuple[str, Words], Found] = {}
    for chains, verdicts in homes:
        for found in _of_home(chains, verdicts):
            key = (sound_of(found.part.heard), found.part.meant)
            _add(total.setdefault(key, Found(found.part)), found)
    yield from total.values()


def _of_home(chains: Sequence[Chain], verdicts: Sequence[Verdict]) -> Iterator[Found]:
    parts = dict.fromkeys(part for chain in chains for part in parts_of(chain))
    if not parts:
        return
    said = [one for one in verdicts if one.exchange.is_request and one.exchange.taken_as is None]
    heard = {part.heard for part in parts}
    having = _having(heard, (one.exchange.words for one in said))
    corrected = _having(heard, (chain.failed.words for chain in chains))
    for part in parts:
        found = Found(part, homes=1)
        for place in corrected[part.heard]:
            _count(found, chains[place])
        for place in having[part.heard]:
            found.worked += 1 - said[place].defect
            found.left += said[place].defect
        if found.chains:
            yield found


def _having(parts: Iterable[Words], said: Iterable[Words]) -> Mapping[Words, Sequence[int]]:
    """By part, the places of the requests that have it."""
    wanted = {part: list[int]() for part in parts}
    for place, words in enumerate(said):
        for piece in dict.fromkeys(spans_in(words)):
            if piece in wanted:
                wanted[piece].append(place)
    return wanted


def _count(found: Found, chain: Chain) -> None:
    """It was put so, or otherwise; where it was kept, something else was wrong."""
    if found.part.meant in spans_in(chain.said):
        found.chains += 1
        found.success += chain.weight
        found.failure += chain.lost
        found.turns.update(dict.fromkeys((chain.failed.id, chain.worked.id)))
        found.within[" ".join(chain.failed.words)] = None
        found.declined &= chain.failed.failed
    elif found.part.heard not in spans_in(chain.said):
        found.failure += chain.weight


def _add(total: Found, found: Found) -> None:
    chained = max(found.success, found.failure, MOST_BY_ONE_HOME) / MOST_BY_ONE_HOME
    alone = max(found.worked, found.left, MOST_BY_ONE_HOME) / MOST_BY_ONE_HOME
    total.chains += found.chains
    total.homes += found.homes
    total.success += found.success / chained
    total.failure += found.failure / chained
    total.worked += found.worked / alone
    total.left += found.left / alone
    total.declined &= found.declined
    total.turns.update(found.turns)
    total.within.update(found.within)


def _between(ours: Words, theirs: Words) -> Part | None:
    """What is left when beginning and end are the same."""
    ours, theirs = without_any_filling(ours), without_any_filling(theirs)
    begin = 0
    while begin < min(len(ours), len(theirs)) and ours[begin] == theirs[begin]:
        begin += 1
    end = 0
    while end < min(len(ours), len(theirs)) - begin and ours[-1 - end] == theirs[-1 - end]:
        end += 1
    if begin + end == 0:
        return None
    return Part(
        without_filling(ours[begin : len(ours) - end]),
        without_filling(theirs[begin : len(theirs) - end]),
    )


def _named(chain: Chain) -> Part | None:
    """The words that nobody knew, and the name that was said instead of them."""
    name = _name_in(chain)
    known = concepts_in(chain.said)
    unknown = [
        place
        for place, word in enumerate(chain.failed.words)
        if concepts_in((word,)).keys() - known.keys() and not word[0].isdigit()
    ]
    if not name or not unknown or unknown[-1] - unknown[0] + 1 != len(unknown):
        return None
    return Part(chain.failed.words[unknown[0] : unknown[-1] + 1], name)


def _name_in(chain: Chain) -> Words:
    """The words of a request that name its device, with the room where that stands beside it."""
    said, slots = chain.said, chain.worked.slots
    places: set[int] = set()
    for slot in ("name", "area"):
        words = words_in(str(slots.get(slot) or ""))
        starts = (n for n in range(len(said)) if said[n : n + len(words)] == words)
        start = next(starts, None) if words else None
        if words and start is None:
            return ()
        if start is not None:
            places.update(range(start, start + len(words)))
    if not slots.get("name") or not places:
        return ()
    name = said[min(places) : max(places) + 1]
    return name if len(name) <= LONGEST_SPAN + 1 else ()


def _is_useful(part: Part, said: Words) -> bool:
    """Something was heard that means anything by itself, and something else was meant."""
    heard, meant = part.heard, part.meant
    if not heard or not meant or heard in (meant, said) or len(heard) > LONGEST_SPAN:
        return False
    return len(meant) <= LONGEST_SPAN + 1 and not (numbers_in(heard) or numbers_in(meant))
