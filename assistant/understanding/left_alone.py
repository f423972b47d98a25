"""What changes nothing, or may do the contrary of what it seems to say.

"Leave the music on" begins none; "set the house alarm off" may switch it off, or set it ringing.
"""

import re

from assistant.context import Context
from assistant.home.find import named
from assistant.turn import Reading
from assistant.understanding.past import LEAVE
from assistant.understanding.target import PLAYED

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
_ALARM = "alarm_control_panel"


def left_alone(text: str, context: Context) -> Reading | None:
    """The text as a wish that moves nothing; None where it is none."""
    if _LEFT_PLAYING.match(text):
        return _talk(text, "left")
    found = _SET_OFF.search(text)
    if found is None:
        return None
    guarding = _is_called(found["one"] or found["other"], context)
    return _talk(text, "unclear") if guarding else None


def _is_called(said: str, context: Context) -> bool:
    """ "The security system alarm" is the security system."""
    names = (said, said.lower().removesuffix("alarm").strip())
    return any(one.kind == _ALARM for name in names for one in named(context.home, name))


def _talk(text: str, form: str) -> Reading:
    return Reading(
        intent=LEAVE, slots={}, probability=CERTAIN, matched_by="remark", text=text, form=form
    )
