"""What "all of them" spares: "shut 'em all off but the lamp by the davenport"."""

import re

from assistant.context import Context
from assistant.understanding.breaths.spoken_of import devices_called
from assistant.understanding.past import deeds

_EXCEPT = r"(?:except(?: for)?|excepting|excluding|apart from|other than|save for|bar|but(?: for)?)"
_SPARED = r"(?P<spared>(?:the|my|our|that) [\w'’]+(?: [\w'’]+){0,4}?)"
_VERB = r"(?:shut|turn|switch|kill|knock|put|close|flick|cut)"
_THEM = r"(?:them all|all of them|all of those|the lot(?: of them)?|every one of them)"
_ALL_BUT = re.compile(
    rf"\b(?P<verb>{_VERB})(?P<off> off)? {_THEM}(?P<then> (?:off|out|down))?,?"
    rf" {_EXCEPT} {_SPARED}(?=\s*$|\s*[,.;!])",
    re.IGNORECASE,
)
_TIMED = re.compile(
    r"(?P<time> (?:in|after) (?:half )?(?:an?|\w+(?:[ -]\w+)?)"
    r" (?:\w+ )?(?:minute|min|hour|second)s?)"
    rf",?(?P<spared> (?:{_EXCEPT}|but not|but leave|but keep) (?:the|my|our) [\w'’ ]+?)(?=\W*$)",
    re.IGNORECASE,
)
_EVERYTHING = re.compile(
    rf"\b(?P<verb>turn|switch|shut) off everything(?P<where>(?: (?:in|on) [\w'’ ]+?)?)"
    rf"(?=,? {_EXCEPT} (?:the|my|our)\b)",
    re.IGNORECASE,
)
_MANY = {"light": "lights", "fan": "fans", "cover": "blinds"}


def with_all_named(text: str, context: Context) -> str:
    """ "All the lights in here except" for "them all but": those of the kind that is spared, in
    the room where it was said. What was spoken of before is another "them".
    """
    text = _EVERYTHING.sub(r"\g<verb> everything off\g<where>", text)
    found = _ALL_BUT.search(text)
    if found is None or next(deeds(context), None) is not None:
        return text
    spared = devices_called(found["spared"], context.home)
    here = [one for one in spared if one.area == context.area is not None]
    kinds = {one.kind for one in here}
    if len(here) != 1 or not kinds <= _MANY.keys():
        return text
    many = _MANY[kinds.pop()]
    away = (found["off"] or found["then"] or "").strip()
    deed = " ".join(filter(None, (found["verb"], f"all the {many}", away, "in here")))
    return f"{text[: found.start()]}{deed} except {found['spared']}{text[found.end() :]}"


def with_time_last(text: str) -> str:
    """ "Everything off except the printer in ten minutes": when comes after what is spared."""
    return _TIMED.sub(r"\g<spared>\g<time>", text)
