"""One exchange with somebody else's Wyoming service."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast
from urllib.parse import urlsplit

from wyoming.error import Error
from wyoming.event import Event, read_event, write_event
from wyoming.info import Describe, Info

from devices.whole_file import in_words

CONNECT_SECONDS = 3.0
ANSWER_SECONDS = 15.0
"""How long a service may be silent; a large model on a small machine takes its time."""


class WyomingError(RuntimeError):
    """A service cannot be reached, or answers with something else than was asked for."""


@dataclass(frozen=True, slots=True)
class Service:
    """Where a service is."""

    host: str
    port: int

    @classmethod
    def parse(cls, url: str) -> "Service":
        """`tcp://HOST:PORT`; raises WyomingError."""
        try:
            found = urlsplit(url)
            host, port = found.hostname, found.port
        except ValueError:
            host, port = None, None
        if not host or not port or found.scheme != "tcp":
            raise WyomingError(f"{url!r}: expected tcp://HOST:PORT")
        return cls(host, port)

    def __str__(self) -> str:
        return f"tcp://{self.host}:{self.port}"

    def describe(self) -> Info:
        """What it offers."""
        for event in self.exchange(Describe().event()):
            if Info.is_type(event.type):
                return Info.from_event(event)
        raise WyomingError(f"{self} does not say what it offers")

    def exchange(self, *events: Event) -> Iterator[Event]:
        """Send these and hand on what comes, until the service hangs up or the caller stops.

        Raises WyomingError.
        """
        try:
            with socket.create_connection((self.host, self.port), CONNECT_SECONDS) as connection:
                connection.settimeout(ANSWER_SECONDS)
                with connection.makefile("rwb") as stream:
                    for event in events:
                        write_event(event, cast(BinaryIO, stream))
                    yield from self._answers(cast(BinaryIO, stream))
        except OSError as error:
            raise WyomingError(
                f"no Wyoming service answers at {self}: {in_words(error)}"
            ) from error
        except (KeyError, TypeError, AttributeError) as error:
            raise WyomingError(f"{self} answers with something that is not Wyoming") from error

    def _answers(self, stream: BinaryIO) -> Iterator[Event]:
        while (event := read_event(stream)) is not None:
            if Error.is_type(event.type):
                raise WyomingError(f"{self}: {Error.from_event(event).text}")
            yield event
