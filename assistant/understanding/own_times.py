"""Sentences whose time is not when to do something: questions, alarms, timers, reminders."""

import re
from collections.abc import Sequence

from assistant.context import Context
from assistant.home.find import names_of
from assistant.understanding.ringing import ring_in
from assistant.understanding.topics.alarms import is_about_alarms, names_another_thing
from assistant.understanding.words import words_of

_OWN_TIMES = re.compile(
    r"\btimers?\b|\b(?:weather|forecast)\b|"
    r"^(?:please )?(?:remind|wake|cancel|forget|announce|broadcast)\b|"
    r"^(?:please |(?:can|could|would|will) you )*(?:time|count down|give me)\b|"
    r"^\d+ (?:seconds?|secs?|minutes?|mins?|hours?) for (?:the|my|an?)\b|"
    r"^(?:please )?(?:tell|let) (?:everyone|everybody|all|the house|the family)\b|"
    r"^(?:please )?(?:add|put|write|note)\b.*\blist\b|"
    r"\b(?:set|change|move|make|create|put|need|want|add|schedule) .*"
    r"\balarm (?:clock )?(?:for|at|to)\b|"
    r"^(?:an? |my |the )?(?:wake up |morning )?alarm (?:clock )?(?:for|at)\b"
)
_QUESTION = re.compile(
    r"^(?:hey |ok |so |and |please |olly |pda )*(?:"
    r"what|which|who|whose|where|why|how|is|are|was|were|does|did|do|has|am|should|shall|might|"
    r"when (?:is|are|was|does|do|did|will|can|should)|"
    r"(?:(?:can|could|would|will) you )?(?:please )?(?:"
    r"(?:tell me|let me know) (?:what|if|whether|when|how|the)|"
    r"(?:check|find out|see) (?:if|whether))|"
    r"i (?:want|need|would like) to know\b|"
    r"(?:will|could|can|would) (?:it|there|we|the weather))\b|"
    r"\b(?:let me know|tell me)$"
)
_NOT_A_QUESTION = re.compile(r"^(?:do you mind|is it possible|are you able)\b")
_CONDITION = re.compile(
    r"\b(?:when|whenever|once|unless|until|till|if(?! any$)|as soon as|every time|each time)\b"
)
_SETS = re.compile(
    r"(?:(?:please|now|and|so|ok|okay|can|could|would|will|you) )*"
    r"(?:set|change|move|put|make|get|have|wind)\b"
)
_SWITCHED = re.compile(r"\b(?:turn|switch|shut|put|activate|enable|deactivate|disable|stop)\b")


def keeps_its_time(spoken: str, words: Sequence[str], context: Context) -> bool:
    """The time that was said is part of what is asked for.

    `spoken` are the words with names of the home blanked out.
    """
    if _OWN_TIMES.search(spoken) or _is_question(spoken):
        return True
    return _sets_an_alarm_clock(words, context) or _is_of_an_alarm(spoken, words, context)


def _sets_an_alarm_clock(words: Sequence[str], context: Context) -> bool:
    """ "Set the Rooster for six": an alarm clock that is called so."""
    said = " ".join(words)
    return bool(_SETS.match(said)) and any(
        re.search(
            rf"\b{re.escape(' '.join(words_of(name)))} (?:to (?:ring|go off) )?"
            r"(?:for|at|to)\b",
            said,
        )
        for clock in context.home.devices_of("alarm_clock")
        for name in names_of(clock)
    )


def _is_question(spoken: str) -> bool:
    return bool(_QUESTION.search(spoken)) and not _NOT_A_QUESTION.match(spoken)


def _is_of_an_alarm(spoken: str, words: Sequence[str], context: Context) -> bool:
    """ "Turn off the 6 am alarm": where another alarm guards the house, a bare "turn off the alarm
    at 6" may be a plan.
    """
    home = context.home
    if not home.devices_of("alarm_clock") or not is_about_alarms(words):
        return False
    if _CONDITION.search(spoken) or names_another_thing(words):
        return False
    if home.devices_of("alarm_control_panel") and _SWITCHED.search(spoken):
        alarm = next((at for at, word in enumerate(words) if word.startswith("alarm")), 0)
        return ring_in(words[:alarm], context.now) is not None or "set" in words[alarm:]
    return True
