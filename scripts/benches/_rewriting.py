"""How fast: looking up among a million rewrites, ranking what is like it, a night of a home."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from assistant.evaluation.understanding.shared import ROOT
from assistant.home.file import load_home
from assistant.learning.journal import Journal
from assistant.learning.rewriting.model import (
    KnownRequest,
    Learned,
    LearnedRewrite,
    RewriteSettings,
    Scene,
)
from assistant.learning.rewriting.rewriter import Rewriter
from assistant.schooling import Lesson, study
from assistant.turn import Transcript
from benches._synthetic_turns import BEGIN, DAYS, turns_of
from benches.report import Row

PAIRS = 1_000_000
INDEX = 20_000
ASKED = 2_000
TURNS, NIGHTS = 1200, 5
"""Ten a day for as long as learning looks back."""
SEED = 7
NOW = datetime(2026, 1, 1, tzinfo=UTC)
LAST = NOW - timedelta(days=7)
SCENE = Scene(now=NOW)


def speed_rows() -> Iterator[Row]:
    """Look-up among a million rewrites; retrieving and ranking; a night of a home that goes on."""
    yield _row("lookup_p99_ms", f"{PAIRS} pairs", _lookup_p99_ms(), "ms", ASKED)
    yield _row("rank_p99_ms", f"{INDEX} requests", _rank_p99_ms(), "ms", ASKED)
    yield _row("learn_home_seconds", f"{NIGHTS} nights of a home", _night_seconds(), "s", NIGHTS)


def _known(found: str) -> KnownRequest:
    return KnownRequest(text=found, layer="personal", times=1.0, last=LAST)


def _lookup_p99_ms() -> float:
    rewrites = (
        LearnedRewrite(
            id=str(n),
            heard=f"turn on the {_made_up(n)}",
            rewrite=f"turn on the lamp {n}",
            layer="global",
            status="live",
            learned=NOW,
            used=NOW,
        )
        for n in range(PAIRS)
    )
    rewriter = Rewriter(Learned(rewrites=tuple(rewrites)), RewriteSettings(search=False))
    chance = random.Random(SEED)
    asked = [f"turn on the {_made_up(chance.randrange(2 * PAIRS))}" for _ in range(ASKED)]
    return _p99_ms(lambda heard: rewriter.look_up(Transcript(text=heard), SCENE, 1.0), asked)


def _rank_p99_ms() -> float:
    chance = random.Random(SEED)
    known = [f"{_made_up(n)} the {_made_up(chance.randrange(INDEX))} please" for n in range(INDEX)]
    rewriter = Rewriter(Learned(requests=tuple(_known(one) for one in known)))
    asked = [f"{chance.choice(known)[1:]} now" for _ in range(ASKED)]
    return _p99_ms(lambda heard: rewriter.search(Transcript(text=heard), SCENE, 1.0), asked)


def _night_seconds() -> float:
    """The median night, from the journal on disk to the switched table, without the start."""
    took = []
    with TemporaryDirectory() as folder:
        journal, table = Path(folder) / "journal.db", Path(folder) / "learned.json"
        home = load_home(ROOT / "home.yaml")
        lesson = Lesson(home=home, learned_file=table, journals=(journal,))
        with Journal.open(journal) as whole:
            whole.add(turns_of(1, TURNS))
        for night in range(NIGHTS):
            began = time.perf_counter()
            study(lesson, now=BEGIN + timedelta(days=DAYS + night), tell=_nothing)
            took.append(time.perf_counter() - began)
    return float(np.median(took))


def _nothing(_: str) -> None:
    return None


def _made_up(number: int) -> str:
    """A word for each number."""
    sounds = "ba ke li mo nu pa re si to vu".split()
    return "".join(sounds[int(digit)] for digit in str(number))


def _p99_ms(ask: Callable[[str], object], asked: Sequence[str]) -> float:
    ask(asked[0])
    took = []
    for heard in asked:
        began = time.perf_counter()
        ask(heard)
        took.append(1000 * (time.perf_counter() - began))
    return float(np.percentile(took, 99))


def _row(measure: str, set_: str, value: float, unit: str, n: int, peer: str = "ours") -> Row:
    return Row(measure=measure, set=set_, value=round(value, 4), unit=unit, n=n, peer=peer)
