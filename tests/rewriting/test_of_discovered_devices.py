"""What was learned about devices that no home file names stays learned."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.app import open_assistant
from assistant.broker_url import BrokerUrl
from assistant.bus import Bus
from assistant.discovered import DiscoveredError, keep_discovered, with_discovered
from assistant.home.file import parse_home
from assistant.home.mirror import Mirror
from assistant.home.model import Home
from assistant.learning.markov.states import guarded_devices
from assistant.learning.rewriting.store import Store
from assistant.mqtt import MqttConnector
from assistant.settings import Settings
from devices.broker import EmbeddedBroker
from devices.contract import Device, announce
from tests.home.test_mirror import foreign
from tests.rewriting.tables import rewrite, table
from tests.rewriting.test_commands import said

ROOMS = {"areas": [{"id": "office", "name": "office"}]}
LAMP = foreign(device={"name": "Reading Lamp", "suggested_area": "office"})
LEARNED = rewrite("turn on the glow", "turn on the reading lamp")


def mirror_of(home: Home) -> Mirror:
    return Mirror(home, clock=lambda: 0.0)


@pytest.mark.slow
def test_the_night_keeps_what_was_learned_about_them(tmp_path: Path) -> None:
    file = tmp_path / "home.yaml"
    file.write_text("areas: [{id: office, name: office}]\ndevices: []\n")
    mirror = mirror_of(parse_home(ROOMS, "home"))
    mirror.feed(LAMP)
    keep_discovered(mirror, tmp_path / "discovered.json")
    store = Store(tmp_path / "learned.json")
    now = datetime.now(UTC)
    store.save(table(replace(LEARNED, devices=("0x1_light",), learned=now, used=now)))
    said(tmp_path, "learn", "--home", str(file))
    assert [one.status for one in store.load().table.rewrites] == ["live"]


def test_the_home_file_says_what_its_own_devices_are(tmp_path: Path) -> None:
    file = tmp_path / "discovered.json"
    known = parse_home({**ROOMS, "devices": [{"id": "desk", "name": "desk", "kind": "light"}]}, "h")
    mirror = mirror_of(known)
    lock = Device(id="gate", name="gate", kind="lock", area="office")
    mirror.feed(announce(lock, "office"))
    mirror.feed(announce(Device(id="desk", name="x", kind="light"), None))
    keep_discovered(mirror, file)
    home = with_discovered(known, file)
    assert [(one.id, one.name, one.kind) for one in home.devices] == [
        ("desk", "desk", "light"),
        ("gate", "gate", "lock"),
    ]
    assert guarded_devices(home) == {"gate"}
    named_since = replace(known, devices=(replace(known.devices[0], id="gate"),))
    assert with_discovered(named_since, file) == named_since


def test_a_home_without_any_keeps_no_file_and_one_that_is_damaged_is_told(tmp_path: Path) -> None:
    file, home = tmp_path / "discovered.json", parse_home(ROOMS, "home")
    keep_discovered(mirror_of(home), file)
    assert not file.exists()
    assert with_discovered(home, file) == home
    file.write_text("{")
    with pytest.raises(DiscoveredError, match=r"discovered\.json"):
        with_discovered(home, file)
    keep_discovered(mirror_of(home), file)
    assert with_discovered(home, file) == home


@pytest.mark.slow
async def test_they_are_known_from_the_start_on(tmp_path: Path) -> None:
    (tmp_path / "home.yaml").write_text("devices: []")
    async with EmbeddedBroker(0) as broker:
        async with Bus(MqttConnector(BrokerUrl.parse(broker.url)), client_id="maker") as maker:
            await maker.wait_connected(5)
            await maker.publish(LAMP)
        settings = Settings(
            home_file=tmp_path / "home.yaml", data_dir=tmp_path, broker=broker.url, page=False
        )
        async with open_assistant(settings, lambda _line: None, simulate=True):
            pass
    home = with_discovered(Home(), settings.discovered_file)
    assert [device.name for device in home.devices] == ["Reading Lamp"]
