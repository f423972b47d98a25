"""What is asked about what was just spoken of: "what about the humidity", "how bright is it"."""

import re
from dataclasses import replace

from assistant.context import Context
from assistant.turn import Reading
from assistant.understanding.corrections import Read
from assistant.understanding.fragment import room_of
from assistant.understanding.past import Deed, deeds

_ALSO = re.compile(
    r"(?:(?:ok|okay|and|so|right|now|what about|how about|what is|how is)[\s,]+)+"
    r"(?:the )?(?P<what>[\w-]+(?: [\w-]+)?)(?:\s+(?:too|as well|there|then|please|love|dear))*",
    re.IGNORECASE,
)
_OF_IT = re.compile(
    r"(?P<before>(?:(?:ok|okay|and|so|right|now)[\s,]+)*how (?!is|are|do)\w+ (?:is|are) )"
    r"(?:it|that)(?P<after>(?: \w+){0,2})|"
    r"(?P<what>(?:(?:ok|okay|and|so|right|now)[\s,]+)*what is )(?:it|that)"
    r"(?P<set> (?:set|at|on|turned)\b.*)",
    re.IGNORECASE,
)
UNDERSTOOD = 0.8
ASKING = frozenset({"HassGetState", "HassClimateGetTemperature"})


def asked_as_well(text: str, context: Context, read: Read) -> Reading | None:
    """The question in full, where it has an answer."""
    deed = next(deeds(context), None)
    if deed is None:
        return None
    spoken = text.strip(" ?.!")
    return _of_the_place(spoken, deed, context, read) or _of_it(spoken, deed, context, read)


def _of_the_place(spoken: str, deed: Deed, context: Context, read: Read) -> Reading | None:
    """Something else of the room that was asked about."""
    found = _ALSO.fullmatch(spoken)
    if found is None or deed.reading.intent not in ASKING:
        return None
    place = deed.reading.slots.get("area") or (room_of(deed, context) if deed.devices else None)
    asked = _asking(f"what is the {found['what']} in the {place}", read) if place else None
    return asked if asked is not None and asked.exact else None


def _of_it(spoken: str, deed: Deed, context: Context, read: Read) -> Reading | None:
    """What is asked of "it", where the words alone ask nothing: "what is it set to"."""
    found = _OF_IT.fullmatch(spoken)
    if found is None or len(deed.devices) != 1 or _asking(spoken, read) is not None:
        return None
    name = context.home.device_by_id[deed.devices[0]].name
    before, after = found["before"] or found["what"], found["after"] or found["set"] or ""
    asked = _asking(f"{before}the {name}{after}", read)
    if asked is None or "name" not in asked.slots:
        return None
    return replace(asked, devices=deed.devices, matched_by="reference")


def _asking(text: str, read: Read) -> Reading | None:
    readings = read(text)
    sure = bool(readings) and readings[0].probability >= UNDERSTOOD
    return readings[0] if sure and readings[0].intent in ASKING else None
