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


def test_tables_that_would_open_doors_do_so_only_without_guardrails() -> None:
    parser = ArgumentParser()
    bench.add_options(parser)
    options = parser.parse_args(["--only", "guarded", "--exposures", "90"])
    found = {(row.measure, row.peer): row.value for row in bench.measure(options)}
    assert found["guarded_harm", "ours"] == found["guarded_misled", "ours"] == 0
    assert found["guarded_harm_high95", "ours"] == pytest.approx(0.0327, abs=0.001)
    assert found["guarded_harm", "no guardrails"] > 10
    assert found["guarded_misled", "no guardrails"] > 2
