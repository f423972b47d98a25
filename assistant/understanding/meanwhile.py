"""A deed that is taken back in the same breath: "light on now and off again in five minutes"."""

import re

_IN = r"(?:again )?(?:in|after) (?P<time>(?:an?|half an?|\w+(?:[ -]\w+)?) (?:\w+ )?\w+)\W*$"
_AND = (  # where nothing joins them, "the lamp off and the fan on in an hour" is of two things
    r"(?: now| please)?(?:,? and(?: then)?|,? then|,) "
    r"(?:(?:turn|switch|put|knock|flick|whack|kill|pop) )?"
    r"(?:it |them )?(?:back )?"
)
_PAIRS = tuple(
    re.compile(rf"^(?P<wish>{first}){_AND}(?:{back}) (?:it |them )?{_IN}", re.IGNORECASE)
    for first, back in (
        (r".*\bon\b.*?", "off"),
        (r".*\boff\b.*?", "on"),
        (r"open .*?", "close|shut"),
        (r"(?:close|shut) .*?", "open"),
        (r"(?:mute|pause) .*?", "unmute|resume|play"),
    )
)
_THEN_BACK = re.compile(
    r"^(?P<wish>.*\b(?:on|open) for .+?),? (?:and )?then (?:back )?"
    r"(?:off|shut|closed)(?: again)?\W*$",
    re.IGNORECASE,
)


def for_a_while(text: str) -> str:
    """The wish with how long it is for; the text itself where nothing is taken back."""
    if then := _THEN_BACK.match(text):
        return then["wish"]  # what is on for an hour is off then
    for pair in _PAIRS:
        if found := pair.match(text):
            return f"{found['wish']} for {found['time']}"
    return text
