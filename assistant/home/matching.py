"""Which device of the home file an announcement speaks of, and which room it means."""

from dataclasses import replace

from assistant.home.model import Home
from devices.contract import Announcement, Device


class Plan:
    """The home file, looked up by the names that the wire uses."""

    def __init__(self, home: Home) -> None:
        self._devices = {_key(device.id): device for device in home.devices}
        self._areas: dict[str, str] = {}
        for area in home.areas:
            for name in (area.id, area.name, *area.aliases):
                self._areas.setdefault(_key(name), area.id)

    def own(self, announcement: Announcement) -> Device | None:
        """The home file's device with this unique id, object id or id."""
        device = announcement.device
        names = (announcement.unique_id, announcement.object_id, device.id if device else None)
        found = (self._devices.get(_key(name)) for name in names if name)
        return next((device for device in found if device is not None), None)

    def merged(self, own: Device | None, announcement: Announcement, announced: Device) -> Device:
        """What people call it and where it is comes from the home file, where that knows it."""
        if own is None:
            area = self._areas.get(_key(announcement.suggested_area or ""))
            return replace(announced, area=area)
        return replace(own, device_class=own.device_class or announced.device_class)


def _key(name: str) -> str:
    """Topics cannot carry every character of an id, and rooms are written in many ways."""
    return "".join(part if part.isalnum() else "_" for part in name.strip().casefold())
