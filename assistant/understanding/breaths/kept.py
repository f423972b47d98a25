"""What is to go on as it is, and nothing else: "keep the tv on", "let the fan run"."""

import re

from assistant.home.model import Home
from assistant.understanding.asides import VERBS
from assistant.understanding.breaths.spoken_of import devices_called, tells_a_kind
from assistant.understanding.words import words_of

_LEAD = (
    r"\W*(?:(?:please|just|can you|could you|would you|will you|you can|and|but|so|no|oh|ok|okay)"
    r"[\s,]+)*"
)
_WHAT = r"(?P<what>(?:(?:the|my|our|that|those|these) )?[\w'’-]+(?: (?!and\b|or\b)[\w'’-]+){0,3}?)"
_LASTING = (
    r"(?: (?:please|though|thanks|anyway|now|here|in here|for now|tonight|today|overnight|"
    r"all (?:the time|night|day|evening)|in (?:the|my|our) [\w'’]+(?: [\w'’]+)?))*"
)
_END = r"(?:\W*|[,;] (?P<why>.+))"
_KEPT = re.compile(
    rf"{_LEAD}(?:leave|keep) {_WHAT} (?:on|off|open|closed|shut|running|going|lit){_LASTING}{_END}",
    re.IGNORECASE,
)
_STAYING = tuple(
    re.compile(rf"{_LEAD}{way}(?P<lasting>{_LASTING})(?P<end>{_END})", re.IGNORECASE)
    for way in (
        rf"let {_WHAT} (?:be|stay|keep) (?P<state>on|open|running|going)",
        rf"let {_WHAT} (?:run|keep (?:running|going)|carry on|go on)",
        rf"{_WHAT} (?:(?:can|should|has to|must|is to) )?(?:stays?|remains?) "
        r"(?P<state>on|off|open|closed|shut)",
    )
)


def with_kept_said(text: str, home: Home) -> str:
    """ "Let the fan run", "the fan stays on": to keep the fan on."""
    for way in _STAYING:
        found = way.fullmatch(text)
        if found and _is_had(found["what"], home):
            state = found.groupdict().get("state") or "on"
            return f"keep {found['what']} {state}{found['lasting']}{found['end']}"
    return text


def _is_had(what: str, home: Home) -> bool:
    return bool(devices_called(what, home)) or tells_a_kind(what, home)


def is_only_kept(text: str) -> bool:
    """Nothing is to change; what comes after it tells why."""
    found = _KEPT.fullmatch(text)
    return found is not None and VERBS.isdisjoint(words_of(found["why"] or ""))
