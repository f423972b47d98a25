"""What is to go on as it is: "keep the tv on" switches nothing where it is on, and asks where not.

The words take for granted how things are, and only the home knows whether they are so.
"""

from collections.abc import Iterable

from assistant.context import Context
from assistant.ranking.effect import already
from assistant.ranking.refer import Choice, refer
from assistant.skill import Targets
from assistant.turn import Interpretation, Reading
from assistant.understanding.breaths.kept import is_only_kept
from assistant.understanding.left_alone import left
from assistant.understanding.sureness import doubted

SWITCHED = frozenset({"HassTurnOn", "HassTurnOff"})


def with_what_is_kept(
    found: Interpretation, targets: Targets | None, context: Context
) -> Interpretation:
    """The interpretation; doubted, or nothing but leaving, where a state is only to last."""
    best = found.readings[0] if found.readings else None
    if best is None or best.also or best.intent not in SWITCHED or not is_only_kept(best.text):
        return found
    if _is_so(best, refer(best, targets, context).choices, context):
        return Interpretation(text=found.text, readings=(left(found.text),))
    return doubted(found)


def _is_so(reading: Reading, choices: Iterable[Choice], context: Context) -> bool:
    """What may be meant is so here, or, where none of it is here, anywhere."""
    may_be_meant = [device for choice in choices for device in choice.devices]
    here = [device for device in may_be_meant if device.area == context.area is not None]
    return any(
        already(reading.intent, device, context.states.get(device.id, {}))
        for device in here or may_be_meant
    )
