"""Putting items to peers, on two processes where that helps, and collecting the verdicts."""

import hashlib
import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from assistant.evaluation.understanding.deed import Deed, Guess, Reaction
from assistant.evaluation.understanding.item import Item, Nothing, Side, Still
from assistant.evaluation.understanding.judge import Verdict, judge
from assistant.evaluation.understanding.peers.gazetteer import HassilThenGazetteer
from assistant.evaluation.understanding.peers.hassil_strict import HassilStrict
from assistant.evaluation.understanding.peers.ours import Ours
from assistant.evaluation.understanding.peers.peer import Peer
from assistant.evaluation.understanding.sets.catalogue import disabled_signals
from assistant.replay.judge import Changes

PROCESSES = 2
PARALLEL_FROM = 200
"""Fewer items than this are not worth a second process."""

PEERS: Mapping[str, Callable[[], Peer]] = MappingProxyType(
    {"ours": Ours, "hassil": HassilStrict, "hassil_gazetteer": HassilThenGazetteer}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one peer did about one item, judged; small enough to send between processes."""

    number: int
    """Place of the item in the list that was given."""
    verdict: Verdict
    deed: Deed
    changed: Changes
    took_ms: float
    right_in_effect: bool
    probability: float | None = None
    """Of the first candidate, whatever was decided about it."""
    guess_right: bool = False
    """Acting on the first candidate would have been right."""


def peer_for(name: str, set_name: str) -> Peer:
    """The peer, with context signals off where the set asks for that."""
    if name == "ours":
        return Ours(disabled=disabled_signals(set_name))
    return PEERS[name]()


def chosen(items: Iterable[Item], side: Side, limit: int | None = None) -> list[Item]:
    """The items of one side; with a limit, always the same mixed selection."""
    found = [item for item in items if item.split in (side, "both")]
    if limit is not None and limit < len(found):
        found = sorted(found, key=lambda item: hashlib.sha256(item.id.encode()).digest())[:limit]
    return sorted(found, key=lambda item: id(item.home))  # one home after the other


_work: tuple[str, str, Sequence[Item]] = ("", "", ())


def run(
    peer: str, set_name: str, items: Sequence[Item], processes: int = PROCESSES
) -> list[Result]:
    """Every item put to the peer; results in the order of the items."""
    global _work
    _work = (peer, set_name, items)
    if processes < 2 or len(items) < PARALLEL_FROM:
        return list(_share((0, len(items))))
    middle = len(items) // processes
    cuts = [part * middle for part in range(processes)] + [len(items)]
    shares = list(pairwise(cuts))
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        return [result for part in pool.map(_share, shares) for result in part]


def _share(bounds: tuple[int, int]) -> list[Result]:
    name, set_name, items = _work
    peer = peer_for(name, set_name)
    return list(_results(peer, items, range(*bounds)))


def _results(peer: Peer, items: Sequence[Item], numbers: Iterable[int]) -> Iterator[Result]:
    for number in numbers:
        item = items[number]
        yield judged(number, item, _react(peer, item))


def _react(peer: Peer, item: Item) -> Reaction:
    try:
        return peer.react(item)
    except Exception as error:  # noqa: BLE001 - one broken item must not end the run
        text = f"{type(error).__name__}: {error}"
        return Reaction(deed=Deed(kind="declined", error=text))


def is_right(item: Item, guess: Guess) -> bool:
    """Acting on the guess would have been right; on nothing that a home does only answering is."""
    if isinstance(item.expected, Nothing):
        return guess.deed.kind == "answered"
    return judge(item, guess.deed).verdict is Verdict.RIGHT


def _has_one_right_end(item: Item) -> bool:
    """Where asking is what is right, no candidate can be held to its probability."""
    return not (isinstance(item.expected, Still) and "asked" in item.expected.kinds)


def judged(number: int, item: Item, reaction: Reaction) -> Result:
    """The verdict on what was done, and on what the best candidate would have done."""
    judgement = judge(item, reaction.deed)
    guess = reaction.guess if _has_one_right_end(item) else None
    right = guess is not None and is_right(item, guess)
    return Result(
        number=number,
        verdict=judgement.verdict,
        deed=reaction.deed,
        changed=judgement.changed,
        took_ms=reaction.took_ms,
        right_in_effect=judgement.right_in_effect,
        probability=None if guess is None else guess.probability,
        guess_right=right,
    )
