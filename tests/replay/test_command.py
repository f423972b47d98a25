"""`assistant replay` in this process: exit status, lines and summary as design.md promises."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from typer.testing import CliRunner

from assistant.audio.frame import RATE
from assistant.audio.wav import write_wav
from assistant.cli import app
from assistant.evaluation.voice import voice
from tests.replay.suite import RECORDINGS
from tests.speed import cpu_seconds, slowness

KEYS = {
    "id", "kind", "intent", "slots", "changed", "reply", "latency_ms", "turn", "passed", "why",
    "meta",
}  # fmt: skip
SUMMARY_KEYS = {"cases", "passed", "wrong_actions", "clarified", "declined", "latency_ms"}
HOME = {
    "areas": [{"id": "kitchen"}, {"id": "bedroom"}],
    "devices": [
        {"id": "light.desk_lamp", "name": "desk lamp", "area": "kitchen"},
        {"id": "kitchen_lamp", "name": "lamp", "kind": "light", "area": "kitchen"},
        {"id": "bedroom_lamp", "name": "lamp", "kind": "light", "area": "bedroom"},
        {"id": "door", "name": "front door", "kind": "lock", "state": {"state": "locked"}},
        {"id": "shelf", "name": "[red] shelf", "kind": "switch"},
    ],
}
ON = {"light.desk_lamp": {"state": "on"}}
GOOD = {"say": "turn on the desk lamp", "home": HOME, "expect": {"after": ON}}
MISS = {"say": "turn on the desk lamp", "home": HOME, "expect": {"kind": "declined", "after": ON}}
WRONG = {"say": "turn on the desk lamp", "home": HOME, "expect": {"after": {}}}


@dataclass(frozen=True)
class Ran:
    status: int
    output: str
    errors: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.output.splitlines()[:-1]]

    @property
    def summary(self) -> dict[str, Any]:
        (only,) = json.loads(self.output.splitlines()[-1]).items()
        assert only[0] == "summary"
        assert isinstance(only[1], dict)
        return only[1]


def replay(folder: Path, *cases: Mapping[str, object], as_json: bool = True) -> Ran:
    path = folder / "cases.yaml"
    path.write_text(yaml.safe_dump(list(cases)))
    return replay_path(path, as_json=as_json)


def replay_path(*paths: Path, as_json: bool = True) -> Ran:
    options = ["--json"] if as_json else []
    result = CliRunner().invoke(app, ["replay", *options, *map(str, paths)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)


def test_everything_passed_is_status_0(tmp_path: Path) -> None:
    ran = replay(tmp_path, GOOD, {**GOOD, "expect": {"kind": "action_done"}})
    assert ran.status == 0
    assert [line["passed"] for line in ran.lines] == [True, True]


@pytest.mark.parametrize("failing", [MISS, WRONG])
def test_a_failed_case_is_status_1(tmp_path: Path, failing: Mapping[str, object]) -> None:
    assert replay(tmp_path, GOOD, failing).status == 1


def test_a_case_that_cannot_be_run_is_status_2_and_the_others_run(tmp_path: Path) -> None:
    bad = {"say": "hello", "area": "attic", "home": HOME, "meta": {"id": "lost"}}
    ran = replay(tmp_path, GOOD, bad, MISS)
    assert ran.status == 2
    assert [line["passed"] for line in ran.lines] == [True, False, False]
    assert "attic" in ran.lines[1]["why"]
    assert ran.lines[1]["kind"] is None
    assert "cases.yaml, case 2" in ran.errors
    assert "attic" in ran.errors
    assert ran.summary["not_run"] == 1


@pytest.mark.parametrize("as_json", [True, False])
def test_a_file_that_cannot_be_read_is_status_2(tmp_path: Path, as_json: bool) -> None:
    for ran in (
        replay_path(tmp_path / "absent.yaml", as_json=as_json),
        replay_path(tmp_path, as_json=as_json),
    ):
        assert ran.status == 2
        assert ran.output == ""
        assert ran.errors.startswith("error: ")
        assert len(ran.errors.splitlines()) == 1


def test_a_recording_that_is_missing_or_broken_cannot_be_run(tmp_path: Path) -> None:
    (tmp_path / "text.wav").write_text("this is no wav file at all")
    (tmp_path / "empty.wav").write_text("")
    names = ["absent.wav", "text.wav", "empty.wav"]
    cases = [{"audio": name, "home": HOME} for name in names]
    ran = replay(tmp_path, *cases, GOOD)
    assert ran.status == 2
    assert [line["passed"] for line in ran.lines] == [False, False, False, True]
    for name, line in zip(names, ran.lines, strict=False):
        assert name in line["why"]
        assert name in ran.errors


def test_a_recording_is_heard_on_a_real_broker(tmp_path: Path) -> None:
    shutil.copy(RECORDINGS / "kitchen_light_on.wav", tmp_path)
    home = {"devices": [{"id": "light.kitchen", "name": "kitchen light"}]}
    after = {"light.kitchen": {"state": "on"}}
    ran = replay(
        tmp_path, {"audio": "kitchen_light_on.wav", "home": home, "expect": {"after": after}}
    )
    assert ran.status == 0
    (line,) = ran.lines
    assert set(line["latency_ms"]) == {
        "wake_word", "vad", "stt", "intent", "resolve", "act", "tts", "endpoint",
    }  # fmt: skip


def test_recordings_are_heard_in_the_language_of_their_own_homes(tmp_path: Path) -> None:
    hush = np.zeros(RATE, np.int16)
    cases = []
    for name in ("zorblax", "moonraker"):
        said = voice(f"hey jarvis, turn on the {name}")
        write_wav(tmp_path / f"{name}.wav", np.concatenate((hush, said, hush, hush)))
        home = {"devices": [{"id": "light.one", "name": name}]}
        after = {"light.one": {"state": "on"}}
        cases.append({"audio": f"{name}.wav", "home": home, "expect": {"after": after}})
    ran = replay(tmp_path, *cases)
    assert [line["slots"] for line in ran.lines] == [{"name": "zorblax"}, {"name": "moonraker"}]
    assert ran.status == 0


def test_each_line_has_the_promised_keys(tmp_path: Path) -> None:
    bad = {"say": "hello", "area": "attic", "home": HOME}
    ran = replay(tmp_path, GOOD, MISS, WRONG, bad, {"say": "hello", "home": HOME})
    assert [set(line) for line in ran.lines] == [KEYS] * 5
    assert [line["id"] for line in ran.lines] == ["1", "2", "3", "4", "5"]
    done = ran.lines[0]
    assert done["kind"] == "action_done"
    assert done["intent"] == "HassTurnOn"
    assert done["slots"] == {"name": "desk lamp"}
    assert done["changed"] == ON
    assert done["reply"] == "The desk lamp is on."
    assert set(done["latency_ms"]) == {"stt", "intent", "resolve", "act"}
    assert [step["type"] for step in done["turn"]] == [
        "run-start", "stt-end", "intent-end", "resolve-end", "act-end", "run-end",
    ]  # fmt: skip
    assert done["why"] == ""
    assert ran.lines[4]["passed"] is None


def test_the_summary_has_the_promised_keys(tmp_path: Path) -> None:
    ask = {"say": "turn on the lamp", "home": HOME, "expect": {"kind": "clarify"}}
    decline = {"say": "what is the meaning of life", "home": HOME, "expect": {"kind": "declined"}}
    ran = replay(tmp_path, GOOD, MISS, WRONG, ask, decline, {"say": "hello", "home": HOME})
    summary = ran.summary
    assert set(summary) >= SUMMARY_KEYS
    assert summary["cases"] == 6
    assert summary["passed"] == 3
    assert summary["failed"] == 2
    assert summary["wrong_actions"] == 1
    assert summary["clarified"] == 1
    assert summary["declined"] == 1
    assert set(summary["latency_ms"]["intent"]) == {"p50", "p95", "p99"}


def test_other_keys_pass_through_and_overwrite_nothing(tmp_path: Path) -> None:
    ran = replay(
        tmp_path,
        {**MISS, "meta": {"id": "mine", "source": "phone"}, "speaker": "anna", "passed": True,
         "kind": "action_done", "id": "other", "turn": []},
    )  # fmt: skip
    (line,) = ran.lines
    assert line["id"] == "mine"
    assert line["meta"] == {"id": "mine", "source": "phone"}
    assert line["speaker"] == "anna"
    assert line["passed"] is False
    assert len(line["turn"]) > 3


def test_changed_holds_whatever_changed(tmp_path: Path) -> None:
    both = {"say": "turn on all the lights in the kitchen", "home": HOME}
    ran = replay(tmp_path, both, {"say": "is the front door locked", "home": HOME})
    assert ran.lines[0]["changed"] == {"kitchen_lamp": {"state": "on"}, **ON}
    assert ran.lines[1]["changed"] == {}


def test_what_went_before_counts(tmp_path: Path) -> None:
    said_before = {
        "say": "the bedroom",
        "history": [{"say": "turn on the lamp"}],
        "home": HOME,
        "expect": {"kind": "action_done", "after": {"bedroom_lamp": {"state": "on"}}},
    }
    was_before = {
        "say": "is the front door locked",
        "home": HOME,
        "before": {"door": {"state": "unlocked"}},
        "expect": {"kind": "query_answer", "reply": {"contains": ["no", "unlocked"]}},
    }
    changed_before = {
        "say": "turn on the desk lamp",
        "history": [{"say": "turn on the desk lamp"}],
        "home": HOME,
        "expect": {"kind": "action_done", "after": {}},
    }
    ran = replay(tmp_path, said_before, was_before, changed_before)
    assert [line["why"] for line in ran.lines] == ["", "", ""]


def test_each_case_has_its_own_clock(tmp_path: Path) -> None:
    ask = {"say": "what time is it", "home": HOME}
    ran = replay(
        tmp_path,
        {**ask, "at": "2026-03-01T07:30"},
        {**ask, "at": "2026-03-01T23:05:00+02:00"},
        ask,
        {**ask, "at": "2026-03-01T09:15", "history": [{**ask, "at": "2026-03-01T06:00"}]},
    )
    times = ["7:30 AM", "11:05 PM", "12:00 PM", "9:15 AM"]
    for line, shown in zip(ran.lines, times, strict=True):
        assert shown in line["reply"]


def test_each_case_has_a_fresh_home(tmp_path: Path) -> None:
    ran = replay(tmp_path, GOOD, GOOD, GOOD)
    assert [line["changed"] for line in ran.lines] == [ON] * 3


def test_for_reading_it_names_what_failed_and_why(tmp_path: Path) -> None:
    named = {**WRONG, "meta": {"id": "[bold]odd[/bold]"}}
    ran = replay(tmp_path, GOOD, named, {"say": "turn on the [red] shelf", "home": HOME},
                 {"say": "hi", "area": "[/x]", "home": HOME}, as_json=False)  # fmt: skip
    assert ran.status == 2
    assert "failed [bold]odd[/bold] (turn on the desk lamp)" in ran.output
    assert "light.desk_lamp changed" in ran.output
    assert "cases.yaml, case 4: area: no area '[/x]'" in ran.output
    assert "4 cases: 1 of 2 judged passed, 1 wrong actions" in ran.output


def test_no_case_at_all_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "cases.yaml").write_text("[]\n")
    ran = replay_path(tmp_path / "cases.yaml")
    assert ran.status == 0
    assert ran.summary["cases"] == 0


@pytest.mark.slow
def test_a_thousand_cases_with_a_home_of_fifty_each_take_well_under_a_minute(
    tmp_path: Path,
) -> None:
    devices = [
        {"id": f"light.lamp_{n}", "name": f"lamp {n}", "state": {"state": "off", "brightness": 9}}
        for n in range(50)
    ]
    path = tmp_path / "cases.jsonl"
    with path.open("w") as file:
        for n in range(1000):
            on = {f"light.lamp_{n % 50}": {"state": "on"}}
            home = {"devices": [{**device, "aliases": [f"bulb {n}"]} for device in devices]}
            case = {"say": f"turn on lamp {n % 50}", "home": home, "expect": {"after": on}}
            file.write(json.dumps(case) + "\n")
    began = cpu_seconds()
    ran = replay_path(path)
    seconds = cpu_seconds() - began
    assert ran.summary["wrong_actions"] == 0
    assert ran.summary["cases"] == 1000
    assert seconds < 60 * slowness(), (
        "the target is well under a minute, on a machine with nothing else to do"
    )
