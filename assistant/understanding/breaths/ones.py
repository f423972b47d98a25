"""What "the kitchen one" is, beside a thing of a kind: "the bedroom fan and the kitchen one"."""

import re

from assistant.home.find import area_named
from assistant.home.model import Home

_ONE = re.compile(
    r"\b(?P<kind>light|lamp|fan|blind|curtain|shutter|heater|radiator|speaker|radio|television|tv|"
    r"telly|window|door|plug|socket|lock)s?(?P<joint>,? (?:and|or|but not|not)(?: also)? the )"
    r"(?P<where>[\w'’]+(?: [\w'’]+)?) ones?\b(?!\s*(?:percent|%))",
    re.IGNORECASE,
)


def with_ones_named(text: str, home: Home) -> str:
    """The text with the kind of thing in the place of "one", after the name of a room."""
    found = _ONE.search(text)
    if found is None or area_named(home, found["where"]) is None:
        return text
    named = f"{found['kind']}{found['joint']}{found['where']} {found['kind']}"
    return f"{text[: found.start()]}{named}{text[found.end() :]}"
