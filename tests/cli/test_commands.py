"""Each command from its help to its exit status."""

import asyncio
import json
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.learning.codec import step_from_json
from assistant.learning.journal import Journal
from tests.cli.program import HOME, ROOT, Place

COMMANDS = {
    "run": ("--text", "--listen", "--model", "</dev/null", "Example"),
    "say": ("--json", "--aloud", "--area", "Example"),
    "replay": ("--json", "--home", "Ends with 1", "Example"),
    "home": ("--port", "mosquitto_sub", "Example"),
    "devices": ("--once",),
    "journal": ("--limit", "--find", "Example"),
    "doctor": ("what is missing and the command",),
}


@pytest.mark.parametrize(("command", "words"), COMMANDS.items())
def test_help_teaches(place: Place, command: str, words: tuple[str, ...]) -> None:
    told = place.inside(command, "-h")
    assert told.status == 0
    assert [word for word in words if word not in told.output] == [], told.output


async def test_help_of_the_program(place: Place) -> None:
    asked, bare = await asyncio.gather(place.run("--help"), place.run())
    assert asked.status == 0
    assert all(command in asked.output for command in COMMANDS)
    assert "Begin with" in asked.output
    assert "ends with 0" in " ".join(asked.output.split())
    assert "Begin with" in bare.output + bare.errors


def test_an_unknown_command(place: Place) -> None:
    wrong = place.inside("sya", "hello")
    assert wrong.status == 2
    assert "No such command" in wrong.errors
    assert place.inside("say").status == 2


async def test_one_request_and_what_the_journal_says_of_it(place: Place) -> None:
    done = await place.run("say", "turn", "on", "the", "kitchen", "light")
    assert done.status == 0, done
    for stage in ("run", "stt", "intent", "resolve", "act", "tts"):
        assert f"\n  {stage}" in f"\n{done.output}"
    assert '"The kitchen light is on."' in done.output
    assert "confirmed" in done.output
    assert not place.running_file.exists()

    kept = place.inside("journal", "--json")
    (line,) = kept.output.splitlines()
    turn = json.loads(line)
    assert turn["said"] == "turn on the kitchen light"
    assert turn["ended"] is True
    assert turn["id"][:8] in place.inside("journal").output
    whole = place.inside("journal", turn["id"][:6])
    assert set(done.output.splitlines()) <= set(whole.output.splitlines())
    assert place.inside("journal", "--find", "oven").output == "no turn has the words 'oven'\n"
    nobody = place.inside("journal", "zzzz")
    assert nobody.status == 2
    assert nobody.errors.startswith("error: no turn begins with 'zzzz'")


def test_the_home_remembers_and_each_step_is_json(place: Place) -> None:
    assert place.inside("say", "turn on the kitchen light").status == 0
    asked = place.inside("say", "--json", "is the kitchen light on")
    assert asked.status == 0
    steps = [step_from_json(json.loads(step)) for step in asked.output.splitlines()]
    assert [step.type for step in steps] == [
        "run-start", "stt-end", "intent-end", "resolve-end", "act-end", "tts-end", "run-end",
    ]  # fmt: skip
    assert "Yes" in asked.output
    found = place.inside("journal", "--find", "turn on")
    assert len(found.output.splitlines()) == 2
    newest = place.inside("journal", "-n", "1")
    assert "is the kitchen light on" in newest.output
    assert "turn on" not in newest.output


def test_the_status_tells_whether_it_was_done(place: Place) -> None:
    assert place.inside("say", "turn on the garage light").status == 1
    assert place.inside("say", "turn on the [/b] lamp in [red]").status == 1
    told = place.inside("journal")
    assert told.status == 0
    assert "[/b]" in told.output


def test_no_journal_yet(place: Place) -> None:
    told = place.inside("journal")
    assert told.status == 0
    assert "there is no journal yet" in told.output


def test_devices_once(place: Place) -> None:
    shown = place.inside("devices", "--once")
    assert shown.status == 0
    rows = {line.split()[0]: line for line in shown.output.splitlines()[1:]}
    assert list(rows) == ["kitchen_light", "bedroom_lamp", "front_door"]
    assert "locked" in rows["front_door"]
    assert "offline" not in shown.output


def test_a_list_is_shown_in_words(place: Place) -> None:
    todo = "  - {id: list, name: list, kind: todo, state: {items: [tea, rye bread]}}"
    file = place.folder / "home.yaml"
    file.write_text(HOME.replace("devices:", f"devices:\n{todo}"))
    shown = place.inside("devices", "--once").output
    assert "items tea and rye bread" in shown
    assert "completed" not in shown


def test_doctor_finds_what_matters(place: Place) -> None:
    told = place.inside("doctor")
    assert told.status in (0, 1)
    for what in ("Python", "espeak-ng", "speech to text", "wake word", "home", "broker"):
        assert what in told.output
    assert "3 devices in 2 areas" in told.output


async def test_typed_lines_from_a_pipe(place: Place) -> None:
    endless = "a" * 200_000
    lines = f"turn on the kitchen light\n{endless}\nturn on the lamp\n\nis the door locked\n"
    run = await place.run("run", "--port", "0", "--area", "bedroom", typed=lines)
    assert run.status == 0, run
    assert "Vosk with the bundled model" in run.output
    assert "3 devices in 2 rooms on mqtt://127.0.0.1:" in run.output
    assert "The kitchen light is on." in run.output
    assert "That line is too long." in run.output
    assert "lamp is on." in run.output
    assert "the front door is locked" in run.output  # a blank line ends only what a person types
    assert "An empty line" not in run.output
    assert run.is_clean


async def test_typed_with_no_input_at_all_it_only_forgets_what_is_old(place: Place) -> None:
    place.data.mkdir()
    with Journal.open(place.data / "journal.db") as journal:
        for name, days in (("old", 401), ("new", 399)):
            journal.begin(name, datetime.now(UTC) - timedelta(days=days))
    run = await place.run("run", "--port", "0", "--text")
    assert run.status == 0, run
    assert run.is_clean
    with Journal.open(place.data / "journal.db") as journal:
        assert [turn.id for turn in journal.recent()] == ["new"]


@pytest.mark.slow
async def test_with_its_input_closed_it_plays_the_tour(place: Place) -> None:
    place.environment.pop("ASSISTANT_HOME_FILE")
    tour = await place.run("run", "--port", "0")
    assert tour.status == 0, tour
    assert "recordings played" in tour.output
    assert tour.is_clean


async def test_in_a_narrow_terminal_help_cuts_nothing(tmp_path: Path) -> None:
    told = await Place(tmp_path, environment={"COLUMNS": "60"}).run("run", "--help")
    assert told.status == 0
    assert "…" not in told.output
    assert "ASSISTANT_HOME_FILE" in told.output
    assert max(map(len, told.output.splitlines())) <= 60


def test_what_people_type_is_what_python_m_runs() -> None:
    """Both take care of Ctrl-C before the command line is even imported."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["scripts"] == {"assistant": "assistant.__main__:main"}
