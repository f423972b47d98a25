"""Where the broker is and how to sign in, read from one URL."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import SplitResult, unquote, urlsplit

USERNAME_VARIABLE = "ASSISTANT_MQTT_USERNAME"
PASSWORD_VARIABLE = "ASSISTANT_MQTT_PASSWORD"
CAFILE_VARIABLE = "ASSISTANT_MQTT_CAFILE"

_DEFAULT_PORTS = {"mqtt": 1883, "mqtts": 8883}
_FORMS = (
    "mqtt://HOST[:PORT] or mqtts://HOST[:PORT], with USER:PASSWORD@ before the host "
    f"or {USERNAME_VARIABLE} and {PASSWORD_VARIABLE} in the environment"
)


class BrokerAddressError(ValueError):
    """The broker's URL or its certificate file cannot be used; the text says what is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerUrl:
    """One broker's address; its text form leaves the password out."""

    host: str
    port: int
    tls: bool = False
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    cafile: str | None = None
    """File with the certificate authorities to trust instead of the system's."""

    @classmethod
    def parse(cls, text: str, environment: Mapping[str, str] = os.environ) -> Self:
        """Read a URL; a user named in it wins over the environment's."""
        parts = _split(text)
        in_url = parts.username is not None
        return cls(
            host=_host(parts, text),
            port=_port(parts, text),
            tls=parts.scheme == "mqtts",
            username=unquote(parts.username or "")
            if in_url
            else environment.get(USERNAME_VARIABLE),
            password=_unquoted(parts.password) if in_url else environment.get(PASSWORD_VARIABLE),
            cafile=environment.get(CAFILE_VARIABLE),
        )

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'mqtts' if self.tls else 'mqtt'}://{host}:{self.port}"


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text.strip())
    except ValueError as error:
        raise _refusal(text, str(error)) from error
    if parts.scheme not in _DEFAULT_PORTS:
        raise _refusal(text, "it does not begin with mqtt:// or mqtts://")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise _refusal(text, "nothing may follow the port")
    return parts


def _host(parts: SplitResult, text: str) -> str:
    if not parts.hostname:
        raise _refusal(text, "the host is missing")
    try:
        parts.hostname.encode("idna")
    except UnicodeError as error:
        raise _refusal(text, "the host is no valid name") from error
    return parts.hostname


def _port(parts: SplitResult, text: str) -> int:
    try:
        port = parts.port or _DEFAULT_PORTS[parts.scheme]
    except ValueError as error:
        raise _refusal(text, "the port must be a number from 1 to 65535") from error
    return port


def _unquoted(password: str | None) -> str | None:
    return None if password is None else unquote(password)


def _refusal(text: str, reason: str) -> BrokerAddressError:
    shown = re.sub(r"^([^/]*//)?[^/]*@", r"\1…@", text)  # whoever reads the log learns no password
    return BrokerAddressError(f"{shown!r} is no broker's address: {reason}; expected {_FORMS}")
