"""Serves the page from inside the assistant's own process."""

import asyncio
import contextlib
import os
import secrets
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.routing import WebSocketRoute
from starlette.types import ASGIApp

from assistant.app import Assistant, Tell
from assistant.background import beside
from assistant.conversation.conversation import ConversationSettings
from assistant.hearing import Ears
from assistant.settings import PAGE_PORT, Settings, SettingsError
from assistant.web.audience import Audience
from assistant.web.follow import Follower
from assistant.web.guard import access_for
from assistant.web.house import HouseView
from assistant.web.limits import LARGEST_MESSAGE_BYTES, MOST_CONNECTIONS
from assistant.web.live import LivePage
from assistant.web.microphone import MakeSource, MicrophonePage, browser_source
from assistant.web.past import Past
from assistant.web.site import site
from devices.loopback import is_loopback
from devices.whole_file import in_words

SHORTEST_TOKEN = 16
_CLOSING_SECONDS = 2


@asynccontextmanager
async def open_page(
    settings: Settings,
    assistant: Assistant,
    audience: Audience,
    tell: Tell,
    ears: Ears | None = None,
    make_source: MakeSource = browser_source,
) -> AsyncIterator[None]:
    """The page, for as long as the block runs; its address is told.

    With ears it can be spoken to through the browser.
    Raises SettingsError when it cannot be where it was wanted.
    """
    if not settings.page:
        yield
        return
    token = _token(settings)
    listening = _listen(settings)
    house = HouseView(assistant, settings.wake_words, hears=ears is not None)
    follower = Follower(house, audience)
    live = LivePage(house, audience, follower)
    routes = list(Past(settings, lambda: assistant.live.mirror.home).routes())
    if ears is not None:
        talking = ConversationSettings(
            follow_up_seconds=settings.follow_up_seconds, wake_tone=settings.wake_tone
        )
        microphone = MicrophonePage(house, audience, ears, talking, make_source)
        routes.append(WebSocketRoute("/microphone", microphone.serve))
    app = site(access_for(settings.page_host, token), live, *routes)
    async with _serving(app, listening), beside(follower.follow(), "page-follower"):
        tell(f"The page is at {_address(settings, listening, token)}")
        yield


def check_page(settings: Settings) -> None:
    """Raise at once what `open_page` would raise later: a port that cannot be had."""
    if settings.page:
        _listen(settings).close()


def _token(settings: Settings) -> str | None:
    """None on loopback; elsewhere the person's own, or one that is made now and kept."""
    if is_loopback(settings.page_host):
        return None
    if settings.page_token is not None:
        if len(settings.page_token) < SHORTEST_TOKEN:
            raise SettingsError(
                f"ASSISTANT_PAGE_TOKEN has {len(settings.page_token)} characters: "
                f"at least {SHORTEST_TOKEN} are needed"
            )
        return settings.page_token
    file = settings.page_token_file
    with contextlib.suppress(OSError):
        if len(kept := file.read_text("utf-8").strip()) >= SHORTEST_TOKEN:
            return kept
    made = secrets.token_urlsafe(24)
    with contextlib.suppress(OSError):  # then the next start has another one
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(made, "utf-8")
    return made


def _listen(settings: Settings) -> socket.socket:
    """On the wanted port; on a free one when nobody asked for one and the usual is taken."""
    host = settings.page_host
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    ports = (PAGE_PORT, 0) if settings.page_port is None else (settings.page_port,)
    for port in ports:
        try:
            return socket.create_server((host, port), family=family)
        except OSError as error:
            is_of_the_system = (error.errno or 0) > 0  # a name that nobody knows has another number
            told = os.strerror(error.errno or 0) if is_of_the_system else in_words(error)
            why = told.partition(" (while")[0]
    raise SettingsError(
        f"the page cannot be served on {host}, port {ports[0]} ({why}): "
        "choose another --page-port or --page-host, or --no-page"
    )


def _address(settings: Settings, listening: socket.socket, token: str | None) -> str:
    port = listening.getsockname()[1]
    host = settings.page_host
    if host in ("0.0.0.0", "::"):  # everywhere, which is no place to go to
        host = socket.gethostname()
    host = f"[{host}]" if ":" in host else host
    return f"http://{host}:{port}/" + (f"?token={token}" if token else "")


class _Server(uvicorn.Server):
    """Leaves signals to the program around it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def _serving(app: ASGIApp, listening: socket.socket) -> AsyncIterator[None]:
    config = uvicorn.Config(
        app,
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=MOST_CONNECTIONS,
        ws_max_size=LARGEST_MESSAGE_BYTES,
        timeout_graceful_shutdown=_CLOSING_SECONDS,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listening]), name="page")
    try:
        yield
    finally:
        server.should_exit = True
        await task
        listening.close()
