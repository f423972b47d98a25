"""The benchmark's rows, refusals and tables."""

import io
from argparse import ArgumentParser, Namespace
from pathlib import Path

import pytest
from rich.console import Console

from assistant.evaluation.understanding import speed
from assistant.evaluation.understanding.deed import Deed, Guess, Reaction
from assistant.evaluation.understanding.report import print_errors, print_tallies, shown
from assistant.evaluation.understanding.run import judged
from assistant.evaluation.understanding.sets import own
from assistant.evaluation.understanding.tally import tally
from assistant.evaluation.understanding.wanted import is_
from benches import understanding as bench
from tests.evaluation.homes import change, command, effect, item

LAMP = item(change(effect("light.lamp", state=is_("on"))), text="lamp on")
RIGHT = Deed(kind="acted", commands=(command("light.lamp", "turn_on"),))
WRONG = Deed(kind="acted", commands=(command("lock.door", "unlock"),))
CASES = """
- say: turn on the lamp
  home: {devices: [{id: light.lamp, name: lamp, kind: light, state: {state: "off"}}]}
  expect: {after: {light.lamp: {state: "on"}}}
"""


def options(*arguments: str) -> Namespace:
    parser = ArgumentParser()
    parser.add_argument("--json", action="store_true")
    bench.add_options(parser)
    return parser.parse_args(arguments)


def test_rows_have_the_names_that_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "tests" / "utterances"
    folder.mkdir(parents=True)
    (folder / "lamp.yaml").write_text(CASES)
    (tmp_path / "home.yaml").write_text("devices: []\n")
    monkeypatch.setattr(own, "ROOT", tmp_path)
    monkeypatch.setenv("ASSISTANT_SHARED", str(tmp_path))
    rows = list(
        bench.measure(options("--json", "--set", "own", "--peer", "ours", "--set", "ha_commands"))
    )
    found = {(row.measure, row.set, row.peer): row for row in rows}
    for measure in ("right", "asked", "declined", "wrong_action", "calibration_error"):
        assert (measure, "own", "ours") in found
    assert found["right", "own", "ours"].value == 1
    assert found["right", "own", "ours"].n == 1
    assert "ha_commands" not in {row.set for row in rows}
    assert bench.conditions(options())["ha_commands"].startswith("skipped: no data")


def test_errors_of_the_test_half_are_not_shown() -> None:
    with pytest.raises(SystemExit, match="--final"):
        list(bench.measure(options("--split", "test", "--errors", "3")))


def test_tables_name_sets_peers_and_what_went_wrong() -> None:
    results = [
        judged(0, LAMP, Reaction(deed=RIGHT, guess=Guess(probability=0.9, deed=RIGHT))),
        judged(0, LAMP, Reaction(deed=WRONG)),
        judged(0, LAMP, Reaction(deed=Deed(kind="declined", error="KeyError: 'x'"))),
    ]
    written = io.StringIO()
    console = Console(file=written, width=130)
    print_tallies({("own", "ours"): tally(results)}, console)
    print_errors([LAMP], results, 5, "own", console)
    text = written.getvalue()
    for words in ("33.3", "wrong_action (1)", '"lamp on"', "lock.door", "broke: KeyError"):
        assert words in text
    assert shown(LAMP.expected).startswith("light.lamp: state")


def test_large_homes_have_their_size_and_speakable_names() -> None:
    for devices, areas in speed.SIZES:
        home = speed.large_home(devices, areas)
        assert (len(home.devices), len(home.areas)) == (devices, areas)
        assert len({device.id for device in home.devices}) == devices
        assert len({area.name for area in home.areas}) == areas


def test_speed_of_one_peer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "SIZES", ((20, 5),))
    monkeypatch.setattr(speed, "REQUESTS", 4)
    (row,) = speed.measure_speed(["hassil"])
    assert isinstance(row, speed.Speed)
    assert row.set == "devices_20"
    assert 0 < row.p50_ms <= row.p99_ms
    assert row.resident_mb > 10
