"""The replay format: what it takes, and how it says no."""

import json
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from assistant.home.file import parse_home
from assistant.replay.cases import Case, CaseError, Unusable, read_cases

HOME = parse_home(
    {
        "areas": [{"id": "kitchen", "name": "kitchen", "aliases": ["galley"]}, {"id": "hall"}],
        "devices": [
            {"id": "lamp", "kind": "light", "area": "kitchen"},
            {"id": "light.desk_lamp", "name": "desk lamp"},
        ],
    },
    "test",
)
SAY = {"say": "turn on the lamp"}


def written(folder: Path, *cases: object, name: str = "cases.yaml") -> Path:
    path = folder / name
    if name.endswith(".jsonl"):
        path.write_text("".join(json.dumps(case) + "\n" for case in cases))
    else:
        path.write_text(yaml.safe_dump(list(cases)))
    return path


def read(folder: Path, *cases: object, name: str = "cases.yaml") -> list[Case | Unusable]:
    return list(read_cases([written(folder, *cases, name=name)], HOME))


def one(folder: Path, case: object, name: str = "cases.yaml") -> Case:
    (found,) = read(folder, case, name=name)
    assert isinstance(found, Case), found
    return found


def refusal(folder: Path, case: object) -> str:
    (found,) = read(folder, case)
    assert isinstance(found, Unusable), found
    return found.why


@pytest.mark.parametrize("name", ["cases.yaml", "cases.yml", "cases.jsonl"])
def test_a_whole_case_is_read_from_yaml_and_from_json_lines(tmp_path: Path, name: str) -> None:
    case = one(
        tmp_path,
        {
            "say": "turn on the big light",
            "area": "galley",
            "person": "anna",
            "at": "2026-03-01T07:30",
            "before": {"lamp": {"state": "off", "brightness": 20}},
            "history": [{"say": "dim the lamp", "area": "hall"}, {"audio": "no.wav"}],
            "expect": {
                "kind": "action_done",
                "intent": "HassTurnOn",
                "slots": {"name": "big light"},
                "after": {"light.desk_lamp": {"state": "on"}},
                "reply": {"contains": ["light", "on"]},
            },
            "meta": {"id": "first", "known_miss": "why not"},
            "speaker": "f3",
        },
        name,
    )
    assert case.id == "first"
    assert (case.said.say, case.said.area, case.said.person) == (
        "turn on the big light", "kitchen", "anna",
    )  # fmt: skip
    assert case.said.at == datetime(2026, 3, 1, 7, 30)
    assert case.before == {"lamp": {"state": "off", "brightness": 20}}
    assert [said.say for said in case.history] == ["dim the lamp", None]
    assert case.history[1].audio == tmp_path / "no.wav"
    assert case.expected is not None
    assert case.expected.kinds == ("action_done",)
    assert case.expected.after == {"light.desk_lamp": {"state": "on"}}
    assert case.expected.contains == ("light", "on")
    assert case.passed_through["speaker"] == "f3"


def test_a_time_with_a_zone_is_what_the_clock_on_the_wall_shows(tmp_path: Path) -> None:
    case = one(tmp_path, {**SAY, "at": "2026-03-01T07:30:00+09:00"})
    assert case.said.at == datetime(2026, 3, 1, 7, 30)


def test_unquoted_times_and_switches_of_yaml_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text(
        "- say: hello\n  at: 2026-03-01T07:30:00\n  before: {lamp: {state: on}}\n"
        "  expect: {after: {lamp: {state: off}}}\n"
    )
    (case,) = read_cases([path], HOME)
    assert isinstance(case, Case)
    assert case.said.at == datetime(2026, 3, 1, 7, 30)
    assert case.before == {"lamp": {"state": "on"}}
    assert case.expected is not None
    assert case.expected.after == {"lamp": {"state": "off"}}


def test_one_case_alone_needs_no_list(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text("say: turn on the lamp\n")
    assert [case.id for case in read_cases([path], HOME)] == ["1"]


def test_an_empty_file_has_no_cases(tmp_path: Path) -> None:
    (tmp_path / "none.yaml").write_text("# nothing yet\n")
    (tmp_path / "none.jsonl").write_text("\n\n")
    assert list(read_cases([tmp_path], HOME)) == []


def test_ids_are_given_or_counted_over_all_files(tmp_path: Path) -> None:
    first = written(tmp_path, SAY, {**SAY, "meta": {"id": 7}}, name="a.yaml")
    second = written(tmp_path, SAY, {**SAY, "meta": "no mapping"}, name="b.jsonl")
    cases = list(read_cases([first, second], HOME))
    assert [case.id for case in cases] == ["1", "7", "3", "4"]
    assert cases[2].where == f"{second}, case 3"


def test_several_kinds_may_do(tmp_path: Path) -> None:
    case = one(tmp_path, {**SAY, "expect": {"kind": ["clarify", "declined"]}})
    assert case.expected is not None
    assert case.expected.kinds == ("clarify", "declined")


def test_without_expectations_nothing_is_judged(tmp_path: Path) -> None:
    assert one(tmp_path, SAY).expected is None
    assert one(tmp_path, {**SAY, "expect": {}}).expected is not None


def test_an_inline_home_may_have_anything_that_home_assistant_has(tmp_path: Path) -> None:
    case = one(
        tmp_path,
        {
            **SAY,
            "home": {
                "devices": [
                    {"id": "light.porch", "state": {"state": "on", "brightness": 255}},
                    {"id": "media_player.den", "state": {"state": "playing", "volume_level": 0.5}},
                    {"id": "humidifier.attic", "state": {"state": "on", "humidity": 40}},
                    {"id": "sensor.roof", "class": "temperature",
                     "state": {"state": 4.5, "unit_of_measurement": "°C"}},
                    {"id": "input_boolean.guests", "state": {"state": "off", "friendly": True}},
                ]
            },
            "before": {"light.porch": {"state": "off"}},
        },
    )  # fmt: skip
    kinds = [device.kind for device in case.home.devices]
    assert kinds == ["light", "media_player", "humidifier", "sensor", "input_boolean"]
    assert all(device.area is None for device in case.home.devices)
    assert case.before == {"light.porch": {"state": "off"}}


def test_a_home_file_is_found_beside_the_cases(tmp_path: Path) -> None:
    (tmp_path / "flat.yaml").write_text("devices: [{id: switch.fan, name: fan}]\n")
    below = tmp_path / "cases"
    below.mkdir()
    case = one(below, {**SAY, "home": "../flat.yaml"})
    assert [device.id for device in case.home.devices] == ["switch.fan"]


REFUSED = {
    "neither say nor audio": ({"area": "kitchen"}, "exactly one of `say`"),
    "both": ({**SAY, "audio": "a.wav"}, "exactly one of `say`"),
    "say is a number": ({"say": 7}, "say: text is needed, not 7"),
    "no mapping": ("turn on the lamp", "a case is a mapping"),
    "nothing": (None, "a case is a mapping"),
    "unknown area": ({**SAY, "area": "attic"}, "no area 'attic' in this home; there are: kitchen"),
    "no time": ({**SAY, "at": "half past seven"}, "at: 'half past seven' is no time like 2026"),
    "before is a list": ({**SAY, "before": ["lamp"]}, "before: a mapping of device"),
    "before: unknown device": ({**SAY, "before": {"lmap": {}}}, "before: no device 'lmap'"),
    "before: no attributes": ({**SAY, "before": {"lamp": "on"}}, "before: lamp: attributes"),
    "before: a wrong value": ({**SAY, "before": {"lamp": {"brightness": 999}}}, "brightness"),
    "history is no list": ({**SAY, "history": {"say": "x"}}, "history: a list is needed"),
    "history without words": ({**SAY, "history": [{"area": "kitchen"}]}, "exactly one of `say`"),
    "history is text": ({**SAY, "history": ["dim it"]}, "history: an entry is a mapping"),
    "expect is text": ({**SAY, "expect": "action_done"}, "expect: a mapping is needed"),
    "expect: unknown key": (
        {**SAY, "expect": {"afetr": {}}},
        "expect: unknown afetr; allowed: after, intent, kind, reply, slots",
    ),
    "expect: unknown kind": ({**SAY, "expect": {"kind": "done"}}, "'done' is none of action_done"),
    "expect: one unknown kind": ({**SAY, "expect": {"kind": ["error", "no"]}}, "'no' is none of"),
    "expect: slots is a list": ({**SAY, "expect": {"slots": []}}, "expect: slots: a mapping"),
    "expect: intent is a list": ({**SAY, "expect": {"intent": ["a"]}}, "expect: intent: a name"),
    "expect: unknown device": ({**SAY, "expect": {"after": {"x": {}}}}, "after: no device 'x'"),
    "expect: reply is a list": ({**SAY, "expect": {"reply": ["a"]}}, "expect: reply: the exact"),
    "expect: reply has other keys": ({**SAY, "expect": {"reply": {"is": "a"}}}, "expect: reply"),
    "home is a number": ({**SAY, "home": 5}, "home: a path or an inline home"),
    "home is not there": ({**SAY, "home": "no.yaml"}, "no.yaml: cannot be read"),
    "home is wrong": ({**SAY, "home": {"devices": [{"id": "x"}]}}, "home: devices[0]: kind"),
}


@pytest.mark.parametrize(("case", "why"), REFUSED.values(), ids=REFUSED.keys())
def test_a_case_that_cannot_be_run_says_why(tmp_path: Path, case: object, why: str) -> None:
    assert why in refusal(tmp_path, case)


def test_a_bad_case_does_not_hide_its_neighbours(tmp_path: Path) -> None:
    found = read(tmp_path, SAY, {"say": 1, "meta": {"id": "bad", "n": 1}}, SAY)
    assert [type(case) for case in found] == [Case, Unusable, Case]
    bad = found[1]
    assert bad.id == "bad"
    assert bad.where.endswith("cases.yaml, case 2")
    assert bad.passed_through == {"meta": {"id": "bad", "n": 1}}


BROKEN = {
    "broken.yaml": ("- say: [unclosed", "cannot be read"),
    "broken.jsonl": ('{"say": "hello"}\n{"say": oops}\n', "broken.jsonl:2: this line is not JSON"),
    "latin1.yaml": (b"- say: caf\xe9\n", "cannot be read"),
    "tag.yaml": ("- !!python/object/apply:os.system ['true']\n", "cannot be read"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_read_is_named_with_its_line(tmp_path: Path, name: str) -> None:
    content, why = BROKEN[name]
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CaseError) as refused:
        list(read_cases([path], HOME))
    assert str(path) in str(refused.value)
    assert why in str(refused.value)


def test_a_line_separator_inside_json_text_ends_no_line(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text('{"say": "hello\u2028there"}\n', encoding="utf-8")
    (case,) = read_cases([path], HOME)
    assert isinstance(case, Case)


def test_a_folder_of_recordings_needs_its_manifest(tmp_path: Path) -> None:
    (tmp_path / "one.wav").write_bytes(b"")
    with pytest.raises(CaseError, match=r"a recording folder needs a manifest\.yaml"):
        list(read_cases([tmp_path], HOME))
    written(tmp_path, {"audio": "one.wav"}, name="manifest.yaml")
    written(tmp_path, SAY, name="ignored.yaml")
    (case,) = read_cases([tmp_path], HOME)
    assert isinstance(case, Case)
    assert case.said.audio == tmp_path / "one.wav"


def test_a_folder_of_cases_is_read_in_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("b.yaml", "a.jsonl", "deep/c.yml"):
        written(tmp_path, {**SAY, "meta": {"id": name}}, name=name)
    assert [case.id for case in read_cases([tmp_path], HOME)] == ["a.jsonl", "b.yaml", "deep/c.yml"]


@pytest.mark.parametrize("name", ["absent", "cases.txt"])
def test_what_is_no_file_of_cases_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "cases.txt").write_text("turn on the lamp")
    with pytest.raises(CaseError, match=name):
        list(read_cases([tmp_path / name], HOME))
