"""Listens for Wyoming clients; the protocol has no password, so strangers are not let in."""

import asyncio
import contextlib
import ipaddress
import logging
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TypeAlias

from wyoming.server import AsyncEventHandler, AsyncTcpServer

from assistant.settings import SettingsError
from assistant.wyoming.satellite import Satellite, Services
from devices.loopback import is_loopback

MOST_CLIENTS = 16
Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

logger = logging.getLogger(__name__)


def networks(allowed: Sequence[str], host: str) -> tuple[Network, ...]:
    """Who may come; loopback always. Raises SettingsError for what is no address."""
    if not allowed and not is_loopback(host):
        raise SettingsError(
            f"--host {host}: Wyoming has no password, so say who may come with "
            "--allow ADDRESS (one address, or a network like 192.168.1.0/24)"
        )
    found: list[Network] = [
        ipaddress.ip_network("127.0.0.0/8"),
        ipaddress.ip_network("::1/128"),
    ]
    for text in allowed:
        try:
            found.append(ipaddress.ip_network(text, strict=False))
        except ValueError as error:
            raise SettingsError(f"--allow {text!r}: {error}") from error
    return tuple(found)


@asynccontextmanager
async def serving(
    services: Services, host: str, port: int, allowed: tuple[Network, ...]
) -> AsyncIterator[None]:
    """For as long as the block runs. Raises SettingsError when the port cannot be had."""
    server = AsyncTcpServer(host, port)
    clients: set[AsyncEventHandler] = set()

    def come(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> AsyncEventHandler:
        client = Satellite(services, reader, writer)
        address = str(writer.get_extra_info("peername", ("?",))[0])
        clients.difference_update([one for one in clients if one.writer.is_closing()])
        if not _is_allowed(address, allowed) or len(clients) >= MOST_CLIENTS:
            logger.warning("a Wyoming client at %s was turned away", address)
            writer.close()
        clients.add(client)
        return client

    try:
        await server.start(come)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else error
        raise SettingsError(
            f"Wyoming cannot be served on {host}, port {port} ({why}): choose another --port"
        ) from error
    try:
        yield
    finally:
        with contextlib.suppress(ConnectionError):
            await server.stop()


def _is_allowed(address: str, allowed: tuple[Network, ...]) -> bool:
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return any(found in network for network in allowed)
