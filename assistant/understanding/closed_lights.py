"""Lights and fans that are closed, as in much of Asia: they are turned off."""

import re

from assistant.home.find import named
from assistant.home.model import Home
from assistant.understanding.lexicon import lexicon
from assistant.understanding.words import words_of

_CLOSED = re.compile(
    r"^(?P<before>(?:(?:please|kindly|can you|could you|will you|just|and|now|ok|okay),? )*)"
    r"(?:close|shut) (?P<what>(?:the |my |our |all the |those |that )?"
    r"[\w'’]+(?: [\w'’]+){0,2}?)(?P<after>(?:,? (?:please|now|in here|here|no|na|yaar|ji))*)\W*$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:all the|the|my|our|those|that) ", re.IGNORECASE)
_SWITCHED = frozenset({"light", "fan"})


def as_switched(text: str, home: Home) -> str:
    """ "Turn off the fairy lights" for "close the fairy lights"; else the text itself."""
    found = _CLOSED.match(text)
    if found is None or not _is_only_switched(_ARTICLE.sub("", found["what"]), home):
        return text
    return f"{found['before']}turn off {found['what']}{found['after']}"


def _is_only_switched(what: str, home: Home) -> bool:
    devices = named(home, what)
    if devices:
        return all(device.kind in _SWITCHED for device in devices)
    tags = lexicon().get(words_of(what), ()) or lexicon().get(words_of(what.rstrip("s")), ())
    things = [tag.value for tag in tags if tag.kind == "thing"]
    return bool(things) and all(thing in _SWITCHED for thing in things)
