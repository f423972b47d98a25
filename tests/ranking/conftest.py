"""A small house and what is true around a request in it."""

from collections.abc import Callable, Mapping
from datetime import datetime

import pytest

from assistant.context import Context
from assistant.home.file import parse_home
from assistant.home.model import Home
from assistant.ranking.option import Option
from assistant.turn import Action, Candidate, Outcome, Reading, Resolution, Slots, Step, Turn
from devices.contract import State

HOUSE = {
    "areas": [{"id": name, "name": name} for name in ("lounge", "bedroom", "kitchen")],
    "devices": [
        {"id": f"{area}_{kind}", "name": name, "kind": kind, "area": area, "state": state}
        for area in ("lounge", "bedroom")
        for kind, name, state in (
            ("light", "lamp", {"state": "off"}),
            ("fan", "fan", {"state": "off"}),
            ("climate", "heater", {"state": "off", "current_temperature": 20}),
        )
    ]
    + [
        {"id": "tv", "name": "tv", "kind": "media_player", "class": "tv", "area": "lounge"},
        {"id": "pod", "name": "pod", "kind": "media_player", "class": "speaker", "area": "lounge"},
        {"id": "blinds", "name": "blinds", "kind": "cover", "class": "blind", "area": "lounge"},
        {"id": "garage", "name": "garage door", "kind": "cover", "class": "garage"},
        {"id": "front", "name": "front door", "kind": "lock"},
        {"id": "back", "name": "back door", "kind": "lock"},
        {"id": "night", "name": "night light", "kind": "light", "area": "bedroom"},
        {"id": "coffee", "name": "coffee maker", "kind": "coffee_maker", "area": "kitchen"},
        {"id": "oven", "name": "oven", "kind": "oven", "area": "kitchen"},
        {"id": "alarm", "name": "alarm", "kind": "alarm_clock", "area": "bedroom"},
        {"id": "moves", "name": "m", "kind": "binary_sensor", "class": "motion", "area": "lounge"},
        {"id": "lux", "name": "lux", "kind": "sensor", "class": "illuminance", "area": "lounge"},
    ],
}

Around = Callable[..., Context]
Meant = Callable[..., Option]


@pytest.fixture(scope="session")
def house() -> Home:
    return parse_home(HOUSE, "house")


@pytest.fixture(scope="session")
def around(house: Home) -> Around:
    """`around(lounge_light={"state": "on"}, area="lounge")`: states by id, the rest by key."""

    def context(
        *,
        area: str | None = None,
        at: str = "2026-03-02T12:00",
        history: tuple[Turn, ...] = (),
        **states: State,
    ) -> Context:
        known: Mapping[str, State] = {device.id: device.state for device in house.devices}
        return Context(
            home=house,
            states={**known, **states},
            now=datetime.fromisoformat(at),
            area=area,
            history=history,
        )

    return context


@pytest.fixture(scope="session")
def meant(house: Home) -> Meant:
    """`meant("HassTurnOff", "tv")`: an option; its probability is half the words' unless given."""

    def option(
        intent: str, *devices: str, text: str = "", p: float = 0.45, presumes: bool = False,
        **slots: str | float,
    ) -> Option:  # fmt: skip
        values: Slots = slots
        return Option(
            reading=Reading(
                intent=intent, slots=values, probability=p, matched_by="test", text=text
            ),
            devices=tuple(house.device_by_id[device] for device in devices),
            probability=p,
            presumes=presumes,
        )

    return option


@pytest.fixture(scope="session")
def turn_about() -> Callable[..., Turn]:
    """An earlier turn that moved these devices."""

    def turn(*devices: str) -> Turn:
        reading = Reading(
            intent="HassTurnOn", slots={}, probability=0.97, matched_by="test", text="earlier"
        )
        actions = tuple(
            Action(device=one, service="turn_on", data={}, result="confirmed", took_ms=1.0)
            for one in devices
        )
        found = Candidate(reading=reading, devices=devices, probability=0.97)
        events = (
            Resolution(decision="act", candidates=(found,)),
            Outcome(kind="action_done", reply="", intent="HassTurnOn", actions=actions),
        )
        return Turn("t", [Step(type="x", at_ms=0.0, took_ms=0.0, event=one) for one in events])

    return turn
