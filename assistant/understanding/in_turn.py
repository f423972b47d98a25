"""One thing after another: "give it half an hour and then knock the heating off".

A length of time that comes before what is to be done then, and a deed that is told with its end,
are put in the words for "in half an hour" and "for ten minutes".
"""

import re
from collections.abc import Callable

from assistant.agenda.times import duration
from assistant.understanding.words import words_of

_POLITE = r"(?:(?:please|ok|okay|right|so|just|and|now|can you|could you|will you|would you) )*"
_THEN = r",? (?:and then|then|and)(?: (?:please|just))? "
_THING = r"(?:the|my|our|both|all the) [\w'’]+(?: [\w'’]+){0,3}?"
_BACK = (
    r"(?:(?:turn|switch|shut|knock|put|flick|kill|pop) (?:it|them|that)(?: back)? (?:off|out|down)"
    r"|(?:stop|shut|kill|close) (?:it|them|that)(?: off| down)?"
    r"|(?:turn|switch|shut) off|off)(?: again)?"
)
_ABOUT = r"(?:(?:just|only|maybe|about|roughly|around|another|a further|say) )?"
_ENDING = r"(?: (?:please|thanks|for me|or so))*[\s.!]*"


def _waited(found: re.Match[str]) -> str:
    return f"{found['wish']} in {found['time']}"


def _let_be(found: re.Match[str]) -> str:
    wish = re.sub(r"\b(?:it|them|that)\b", found["what"], found["wish"], count=1)
    return f"{wish} in {found['time']}"


def _let_wait(found: re.Match[str]) -> str:
    wish = re.sub(r"\b(?:it|them|that)\b", found["what"], found["wish"], count=1)
    return f"{wish} at {found['when']}"


def _for_a_while(found: re.Match[str]) -> str:
    return f"turn on {found['what']} for {found['time']}"


def _on_for(found: re.Match[str]) -> str:
    return f"{found['wish']} for {found['time']}"


_WAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(rf"{_POLITE}{pattern}{_ENDING}", re.IGNORECASE), words)
    for pattern, words in (
        (rf"(?:give|leave) (?:it|that)(?: for)? {_ABOUT}(?P<time>.+?){_THEN}(?P<wish>.+)", _waited),
        (rf"(?:wait|hold (?:off|on)|hang (?:on|fire))(?: for)? {_ABOUT}(?P<time>.+?)"
         r",? (?:and )?then (?P<wish>.+)", _waited),
        (rf"(?P<wish>.+?),? (?:once|when|after) it(?: has|.?s) been {_ABOUT}(?P<time>.+?)",
         _waited),
        (rf"(?P<wish>.+) for {_ABOUT}(?P<time>.+?),? while (?:i|we|he|she|they|the kids)\b.+",
         _on_for),
        (rf"(?:leave|keep|let|have) (?P<what>{_THING}) (?:stay |be |run )?"
         rf"(?:on|off|open|closed|shut|running|going|run|be) (?:for )?{_ABOUT}(?P<time>.+?)"
         rf"{_THEN}(?P<wish>.+ (?:it|them|that)\b.*)", _let_be),
        (rf"(?:leave|let|have) (?P<what>{_THING}) (?:wait|sit|rest|be) (?:till|until) "
         rf"(?P<when>.+?){_THEN}(?P<wish>.+ (?:it|them|that)\b.*)", _let_wait),
        (rf"(?:run|have|put|turn on|switch on) (?P<what>{_THING})(?: on| going| running)? for "
         rf"{_ABOUT}(?P<time>.+?){_THEN}{_BACK}", _for_a_while),
        (rf"(?:(?:give|let) (?:me|us|it|{_THING})(?: have)? |i (?:want|need|would like) )?{_ABOUT}"
         rf"(?P<time>.+?) of (?P<what>{_THING})(?:{_THEN}{_BACK})?", _for_a_while),
        (rf"(?P<wish>.+ (?:on|off)) {_ABOUT}(?P<time>.+?)(?:{_THEN}{_BACK})?", _on_for),
        (r"(?P<wish>.+) for (?:just|only|maybe|roughly|another|a further|say) (?P<time>.+?)",
         _on_for),
    )
)  # fmt: skip


def in_turn(text: str) -> str:
    """The wish with when, or for how long; the text itself where nothing comes in turn."""
    if _TOLD.match(text):
        return text
    for way, words in _WAYS:
        found = way.fullmatch(text)
        if found is not None and _is_timed(found):
            return words(found)
    return text


_TOLD = re.compile(
    r"\W*(?:(?:and|so|but|well|oh) )*(?:i|we|he|she|they|it|you|nobody|somebody|someone|do ?n.?t|"
    r"do not|never)\b(?! (?:want|need|would like|can|could))",
    re.IGNORECASE,
)
"""Somebody left something on for so long, or is not to."""


def _is_timed(found: re.Match[str]) -> bool:
    """The words for the time are a length, all of them; or a time of day is for others to read."""
    if "time" not in found.re.groupindex:
        return True
    words = words_of(re.sub(r"^half hour$", "half an hour", found["time"]))
    length = duration(words)
    return length is not None and length[1] == len(words)
