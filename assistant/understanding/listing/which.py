"""How the lists of a home are spoken of, and which one is meant."""

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.home.find import names_of
from assistant.home.model import Home
from devices.contract import Device

_OURS = r"(?:the|my|our|your|that|this|me)"
_SHOPPING = r"shopping|shop|grocery|groceries|food|supermarket|messages"
_TO_DO = r"to[ -]?dos?|todos?|tasks?|chores?|errands?|jobs?"
_BY_PURPOSE = (re.compile(rf"\b(?:{_SHOPPING})\b"), re.compile(rf"\b(?:{_TO_DO})\b"))
_ANY_LIST = re.compile(rf"(?:{_OURS}\s+)?lists?", re.IGNORECASE)
_LIST = re.compile(r"[\s-]*\blists?$")


def lists_of(home: Home) -> tuple[Device, ...]:
    return tuple(home.devices_of("todo"))


def list_pattern(home: Home) -> str:
    """What fits every way to speak of a list in this home."""
    return _pattern(tuple(_stems(home)))


def list_called(phrase: str, home: Home) -> Device | None:
    """The list that is spoken of; without a name the one for shopping."""
    spoken = phrase.lower().replace("-", " ").replace("’", "'")
    lists = lists_of(home)
    for device in lists:
        if any(re.search(rf"\b{re.escape(stem)}\b", spoken) for stem in _stems_of(device)):
            return device
    for purpose in _BY_PURPOSE:
        if purpose.search(spoken):
            return next((one for one in lists if _is_for(one, purpose)), None)
    return next((one for one in lists if _is_for(one, _BY_PURPOSE[0])), None)


def lists_meant(phrase: str, home: Home) -> tuple[Device, ...]:
    """Where something may be that is to come off: the list that was named; "the list" may be any,
    that for shopping first.
    """
    usual = list_called(phrase, home)
    if phrase and not _ANY_LIST.fullmatch(phrase.strip()):
        return (usual,) if usual else ()
    return tuple(sorted(lists_of(home), key=lambda one: one is not usual))


def list_of_deeds(home: Home) -> Device | None:
    """The list of things to do."""
    return next((one for one in lists_of(home) if _is_for(one, _BY_PURPOSE[1])), None)


def is_of_deeds(device: Device) -> bool:
    return _is_for(device, _BY_PURPOSE[1])


def _is_for(device: Device, purpose: re.Pattern[str]) -> bool:
    return any(purpose.search(name.lower().replace("-", " ")) for name in names_of(device))


def _stems(home: Home) -> Iterator[str]:
    for device in lists_of(home):
        yield from _stems_of(device)


def _stems_of(device: Device) -> Iterator[str]:
    """ "Shopping list" without its "list"."""
    for name in names_of(device):
        if stem := _LIST.sub("", name.lower().replace("-", " ")).strip():
            yield stem


@lru_cache(maxsize=64)
def _pattern(stems: tuple[str, ...]) -> str:
    named = "|".join(re.escape(stem).replace(r"\ ", "[ -]") for stem in stems)
    any_name = f"(?:{named}|{_SHOPPING}|{_TO_DO})" if named else f"(?:{_SHOPPING}|{_TO_DO})"
    return (
        rf"(?:{_OURS}\s+)?(?:weekly\s+)?{any_name}(?:['’]s)?[\s-]+list\b|"
        rf"{_OURS}\s+(?:{named}|shopping|groceries|to[ -]?dos|todos|chores|errands)\b|"
        rf"{_OURS}\s+list\b|groceries\b" + (rf"|(?:{named})\b" if named else "")
    )
