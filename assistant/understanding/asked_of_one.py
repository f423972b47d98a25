"""Questions about one thing, in any order of their parts: "the oven, is it off", "is the hoover
charged up".

The thing is told how it is altogether where it cannot be what was asked.
"""

from assistant.context import Context
from assistant.home.find import named
from assistant.turn import Reading
from assistant.understanding.asked_parts import Said
from assistant.understanding.questions import ASKED
from devices.contract import Device

LIKELY = 0.95
_MEASURES = {
    "battery": frozenset({"vacuum", "lawn_mower"}),
    "target": frozenset({"climate", "oven", "water_heater"}),
    "volume": frozenset({"media_player"}),
}
"""What is not told of a thing anyway, and the kinds that have it."""
_STATES = {
    "cover": {"open": "open", "closed": "closed"},
    "valve": {"open": "open", "closed": "closed", "on": "open", "off": "closed"},
    "lock": {"locked": "locked", "unlocked": "unlocked", "open": "unlocked", "closed": "locked"},
    "binary_sensor": {"open": "open", "closed": "closed"},
    "vacuum": {"on": "cleaning", "off": "docked", "docked": "docked"},
    "lawn_mower": {"on": "mowing", "off": "docked", "docked": "docked"},
    "alarm_control_panel": {},
}
_SWITCHED = {"on": "on", "off": "off"}
"""What each kind is asked for, and its own word for that."""
_OPEN = frozenset({"how", "where"})
_BEGINNINGS = ("how many", "which", "what is on", "what on")


def asked_of_one(said: Said, text: str, context: Context) -> Reading | None:
    """What is asked about the only thing that can be meant; None where several can."""
    several = {"any", "all"} & {*said.forms} or said.plain.startswith(_BEGINNINGS)
    device = None if several else _only_one(said, context)
    if device is None or not (said.states or said.measures):
        return None
    measure = next((one for one in said.measures if device.kind in _MEASURES.get(one, ())), None)
    own = _STATES.get(device.kind, _SWITCHED).get(said.state or "")
    openly = "which" in said.forms or not _OPEN.isdisjoint(said.plain.split())
    yes_or_no = own is not None and not (said.measures or openly)
    return Reading(
        intent="HassGetState",
        slots={"state": own} if own is not None and yes_or_no else {},
        probability=LIKELY,
        matched_by="survey",
        text=text,
        form=f"one_{measure}" if measure else "one_yesno" if yes_or_no else "one",
        devices=(device.id,),
    )


def _only_one(said: Said, context: Context) -> Device | None:
    """By its name before any kind, in the place that was named before here."""
    home = context.home
    called = {one.id: one for name in said.names for one in named(home, name)}
    kinds = {(kind.value, kind.device_class) for kind in said.kinds}
    alike = [
        one
        for one in home.devices
        if (one.kind, None) in kinds or (one.kind, one.device_class) in kinds
    ]
    for among in (list(called.values()), alike):
        asked = [one for one in among if one.kind in ASKED]
        there = [one for one in asked if one.id in said.there] if said.placed else asked
        here = [one for one in there if context.area and one.area == context.area]
        for found in (there, here):
            if len(found) == 1:
                return found[0]
    return None
