"""What there is to be had, and under which path."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from importlib import resources

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from assistant.web.guard import Access, Guard
from assistant.web.live import LivePage

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


def site(access: Access, live: LivePage, *more: BaseRoute) -> Guard:
    """Everything that the server answers."""
    routes = [
        *_files(),
        WebSocketRoute("/live", live.serve),
        *more,
    ]
    app = Starlette(routes=routes, exception_handlers={404: _not_here})
    return Guard(app, access)


def _files() -> Iterator[Route]:
    """The files of the page, by name and from memory: no path reaches the disk."""
    for name, content in _page().items():
        suffix = name[name.rindex(".") :]
        path = "/" if name == "index.html" else f"/{name}"
        yield Route(path, _file(content, _TYPES[suffix]), methods=["GET"])


def _page() -> Mapping[str, bytes]:
    folder = resources.files("assistant.web") / "page"
    return {
        file.name: file.read_bytes()
        for file in folder.iterdir()
        if any(file.name.endswith(suffix) for suffix in _TYPES)
    }


def _file(content: bytes, media_type: str) -> Callable[[Request], Awaitable[Response]]:
    async def answer(_request: Request) -> Response:
        return Response(content, media_type=media_type, headers={"cache-control": "no-cache"})

    return answer


async def _not_here(_request: Request, _error: Exception) -> Response:
    return PlainTextResponse("There is nothing here.", status_code=404)
