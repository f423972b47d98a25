"""The running home, as the page sees it and touches it."""

import json
from dataclasses import dataclass

from assistant.app import Assistant
from assistant.home.model import Home
from assistant.stages.act import ANSWER_SECONDS
from assistant.web.controls import buttons_of, sliders_of
from assistant.web.messages import (
    ClockView,
    DeviceView,
    FloorView,
    PersonView,
    RoomView,
    Told,
    Whole,
)
from assistant.web.orders import Break, Touch
from assistant.web.words import is_active, level_of, state_words
from devices.contract import Command, ContractError, Device
from devices.faults import read_fault

FAULTS: dict[str, dict[str, str | float]] = {
    "none": {"fault": "none"},
    "offline": {"fault": "offline"},
    "slow": {"fault": "slow", "seconds": 3},
    "jammed": {"fault": "jammed"},
    "dropping": {"fault": "dropping", "probability": 0.5},
    "flapping": {"fault": "flapping", "period_seconds": 10},
}
"""What the page offers, with the figures that it takes."""


@dataclass(frozen=True, slots=True)
class HouseView:
    """Looks at one running assistant, and acts through its bus."""

    assistant: Assistant
    wake_words: tuple[str, ...] = ()
    hears: bool = False

    @property
    def _home(self) -> Home:
        return self.assistant.live.mirror.home

    def whole(self) -> Whole:
        home = self._home
        return Whole(
            rooms=tuple(RoomView(id=a.id, name=a.name, floor=a.floor) for a in home.areas),
            floors=tuple(FloorView(id=floor.id, name=floor.name) for floor in home.floors),
            devices=tuple(self._view(device) for device in home.devices),
            people=self.people(),
            clock=self.clock(),
            connected=self.assistant.bus.connected,
            faults=tuple(FAULTS) if self.assistant.household.house else (),
            area=self.assistant.area,
            hears=self.hears,
            wake_words=tuple(word.replace("_", " ") for word in self.wake_words),
        )

    def device(self, device_id: str) -> DeviceView | None:
        device = self._home.device_by_id.get(device_id)
        return self._view(device) if device else None

    def clock(self) -> ClockView:
        household = self.assistant.household
        return ClockView(
            at=household.clock.now(),
            speed=household.clock.speed,
            can_be_set=household.house is not None,
        )

    def people(self) -> tuple[PersonView, ...]:
        """Where the simulated people are; of real ones only their names are known."""
        home, house = self._home, self.assistant.household.house
        places = house.whereabouts() if house else {}
        views = []
        for person in home.people:
            place = places.get(person.id)
            area = home.area_by_id.get(place.area or "") if place else None
            doing = "" if place is None else area.name if area else "out"
            if place is not None and not place.awake:
                doing = f"asleep, {doing}"
            views.append(PersonView(name=person.name, area=area.id if area else None, doing=doing))
        return tuple(views)

    def _view(self, device: Device) -> DeviceView:
        mirror, house = self.assistant.live.mirror, self.assistant.household.house
        state = mirror.state(device.id)
        return DeviceView(
            id=device.id,
            name=device.name,
            kind=device.kind,
            area=device.area,
            words=state_words(device, state),
            active=is_active(device, state),
            available=mirror.available(device.id),
            buttons=buttons_of(device, state),
            sliders=sliders_of(device, state),
            fault=house.fault_of(device.id) if house else None,
            level=level_of(device, state),
        )

    # acting

    async def touch(self, order: Touch) -> Told | None:
        """Through the same bus and contract as the voice; a line when it did not work.

        Raises BrokerUnavailable.
        """
        device = self._home.device_by_id.get(order.device)
        if device is None:
            return Told(text="This home has no such device.", tone="bad")
        live = self.assistant.live
        command = Command(device=order.device, service=order.service, data=order.data)
        try:
            messages = live.messages_for(command)
        except ContractError as error:
            return Told(text=str(error), tone="bad", device=device.id)
        if live.mirror.available(device.id) is False:
            return Told(text=f"The {device.name} is offline.", tone="bad", device=device.id)
        with live.watch(device.id, lambda state: True) as watch:
            await self.assistant.bus.publish(*messages)
            answer = await watch.within(ANSWER_SECONDS)
        if watch.refusal:
            return Told(text=f"The {device.name}: {watch.refusal}.", tone="bad", device=device.id)
        if answer is None:
            return Told(text=f"The {device.name} did not answer.", tone="bad", device=device.id)
        return None

    async def break_device(self, order: Break) -> Told | None:
        """Let a simulated device suffer from something, or heal it."""
        house = self.assistant.household.house
        if house is None:
            return Told(text="Only simulated devices can be broken on purpose.", tone="bad")
        if order.fault not in FAULTS:
            return Told(text=f"fault: one of {', '.join(FAULTS)}", tone="bad")
        if house.fault_of(order.device) is None:
            return Told(text="That device is not simulated here.", tone="bad")
        fault = read_fault(order.device, json.dumps(FAULTS[order.fault]))
        await (house.inject(order.device, fault) if fault else house.clear(order.device))
        return None

    def set_pace(self, speed: float) -> Told | None:
        household = self.assistant.household
        if household.house is None:
            return Told(text="Only the clock of a simulated home can be set.", tone="bad")
        household.clock.speed = speed
        return None
