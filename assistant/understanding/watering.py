"""Water, where only one valve can be meant: "water the veggie patch", "stop the water"."""

import re

from assistant.context import Context
from assistant.home.find import area_named, names_in, names_of, plain
from assistant.home.model import Home
from assistant.understanding.lexicon import key_of
from assistant.understanding.words import words_of
from devices.contract import Device

_WATERED = re.compile(
    r"^(?:please )?water (?:the|my|our) (?P<what>[\w'’]+(?: [\w'’]+){0,2}?)"
    r"(?=(?: (?:please|now|for|at|in|tonight|tomorrow)\b.*)?[\s.!]*$)",
    re.IGNORECASE,
)
_STARTED = re.compile(
    r"(?:(?<=^)|(?<=[,.;] ))(?:please )?(?:(?:let|turn|switch|put|stick) the water on|"
    r"(?:leave|keep) the water on(?= for\b)|"
    r"(?:turn|switch|put|stick) on the water|(?:open|run|start) the water)"
    r"(?=(?: (?:please|now|for|till|until|in|at|tonight|tomorrow)\b.*)?[\s.!]*$)",
    re.IGNORECASE,
)
_STOPPED = re.compile(
    r"^(?:please )?(?:stop|turn off|switch off|shut off) the water(?=(?: (?:now|please))*[\s.!]*$)",
    re.IGNORECASE,
)


_OF_WATER = ("water", None)
"""Classes of valve; one that tells none lets water through as long as no gas is spoken of."""


def as_watered(text: str, context: Context) -> str:
    """The text with the name of that valve; the text itself where none or several may be meant."""
    home = context.home
    valves = [one for one in home.devices_of("valve") if one.device_class == "water"]
    if (watered := _WATERED.match(text)) is not None:
        if area_named(home, watered["what"]) or _is_a_name(watered[0], home):
            return text
        fitting = [one for one in valves if _is_for(watered["what"], one)]
        return text if len(fitting) != 1 else _WATERED.sub(f"turn on the {fitting[0].name}", text)
    if (started := _STARTED.search(text)) is not None and not _is_a_name("water", home):
        meant = [
            one
            for one in home.devices_of("valve")
            if one.area == context.area and one.device_class in _OF_WATER
        ]
        wish = f"turn on the {meant[0].name}" if len(meant) == 1 else started[0]
        return f"{text[: started.start()]}{wish}{text[started.end() :]}"
    if len(valves) == 1 and (stopped := _STOPPED.match(text)) and not _is_a_name("water", home):
        return f"turn off the {valves[0].name}{text[stopped.end() :]}"
    return text


def _is_for(what: str, valve: Device) -> bool:
    """One of its names has all these words."""
    said = {*key_of(words_of(what))}
    return any(said <= {*key_of(words_of(name))} for name in names_of(valve))


def _is_a_name(words: str, home: Home) -> bool:
    return any(plain(name) == plain(words) for name in names_in(home))
