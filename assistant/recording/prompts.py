"""What to ask people to say: wishes for this home, with what must happen then."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from assistant.home.find import plain
from assistant.home.model import Home
from devices.contract import Device, State, Value

CALL = "hey jarvis"
READ_ONE_WAY = re.compile(r"[a-z]{2,}( [a-z]{2,})*")
"""Names that can be read aloud in only one way."""

BRIGHTNESS = {30: "thirty", 50: "fifty", 80: "eighty"}
"""Percent, and how it is said."""
DEGREES = {19: "nineteen", 21: "twenty one", 23: "twenty three"}
NOT_FOR_THE_HOME = (
    "well we could go there on sunday if the weather is better",
    "no I have not seen the second part of it yet",
    "she told me that the new restaurant is far too expensive",
    "did you remember to call your brother back",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One thing to say, and what must come of it."""

    id: str
    text: str
    before: Mapping[str, State] = field(default_factory=dict)
    kinds: Sequence[str] = ("action_done",)
    intent: str | None = None
    after: Mapping[str, State] = field(default_factory=dict)
    """What changes; every other device must stay as it is."""

    def case(self, audio: str, area: str | None, person: str | None) -> dict[str, object]:
        """The entry of a manifest that `assistant replay` runs."""
        expect: dict[str, object] = {"kind": list(self.kinds)}
        if self.intent is not None:
            expect["intent"] = self.intent
        expect["after"] = {device: dict(state) for device, state in self.after.items()}
        case: dict[str, object] = {"audio": audio}
        case |= {"area": area} if area else {}
        case |= {"person": person} if person else {}
        case |= {"before": {one: dict(state) for one, state in self.before.items()}}
        return case | {"expect": expect, "meta": {"id": self.id, "text": self.text}}


def prompts(home: Home, seed: int = 1) -> list[Prompt]:
    """Something for every device that a name points at, kinds mixed; the same order each time."""
    chance = random.Random(seed)
    by_kind: dict[str, list[Prompt]] = {}
    for device, name in _with_names(home):
        for prompt in _wishes(device, name, chance):
            by_kind.setdefault(device.kind, []).append(prompt)
    by_kind["nothing"] = list(_not_for_the_home())
    for found in by_kind.values():
        chance.shuffle(found)
    rounds = zip_longest(*by_kind.values())
    return [prompt for one in rounds for prompt in one if prompt is not None]


def _with_names(home: Home) -> Iterator[tuple[Device, str]]:
    """Devices with a name that only they have."""
    names = [plain(name) for one in home.devices for name in (one.name, *one.aliases)]
    areas = {plain(area.name) for area in home.areas}
    for device in home.devices:
        name = plain(device.name)
        if names.count(name) == 1 and name not in areas and READ_ONE_WAY.fullmatch(name):
            yield device, name


def _wishes(device: Device, name: str, chance: random.Random) -> Iterator[Prompt]:
    match device.kind:
        case "light" | "switch" | "fan":
            yield _set(device, f"turn on the {name}", "HassTurnOn", {"state": "on"})
            yield _set(device, f"turn off the {name}", "HassTurnOff", {"state": "off"})
            if device.kind == "light" and "brightness" in device.state:
                percent, said = chance.choice(list(BRIGHTNESS.items()))
                text = f"set the {name} to {said} percent"
                lit: State = {"state": "on", "brightness": round(percent * 255 / 100)}
                yield _set(device, text, "HassLightSet", lit)
        case "cover" if device.device_class != "garage":
            opened: State = {"state": "open", "current_position": 100}
            yield _set(device, f"open the {name}", "HassTurnOn", opened)
            closed: State = {"state": "closed", "current_position": 0}
            yield _set(device, f"close the {name}", "HassTurnOff", closed)
        case "climate" if device.state.get("state") != "off":
            degrees, said = chance.choice(list(DEGREES.items()))
            wanted: State = {"temperature": degrees}
            text = f"set the {name} to {said} degrees"
            yield _set(device, text, "HassClimateSetTemperature", wanted)
        case _:
            return  # nothing whose end can be told beforehand


def _set(device: Device, text: str, intent: str, after: State) -> Prompt:
    """A device that is not yet as it is wished to be."""
    return Prompt(
        id=text.replace(" ", "_"),
        text=f"{CALL}, {text}",
        before={device.id: {key: _other(key, value) for key, value in after.items()}},
        intent=intent,
        after={device.id: after},
    )


def _other(key: str, value: Value) -> Value:
    opposites: dict[str, Value] = {"on": "off", "off": "on", "open": "closed", "closed": "open"}
    if isinstance(value, str):
        return opposites[value]
    others: dict[str, Value] = {"brightness": 10, "temperature": 16}
    return others.get(key, 0 if value else 100)


def _not_for_the_home() -> Iterator[Prompt]:
    """Said to somebody else in the room, without the call."""
    for text in NOT_FOR_THE_HOME:
        yield Prompt(
            id="aside_" + "_".join(text.split()[:4]).lower(), text=text, kinds=("ignored",)
        )
