"""Something else that is asked of the same place: "what about the humidity"."""

import re

from assistant.context import Context
from assistant.turn import Reading
from assistant.understanding.corrections import Read
from assistant.understanding.fragment import room_of
from assistant.understanding.past import deeds

_ALSO = re.compile(
    r"(?:(?:ok|okay|and|so|right|now|what about|how about|what is|how is)[\s,]+)+"
    r"(?:the )?(?P<what>[\w-]+(?: [\w-]+)?)(?:\s+(?:too|as well|there|then|please|love|dear))*",
    re.IGNORECASE,
)
SURE, UNDERSTOOD = 0.95, 0.8
ASKING = frozenset({"HassGetState", "HassClimateGetTemperature"})


def asked_as_well(text: str, context: Context, read: Read) -> Reading | None:
    """The question in full, where the latest one was of a place and this one has an answer."""
    found = _ALSO.fullmatch(text.strip(" ?.!").lower())
    deed = next(deeds(context), None)
    if found is None or deed is None or deed.reading.intent not in ASKING:
        return None
    place = deed.reading.slots.get("area") or (room_of(deed, context) if deed.devices else None)
    readings = read(f"what is the {found['what']} in the {place}") if place else ()
    if not readings or readings[0].intent not in ASKING or not readings[0].exact:
        return None
    if readings[0].probability < UNDERSTOOD:
        return None
    return readings[0]
