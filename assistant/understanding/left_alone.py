"""What changes nothing, or may do the contrary of what it seems to say.

"Leave the music on" begins none; "set the house alarm off" may switch it off, or set it ringing.
"""

import re

from assistant.context import Context
from assistant.home.find import named
from assistant.home.guarded import is_guarded
from assistant.turn import Reading
from assistant.understanding.asides import VERBS
from assistant.understanding.past import LEAVE
from assistant.understanding.target import PLAYED
from assistant.understanding.words import words_of

CERTAIN = 0.97
_PLAYING = rf"(?:(?:the|that|my|our|this) )?(?:{'|'.join(sorted(PLAYED))})s?"
_LEFT_PLAYING = re.compile(
    r"^\W*(?:(?:please|just|no|can you|could you|and|oh|ok|okay)[\s,]+)*"
    rf"(?:leave {_PLAYING} (?:on|playing|going|running|as it is|alone)|keep {_PLAYING} on)"
    r"(?: (?:please|for now|now|though|thanks))*\W*$",
    re.IGNORECASE,
)
_SET_OFF = re.compile(
    r"\bset (?:off (?:the|my|our) (?P<one>[\w ]+?)|(?:the|my|our) (?P<other>[\w ]+?) off)"
    r"(?= (?:at|in|on|when|tomorrow|tonight|please|now)\b|\W*$)",
    re.IGNORECASE,
)
_LEFT_OPEN = re.compile(
    r"^\W*(?:(?:please|just|no|can you|could you|and|oh|ok|okay|you can)[\s,]+)*"
    r"(?:leave|keep) (?:(?:the|my|our|that) )?(?P<what>[\w' ]+?) (?:open|unlocked|up|ajar)"
    r"(?: (?:please|for now|now|though|thanks|a bit|for a bit|for a while))*(?P<after>\W*$|, .*$)",
    re.IGNORECASE,
)
"""Who leaves a door open does not ask for it to be opened, whatever it is now."""
_QUOTED = re.compile(
    r"\w+ (?<!\bstop )(?:shout|yell|scream|holler|roar|whisper|mutter|mumbl|chant|sing|bawl|bark)"
    r"(?:ing|ed|s)(?: out)?(?: (?:at|to) \w+)? (?:that )?(?:turn|switch|put|open|close|shut|"
    r"lock|unlock|dim|play|stop|start|set)\b",
    re.IGNORECASE,
)
""" "He kept shouting turn the lights off": it is his."""
_ALARM = "alarm_control_panel"


def is_quoted(text: str) -> bool:
    """Somebody else's words are told, whatever they wish."""
    return bool(_QUOTED.search(text))


def left_alone(text: str, context: Context) -> Reading | None:
    """The text as a wish that moves nothing; None where it is none."""
    if _LEFT_PLAYING.match(text):
        return left(text)
    left_open = _LEFT_OPEN.match(text)
    if left_open is not None and _is_a_way_in(left_open["what"], context):
        return None if _wishes_more(left_open["after"]) else left(text)
    found = _SET_OFF.search(text)
    if found is None:
        return None
    guarding = _is_called(found["one"] or found["other"], context)
    return _talk(text, "unclear") if guarding else None


def left(text: str) -> Reading:
    """The text as a wish that everything stays as it is."""
    return _talk(text, "left")


def _is_a_way_in(said: str, context: Context) -> bool:
    doors = named(context.home, said)
    return bool(doors) and all(map(is_guarded, doors))


def _wishes_more(after: str) -> bool:
    """ ", and turn on the light": more than why it is left so."""
    return not VERBS.isdisjoint(words_of(after))


def _is_called(said: str, context: Context) -> bool:
    """ "The security system alarm" is the security system."""
    names = (said, said.lower().removesuffix("alarm").strip())
    return any(one.kind == _ALARM for name in names for one in named(context.home, name))


def _talk(text: str, form: str) -> Reading:
    return Reading(
        intent=LEAVE, slots={}, probability=CERTAIN, matched_by="remark", text=text, form=form
    )
