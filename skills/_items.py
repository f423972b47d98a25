"""What was said for a list, item by item: "milk, eggs and bread" are three."""

import re

from assistant.home.find import names_of, plain
from devices.contract import Device

_JOIN = re.compile(
    r"^(?:the|some)\s+|\s*,\s*(?:and\s+)?(?:(?:also|some|an?|the)\s+)*|"
    r"\s+and\s+(?:(?:also|some|an?|the)\s+)*",
    re.IGNORECASE,
)
_ONE_THING = re.compile(
    r"\b(?:fish and chips|salt and (?:pepper|vinegar)|(?:mac|macaroni|ham) and cheese|"
    r"bread and butter|(?:peanut butter|pb) and jelly|sour cream and onion|cheese and onion|"
    r"cookies and cream|half and half|bits and (?:bobs|pieces)|gin and tonic|pork and beans|"
    r"sausage and mash|sweet and sour|black and white|head and shoulders|\w+ and sons?)\b",
    re.IGNORECASE,
)
"""Sold or said as one."""
_GLUE = "\0"
_OF_DEEDS = frozenset("do dos todo todos to-do chore chores task tasks job jobs errand".split())
"""What is on such a list is told in sentences: "call mum and dad"."""


def items_in(said: str, where: Device) -> tuple[str, ...]:
    """The items, at least one, in the order in which they were said."""
    called = {word for name in names_of(where) for word in plain(name).split()}
    if called & _OF_DEEDS:
        return (said,)
    whole = _ONE_THING.sub(lambda one: one[0].replace(" ", _GLUE), said.strip())
    parts = (part.replace(_GLUE, " ") for part in _JOIN.split(whole) if part)
    return tuple(dict.fromkeys(parts)) or (said,)  # what is said twice is wanted once
