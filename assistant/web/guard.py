"""Who may talk to the page: the right host, the right origin, and the token where one is needed."""

import ipaddress
import logging
import secrets
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "assistant_token"
_POLICY_VIOLATION = 1008
_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_MOST_COMPLAINTS = 100

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Under which names the page is asked for, and with which token."""

    names: frozenset[str]
    token: str | None = None
    """None on loopback, which needs none."""

    @property
    def open_to_others(self) -> bool:
        return self.token is not None


def access_for(host: str, token: str | None) -> Access:
    """Who may come when it listens on this address."""
    if token is None:
        return Access(names=_LOOPBACK_NAMES)
    here = socket.gethostname().lower()
    return Access(names=_LOOPBACK_NAMES | {host.lower(), here, f"{here}.local"}, token=token)


class Guard:
    """Answers what must not get through, and writes what a browser must hold to."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access
        self._complaints: set[str] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        objection = self._objection(scope, headers)
        if objection is not None:
            await self._refuse(objection, scope, receive, send)
        elif self._comes_with_token(scope):
            await self._let_in(scope, receive, send)
        else:
            await self._app(scope, receive, _with_policy(send, headers.get("host", "")))

    def _objection(self, scope: Scope, headers: Headers) -> str | None:
        """Why this one must stay out."""
        host = headers.get("host", "")
        if not self._is_ours(host):
            return f"this page is not called {host[:100]!r}"
        if self._must_tell_origin(scope) and not _same_place(headers.get("origin"), host):
            return (
                f"only the page itself may do this, not {headers.get('origin', 'nobody')[:100]!r}"
            )
        if self._access.token and not (
            _fits(_cookie(headers), self._access.token) or self._comes_with_token(scope)
        ):
            return "open the address with the token that `assistant run` has printed"
        return None

    def _is_ours(self, host: str) -> bool:
        """A name of ours, so that no other site's name can be pointed at this machine.

        Where a token is needed any bare address will do: only names can be pointed elsewhere.
        """
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:  # half an IPv6 address
            return False
        return name in self._access.names or (self._access.open_to_others and _is_address(name))

    def _must_tell_origin(self, scope: Scope) -> bool:
        return scope["type"] == "websocket" or scope["method"] not in _SAFE_METHODS

    def _comes_with_token(self, scope: Scope) -> bool:
        if self._access.token is None or scope["type"] != "http" or scope["path"] != "/":
            return False
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        return _fits(given, self._access.token)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The token goes from the address into a cookie, so that no bookmark shows it."""
        response = RedirectResponse("/", status_code=303)
        response.set_cookie(
            COOKIE, self._access.token or "", httponly=True, samesite="strict", max_age=10**7
        )
        await response(scope, receive, send)

    async def _refuse(self, why: str, scope: Scope, receive: Receive, send: Send) -> None:
        if why not in self._complaints and len(self._complaints) < _MOST_COMPLAINTS:
            self._complaints.add(why)
            logger.warning("the page turned somebody away: %s", why)
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION, "reason": why[:100]})
        else:
            await PlainTextResponse(why, status_code=403)(scope, receive, send)


def _with_policy(send: Send, host: str) -> Send:
    """The same, with the headers that keep everything else out of the page."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _policy(host):
                headers.setdefault(name, value)
        await send(message)

    return sending


def _policy(host: str) -> Iterable[tuple[str, str]]:
    yield (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        f"media-src 'self'; worker-src 'self'; connect-src 'self' ws://{host} wss://{host}; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    yield "permissions-policy", "microphone=(self), camera=(), geolocation=()"
    yield "x-content-type-options", "nosniff"
    yield "referrer-policy", "no-referrer"
    yield "cross-origin-resource-policy", "same-origin"
    yield "cross-origin-opener-policy", "same-origin"
    yield "cache-control", "no-store"


def _same_place(origin: str | None, host: str) -> bool:
    return bool(host) and origin in (f"http://{host}", f"https://{host}")


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _fits(given: str, token: str) -> bool:
    return secrets.compare_digest(given.encode(), token.encode())


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
