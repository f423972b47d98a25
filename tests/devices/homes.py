"""Small homes for the tests of the devices."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import yaml

from assistant.memory_bus import MemoryBroker
from devices.clock import HomeClock
from devices.contract import Device, Message, State, normalise_state
from devices.house import House

HOME_FILE = Path(__file__).parents[2] / "home.yaml"
MORNING = datetime(2026, 3, 2, 7, 30)


def device(kind: str, device_id: str = "", **state: object) -> Device:
    """One device whose id is its kind unless told."""
    return Device(
        id=device_id or kind, name=kind.replace("_", " "), kind=kind, area="room",
        state=normalise_state(kind, state),
    )  # fmt: skip


def default_devices() -> tuple[Device, ...]:
    """The devices of the default home."""
    rows = yaml.safe_load(HOME_FILE.read_text(encoding="utf-8"))["devices"]
    return tuple(
        Device(
            id=row["id"],
            name=row["name"],
            kind=row["kind"],
            device_class=row.get("class"),
            area=row.get("area"),
            state=normalise_state(row["kind"], row.get("state", {})),
        )
        for row in rows
    )


def default_areas() -> dict[str, str]:
    rows = yaml.safe_load(HOME_FILE.read_text(encoding="utf-8"))["areas"]
    return {row["id"]: row["name"] for row in rows}


def house_of(*devices: Device, broker: MemoryBroker, **options: object) -> House:
    """A house in one room, on a clock that stands still."""
    settings: dict[str, object] = {
        "areas": {"room": "room"},
        "connect": broker.connect,
        "clock": HomeClock(MORNING, speed=0),
    }
    return House(devices, **{**settings, **options})  # type: ignore[arg-type]


class Remote:
    """Presses buttons and remembers what the house said."""

    def __init__(self, broker: MemoryBroker) -> None:
        self.broker = broker
        self.heard: list[Message] = []

    def press(self, topic: str, payload: str, *, retain: bool = False) -> None:
        self.broker.deliver(Message(topic=topic, payload=payload, retain=retain))

    def retained(self, topic: str) -> str | None:
        found = self.broker.retained.get(topic)
        return None if found is None else found.payload


@asynccontextmanager
async def running(*devices: Device, **options: object) -> AsyncIterator[tuple[House, Remote]]:
    """A house that is up, and a remote control for it."""
    broker = MemoryBroker()
    async with house_of(*devices, broker=broker, **options) as house:
        yield house, Remote(broker)


def without_none(state: State) -> dict[str, object]:
    return {name: value for name, value in state.items() if value is not None}
