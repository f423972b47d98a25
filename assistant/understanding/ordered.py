"""An order that is worded as a fact: "that heating pad goes off in half an hour, understood?".

Without the question at its end it may as well be told of what the thing does by itself.
"""

import re

_ORDERED = re.compile(
    r"^(?P<what>(?:the|that|this|those|these|my|our) [\w'’ ]+?) "
    r"(?:goes|go|is going|are going|gets turned|is to go|are to go|will go) "
    r"(?P<way>on|off|out)\b(?P<rest>[^,]*?)\s*,\s*"
    r"(?:is that |are we |am i |do you )?"
    r"(?:understood|clear|got it|got that|you got it|hear|you hear|hear me|you hear me|ok|okay|"
    r"all right|alright)\W*$",
    re.IGNORECASE,
)
_OUT = {"out": "off"}
_RINGS = re.compile(r"\b(?:alarms?|sirens?|timers?|bells?|clocks?|security)\b", re.IGNORECASE)
"""What goes off by ringing."""
_LIT = re.compile(r"\b(?:lights?|lamps?|lanterns?|candles?|fire|fireplace)\b", re.IGNORECASE)
"""What goes out by going off."""


def as_ordered(text: str) -> str:
    """The order as one; the text itself where it is none."""
    found = _ORDERED.match(text.strip())
    if found is None or _RINGS.search(found["what"]):
        return text
    way = found["way"].lower()
    if way in _OUT and not _LIT.search(found["what"]):
        return text
    return f"turn {_OUT.get(way, way)} {found['what']}{found['rest']}"
