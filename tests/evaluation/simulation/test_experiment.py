"""The experiment: it goes on where it was broken off, and says what it found."""

import json
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from assistant.cli import app
from assistant.evaluation.simulation.arms import EVERYTHING, NONE, ORACLE
from assistant.evaluation.simulation.command import arms_named, simulate
from assistant.evaluation.simulation.experiment import Experiment, run
from assistant.evaluation.simulation.statistics import defect_change, unpaired, win_loss
from assistant.evaluation.simulation.tally import Tally
from assistant.settings import SettingsError

SMALL = Experiment(homes=3, days=2, seeds=(5,), arms=(NONE, EVERYTHING, ORACLE), processes=1)


def test_a_broken_off_run_goes_on_where_it_was(tmp_path: Path) -> None:
    whole = run(SMALL, tmp_path / "whole", lambda *_: None)
    started = Experiment(homes=3, days=2, seeds=(5,), arms=(NONE,), processes=1)
    run(started, tmp_path / "half", lambda *_: None)
    told: list[str] = []
    resumed = run(SMALL, tmp_path / "half", lambda what, _: told.append(what))
    assert [one.tallies for one in resumed] == [one.tallies for one in whole]
    assert told[0] == f"seed 5, {NONE}: done before"
    assert told.count(f"seed 5, {NONE}") == 0


def test_a_damaged_run_is_named(tmp_path: Path) -> None:
    run(SMALL, tmp_path, lambda *_: None)
    broken = next(tmp_path.glob("*-oracle.json"))
    broken.write_text("{}")
    with pytest.raises(ValueError, match=broken.name):
        run(SMALL, tmp_path, lambda *_: None)


def test_report_and_json_are_written(tmp_path: Path) -> None:
    simulate(SMALL, tmp_path, sweep=False, console=Console(quiet=True))
    page = (tmp_path / "report.html").read_text()
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    assert page.count("<svg") >= 3
    found = json.loads((tmp_path / "results.json").read_text())
    assert [arm["arm"] for arm in found["arms"]] == [NONE, EVERYTHING, ORACLE]


def test_unknown_arms_and_channels_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no arm is called sideways"):
        arms_named("sideways")
    assert arms_named("oracle") == (NONE, ORACLE)
    asked = CliRunner().invoke(app, ["simulate", "--report", str(tmp_path), "--channel", "smoke"])
    assert asked.exit_code == 2


def _tally(home: str, takes: int, defects: int, wins: int = 0, losses: int = 0) -> Tally:
    return Tally(
        home=home,
        week=0,
        setting="hard",
        unseen=False,
        after_drift=False,
        takes=takes,
        defects=defects,
        wins=wins,
        losses=losses,
        rewritten=wins + losses,
    )


def test_ratios_and_changes_have_intervals_by_home() -> None:
    base = [_tally(f"h{n}", 100, 20) for n in range(20)]
    arm = [_tally(f"h{n}", 100, 10, wins=11, losses=1) for n in range(20)]
    ratio, change = win_loss(arm), defect_change(arm, base)
    assert (ratio.value, ratio.low, ratio.n) == (11.0, 11.0, 240)
    assert (change.value, change.low, change.high) == (-0.5, -0.5, -0.5)
    assert unpaired(arm, base).value == pytest.approx(-0.5)


def test_a_few_homes_make_a_wide_interval() -> None:
    base = [_tally("a", 100, 20), _tally("b", 100, 20), _tally("c", 100, 20)]
    arm = [_tally("a", 100, 2), _tally("b", 100, 20), _tally("c", 100, 30)]
    change = defect_change(arm, base)
    assert change.low < change.value < change.high


def test_no_rewrite_is_no_ratio() -> None:
    assert win_loss([_tally("a", 10, 1)]).value == 0.0
    assert win_loss([]).homes == 0
