"""Whatever is wrong: one clear line, status 2, nothing of our inside, nothing lost."""

import asyncio
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.bus.brokers import free_port, mosquitto_with_password
from tests.cli.program import HOME, Ended, Place

BROKEN = {
    "wrong key": (
        HOME.replace("name: kitchen, ", "nmae: kitchen, "),
        ":4:", "areas[0].nmae", "did you mean 'name'",
    ),
    "duplicate id": (HOME.replace("id: front_door", "id: bedroom_lamp"), ":9:", "is already"),
    "unknown area": (
        HOME.replace("area: bedroom", "area: bedrom"),
        ":8:", "no area 'bedrom'; did you mean 'bedroom'",
    ),
    "unknown kind": (HOME.replace("kind: lock", "kind: lokc"), ":9:", "did you mean 'lock'"),
    "wrong state": (HOME.replace("locked}", "ajar, brightness: high}"), ":9:", "state"),
    "not YAML": (HOME + "devices: [unclosed\n", "home.yaml:"),
    "empty": ("", "is empty"),
    "binary": ("\0\1\2", "home.yaml"),
}  # fmt: skip


def told_once(ended: Ended, *words: str) -> None:
    """One line on the error stream, nothing else, status 2."""
    assert ended.status == 2, ended
    assert ended.output == ""
    lines = [line for line in ended.errors.splitlines() if not line.startswith("  ")]
    assert len(lines) == 1, ended.errors
    assert ended.is_clean
    for word in words:
        assert word in ended.errors


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_home_is_told_with_file_and_line(place: Place, what: str) -> None:
    text, *words = BROKEN[what]
    file = place.folder / "home.yaml"
    file.write_text(text)
    told_once(place.inside("home"), "error: ", str(file), *words)
    assert file.read_text() == text


def test_all_that_is_wrong_is_told_at_once(place: Place) -> None:
    file = place.folder / "home.yaml"
    file.write_text(HOME.replace("kind: lock", "knid: lock").replace("area: bed", "area: bad"))
    told = place.inside("home")
    assert told.status == 2
    lines = told.errors.removeprefix("error: ").splitlines()
    assert [line.removeprefix(f"{file}:").split(":")[0] for line in lines] == ["8", "9", "9"]
    assert "did you mean 'kind'" in told.errors


def test_every_command_that_needs_the_home_tells_it(place: Place) -> None:
    file = place.folder / "home.yaml"
    file.write_text(BROKEN["unknown area"][0])
    cases = place.folder / "cases.yaml"
    cases.write_text("- say: hello\n")
    for command in (("home",), ("devices",), ("say", "hello"), ("replay", str(cases))):
        told_once(place.inside(*command), f"{file}:8:")
    doctor = place.inside("doctor")
    assert doctor.status == 1
    assert f"{file}:8:" in doctor.output


async def test_a_home_that_is_not_there(place: Place) -> None:
    file = place.folder / "home.yaml"
    file.unlink()
    run = await place.run("run")
    assert run.status == 2
    assert f"error: {file}: cannot be read: No such file" in run.errors
    assert run.is_clean


def test_a_speech_model_that_is_not_there(place: Place) -> None:
    for model in ("/no/such/model", "vosk-model-nobody"):
        told_once(
            place.inside("run", "--text", "--model", model),
            f"error: --model '{model}': no such folder",
            "there are: ",
            "vosk-home-small, pocketsphinx",
        )
    cases = place.folder / "cases.yaml"
    cases.write_text("- say: hello\n")
    told_once(place.inside("replay", str(cases), "--model", "/no/such/model"), "--model")


async def test_a_speech_model_that_is_damaged_is_passed_over(place: Place) -> None:
    damaged = place.folder / "model"
    damaged.mkdir()
    run = await place.run("run", "--text", "--port", "0", "--model", str(damaged))
    assert run.status == 0
    assert f"{damaged} cannot be used" in run.output
    assert "Vosk with the bundled model" in run.output
    assert run.is_clean


@pytest.mark.parametrize("option", ["--stt", "--tts"])
def test_a_service_at_no_address(place: Place, option: str) -> None:
    told_once(place.inside("run", option, "whisper"), f"{option} 'whisper'", "tcp://HOST:PORT")


def test_settings_that_cannot_be(place: Place) -> None:
    area = place.inside("say", "--area", "attic", "hello")
    told_once(area, "--area 'attic': no such area", "kitchen, bedroom")
    url = place.inside("say", "--broker", "http://broker", "hello")
    told_once(url, "'http://broker' is no broker's address", "mqtt://HOST")
    secret = place.inside("devices", "--broker", "mqtt://anna:geheim@broker:port")
    told_once(secret, "the port must be a number")
    assert "geheim" not in secret.errors
    open_to_all = place.inside("home", "--port", "0", "--broker-host", "0.0.0.0")
    told_once(open_to_all, "--broker-host 0.0.0.0", "ASSISTANT_MQTT_PASSWORD", "at least 8")
    for wrong_from_the_start in (
        ("--broker", "http://broker"),
        ("--broker-host", "0.0.0.0"),
        ("--area", "attic"),
    ):
        told_once(place.inside("run", *wrong_from_the_start), wrong_from_the_start[1])
    for wrong in (("--port", "99999"), ("--port", "-1"), ("--speed", "0"), ("--speed", "fast")):
        refused = place.inside("home", *wrong)
        assert refused.status == 2
        assert "Invalid value" in refused.errors


def test_a_wake_word_that_is_not_there(place: Place) -> None:
    for command in (
        ("run", "--wake-word", "hey_nobody"),
        ("enrol", "--word", "hey_nobody", "anna", "anna.wav"),
    ):
        told_once(
            place.inside(*command),
            "error: wake word 'hey_nobody'",
            "there are hey_jarvis, alexa, hey_mycroft, or give the path of an .onnx model",
        )


def test_a_page_at_no_address(place: Place) -> None:
    told = place.inside("run", "--page-host", "nobody.invalid")
    told_once(told, "the page cannot be served on nobody.invalid", "choose another --page-port")
    assert "Unknown error" not in told.errors


@contextmanager
def taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("--port", "port {port} is in use, perhaps by another MQTT broker: use that one with"),
        ("--page-port", "the page cannot be served on 127.0.0.1, port {port}"),
    ],
)
def test_a_port_in_use_is_told_before_anything_is_loaded(
    place: Place, option: str, told: str
) -> None:
    with taken() as port:
        run = place.inside("run", "--port", "0", option, str(port))
    assert run.status == 2
    assert told.format(port=port) in run.errors
    assert run.is_clean
    assert "speech:" not in run.output
    assert not place.running_file.exists()


def test_a_journal_that_is_not_there_is_told_and_not_made(place: Place) -> None:
    absent = place.folder / "absent.db"
    told_once(place.inside("learn", str(absent)), f"there is no journal at {absent}")
    told_once(
        place.inside("learned", "import", str(absent)),
        f"error: {absent}: No such file or directory",
    )
    assert not absent.exists()


def test_nothing_said_is_no_request(place: Place) -> None:
    said = place.inside("say", "")
    assert said.status == 2
    assert "there is nothing in it" in said.errors
    assert not place.data.exists()


def test_a_port_in_use_by_another_home(place: Place) -> None:
    with taken() as port:
        told_once(place.inside("home", "--port", str(port)), f"port {port} is in use")


async def test_a_broker_that_is_not_there_is_told_while_it_is_tried(place: Place) -> None:
    absent = f"mqtt://127.0.0.1:{free_port()}"
    async with await place.start("say", "--broker", absent, "hello") as said:
        told = await said.first_error()
        said.signal(signal.SIGINT)
        ended = await said.ended()
    assert told.startswith(f"no MQTT broker answers at {absent}")
    assert "trying for 10 seconds" in told
    assert ended.status == 130
    assert ended.errors == told


@pytest.mark.slow
async def test_a_broker_that_is_not_there_or_refuses_is_given_up(place: Place) -> None:
    absent = f"mqtt://127.0.0.1:{free_port()}"
    strict = await mosquitto_with_password(place.folder)
    place.environment["ASSISTANT_MQTT_PASSWORD"] = "geheim"
    place.environment["ASSISTANT_MQTT_USERNAME"] = "anna"
    try:
        alone, refused = await asyncio.gather(
            place.run("say", "--broker", absent, "turn on the kitchen light"),
            place.run("devices", "--broker", f"mqtt://127.0.0.1:{strict.port}"),
        )
    finally:
        await strict.stop()
    assert alone.status == refused.status == 2
    assert alone.is_clean
    assert refused.is_clean
    _, given_up = alone.errors.splitlines()
    assert given_up.startswith(f"error: no MQTT broker answers at {absent}")
    assert "refused the user name or password" in refused.errors
    assert "ASSISTANT_MQTT_PASSWORD" in refused.errors
    assert "geheim" not in refused.errors


def test_a_data_folder_that_cannot_be_used_costs_the_memory_only(place: Place) -> None:
    (place.folder / "data").write_text("a file in its place")
    said = place.inside("say", "turn on the kitchen light")
    assert said.status == 0, said
    assert said.is_clean
    assert "unrecorded" in said.errors
    assert place.data.read_text() == "a file in its place"


def test_a_journal_that_is_none_any_more_is_set_aside(place: Place) -> None:
    place.data.mkdir()
    (place.data / "journal.db").write_text("not a database " * 100)
    said = place.inside("say", "turn on the kitchen light")
    assert said.status == 0, said
    assert "damaged" in said.errors
    assert list(place.data.glob("journal.db.damaged-*"))
    assert "turn on the kitchen light" in place.inside("journal").output
