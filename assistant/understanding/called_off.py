"""What was planned just before and is not to be: "cancel that", "no, leave it on"."""

import re

from assistant.context import Context
from assistant.turn import Reading
from assistant.understanding.fragment import words_said
from assistant.understanding.past import plan_made_last

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
