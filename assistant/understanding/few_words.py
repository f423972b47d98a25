"""Few words that a template takes for how a lamp is to be, and that may say something else."""

import itertools

from assistant.context import Context
from assistant.turn import Reading
from assistant.understanding.rules.air import is_warmth_of
from assistant.understanding.words import words_of

OF_LIGHT = frozenset("percent brightness bright brighter light lights lamp lamps dim".split())

FEW = (1, 2, 3)
FEW_SAID = frozenset("1 2 3 one two three ones".split())
AMOUNTS = ("brightness", "percentage", "position", "volume_level")
OF_AMOUNTS = frozenset("percent to at by level brightness volume speed number set".split())


def is_brightness_of_a_warm_room(reading: Reading, context: Context) -> bool:
    """ "Set the bedroom to 20" was taken for how bright it is, and may be how warm."""
    level, area = reading.slots.get("brightness"), reading.slots.get("area")
    if reading.intent != "HassLightSet" or not isinstance(level, int | float) or area is None:
        return False
    said = OF_LIGHT.intersection(words_of(reading.text))
    return not said and is_warmth_of(str(area), float(level), context)


def is_only_a_shade(reading: Reading) -> bool:
    """ "Light blue" is a colour of anything, before it is the light turned blue."""
    color = reading.slots.get("color")
    return "area" in reading.implied and words_of(reading.text) == ("light", color)


def counts_a_thing(reading: Reading) -> bool:
    """ "The living room one" points at something; a lamp is at one percent for who says so."""
    words = words_of(reading.text)
    counts = any(reading.slots.get(slot) in FEW for slot in AMOUNTS) and not FEW_SAID.isdisjoint(
        words
    )
    return counts and OF_AMOUNTS.isdisjoint(words) and "%" not in reading.text


def is_called_a_time(reading: Reading) -> bool:
    """A timer named "pasta at 6" or "180 degrees": a time or a heat was said, and no name."""
    name = str(reading.slots.get("name") or "")
    if reading.intent != "HassStartTimer" or not name:
        return False
    words = words_of(name)
    heat = not {"degrees", "degree", "celsius", "fahrenheit", "percent"}.isdisjoint(words)
    return heat or any(
        one in ("at", "by", "until", "till") and other[0].isdigit()
        for one, other in itertools.pairwise(words)
    )
