"""The devices that announced themselves and no home file names, kept for who learns at night.

Learning is a process of its own, without a connection; in its home these would not be there.
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.home.mirror import Mirror
from assistant.home.model import Home
from assistant.learning.codec import dumps, from_json, to_json
from devices.contract import Device
from devices.whole_file import write_whole


class DiscoveredError(RuntimeError):
    """The file cannot be read; without it learning would take these devices for gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovered:
    devices: tuple[Device, ...] = ()


def keep_discovered(mirror: Mirror, file: Path) -> None:
    """Those that are known by now; a home that never had any needs no file. Raises OSError."""
    devices = tuple(
        device
        for device in mirror.home.devices
        if (seen := mirror.seen(device.id)) is not None and not seen.from_file
    )
    if devices or file.exists():
        write_whole(file, dumps(to_json(Discovered(devices=devices))))


def with_discovered(home: Home, file: Path) -> Home:
    """The home and what announced itself there; the home file's word wins.

    Raises DiscoveredError.
    """
    try:
        found = from_json(Discovered, json.loads(file.read_text("utf-8")))
    except FileNotFoundError:
        return home
    except (OSError, ValueError, RecursionError) as error:
        raise DiscoveredError(
            f"{file} cannot be read ({error}); `assistant run` writes it anew when it starts"
        ) from error
    more = tuple(device for device in found.devices if device.id not in home.device_by_id)
    return replace(home, devices=(*home.devices, *more)) if more else home
