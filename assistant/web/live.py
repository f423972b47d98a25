"""The page's own connection: orders come in, everything that happens goes out."""

import asyncio
import logging
from collections.abc import Awaitable
from dataclasses import dataclass, field, replace

from starlette.websockets import WebSocket, WebSocketDisconnect

from assistant.pipeline import Origin
from assistant.web.audience import Audience, Watcher
from assistant.web.follow import Follower
from assistant.web.house import HouseView
from assistant.web.limits import (
    MOST_PAGES,
    MOST_REFUSED,
    MOST_UNDER_WAY,
    ORDERS_AT_ONCE,
    ORDERS_PER_SECOND,
    Bucket,
    Full,
    Places,
)
from assistant.web.messages import Told, as_text
from assistant.web.orders import Break, Order, OrderError, Pace, Say, Touch, read_order
from devices.contract import BrokerUnavailable

_TRY_AGAIN_LATER = 1013
_POLICY_VIOLATION = 1008

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class LivePage:
    """Serves every open page."""

    house: HouseView
    audience: Audience
    follower: Follower
    _places: Places = field(default_factory=lambda: Places(MOST_PAGES))
    _speaking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def serve(self, websocket: WebSocket) -> None:
        await websocket.accept()
        try:
            with self._places.one(), self.audience.watcher() as watcher:
                await self._converse(websocket, watcher)
        except Full:
            await websocket.close(_TRY_AGAIN_LATER, "too many pages are open")

    async def _converse(self, websocket: WebSocket, watcher: Watcher) -> None:
        async with asyncio.TaskGroup() as tasks:
            sending = tasks.create_task(self._send(websocket, watcher))
            orders = _Orders(self, watcher, tasks)
            try:
                while await orders.take(websocket):
                    pass
                await websocket.close(_POLICY_VIOLATION, "far too many messages")
            except (WebSocketDisconnect, RuntimeError):  # starlette's way to say it is closed
                pass
            finally:
                sending.cancel()

    async def _send(self, websocket: WebSocket, watcher: Watcher) -> None:
        try:
            while True:
                text = await watcher.next()
                if text is not None:
                    await websocket.send_text(text)
                    continue
                await websocket.send_text(as_text(self.house.whole()))
                for step in self.audience.recent:
                    await websocket.send_text(as_text(replace(step, again=True)))
        except (WebSocketDisconnect, RuntimeError):
            return  # whoever reads notices it too

    async def carry_out(self, order: Order) -> Told | None:
        """A line for the person when something did not work."""
        try:
            match order:
                case Say():
                    await self._say(order)
                case Touch():
                    return await self.house.touch(order)
                case Break():
                    told = await self.house.break_device(order)
                    self.follower.touched(order.device)
                    return told
                case Pace():
                    told = self.house.set_pace(order.speed)
                    self.follower.hurry()
                    return told
        except BrokerUnavailable as error:
            return Told(text=f"Nothing was done: {error}", tone="bad")
        return None

    async def _say(self, order: Say) -> None:
        """One turn at a time; what the pipeline has to say comes as steps."""
        assistant = self.house.assistant
        async with self._speaking:
            known = order.area in assistant.live.mirror.home.area_by_id
            area = order.area if known else assistant.area
            origin = Origin(source="text", area=area)
            await assistant.pipeline.answer(order.text.strip(), origin)


class _Orders:
    """What one page asks for: read, held to the limits, and carried out side by side."""

    def __init__(self, page: LivePage, watcher: Watcher, tasks: asyncio.TaskGroup) -> None:
        self._page = page
        self._watcher = watcher
        self._tasks = tasks
        self._bucket = Bucket(ORDERS_PER_SECOND, ORDERS_AT_ONCE)
        self._refused = 0
        self._under_way = 0

    async def take(self, websocket: WebSocket) -> bool:
        """False when this page is to be cut off."""
        text = await _text(websocket)
        if not self._bucket.take():
            self._refused += 1
            if self._refused == 1:
                logger.warning("a page sends more than %g messages a second", ORDERS_PER_SECOND)
                self._tell(Told(text="That was too much at once.", tone="bad"))
            return self._refused < MOST_REFUSED
        self._refused = 0
        try:
            order = read_order(text)
        except OrderError as error:
            logger.warning("a page sent an order that cannot be read: %s", error)
            self._tell(Told(text=f"That was not understood: {error}.", tone="bad"))
            return True
        if self._under_way >= MOST_UNDER_WAY:
            self._tell(Told(text="Please wait, this is still busy.", tone="warn"))
        else:
            self._under_way += 1
            self._tasks.create_task(self._carry_out(self._page.carry_out(order)))
        return True

    async def _carry_out(self, work: Awaitable[Told | None]) -> None:
        try:
            told = await work
        except Exception:  # one order must not take the page down
            logger.exception("an order of the page broke")
            told = Told(text="Sorry, something went wrong here.", tone="bad")
        finally:
            self._under_way -= 1
        if told is not None:
            self._tell(told)

    def _tell(self, told: Told) -> None:
        self._watcher.put(as_text(told))


async def _text(websocket: WebSocket) -> str:
    """One message; bytes are taken for text and then refused as such."""
    message = await websocket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1006))
    text = message.get("text")
    return text if isinstance(text, str) else ""
