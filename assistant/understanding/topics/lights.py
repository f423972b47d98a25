"""Lights, where the words say what is wished but no verb or name that is known."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from assistant.context import Context
from assistant.turn import Value
from assistant.understanding.clause import Clause
from assistant.understanding.meaning import Meaning, is_question
from assistant.understanding.rules.lights import LIGHTS, ONLY_A_COLOR, speaks_of_light
from assistant.understanding.target import targets
from assistant.understanding.topics.wording import Filler


def _light(intent: str, **slots: Value) -> Filler:
    def fill(clause: Clause, text: str, context: Context) -> Meaning | None:
        """The lights that were named, else those of the room."""
        if is_question(clause) and clause.words[0] not in ("can", "could", "would", "will"):
            return None
        for target in targets(clause, context, LIGHTS, "light"):
            return Meaning(intent, {**target.slots, **slots}, target, target.implied)
        return None

    return fill


def _colour(clause: Clause, text: str, context: Context) -> Meaning | None:
    colours = list(dict.fromkeys(tag.value for tag in clause.tags("color")))
    meaning = _light("HassLightSet")(clause, text, context)
    if meaning is None or len(colours) != 1:
        return None
    certainty = 1.0 if speaks_of_light(clause) else ONLY_A_COLOR
    return replace(meaning, slots={**meaning.slots, "color": colours[0]}, certainty=certainty)


FILLERS: Mapping[str, Filler] = MappingProxyType(
    {
        "HassTurnOn:light": _light("HassTurnOn"),
        "HassTurnOff:light": _light("HassTurnOff"),
        "HassLightSet:up": _light("HassLightSet", brightness_step="up"),
        "HassLightSet:down": _light("HassLightSet", brightness_step="down"),
        "HassLightSet:color": _colour,
    }
)
