"""Intents with slots to commands, as Home Assistant's own intent handlers carry them out.

The peers end at an intent; this is what Home Assistant would do with it. Where its rules need
what an item does not have (the player used last), the kinder reading for the peer is taken.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from assistant.evaluation.understanding.deed import (
    ACTS_WITHOUT_DEVICES,
    TALK,
    TIMER_INTENTS,
    Deed,
)
from assistant.evaluation.understanding.item import Item, Meaning
from assistant.evaluation.understanding.peers.targets import (
    SILENT,
    Constraints,
    NoTarget,
    domain_of,
    match,
    nearest,
)
from assistant.turn import Slots
from devices.contract import Command, Device, State

Handler = Callable[[Slots, Item], tuple[Command, ...]]

QUESTIONS = frozenset(
    {
        "HassClimateGetTemperature",
        "HassGetCurrentDate",
        "HassGetCurrentTime",
        "HassGetState",
        "HassGetWeather",
        "HassTimerStatus",
    }
)
_PLAYERS = frozenset({"media_player"})
_ON = MappingProxyType(
    {
        "button": "press",
        "cover": "open_cover",
        "lock": "lock",
        "vacuum": "start",
        "valve": "open_valve",
        "lawn_mower": "start_mowing",
    }
)
_OFF = MappingProxyType(
    {
        "cover": "close_cover",
        "lock": "unlock",
        "vacuum": "return_to_base",
        "valve": "close_valve",
        "lawn_mower": "dock",
    }
)


def carry_out(meanings: Iterable[Meaning], item: Item) -> Deed:
    """What Home Assistant would do about these intents, all of them or none."""
    all_of_them = tuple(meanings)
    commands: list[Command] = []
    answered: list[str] = []
    try:
        for meaning in all_of_them:
            if meaning.intent in QUESTIONS:
                answered += _asked_about(meaning, item)
            elif handler := _HANDLERS.get(meaning.intent):
                commands += handler(meaning.slots, item)
    except NoTarget:
        return Deed(kind="declined", meanings=all_of_them, refused=True, reply="no valid targets")
    if all(meaning.intent in QUESTIONS for meaning in all_of_them):
        return Deed(kind="answered", meanings=all_of_them, devices=tuple(answered))
    return Deed(kind="acted", meanings=all_of_them, commands=tuple(commands))


def _asked_about(meaning: Meaning, item: Item) -> Iterable[str]:
    if meaning.intent in ("HassGetState", "HassClimateGetTemperature"):
        kinds = {"HassClimateGetTemperature": frozenset({"climate"})}
        wanted = Constraints(domains=kinds.get(meaning.intent, frozenset()))
        found = match(item, meaning.slots, wanted)
        return tuple(device.id for device in found)
    return ()


def _command(device: Device, service: str, data: State) -> Command:
    return Command(device=device.id, service=service, data=data)


def _switch(services: Mapping[str, str], default: str) -> Handler:
    def handle(slots: Slots, item: Item) -> tuple[Command, ...]:
        found = [d for d in match(item, slots, Constraints()) if domain_of(d) not in SILENT]
        if not found:
            raise NoTarget
        return tuple(_command(d, services.get(domain_of(d), default), {}) for d in found)

    return handle


def _light_set(slots: Slots, item: Item) -> tuple[Command, ...]:
    data: dict[str, object] = {}
    for slot, argument in (
        ("brightness", "brightness_pct"),
        ("color", "color_name"),
        ("temperature", "color_temp_kelvin"),
    ):
        if slot in slots:
            data[argument] = slots[slot]
    found = match(item, slots, Constraints(domains=frozenset({"light"})))
    return tuple(_command(device, "turn_on", data) for device in found)  # type: ignore[arg-type]


def _set_position(slots: Slots, item: Item) -> tuple[Command, ...]:
    found = match(item, slots, Constraints(domains=frozenset({"cover", "valve"})))
    return tuple(
        _command(d, f"set_{domain_of(d)}_position", {"position": slots.get("position")})
        for d in found
    )


def _one_of(
    domains: frozenset[str], service: str, *, slot: str = "", argument: str = ""
) -> Handler:
    """A handler for one device, or for the one in the room of the request."""

    def handle(slots: Slots, item: Item) -> tuple[Command, ...]:
        found = nearest(item, match(item, slots, Constraints(domains=domains)))
        data: State = {argument: slots.get(slot)} if argument else {}
        return (_command(found[0], service, data),)

    return handle


def _every(domains: frozenset[str], service: str, *, slot: str = "", argument: str = "") -> Handler:
    def handle(slots: Slots, item: Item) -> tuple[Command, ...]:
        data: State = {argument: slots.get(slot)} if argument else {}
        found = match(item, slots, Constraints(domains=domains))
        return tuple(_command(device, service, data) for device in found)

    return handle


def _players(slots: Slots, item: Item, *states: str) -> tuple[Device, ...]:
    """The players that are meant: the named one, or the one that is in such a state, here first."""
    found = match(item, slots, Constraints(domains=_PLAYERS))
    if not slots.get("name"):
        fitting = [
            device
            for device in found
            if {**device.state, **item.states.get(device.id, {})}.get("state") in states
        ]
        found = nearest(item, fitting) if states else nearest(item, found)
    if not found:
        raise NoTarget
    return found


def _media(service: str, *states: str, data: State | None = None) -> Handler:
    def handle(slots: Slots, item: Item) -> tuple[Command, ...]:
        return tuple(_command(d, service, data or {}) for d in _players(slots, item, *states))

    return handle


def _set_volume(slots: Slots, item: Item) -> tuple[Command, ...]:
    level = slots.get("volume_level")
    if not isinstance(level, int | float):
        raise NoTarget
    data: State = {"volume_level": round(level / 100, 2)}
    players = _players(slots, item, "playing", "paused", "on", "idle")
    return tuple(_command(device, "volume_set", data) for device in players)


def _volume_relative(slots: Slots, item: Item) -> tuple[Command, ...]:
    step = slots.get("volume_step")
    players = _players(slots, item, "playing", "paused", "on", "idle")
    if step in ("up", "down"):
        return tuple(_command(device, f"volume_{step}", {}) for device in players)
    if not isinstance(step, int | float):
        raise NoTarget
    commands = []
    for device in players:
        level = {**device.state, **item.states.get(device.id, {})}.get("volume_level")
        old = level if isinstance(level, int | float) else 0.0
        new = min(1.0, max(0.0, old + step / 100))
        commands.append(_command(device, "volume_set", {"volume_level": round(new, 2)}))
    return tuple(commands)


def _search_and_play(slots: Slots, item: Item) -> tuple[Command, ...]:
    found = nearest(item, match(item, slots, Constraints(domains=_PLAYERS)))
    data: State = {"media_content_id": str(slots.get("search_query") or "")}
    return (_command(found[0], "play_media", data),)


def _list_item(service: str, *, shopping: bool, data: State | None = None) -> Handler:
    def handle(slots: Slots, item: Item) -> tuple[Command, ...]:
        found = match(item, slots, Constraints(domains=frozenset({"todo"})))
        if shopping:
            found = tuple(device for device in found if "shopping" in device.name.casefold())
        if not found:
            raise NoTarget
        entry = str(slots.get("item") or "").strip()
        return (_command(found[0], service, {"item": entry, **(data or {})}),)

    return handle


_DONE: State = {"status": "completed"}
_CLIMATE = frozenset({"climate"})
_VACUUM = frozenset({"vacuum"})
_MOWER = frozenset({"lawn_mower"})


def _clean_area(slots: Slots, item: Item) -> tuple[Command, ...]:
    target = {"name": slots["name"]} if "name" in slots else {}
    found = match(item, target, Constraints(domains=_VACUUM))
    return (_command(found[0], "clean_area", {"area": slots.get("area")}),)


_HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        "HassTurnOn": _switch(_ON, "turn_on"),
        "HassTurnOff": _switch(_OFF, "turn_off"),
        "HassLightSet": _light_set,
        "HassSetPosition": _set_position,
        "HassClimateSetTemperature": _one_of(
            _CLIMATE, "set_temperature", slot="temperature", argument="temperature"
        ),
        "HassClimateSetFanMode": _one_of(
            _CLIMATE, "set_fan_mode", slot="fan_mode", argument="fan_mode"
        ),
        "HassFanSetSpeed": _every(
            frozenset({"fan"}), "set_percentage", slot="percentage", argument="percentage"
        ),
        "HassMediaPause": _media("media_pause", "playing"),
        "HassMediaUnpause": _media("media_play", "paused"),
        "HassMediaNext": _media("media_next_track", "playing"),
        "HassMediaPrevious": _media("media_previous_track", "playing"),
        "HassMediaPlayerMute": _media("volume_mute", "playing", data={"is_volume_muted": True}),
        "HassMediaPlayerUnmute": _media("volume_mute", "playing", data={"is_volume_muted": False}),
        "HassMediaSearchAndPlay": _search_and_play,
        "HassSetVolume": _set_volume,
        "HassSetVolumeRelative": _volume_relative,
        "HassVacuumStart": _every(_VACUUM, "start"),
        "HassVacuumReturnToBase": _every(_VACUUM, "return_to_base"),
        "HassVacuumCleanArea": _clean_area,
        "HassLawnMowerStartMowing": _every(_MOWER, "start_mowing"),
        "HassLawnMowerDock": _every(_MOWER, "dock"),
        "HassListAddItem": _list_item("add_item", shopping=False),
        "HassListRemoveItem": _list_item("remove_item", shopping=False),
        "HassListCompleteItem": _list_item("update_item", shopping=False, data=_DONE),
        "HassShoppingListAddItem": _list_item("add_item", shopping=True),
        "HassShoppingListCompleteItem": _list_item("update_item", shopping=True, data=_DONE),
    }
)
KNOWN = frozenset(_HANDLERS) | QUESTIONS | TALK | TIMER_INTENTS | ACTS_WITHOUT_DEVICES
"""Every intent that is dealt with here; all of Home Assistant's are."""
