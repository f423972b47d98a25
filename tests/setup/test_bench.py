"""What benchmarks report."""

import io
import json
from pathlib import Path

import pytest

from benches.__main__ import available, main
from benches.report import Report, Row, as_json, current_commit, print_table

REPORT = Report(
    bench="turn",
    commit="abc1234",
    rows=(Row(measure="real_time_factor", set="tour", value=0.08, unit="ratio", n=40),),
)


def test_json_is_one_object_with_named_rows() -> None:
    told = json.loads(as_json(REPORT))
    assert (told["bench"], told["commit"]) == ("turn", "abc1234")
    assert told["rows"] == [
        {
            "measure": "real_time_factor",
            "set": "tour",
            "value": 0.08,
            "unit": "ratio",
            "n": 40,
            "peer": "ours",
        }
    ]


def test_the_table_shows_every_row() -> None:
    shown = io.StringIO()
    print_table(REPORT, file=shown)
    assert "real_time_factor" in shown.getvalue()
    assert "0.08" in shown.getvalue()


def test_every_benchmark_says_what_it_measures() -> None:
    assert available()
    assert all(available().values())


def test_alone_it_lists_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    told = capsys.readouterr().out
    assert all(name in told for name in available())


def test_an_unknown_name_is_answered_with_the_known_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["nonsense"]) == 2
    assert "start" in capsys.readouterr().err


def test_outside_a_clone_the_commit_is_unknown(tmp_path: Path) -> None:
    assert current_commit(tmp_path) == "unknown"
