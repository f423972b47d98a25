"""Some things are for the night, some for the morning, and their names say so."""

from assistant.home.find import names_of, plain
from assistant.ranking.effect import turns_on
from assistant.ranking.option import Option
from assistant.ranking.scene import Scene
from assistant.ranking.weights import Weights
from devices.contract import Device

HOURS = {
    "night": frozenset({22, 23, 0, 1, 2, 3, 4, 5}),
    "morning": frozenset(range(5, 10)),
    "day": frozenset(range(9, 18)),
    "evening": frozenset(range(18, 23)),
}
WORDS = {
    "night": frozenset("night nights bedside bedtime sleep".split()),
    "morning": frozenset("morning breakfast sunrise".split()),
    "evening": frozenset("evening dinner movie cinema".split()),
}
OPPOSITE = {"night": "day", "morning": "evening", "evening": "morning"}


def time_of_day(option: Option, scene: Scene, weights: Weights) -> float:
    if not option.devices or turns_on(option.reading) is not True:
        return 0.0
    return min(_fits(device, scene.context.now.hour, weights) for device in option.devices)


def _fits(device: Device, hour: int, weights: Weights) -> float:
    """A name that is an hour's own counts against the other hours; a place to sleep does not."""
    words = {word for name in names_of(device) for word in plain(name).split()}
    for part, spoken in WORDS.items():
        coffee = part == "morning" and device.kind == "coffee_maker"
        if hour in HOURS[part] and (words & spoken or coffee):
            return weights.hour
        if hour in HOURS[OPPOSITE[part]] and part in words:
            return -weights.wrong_hour
    return 0.0
