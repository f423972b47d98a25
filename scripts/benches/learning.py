"""Learning: how fast, how well rephrases are found and rewritten, what simulated homes gain.

The million turns are synthetic and say nothing of how well is learned. They lie in the journals of
many homes, as real ones would; writing them is not timed.
"""

import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from typing import TypeVar

from rich.console import Console
from rich.progress import track

from assistant.evaluation.workers import workers
from assistant.learning.history import read_history
from assistant.learning.journal import Journal
from assistant.learning.markov.counts import Counts
from assistant.learning.markov.learner import Personal, Pooled, counts_of
from benches import _guarded, _likeness, _rephrases, _rewriting, _simulated, _weights, _withdrawal
from benches._synthetic_turns import BEGIN, DAYS, turns_of
from benches.report import Row

TURNS = 1_000_000
TURNS_OF_A_HOME = 1000
"""Eight weeks at 18 a day."""
CLIPS = 100
AS_OF = BEGIN + timedelta(days=DAYS + 7)
"""After the last turn, so that nothing is dated in the future."""

Found = TypeVar("Found")
_notes: dict[str, str] = {}


def add_options(parser: ArgumentParser) -> None:
    """How much to learn from, and on how many cores."""
    parser.add_argument("--turns", type=int, default=TURNS, help=f"in all journals ({TURNS})")
    parser.add_argument("--processes", type=int, default=2, help="that read and count (2)")
    parser.add_argument("--only", action="append", choices=tuple(PARTS), help="only this part")
    parser.add_argument(
        "--split", choices=("dev", "test"), default="dev", help="half of the real data (dev)"
    )
    parser.add_argument("--clips", type=int, default=CLIPS, help=f"to be heard of a set ({CLIPS})")
    _simulated.add_options(parser)
    _withdrawal.add_options(parser)
    _guarded.add_options(parser)


def conditions(options: Namespace) -> Mapping[str, str]:
    """What the values depend on; filled while measuring."""
    return _notes


def measure(options: Namespace) -> Iterator[Row]:
    """The parts that were asked for, or all of them."""
    for name in options.only or PARTS:
        yield from PARTS[name](options)


def _million_turns(options: Namespace) -> Iterator[Row]:
    """Write the journals, then learn from all of them."""
    if options.turns < 1 or options.processes < 1:
        sys.exit("learning: --turns and --processes are whole numbers from 1 on")
    with TemporaryDirectory() as folder, workers(options.processes) as pool:
        homes = _homes(options.turns, Path(folder))
        list(_progress(pool.map(_write, homes), "writing", len(homes)))
        began = time.perf_counter()
        learned = _learn(_progress(pool.map(_read, homes), "learning", len(homes)))
        minutes = (time.perf_counter() - began) / 60
    _notes.update(
        learned=f"{learned.personal} rewrites of single homes and {learned.pooled} of all homes "
        f"accepted, out of {len(homes)} homes, {learned.states} states together",
        processes=f"{options.processes} that read and count, one that pools and solves",
        peak_memory=f"{_peak_mb(options.processes):.0f} MB, all processes together at most",
        update=f"{1000 * learned.update_seconds:.0f} ms for one more home's news in the pool",
    )
    yield Row(
        measure="learn_million_turns_minutes",
        set="synthetic" if options.turns == TURNS else f"synthetic, only {options.turns} turns",
        value=round(minutes, 3),
        unit="min",
        n=options.turns,
    )


@dataclass(frozen=True, slots=True)
class _Home:
    number: int
    turns: int
    journal: Path


@dataclass(frozen=True, slots=True)
class _Learned:
    personal: int
    pooled: int
    states: int
    update_seconds: float


def _homes(turns: int, folder: Path) -> list[_Home]:
    sizes = [TURNS_OF_A_HOME] * (turns // TURNS_OF_A_HOME)
    if turns % TURNS_OF_A_HOME:
        sizes.append(turns % TURNS_OF_A_HOME)
    return [_Home(n, size, folder / f"{n}.sqlite") for n, size in enumerate(sizes)]


def _write(home: _Home) -> None:
    with Journal.open(home.journal) as journal:
        journal.add(turns_of(home.number, home.turns))


def _read(home: _Home) -> tuple[str, Counts, int]:
    """What one home's process does at night: its own rewrites, and its counts for the pool."""
    with Journal.open(home.journal) as journal:
        counts = counts_of(read_history(journal, now=AS_OF), as_of=AS_OF)
    accepted = sum(found.accepted for found in Personal(counts).suggestions())
    return str(home.number), counts, accepted


def _learn(homes: Iterable[tuple[str, Counts, int]]) -> _Learned:
    pooled, personal = Pooled(AS_OF), 0
    news: tuple[str, Counts] | None = None

    def counted() -> Iterator[tuple[str, Counts]]:
        nonlocal personal, news
        for home, counts, accepted in homes:
            personal += accepted
            news = (home, counts)
            yield home, counts

    pooled.fill(counted())
    accepted = sum(found.accepted for found in pooled.suggestions())
    return _Learned(personal, accepted, len(pooled.pool.total.rows), _update(pooled, news))


def _update(pooled: Pooled, news: tuple[str, Counts] | None) -> float:
    """Seconds until the news of one home have been taken in."""
    assert news is not None
    home, counts = news
    changed = sorted(counts.rows)[:20]
    began = time.perf_counter()
    pooled.put(home, counts, changed)
    return time.perf_counter() - began


def _progress(results: Iterable[Found], what: str, total: int) -> Iterable[Found]:
    return track(results, what, total=total, console=Console(stderr=True), transient=True)


def _peak_mb(processes: int) -> float:
    """An upper bound: every process at its highest at the same time."""
    kilobytes = getrusage(RUSAGE_SELF).ru_maxrss
    return (kilobytes + processes * getrusage(RUSAGE_CHILDREN).ru_maxrss) / 1000


PARTS: Mapping[str, Callable[[Namespace], Iterator[Row]]] = {
    "turns": _million_turns,
    "speed": lambda _: _rewriting.speed_rows(),
    "likeness": lambda options: _likeness.slurp_rows(options.split),
    "heard": lambda options: _likeness.audio_rows(options.split, options.clips),
    "rephrases": lambda _: _rephrases.rows(),
    "weights": lambda options: _weights.rows(options.split),
    "withdrawal": lambda options: _withdrawal.rows(options, _notes),
    "guarded": lambda options: _guarded.rows(options, _notes),
    "simulated": _simulated.rows,
}
