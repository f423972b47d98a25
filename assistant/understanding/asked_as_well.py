"""What is asked about what was just spoken of: "what about the humidity", "how bright is it"."""

import re
from dataclasses import replace

from assistant.context import Context
from assistant.home.find import named, names_of
from assistant.turn import Reading
from assistant.understanding.corrections import Read
from assistant.understanding.fragment import room_of
from assistant.understanding.past import Deed, deeds
from devices.contract import Device

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
_ANOTHER = re.compile(
    r"(?:(?:ok|okay|and|so|right|now|also|what about|how about)[\s,]+)+(?:the |my |our )?"
    r"(?P<what>[\w'’-]+(?: [\w'’-]+){0,3}?)(?: ones?)?"
    r"(?:\s+(?:too|as well|then|please|love|dear))*",
    re.IGNORECASE,
)
""" "And the back?", "what about the bathroom window"."""
UNDERSTOOD = 0.8
LIKELY = 0.95
GET_STATE = "HassGetState"
ASKING = frozenset({GET_STATE, "HassClimateGetTemperature"})


def asked_as_well(text: str, context: Context, read: Read) -> Reading | None:
    """The question in full, where it has an answer."""
    deed = next(deeds(context), None)
    if deed is None:
        return None
    spoken = text.strip(" ?.!")
    return (
        _of_another(spoken, deed, context)
        or _of_the_place(spoken, deed, context, read)
        or _of_it(spoken, deed, context, read)
    )


def _of_another(spoken: str, deed: Deed, context: Context) -> Reading | None:
    """The same of another thing, where it can be asked of that; otherwise how that is."""
    found = _ANOTHER.fullmatch(spoken)
    if found is None or deed.reading.intent != GET_STATE or len(deed.devices) != 1:
        return None
    asked = context.home.device_by_id[deed.devices[0]]
    other = _called_like(found["what"], asked, context)
    if other is None:
        return None
    alike = other.kind == asked.kind
    state = deed.reading.slots.get("state") if alike else None
    return replace(
        deed.reading,
        slots={"name": other.name, **({"state": state} if state else {})},
        form=deed.reading.form if alike else "one",
        probability=LIKELY,
        matched_by="reference",
        text=spoken,
        devices=(other.id,),
        implied=(),
        also=(),
    )


def _called_like(said: str, asked: Device, context: Context) -> Device | None:
    """What is called so, or so with the last word of the first one's name: "the back"."""
    spellings = (said, *(f"{said} {name.split()[-1]}" for name in names_of(asked)))
    for spelling in spellings:
        called = [one for one in named(context.home, spelling) if one.id != asked.id]
        here = [one for one in called if context.area and one.area == context.area]
        for few in (called, here):
            if len(few) == 1:
                return few[0]
    return None


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
