"""The browser's own microphone: a conversation of its own, over a socket of its own."""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from assistant.audio.fed import FedSource
from assistant.audio.health import Health
from assistant.conversation.conversation import Conversation, ConversationSettings
from assistant.conversation.mouth import Mouth
from assistant.conversation.signals import Watcher, watched_by
from assistant.hearing import Ears
from assistant.learning.codec import from_json
from assistant.pipeline import Origin
from assistant.web.audience import Audience
from assistant.web.browser_audio import BrowserPlayer, Send
from assistant.web.house import HouseView
from assistant.web.limits import MOST_MICROPHONES, Bucket, Full, Places

SLOWEST_RATE, FASTEST_RATE = 8_000, 96_000
"""Hertz."""
BEGIN_SECONDS = 5.0
"""A page that says nothing takes nobody's place longer than this."""
BEHIND_SECONDS = 10.0
"""So much audio may come at once, after a pause of the network."""
CHECK_SECONDS = 3.0
_TRY_AGAIN_LATER = 1013
_POLICY_VIOLATION = 1008
_BROKEN = 1011

logger = logging.getLogger(__name__)


Notice = TypeVar("Notice", "Begin", "Played")


class NotAudio(ValueError):
    """What came is not what was agreed on; the text says what was expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """The first message: how the browser records, and where it stands."""

    rate: int
    """Hertz."""
    area: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """How much of a reply was heard."""

    ms: float


MakeSource: TypeAlias = Callable[[int], FedSource]


def browser_source(rate: int) -> FedSource:
    """What a browser that records at this rate (hertz) is heard through."""
    return FedSource(rate, "browser")


@dataclass(slots=True)
class MicrophonePage:
    """Serves the microphones of open pages."""

    house: HouseView
    audience: Audience
    ears: Ears
    talking: ConversationSettings = field(default_factory=ConversationSettings)
    make_source: MakeSource = browser_source
    """Makes the source for one browser, from the rate that it records in."""
    _places: Places = field(default_factory=lambda: Places(MOST_MICROPHONES))

    async def serve(self, websocket: WebSocket) -> None:
        await websocket.accept()
        try:
            with self._places.one():
                await self._listen(websocket)
        except Full:
            await websocket.close(_TRY_AGAIN_LATER, "too many microphones are in use")

    async def _listen(self, websocket: WebSocket) -> None:
        try:
            await self._converse(websocket, _begin(await _first_message(websocket)))
        except* NotAudio as group:
            why = str(group.exceptions[0])
            logger.warning("a browser's microphone was switched off: %s", why)
            await websocket.close(_POLICY_VIOLATION, why[:100])
        except* WebSocketDisconnect:
            pass

    async def _converse(self, websocket: WebSocket, begin: Begin) -> None:
        source = self.make_source(begin.rate)
        send = _sender(websocket)
        player = BrowserPlayer(send)
        ears = await asyncio.to_thread(self.ears.another_pair)
        area = begin.area if begin.area in self._areas() else self.house.assistant.area
        conversation = Conversation(
            self.house.assistant.pipeline,
            ears,
            source,
            Mouth(player, self.audience.watch),
            Origin(source="microphone", area=area),
            settings=self.talking,
            arbiter=self.house.assistant.arbiter,
            watcher=self._watcher(area),
        )
        incoming = _Incoming(websocket, source, player, begin.rate)
        async with asyncio.TaskGroup() as tasks:
            listening = tasks.create_task(_until_it_ends(conversation, websocket))
            try:
                await send('{"is":"Ready"}')
                await incoming.take_all()
            finally:
                listening.cancel()

    def _watcher(self, area: str | None) -> Watcher:
        ducking = self.house.assistant.ducking
        if ducking is None:
            return self.audience.watch
        return watched_by(self.audience.watch, ducking.watcher(area))

    def _areas(self) -> Mapping[str, object]:
        return self.house.assistant.live.mirror.home.area_by_id


async def _until_it_ends(conversation: Conversation, websocket: WebSocket) -> None:
    """What breaks it is told to the page, which can begin anew."""
    try:
        await conversation.run()
    except WebSocketDisconnect:
        return  # whoever reads notices it too
    except Exception:
        logger.exception("the conversation with a browser broke")
        await websocket.close(_BROKEN, "something went wrong here")


class _Incoming:
    """What the browser sends, held to what it has announced."""

    def __init__(
        self, websocket: WebSocket, source: FedSource, player: BrowserPlayer, rate: int
    ) -> None:
        self._websocket = websocket
        self._source = source
        self._player = player
        self._rate = rate
        self._bucket = Bucket(2 * rate * 1.25, 2 * rate * BEHIND_SECONDS)
        self._began = asyncio.get_running_loop().time()
        self._samples = 0
        self._checked = False
        self._complaints: list[str] = []
        source.health = Health("browser", self._complaints.append, CHECK_SECONDS)

    async def take_all(self) -> None:
        """Until the browser is gone; raises NotAudio for what is none."""
        while True:
            message = await _message(self._websocket)
            if isinstance(message, str):
                self._player.note_played(_read(message, Played).ms)
                continue
            if len(message) % 2:
                raise NotAudio("16-bit samples are needed, and these are an odd number of bytes")
            if not self._bucket.take(len(message)):
                raise NotAudio(f"more comes than {self._rate} samples a second")
            self._source.feed(message)
            self._count(len(message) // 2)
            while self._complaints:
                await self._complain(self._complaints.pop(0))

    def _count(self, samples: int) -> None:
        """After a few seconds, see once whether as many come as were announced."""
        if self._checked:
            return
        self._samples += samples
        passed = asyncio.get_running_loop().time() - self._began
        if passed < CHECK_SECONDS:
            return
        self._checked = True
        share = self._samples / self._rate / passed
        if share < 0.6:
            self._complaints.append(f"Only {share:.0%} of the announced samples come.")

    async def _complain(self, text: str) -> None:
        logger.warning("a browser's microphone: %s", text)
        await _sender(self._websocket)(json.dumps({"is": "Trouble", "text": text}))


def _sender(websocket: WebSocket) -> Send:
    """Sends text or bytes; raises WebSocketDisconnect once the browser is gone."""

    async def send(message: str | bytes) -> None:
        if websocket.application_state is not WebSocketState.CONNECTED:
            raise WebSocketDisconnect
        if isinstance(message, str):
            await websocket.send_text(message)
        else:
            await websocket.send_bytes(message)

    return send


async def _first_message(websocket: WebSocket) -> str | bytes:
    try:
        async with asyncio.timeout(BEGIN_SECONDS):
            return await _message(websocket)
    except TimeoutError as error:
        raise NotAudio("nothing came") from error


async def _message(websocket: WebSocket) -> str | bytes:
    message = await websocket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1006))
    text = message.get("text")
    return text if text is not None else message.get("bytes") or b""


def _begin(message: str | bytes) -> Begin:
    begin = _read(message, Begin)
    if not SLOWEST_RATE <= begin.rate <= FASTEST_RATE:
        raise NotAudio(f"rate: {SLOWEST_RATE} to {FASTEST_RATE} hertz, got {begin.rate}")
    return begin


def _read(message: str | bytes, kind: type[Notice]) -> Notice:
    """Raises NotAudio."""
    try:
        found = json.loads(message) if isinstance(message, str) else None
        return from_json(kind, found)
    except (ValueError, RecursionError) as error:
        raise NotAudio(f"{kind.__name__} was expected: {error}") from error
