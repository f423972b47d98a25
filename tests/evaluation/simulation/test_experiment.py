"""The experiment: it goes on where it was broken off, and says what it found."""

import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
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

SMALL = Experiment(homes=2, days=1, seeds=(5,), arms=(NONE, EVERYTHING, ORACLE), processes=1)


def run_file(arm: str, folder: Path) -> Path:
    """Of SMALL's only seed."""
    (of_none,) = folder.glob(f"*-5-{NONE}.json")
    return of_none.with_name(of_none.name.replace(NONE, arm))


def test_a_broken_off_run_goes_on_where_it_was(tmp_path: Path) -> None:
    whole = run(SMALL, tmp_path / "whole", lambda *_: None)
    started = replace(SMALL, arms=(NONE,))
    run(started, tmp_path / "half", lambda *_: None)
    cut_off = run_file(EVERYTHING, tmp_path / "half")
    cut_off.write_bytes(b'{"seed": 5, "arm": "every')
    told: list[str] = []
    resumed = run(SMALL, tmp_path / "half", lambda what, _: told.append(what))
    assert [one.tallies for one in resumed] == [one.tallies for one in whole]
    assert told[0] == f"seed 5, {NONE}: done before"
    assert told.count(f"seed 5, {NONE}") == 0
    assert f"seed 5, {EVERYTHING}: done before" not in told


@pytest.mark.slow
def test_killed_it_takes_its_workers_along_and_goes_on_later(tmp_path: Path) -> None:
    command = ["simulate", "--report", str(tmp_path), "--homes", "2", "--days", "1"]
    command += ["--seeds", "2", "--arms", "oracle", "--processes", "2", "--no-sweep"]
    running = subprocess.Popen([sys.executable, "-m", "assistant", *command])
    runs = tmp_path / "runs"
    try:
        _until(lambda: any(runs.glob("*.json")), "no run was done")
        workers = _children(running.pid)
        done = {path: path.read_bytes() for path in runs.glob("*.json")}
    finally:
        running.kill()
        running.wait()
    assert 0 < len(done) < 4
    _until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers), "workers go on")
    assert CliRunner().invoke(app, command).exit_code == 0
    assert len(list(runs.glob("*.json"))) == 4
    assert {path: path.read_bytes() for path in done} == done


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in text.split()]


def _until(is_so: Callable[[], bool], otherwise: str) -> None:
    end = time.monotonic() + 300
    while not is_so():
        assert time.monotonic() < end, otherwise
        time.sleep(0.2)


def test_report_and_json_are_written(tmp_path: Path) -> None:
    console = Console(file=io.StringIO(), width=80)
    simulate(replace(SMALL, homes=3, days=2), tmp_path, sweep=False, console=console)
    assert isinstance(console.file, io.StringIO)
    assert "…" not in console.file.getvalue()
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
