"""A place that is to be dark: "whole downstairs dark please, telly too", "make the lounge dark".

That it is dark is told of a room where light is wanted; only what is plainly ordered is meant here.
"""

import re

from assistant.home.find import area_named, floor_named, named
from assistant.home.model import Home

_DARK = re.compile(
    r"^\W*(?P<verb>(?:please |can you |could you |i want |i would like |i.d like |let.?s have |we "
    r"want )*(?:make|get|turn|plunge|put)? ?)"
    r"(?P<whole>(?:the )?(?:whole|entire|all of|all)(?: of)? )?(?P<place>(?:the |my |our )?[\w'’]+"
    r"(?: [\w'’]+){0,2}?),? (?:into )?(?:all |completely |totally |pitch |nice and )*"
    r"(?P<dark>dark|black|blacked out|darkness)"
    r"(?P<please> please)?"
    r"(?:,? (?:and |with )?(?P<too>(?:(?:the|my|our) )?[\w'’]+(?: [\w'’]+){0,2}?)"
    r"(?: (?:too|as well|also|included|off|off too|off as well))*)?(?P<asked>,? please)?\W*$",
    re.IGNORECASE,
)
_HOME = re.compile(r"(?:the |our )?(?:house|home|place|flat|apartment)", re.IGNORECASE)


def as_made_dark(text: str, home: Home) -> str:
    """The lights there off, and what else was said; the text itself where nothing is ordered."""
    found = _DARK.match(text)
    if found is None:
        return text
    ordered = found["verb"].strip() or found["whole"] or found["please"] or found["asked"]
    place = _place(found["place"], home)
    too = found["too"]
    if not ordered or place is None or (too is not None and not named(home, too)):
        return text
    lights = f"turn off all the lights {place}"
    return lights if too is None else f"{lights} and turn off the {too}"


def _place(said: str, home: Home) -> str | None:
    if _HOME.fullmatch(said):
        return "in the house"
    if area_named(home, said) is not None:
        return f"in {said}"
    return said if floor_named(home, re.sub(r"^(?:the|my|our) ", "", said)) else None
