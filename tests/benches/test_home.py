"""The benchmark of a large home measures what it says."""

import asyncio
from collections import Counter

import pytest

from assistant.live import LiveHome
from assistant.memory_bus import MemoryBroker
from benches import home as bench
from devices.contract import check_command

FOUND = bench.Found(
    start_seconds=2.0,
    took_seconds=0.5,
    busy_ms=(10.0, 20.0, 30.0, 40.0),
    single_ms=(2.0, 4.0),
    unanswered=0,
    resident_mb=150.0,
)


def test_rows_have_the_names_of_the_issue() -> None:
    rows = {(row.measure, row.set): row for row in bench.rows(FOUND, 1000, "mosquitto")}
    rate = rows["confirmed_per_second", "1000 devices, 32 at once"]
    assert (rate.value, rate.n, rate.peer) == (8.0, 4, "mosquitto")
    assert rows["confirm_p99_ms", "1000 devices, 32 at once"].value == pytest.approx(39.7)
    assert rows["confirm_p99_ms", "1000 devices, one at a time"].n == 2
    assert rows["resident_mb", "1000 devices"].value == 150.0


def test_the_home_is_mixed_and_its_ids_are_its_own() -> None:
    devices = bench.devices_for(1000)
    kinds = Counter(device.kind for device in devices)
    assert len({device.id for device in devices}) == 1000
    assert all(device.id.startswith(bench.PREFIX) for device in devices)
    assert kinds == {kind: 50 * share for kind, (share, _) in bench.MIXTURE.items()}


@pytest.mark.parametrize("kind", list(bench.DEEDS))
def test_a_deed_changes_something_each_time(kind: str) -> None:
    device = next(device for device in bench.devices_for(20) if device.kind == kind)
    command, until = bench.DEEDS[kind](device, device.state)
    assert not until(device.state)
    check_command(kind, command.service, command.data)


@pytest.mark.parametrize("peer", ["ours", "mosquitto"])
async def test_a_small_home_confirms_everything(peer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where = bench.mosquitto() if peer == "mosquitto" else None
    if peer == "mosquitto" and where is None:
        pytest.skip("mosquitto is not installed: apt-get install mosquitto")
    monkeypatch.setattr(bench, "WARM_UP", 5)
    found = await bench._run_home(bench.Task(20, 30, 3), peer, where)
    assert (len(found.busy_ms), len(found.single_ms), found.unanswered) == (30, 3, 0)
    assert found.resident_mb > 20


async def test_nothing_is_left_on_somebody_elses_broker() -> None:
    broker, devices = MemoryBroker(), bench.devices_for(40)
    task = bench.Task(40, 20, 2)
    await bench._command_everything(devices, broker.connect, task, None)
    await bench._leave_no_trace(devices, broker.connect)
    left = []
    async with broker.connect("looker") as link:
        await link.subscribe("#")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                async for message in link:
                    left.append(message.topic)
    assert left == []


async def test_a_home_that_does_not_appear_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    async def nobody(self: LiveHome, timeout_seconds: float) -> tuple[str, ...]:
        return ("bench_00000",)

    monkeypatch.setattr(LiveHome, "wait_until_known", nobody)
    with pytest.raises(TimeoutError, match="1 of 20 devices did not appear"):
        await bench._command_everything(
            bench.devices_for(20), MemoryBroker().connect, bench.Task(20, 1, 1), None
        )
