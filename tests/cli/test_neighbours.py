"""Other programs on the same broker, each a process of its own."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from devices.broker import EmbeddedBroker
from tests.cli.program import PATIENCE_SECONDS, Place

BRIDGE = Path(__file__).parents[1] / "devices/zigbee_bridge.py"
pytestmark = pytest.mark.slow


@asynccontextmanager
async def zigbee2mqtt(port: int) -> AsyncIterator[None]:
    """Something that plays the bridge, on this broker."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(BRIDGE), str(port), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            assert await process.stdout.readline() == b"ready\n"
        yield
    finally:
        process.terminate()
        await process.wait()


TALK = {
    "turn on the hall lamp": "The hall lamp is on.",
    "set the hall lamp to forty percent": "The hall lamp is at 40 percent.",
    "turn off the fish tank": "The fish tank is off.",
    "set the study radiator to twenty one degrees": "21 degrees",
    "close the studio blind": "The studio blind is closing.",
    "lock the cellar door": "The cellar door is locked.",
    "is the pantry window open": "Yes",
}


async def test_devices_of_zigbee2mqtt_obey_the_voice(place: Place) -> None:
    (place.folder / "home.yaml").write_text("areas: [{id: hall, name: hall}]\n")
    typed = "".join(f"{said}\n" for said in TALK)
    async with EmbeddedBroker(0) as broker, zigbee2mqtt(broker.port):
        ended = await place.run("run", "--text", "--no-page", "--broker", broker.url, typed=typed)
    replies = [line for line in ended.output.splitlines() if line.startswith("  tts")]
    assert len(replies) == len(TALK), ended.output + ended.errors
    for expected, reply in zip(TALK.values(), replies, strict=True):
        assert expected in reply
