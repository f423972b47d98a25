"""The benchmark of learning learns from what it says."""

from argparse import ArgumentParser
from itertools import pairwise

import pytest

from benches import learning as bench
from benches._synthetic_turns import turns_of


def test_a_small_run_says_that_it_is_small() -> None:
    parser = ArgumentParser()
    bench.add_options(parser)
    options = parser.parse_args(["--only", "turns", "--turns", "1200", "--processes", "1"])
    row = next(bench.measure(options))
    assert (row.measure, row.n, row.unit) == ("learn_million_turns_minutes", 1200, "min")
    assert row.set == "synthetic, only 1200 turns"
    assert "out of 2 homes" in bench.conditions(options)["learned"]


def test_no_turns_are_refused() -> None:
    parser = ArgumentParser()
    bench.add_options(parser)
    with pytest.raises(SystemExit, match="whole numbers"):
        list(bench.measure(parser.parse_args(["--turns", "0"])))


def test_a_home_talks_the_same_each_time_and_in_order() -> None:
    first, second = list(turns_of(3, 200)), list(turns_of(3, 200))
    assert first == second
    assert len(first) == 200
    assert all(at < later for (at, _), (later, _) in pairwise(first))
    assert max(at for at, _ in first) < bench.AS_OF
