"""Keeps the state of the house over a restart: one JSON file, replaced whole or not at all."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from devices.model import ContractError, State
from devices.whole_file import write_whole
from devices.wire.payloads import attributes_of

_VERSION = 1

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of one device."""

    kind: str
    """A device that changed its kind starts afresh."""
    state: State
    start: State | None = None
    """How the home file had it start; one that was edited since starts as it says now."""


class Store:
    """The file; reading never fails, because a home must start whatever was left behind."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self) -> Mapping[str, Kept]:
        """What was kept, by device id; empty when there is nothing or it cannot be read."""
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return {}
        except (OSError, UnicodeDecodeError) as error:
            return self._set_aside(str(error))
        try:
            return _parsed(json.loads(text))
        except (ValueError, RecursionError) as error:
            return self._set_aside(str(error))

    def save(self, kept: Mapping[str, Kept]) -> None:
        """Replace the file; after a crash at any moment the old or the new one is whole."""
        body = {
            "version": _VERSION,
            "devices": {
                device: {
                    "kind": entry.kind,
                    "state": dict(entry.state),
                    "start": None if entry.start is None else dict(entry.start),
                }
                for device, entry in kept.items()
            },
        }
        write_whole(self.path, json.dumps(body, ensure_ascii=False))

    def _set_aside(self, why: str) -> Mapping[str, Kept]:
        aside = self.path.with_name(f"{self.path.name}.unreadable")
        try:
            self.path.replace(aside)
            where = f"it was set aside as {aside}"
        except OSError as error:
            where = f"it could not be set aside: {error}"
        logger.warning(
            "%s cannot be read (%s); %s, and the home starts from its home file",
            self.path,
            why,
            where,
        )
        return {}


def _parsed(body: object) -> Mapping[str, Kept]:
    if not isinstance(body, dict) or body.get("version") != _VERSION:
        raise ContractError(f"expected an object with version {_VERSION}")
    devices = body.get("devices")
    if not isinstance(devices, dict):
        raise ContractError("devices: expected an object")
    return {str(device): _entry(str(device), entry) for device, entry in devices.items()}


def _entry(device: str, entry: object) -> Kept:
    if not isinstance(entry, dict):
        raise ContractError(f"devices.{device}: expected an object")
    kind, state = entry.get("kind"), entry.get("state")
    if not isinstance(kind, str) or not isinstance(state, dict):
        raise ContractError(f"devices.{device}: expected kind and state")
    start = entry.get("start")
    if start is not None and not isinstance(start, dict):
        raise ContractError(f"devices.{device}: expected start to be an object")
    return Kept(
        kind=kind,
        state=attributes_of(state),
        start=None if start is None else attributes_of(start),
    )
