"""A list and something else in one breath: "eggs on the list and start the dishwasher".

What goes on a list may be any words, so that only the words for the list tell where they end.
"""

import re

_NAMED = r"(?:the|my|our) (?:[\w'’-]+ ){0,3}?list"
_LIST = rf"(?:to|on|onto|in|into|off|from) {_NAMED}"
_AND = r"(?:\s*,\s*(?:and\s+)?|\s+and\s+)(?:then\s+|also\s+|please\s+|you (?:can|could)\s+)*"
_FIRST = re.compile(rf"(?P<one>.+?\b{_LIST}){_AND}(?P<other>\w.*)", re.IGNORECASE)
_ROUGHLY_PUT = re.compile(
    rf"(?:throw|bung|chuck|sling|whack|lash|shove|toss|fling|slap)(?= .+\b(?:to|on|onto) {_NAMED})",
    re.IGNORECASE,
)
_NAMED_LAST = re.compile(rf".*\b(?P<list>{_NAMED})", re.IGNORECASE)
_ON_IT = re.compile(r"\s+(?:to|on|onto|from|off) (?:it|there|that)\b[\s,.]*(?:please|too)?$", re.I)
_SHARING = (
    (
        re.compile(
            r"(?:add|put|write|pop|stick)\b(?!.*\blist\b)"
            r"(?!.*\b(?:on|off|up|down)\b(?! (?:it|there|that)\b))",  # "put the kettle on"
            re.IGNORECASE,
        ),
        "to",
    ),
    (re.compile(r"(?:remove|delete|take off|take|erase)\b(?!.*\blist\b)", re.IGNORECASE), "from"),
)
"""A second verb for lists, with no list of its own, and what stands before the one they share."""
_LAST = re.compile(
    rf"(?P<one>\w+ .+?){_AND}(?P<other>(?:add|put|stick|pop|write|jot|bung|chuck|take|remove|need|"
    rf"we need|i need) .+\b{_LIST})\W*(?:please|thanks)?\W*",
    re.IGNORECASE,
)


def beside_a_list(text: str) -> tuple[str, str] | None:
    """Both wishes in the order of speaking; None where only one is heard."""
    found = _FIRST.fullmatch(text.strip(" .!")) or _LAST.fullmatch(text.strip(" .!"))
    if found is None:
        return None
    halves = (found["one"], _with_its_list(found["one"], found["other"]))
    one, other = (_ROUGHLY_PUT.sub("put", half, count=1) for half in halves)
    return one, other


def _with_its_list(one: str, other: str) -> str:
    """ "Remove wine" after "corn on my list" is off that list too."""
    shared = _NAMED_LAST.match(one)
    for verb, where in _SHARING:
        if shared and verb.match(other):
            return f"{_ON_IT.sub('', other)} {where} {shared['list']}"
    return other
