"""Notices what changes in the home, and tells the pages of it a few times a second."""

import asyncio

from assistant.web.audience import Audience
from assistant.web.house import HouseView
from assistant.web.messages import Changed, Connection
from devices.contract import State

LOOK_SECONDS = 0.15
QUIET_SECONDS = 5.0
"""Also without any change, people and the clock are told so often."""


class Follower:
    """Gathers changes, so that a thousand sensors are one message."""

    def __init__(self, house: HouseView, audience: Audience) -> None:
        self._house = house
        self._audience = audience
        self._changed: set[str] = set()
        self._quiet_seconds = 0.0
        self._home = house.assistant.live.mirror.home
        mirror = house.assistant.live.mirror
        mirror.on_state(self._state)
        mirror.on_availability(self._availability)
        house.assistant.bus.on_connection_change(self._connection)

    def touched(self, device_id: str) -> None:
        """A device may have changed without saying so on the bus."""
        self._changed.add(device_id)

    def hurry(self) -> None:
        """People and the clock are worth telling now."""
        self._quiet_seconds = QUIET_SECONDS

    async def follow(self) -> None:
        """Until cancelled."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            self._quiet_seconds += LOOK_SECONDS
            if self._audience and (self._changed or self._quiet_seconds >= QUIET_SECONDS):
                self._quiet_seconds = 0.0
                self._tell()

    def _tell(self) -> None:
        home = self._house.assistant.live.mirror.home
        changed, self._changed = self._changed, set()
        if home is not self._home:  # somebody was announced, renamed or removed
            self._home = home
            self._audience.start_afresh()
            return
        views = (self._house.device(device_id) for device_id in sorted(changed))
        self._audience.tell(
            Changed(
                devices=tuple(view for view in views if view is not None),
                people=self._house.people(),
                clock=self._house.clock(),
            )
        )

    def _state(self, device: str, before: State, after: State) -> None:
        self._changed.add(device)

    def _availability(self, device: str, available: bool | None) -> None:
        self._changed.add(device)

    def _connection(self, connected: bool, reason: str) -> None:
        self._audience.tell(Connection(connected=connected, reason=reason))
