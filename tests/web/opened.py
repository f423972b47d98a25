"""A page that is really served, on a home in memory, and a client that talks to it."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect

from assistant.app import Assistant
from assistant.broker_url import BrokerUrl
from assistant.hearing import Ears
from assistant.household import Household
from assistant.learning.journal import Journal
from assistant.learning.recordings import Recordings
from assistant.settings import Settings
from assistant.testing import AnyHome, HomeUnderTest, home_of
from assistant.web.audience import Audience
from assistant.web.server import open_page

PATIENCE_SECONDS = 180.0
HOME = {
    "floors": [{"id": "ground", "name": "ground floor"}],
    "areas": [
        {"id": "kitchen", "name": "kitchen", "floor": "ground"},
        {"id": "hall", "name": "hall", "floor": "ground"},
    ],
    "devices": [
        {
            "id": "kitchen_light",
            "name": "kitchen light",
            "kind": "light",
            "area": "kitchen",
            "state": {"state": "off", "brightness": 255},
        },
        {"id": "kettle", "name": "kettle", "kind": "switch", "area": "kitchen"},
        {
            "id": "front_door",
            "name": "front door",
            "kind": "lock",
            "area": "hall",
            "state": {"state": "locked"},
        },
        {"id": "nasty", "name": "<img src=x onerror=alert(1)>", "kind": "switch", "area": "hall"},
    ],
    "people": [{"id": "anna", "name": "Anna"}],
}
Told = dict[str, Any]


class PageClient:
    """One open page, as its script would see it."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.told: list[Told] = []

    async def send(self, **order: object) -> None:
        await self.socket.send(json.dumps(order))

    async def until(self, wanted: Callable[[Told], object]) -> Told:
        """The first message from now on that fits."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                message: Told = json.loads(await self.socket.recv())
                self.told.append(message)
                if wanted(message):
                    return message

    async def device(self, device_id: str, wanted: Callable[[Told], object]) -> Told:
        """The device as it is told when it fits."""

        def changed(message: Told) -> Told | None:
            views = message.get("devices", ())
            return next((v for v in views if v["id"] == device_id and wanted(v)), None)

        found = changed(await self.until(changed))
        assert found is not None
        return found


@dataclass(frozen=True)
class Opened:
    """A served page and the home behind it."""

    home: HomeUnderTest
    audience: Audience
    address: str
    """With the token, where there is one."""

    @property
    def origin(self) -> str:
        return self.address.partition("?")[0].rstrip("/")

    @asynccontextmanager
    async def page(self, path: str = "/live", **options: Any) -> AsyncIterator[PageClient]:
        options.setdefault("origin", self.origin)
        async with connect(f"{self.origin.replace('http', 'ws', 1)}{path}", **options) as socket:
            yield PageClient(socket)

    def http(self, **options: Any) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=self.origin, trust_env=False, **options)


@asynccontextmanager
async def opened(
    tmp_path: Path, home: AnyHome = HOME, *, ears: Ears | None = None, **settings: Any
) -> AsyncIterator[Opened]:
    """The page of this home on a free port."""
    audience = Audience()
    chosen = Settings(home_file=tmp_path, data_dir=tmp_path, **{"page_port": 0, **settings})
    lines: list[str] = []
    async with AsyncExitStack() as stack:
        journal = stack.enter_context(Journal.open(chosen.journal_file))
        under_test = await stack.enter_async_context(
            home_of(
                home,
                ears=ears,
                observers=(audience.step,),
                journal=journal,
                recordings=Recordings(folder=chosen.recordings_dir, enabled=True),
            )
        )
        household = Household(
            url=BrokerUrl.parse("mqtt://127.0.0.1"), clock=under_test.clock, house=under_test.house
        )
        assistant = Assistant(
            pipeline=under_test.pipeline,
            live=under_test.live,
            household=household,
            bus=under_test.bus,
            area=None,
        )
        await stack.enter_async_context(
            open_page(chosen, assistant, audience, lines.append, ears=ears)
        )
        yield Opened(under_test, audience, lines[0].removeprefix("The page is at "))
