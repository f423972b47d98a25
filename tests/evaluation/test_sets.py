"""Set builders on tiny data, and without any."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from assistant.evaluation.understanding.item import Answer, Change, Means, Nothing, Still
from assistant.evaluation.understanding.sets import own
from assistant.evaluation.understanding.sets.catalogue import (
    MAIN,
    SETS,
    WITHOUT_ONE,
    build,
    disabled_signals,
)
from assistant.evaluation.understanding.sets.device_actions import device_actions
from assistant.evaluation.understanding.sets.free import free_clean, free_recognised
from assistant.evaluation.understanding.sets.ha_commands import ha_commands, shared_home
from assistant.evaluation.understanding.sets.home_llm import home_llm, home_llm_status
from assistant.evaluation.understanding.sets.out_of_scope import out_of_scope
from assistant.evaluation.understanding.sets.templates import SET as TEMPLATES
from assistant.evaluation.understanding.sets.templates import templates
from assistant.ranking.ranker import ALL_SIGNALS


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in place of the shared data."""
    monkeypatch.setenv("ASSISTANT_SHARED", str(tmp_path))
    folder = tmp_path / "data" / "text"
    folder.mkdir(parents=True)
    shared_home.cache_clear()
    return folder


def write(folder: Path, name: str, rows: Iterable[Mapping[str, object]]) -> None:
    (folder / f"{name}.jsonl").write_text("\n".join(json.dumps(row) for row in rows))


def crowd(intent: str, said: str, **slots: str) -> dict[str, object]:
    return {
        "id": said,
        "text": said,
        "intent": intent,
        "slots": [{"type": kind, "value": value} for kind, value in slots.items()],
    }


def test_without_data_every_set_says_so(shared: Path) -> None:
    for name in SETS:
        if name not in (own.OWN, TEMPLATES) and not name.startswith(own.AMBIGUOUS):
            built = build(name)
            assert not built.items
            assert built.skipped.startswith("no data"), name
    assert set(MAIN) <= set(SETS)


def test_signals_are_off_by_the_name_of_the_set() -> None:
    assert disabled_signals("ambiguous") == frozenset()
    assert disabled_signals("ambiguous_without_context") == ALL_SIGNALS
    assert {signal for name in WITHOUT_ONE for signal in disabled_signals(name)} == ALL_SIGNALS


def test_home_assistants_sentences(shared: Path) -> None:
    home = {
        "areas": [{"name": "Kitchen", "id": "kitchen_id"}],
        "entities": [
            {"name": "Side[ Door]", "id": "lock.side", "area": "kitchen_id", "state": "locked"},
            {"name": "TV", "id": "media_player.tv", "attributes": {"volume_level": "50"}},
            {"name": "Gas", "id": "binary_sensor.gas", "state": {"in": "clear", "out": "off"}},
        ],
    }
    (shared / "ha_home.json").write_text(json.dumps(home))
    rows = [
        {
            "text": "turn on the lights",
            "intent": "HassTurnOn",
            "slots": {"domain": "light", "area": "Kitchen"},
            "context": {"area": "Kitchen"},
            "home": "home_fixtures.json",
            "file": "a.yaml",
        },
        {
            "text": "cancel pizza timer",
            "intent": "HassCancelTimer",
            "slots": {"name": ["pizza ", "pizza"]},
            "context": {},
            "home": {"entities": [{"name": "Overhead", "domain": "light"}]},
            "file": "b.yaml",
        },
    ]
    write(shared, "ha_commands", rows)
    one, two = ha_commands().items
    assert one.area == "kitchen_id"
    side, tv, gas = one.home.devices
    assert (side.name, side.aliases) == ("Side Door", ("Side",))
    assert tv.state["volume_level"] == 0.5
    assert gas.state["state"] == "off"
    assert isinstance(two.expected, Means)
    assert two.expected.meanings[0].slots == {"name": ("pizza ", "pizza")}
    assert two.home.devices[0].kind == "light"


def test_free_wording_and_recogniser_output(shared: Path) -> None:
    rows = [
        crowd("iot_hue_lightoff", "turn off the kitchen lights", house_place="kitchen"),
        crowd("iot_hue_lightoff", "Turn off the kitchen lights.", house_place="kitchen"),
        crowd("iot_hue_lightoff", "lights"),
        crowd("qa_factoid", "who is the king"),
    ]
    write(shared, "hwu64", rows)
    write(shared, "slurp_prompts", [crowd("iot_coffee", "make a coffee")])
    heard = [
        {**crowd("iot_coffee", "make a coffee"), "asr_text": "take a coffee", "slurp_id": 1},
        {**crowd("iot_coffee", "make a coffee"), "asr_text": "make a coffee", "slurp_id": 1},
        {
            **crowd("iot_coffee", "make a coffee"),
            "asr_text": "turn off the kitchen lights",
            "slurp_id": 1,
        },
    ]
    write(shared, "slurp_asr_pairs", heard)
    clean = free_clean()
    assert [item.family for item in clean.items] == ["lights", "lights", "coffee"]
    assert clean.reasons() == {"the words do not say it": 1}
    recognised = free_recognised()
    assert [item.text for item in recognised.items] == ["take a coffee", "make a coffee"]
    assert recognised.reasons() == {"heard as another request": 1}
    groups = {item.group for item in recognised.items}
    assert len(groups) == 1
    assert {item.split for item in recognised.items} == {
        item.split for item in clean.items if item.group in groups
    }


def test_what_cannot_be_served(shared: Path) -> None:
    rows = [
        crowd("qa_factoid", "who is the king"),
        crowd("qa_factoid", "turn on the lights please"),
        crowd("play_game", "play chess with me"),
        crowd("play_game", "play keno"),
        crowd("weather_query", "weather in rome", place_name="rome"),
        crowd("weather_query", "how is the weather"),
    ]
    write(shared, "hwu64", rows)
    write(shared, "slurp_prompts", [])
    clinc = [
        {"text": "freeze my account", "intent": "freeze_account"},
        {"text": "set a timer", "intent": "timer"},
    ]
    write(shared, "clinc150", clinc)
    built = out_of_scope()
    assert [item.text for item in built.items] == [
        "who is the king",
        "play chess with me",
        "weather in rome",
        "freeze my account",
    ]
    assert all(isinstance(item.expected, Nothing) for item in built.items)
    assert built.reasons() == {"names something that the home has": 2}


def action(said: str, intent: str, device: str, area: str, type_: str) -> dict[str, object]:
    return {
        "text": said,
        "intent": intent,
        "home": "home1",
        "device": device,
        "area": area,
        "device_type": type_,
        "dataset": "d",
    }


def test_device_actions(shared: Path) -> None:
    rows = [
        action(
            "Set the desk lamp to 40%", "Set brightness", "Desk Lamp", "Bedroom 2", "light-dimmable"
        ),
        action("Dim bedroom 2 light", "Set brightness", "Desk Lamp", "Bedroom 2", "light-dimmable"),
        action("Enciende la luz", "Turn on", "Desk Lamp", "Bedroom 2", "light-dimmable"),
        action("Open the valve halfway", "Set position", "Valve", "Garden", "water-valve"),
        action("Turn off the bedroom 2 light", "Turn off", "Spot", "Bedroom 2", "light"),
    ]
    write(shared, "device_actions", rows)
    built = device_actions()
    assert built.reasons() == {"not English": 1}
    named, dim, _, off = built.items
    assert isinstance(named.expected, Change)
    assert not named.expected.ways[0].may
    assert named.area == "bedroom_2"
    assert isinstance(dim.expected, Change)
    assert len(dim.expected.ways[0].may) == 1  # the words name the room's lights, not one
    assert isinstance(off.expected, Change)
    assert len({item.split for item in built.items}) == 1


def test_home_llm(shared: Path) -> None:
    names = [
        {"entity_id": f"light.{room}", "name": f"{room.title()} Light"}
        for room in ("kitchen", "attic", "cellar")
    ]
    names.append({"entity_id": "blinds.study", "name": "Study Blinds"})
    write(shared, "home_llm_device_names", names)
    specific = [
        {
            "text": "Open the study blinds",
            "intent": "blinds.open_cover",
            "slots": {"entity_id": "blinds.study"},
            "known_name": "Study Blinds",
        },
        {
            "text": "Turn on entrance light",
            "intent": "light.turn_on",
            "slots": {"entity_id": "light.entry_lamp"},
            "known_name": None,
        },
    ]
    write(shared, "home_llm_specific_actions", specific)
    phrases = [
        {
            "text": "Turn on <device_name1> and close the <device_name2>",
            "intent": "light|blinds.turn_on|close_cover",
        },
        {"text": "Set the <device_name> for <duration>.", "intent": "timer.start"},
    ]
    write(shared, "home_llm_templated_actions", phrases)
    status = [{"text": "Is the <device_name> on", "device_type": "light", "state": "off"}]
    write(shared, "home_llm_status_requests", status)
    built = home_llm()
    assert built.reasons() == {
        "a device by a name that it does not have": 1,
        "a timer as a device": 2,
    }
    assert len(built.items) == 3
    both = built.items[1].expected
    assert isinstance(both, Change)
    assert len(both.ways[0].must) == 2
    (asked,) = home_llm_status().items
    assert isinstance(asked.expected, Answer)
    assert len(asked.home.devices) > 1


CASES = """
- say: turn it off again
  home:
    areas: [{id: hall, name: hall}]
    devices: [{id: light.hall, name: hall light, kind: light, area: hall, state: {state: "on"}}]
  area: hall
  before: {light.hall: {brightness: 40}}
  history: [{say: turn on the hall light}]
  expect: {after: {light.hall: {state: "off"}}}
- say: turn on the thing
  expect: {kind: [clarify, declined]}
- say: turn on the thing in a minute
  wait: 61
  expect: {kind: declined}
- say: good evening
- audio: nothing.wav
"""


def test_replay_cases_become_items(tmp_path: Path) -> None:
    (tmp_path / "some.yaml").write_text(CASES)
    built = own.from_folder("own", tmp_path)
    first, second = built.items
    assert first.history == ("turn on the hall light",)
    assert first.before()["light.hall"] == {"state": "on", "brightness": 40}
    assert isinstance(first.expected, Change)
    assert (first.family, first.split) == ("some", "both")
    assert second.expected == Still(kinds=frozenset({"asked", "declined"}))
    assert sorted(built.reasons()) == ["audio", "nothing that is judged", "time must pass"]
    assert own.from_folder("own", tmp_path / "gone").skipped


def test_templates_of_a_file_are_walked_with_our_own_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    block = {
        "sentences": ["<wake> [the] {name} (in|at) {area}"],
        "requires_context": {"domain": "light"},
    }
    written = {
        "language": "en",
        "intents": {"HassTurnOn": {"data": [block]}},
        "expansion_rules": {"wake": "(rouse|stir)"},
        "lists": {},
    }
    file = tmp_path / "en.json"
    file.write_text(json.dumps(written), "utf-8")
    monkeypatch.setenv("ASSISTANT_BENCH_INTENTS", str(file))
    items = templates().items
    assert items == templates().items
    assert len(items) == 2
    for item in items:
        assert item.text.split()[0] in ("rouse", "stir")
        assert isinstance(item.expected, Means)
        slots = item.expected.meanings[0].slots
        assert set(slots) == {"name", "area"}
        lights = [d for d in item.home.devices_of("light") if d.name == slots["name"]]
        assert str(slots["area"]) in {item.home.area_by_id[d.area or ""].name for d in lights}


def test_what_is_removed_may_be_ticked_off(shared: Path) -> None:
    row = {
        "text": "remove milk from my chores",
        "intent": "HassListCompleteItem",
        "slots": {"item": "milk", "name": "Chores"},
        "file": "x",
        "home": {"entities": [{"name": "Chores", "id": "todo.chores", "state": ""}]},
    }
    write(shared, "ha_commands", [row, {**row, "text": "check off milk on my chores"}])
    removed, ticked = ha_commands().items
    assert isinstance(removed.expected, Means) and isinstance(ticked.expected, Means)
    assert [m.intent for m in removed.expected.meanings] == [
        "HassListCompleteItem",
        "HassListRemoveItem",
    ]
    assert len(ticked.expected.meanings) == 1
