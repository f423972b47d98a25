"""A day in the house, on a turned clock."""

import asyncio
from datetime import datetime

import pytest

from devices.clock import HomeClock
from devices.contract import Device, Value
from devices.house import House
from devices.people import whereabouts
from devices.physics import daylight_lux, outside_celsius
from tests.devices.homes import (
    MORNING,
    Remote,
    default_areas,
    default_devices,
    device,
    running,
)


async def settle(house: House) -> None:
    """Let the messages that are under way arrive."""
    for _ in range(5):
        await asyncio.sleep(0)


async def shown(house: House, remote: Remote, name: str, seconds: float = 0) -> dict[str, Value]:
    await settle(house)
    await house.advance(seconds)
    return dict(house.states()[name])


async def test_a_heater_warms_its_room_and_stops() -> None:
    heater = device("climate", state="heat", temperature=22, current_temperature=19)
    thermometer = Device(
        id="thermometer", name="t", kind="sensor", device_class="temperature", area="room",
        state={"state": 19},
    )  # fmt: skip
    async with running(heater, thermometer) as (house, remote):
        assert (await shown(house, remote, "climate", 600))["hvac_action"] == "heating"
        warm = await shown(house, remote, "climate", 4 * 3600)
        assert 21.5 <= float(str(warm["current_temperature"])) <= 22.3
        assert house.states()["thermometer"]["state"] == warm["current_temperature"]
        remote.press("home/climate/mode/set", "off")
        cold = await shown(house, remote, "climate", 8 * 3600)
        assert float(str(cold["current_temperature"])) < 20
        assert cold["hvac_action"] == "off"


async def test_an_oven_heats_up_and_cools() -> None:
    async with running(device("oven", state="off", current_temperature=20)) as (house, remote):
        remote.press("home/oven/set", '{"service": "turn_on", "temperature": 200}')
        warming = await shown(house, remote, "oven", 120)
        assert 55 <= float(str(warming["current_temperature"])) <= 70
        assert warming["action"] == "preheating"
        assert (await shown(house, remote, "oven", 600))["action"] == "holding"
        remote.press("home/oven/set", '{"service": "turn_off"}')
        assert float(str((await shown(house, remote, "oven", 1500))["current_temperature"])) < 90
        assert (await shown(house, remote, "oven", 12000))["action"] == "off"


async def test_coffee_is_brewed_kept_warm_and_forgotten() -> None:
    async with running(device("coffee_maker")) as (house, remote):
        remote.press("home/coffee_maker/set", '{"service": "brew", "drink": "latte", "cups": 2}')
        assert (await shown(house, remote, "coffee_maker", 60))["state"] == "brewing"
        assert (await shown(house, remote, "coffee_maker", 60))["state"] == "warming"
        assert (await shown(house, remote, "coffee_maker", 1900))["state"] == "off"


async def test_a_cover_travels_and_can_be_stopped() -> None:
    async with running(device("cover", state="closed", position=0)) as (house, remote):
        remote.press("home/cover/set", "OPEN")
        assert await shown(house, remote, "cover", 5) == {
            "state": "opening", "current_position": 25,
        }  # fmt: skip
        assert remote.retained("home/cover/state") == "opening"
        remote.press("home/cover/set", "STOP")
        assert (await shown(house, remote, "cover"))["state"] == "open"
        remote.press("home/cover/position/set", "90")
        assert await shown(house, remote, "cover", 13) == {
            "state": "open", "current_position": 90,
        }  # fmt: skip
        assert remote.retained("home/cover/position") == "90"


async def test_a_bolt_takes_its_time() -> None:
    async with running(device("lock", state="unlocked")) as (house, remote):
        remote.press("home/lock/set", "LOCK")
        assert (await shown(house, remote, "lock"))["state"] == "locking"
        assert (await shown(house, remote, "lock", 1))["state"] == "locked"


async def test_a_vacuum_roams_returns_and_charges() -> None:
    vacuum = device("vacuum", state="docked", battery=100)
    areas = {"kitchen": "kitchen", "hall": "hall", "garden": "garden"}
    async with running(vacuum, areas=areas) as (house, remote):
        remote.press("home/vacuum/set", "start")
        seen = set()
        for _ in range(6):
            seen.add((await shown(house, remote, "vacuum", 300)).get("area"))
        assert seen == {"kitchen", "hall"}
        low = await shown(house, remote, "vacuum", 3600)
        assert low["state"] == "docked"
        assert int(str(low["battery_level"])) < 90
        assert (await shown(house, remote, "vacuum", 7200))["battery_level"] == 100


async def test_a_vacuum_cleans_what_it_was_sent_to() -> None:
    async with running(device("vacuum", state="docked", battery=100)) as (house, remote):
        remote.press("home/vacuum/send_command/set", '{"command":"clean_area","area":["kitchen"]}')
        assert (await shown(house, remote, "vacuum", 60))["area"] == "kitchen"
        assert (await shown(house, remote, "vacuum", 500))["state"] in ("returning", "docked")


async def test_sensors_follow_the_people_and_the_sun() -> None:
    clock = HomeClock(datetime(2026, 3, 2, 3, 0), speed=0)
    home = {"areas": default_areas(), "people": ("jane", "amelia", "marvin"), "clock": clock}
    async with running(*default_devices(), **home) as (house, remote):
        motion: dict[str, set[Value]] = {}
        lux: list[float] = []
        for _ in range(48):
            await house.advance(1800)
            states = house.states()
            lux.append(float(str(states["office_daylight"]["state"])))
            for name in ("hallway_camera", "porch_camera", "nursery_monitor"):
                motion.setdefault(name, set()).add(states[name]["state"])
        assert any("on" in seen for seen in motion.values())
        assert all("off" in seen for seen in motion.values())
        assert min(lux) == 0 < max(lux)
        assert remote.retained("home/weather/state") is not None


def test_everybody_sleeps_at_night_and_the_routine_repeats() -> None:
    people, areas = ("jane", "amelia"), {"bedroom": "bedroom", "kitchen": "kitchen"}
    night = whereabouts(people, areas, datetime(2026, 3, 2, 3, 0), 0)
    assert {place.area for place in night.values()} == {"bedroom"}
    assert not any(place.awake for place in night.values())
    assert whereabouts(people, areas, MORNING, 0) == whereabouts(people, areas, MORNING, 0)
    noon = whereabouts(people, areas, datetime(2026, 3, 2, 11, 0), 0)
    assert noon["amelia"].area is None


def test_the_sky() -> None:
    assert outside_celsius(datetime(2026, 3, 2, 15)) == pytest.approx(18)
    assert outside_celsius(datetime(2026, 3, 2, 3)) == pytest.approx(6)
    assert daylight_lux(datetime(2026, 3, 2, 2)) == 0 < daylight_lux(datetime(2026, 3, 2, 12))
