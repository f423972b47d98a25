"""Keeps the state of the house over a restart: one JSON file, replaced whole or not at all."""

import contextlib
import json
import logging
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from devices.model import ContractError, State
from devices.wire.payloads import attributes_of

_VERSION = 1

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of one device."""

    kind: str
    """A device that changed its kind starts afresh."""
    state: State


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
                device: {"kind": entry.kind, "state": dict(entry.state)}
                for device, entry in kept.items()
            },
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(body, file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self.path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        self._sync_folder()

    def _sync_folder(self) -> None:
        """The rename itself must reach the disk too."""
        with contextlib.suppress(OSError):  # some file systems cannot; then the name may be late
            folder = os.open(self.path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

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
    return Kept(kind=kind, state=attributes_of(state))
