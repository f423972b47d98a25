"""What was planned just before and is not to be: "cancel that", "no, leave it on"."""

import re

from assistant.context import Context
from assistant.turn import Reading
from assistant.understanding.fragment import words_said
from assistant.understanding.past import plan_made_last
from assistant.understanding.words import words_of

CERTAIN = 0.97
CANCEL_PLAN = "CancelPlan"
_OFF = (
    r"(?:(?:cancel|scrap|scratch|forget|drop|bin|skip|undo|stop|ditch) (?:about )?(?:doing )?"
    r"(?:that|it|this)(?: (?:plan|timer|one|ones))?|"
    r"never ?mind(?: that| about that)?|(?:do not|no do not)(?: do (?:that|it))?(?: bother)?|"
    r"(?:leave|keep) it(?: (?:on|off|open|closed|shut|as it is|how it is|be|alone|running))?|"
    r"(?:i )?changed my mind|no need)"
)
_CALLED_OFF = re.compile(
    r"(?:(?:no|nah|oh|wait|actually|sorry|please|hang on|hold on|on second thoughts?|ok|right|just|"
    r"and|can you|could you|let us) )*"
    rf"{_OFF}(?:(?: and| just)? {_OFF})*"
    r"(?: (?:please|then|now|after all|any more|anymore|thanks|actually|instead|again))*"
)
_NOT_NEEDED = re.compile(
    r"(?:(?:oh|no|ok|well|and|there is) )*(?:no need|not necessary|need not|no point|no reason)\b"
    r"(?! (?:for|of) (?:it|that|this|them)\b)(?:.* (?:back|again|on|off|open|shut|closed)\b|"
    r" (?:to|in|for you to|of you|you)\b)"
)
""" "No need to put that back on": nothing is to be done."""


def is_not_needed(text: str) -> bool:
    """What is said of what was done is that nothing more is to be done with it."""
    return bool(_NOT_NEEDED.match(" ".join(words_of(text))))


def called_off(text: str, context: Context) -> Reading | None:
    """The plan taken back that the latest deed made; None where it made none."""
    if not _CALLED_OFF.fullmatch(" ".join(words_said(text))):
        return None
    said = plan_made_last(context)
    if said is None:
        return None
    return Reading(
        intent=CANCEL_PLAN,
        slots={"name": said},
        probability=CERTAIN,
        matched_by="correction",
        text=text,
        form="last",
    )
