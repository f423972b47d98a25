"""Alarms where no alarm clock is: the assistant itself rings then, and answers for them.

What wakes and what guards a house are both called alarm; where something guards, only what is said
of the other is taken for it here.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from assistant.agenda.times import DAYS, PARTS, TRIGGERS, duration
from assistant.agenda.when import START_TIMER
from assistant.context import Context
from assistant.home.model import Home
from assistant.turn import Reading, Slots, Value
from assistant.understanding.clock import units_of
from assistant.understanding.past import open_question
from assistant.understanding.ringing import Ring, ring_in
from assistant.understanding.topics.alarms import (
    OF_ONE_ALARM,
    is_about_alarms,
    is_no_wish,
    odd_words,
    wish_of_alarm,
)
from assistant.understanding.words import words_of

SET, CANCEL, LIST, SILENCE = "AlarmSet", "AlarmCancel", "AlarmList", "AlarmSilence"
LIKELY = 0.95
_SOMEBODY = frozenset("kids children boys girls everyone everybody family".split())
_SWITCHED = re.compile(r"\b(?:turn|switch|shut|put|activate|enable|deactivate|disable|stop)\b")
_OF_WAKING = OF_ONE_ALARM | frozenset({"my", "an", "any", "another", "up", "waking"})
_CHANGED = re.compile(
    r"\b(?:change|move|shift|push|adjust|update|make (?:the|my|that) |instead|rather)\b"
)
_SEVERAL = re.compile(r"(?P<lead>.*\balarms)\b(?: please)?(?: (?:for|at))? (?P<each>.+)")
_ONE_OF = re.compile(r"^(?:(?:then|also|another|the other|1|one)\b ?)*(?:(?:for|at) )?")
_POLITE = r"(?:(?:ok|okay|all right|right|yes|yeah|oh|please|hey|ugh|just|can you|will you) )*"
_ITS_NAME = r"(?:the|my) (?:(?:wake up|wakeup|morning) )?alarm(?: clock)?"
_SILENCED = re.compile(
    rf"{_POLITE}(?:stop|enough|that is enough|quiet|be quiet|shut up|hush|silence|thanks|thank you|"
    r"i am (?:up|awake|getting up)|we are (?:up|awake)|good morning|morning|"
    r"(?:stop|turn off|switch off|shut off|silence|cancel|dismiss|end) (?:it|that|"
    rf"{_ITS_NAME}|the ringing|ringing)|(?:turn|switch) (?:it|that|{_ITS_NAME}) off|"
    r"alarm off|stop ringing)(?: (?:please|now|thanks|thank you|already|i am (?:up|awake)))*"
)
_SNOOZED = re.compile(
    rf"{_POLITE}(?:snooze(?: it| that| the alarm)?|(?:give me |just |let me (?:sleep|have) )*"
    r"(?P<more>.+) (?:more|longer)|(?:give me |just )*(?:another )(?P<another>.+)|later)"
    r"(?: please| for (?P<length>.+))?"
)
_MORE_OF_IT = re.compile(r"\b(?P<number>\w+) more (?P<unit>minutes?|mins?)\b")
""" "Five more minutes" is "five minutes more"."""
_AGAIN = re.compile(
    rf"{_POLITE}(?:snooze(?: it| that| (?:the|my) alarm)?|(?:wake me(?: up)?|ring|try) again)"
    r" (?P<when>(?:till|til|until|to|at|in|for) .+?)(?: please)?"
)
_OTHER_DAY = frozenset({*DAYS, "tomorrow", "today", "tonight", "every", "weekdays", "weekends"})
_OF_THE_RINGING = frozenset({"alarm", "ringing", "ring", "snooze", "wake"})
"""Said in another room, one of them must be among the words: "thanks" is meant for somebody else
there.
"""
LONGEST_SNOOZE = timedelta(hours=4)
"""Where neither morning nor evening was said; "till seven" just after seven is a slip."""


def answered_alarm(text: str, context: Context) -> Reading | None:
    """What is said to an alarm that is ringing: that it may stop, or ring again."""
    plans, words = context.plans, words_of(text)
    is_here = bool(plans.ringing_in(context.area))
    if not is_here and (_OF_THE_RINGING.isdisjoint(words) or not plans.ringing_in(None)):
        return None
    said = _MORE_OF_IT.sub(r"\g<number> \g<unit> more", " ".join(words))
    if _SILENCED.fullmatch(said):
        named = "alarm" in words and _OF_WAKING.isdisjoint(words)
        if named and (_is_triggered(context) or (not is_here and _is_guarding(context))):
            return None
        return _reading(SILENCE, {}, text)
    again = _AGAIN.fullmatch(said)
    if again is not None and (when := _when_again(again["when"].split(), context.now)):
        return _reading(SILENCE, {"snooze": True, **when}, text)
    if (snoozed := _SNOOZED.fullmatch(said)) is None:
        return None
    length = snoozed["more"] or snoozed["another"] or snoozed["length"]
    if length is None:
        return _reading(SILENCE, {"snooze": True}, text)
    spoken = length.split()
    found = duration(spoken) or duration([*spoken, "minutes"])
    if found is None or found[1] < len(spoken):
        return None
    return _reading(SILENCE, {"snooze": True, **units_of(found[0])}, text)


def _when_again(words: Sequence[str], now: datetime) -> Slots:
    """So long from now, or the next time that a clock shows what was said; empty for neither."""
    rest = words[1:]
    at = "in" if duration(rest) else "at"
    said = ["alarm", at, *rest]
    ring = None if _OTHER_DAY & {*rest} else ring_in(said, now)
    if ring is None or ring.days or odd_words(said):
        return {}
    if ring.seconds is not None:
        return units_of(ring.seconds)
    hour, minute = (int(part) for part in ring.time.split(":"))
    moment = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    round_the_dial = timedelta(hours=24 if ring.half_said else 12)
    while moment - round_the_dial > now:
        moment -= round_the_dial
    while moment <= now:
        moment += round_the_dial
    is_soon = ring.half_said or moment - now < LONGEST_SNOOZE
    return {"time": f"{moment:%H:%M}"} if is_soon else {}


def own_alarm(text: str, context: Context) -> Reading | None:
    """The text as a wish for an alarm, or about those there are; None where a clock is for that,
    and where anything else is said.
    """
    words = _of_somebody(words_of(text), context.home)
    if context.home.devices_of("alarm_clock") or not is_about_alarms(words) or is_no_wish(words):
        return None
    if (several := _several(words, text, context)) is not None:
        return several
    ring = ring_in(words, context.now)
    wish = wish_of_alarm(words, ring)
    changed = bool(_CHANGED.search(" ".join(words)))
    if wish is None and changed and ring is not None:
        wish = "set"
    if wish is None or _may_guard(words, ring, context):
        return None
    odd = odd_words([word for word in words if word != "rather"])
    if wish == "ask":
        return _reading(LIST, {}, text)
    if odd:
        return None
    if wish == "off":
        return _reading(CANCEL, _which(words, ring), text)
    if ring is None:
        is_whole = {"alarm", "alarms"} & {*words} and not changed
        return _reading(SET, {}, text) if is_whole and not _speaks_of_time(words) else None
    if ring.seconds is not None:
        return None if changed else _reading(START_TIMER, units_of(ring.seconds), text)
    return _reading(SET, {**_at(ring), **({"instead": True} if changed else {})}, text)


def time_of_alarm(text: str, context: Context) -> Reading | None:
    """The time that was asked for: "at half past six", to "at what time?"."""
    question = open_question(context)
    asked = question[2].candidates[0].reading if question is not None else None
    if asked is None or asked.intent != SET or asked.slots.get("time"):
        return None
    words = ("alarm", "for", *(word for word in words_of(text) if word not in ("for", "at")))
    ring = ring_in(words, context.now)
    if ring is None or not ring.time or odd_words(words):
        return None
    return _reading(SET, _at(ring), text)


def _speaks_of_time(words: Sequence[str]) -> bool:
    """A time was said that is not understood: a date, or several."""
    return any(word[0].isdigit() or word in TRIGGERS - {"and", "for", "next"} for word in words)


def _several(words: Sequence[str], text: str, context: Context) -> Reading | None:
    """ "Two alarms, six and half past six in the morning"."""
    found = _SEVERAL.fullmatch(" ".join(words))
    if found is None or " and " not in found["each"]:
        return None
    each = [_ONE_OF.sub("", one) for one in found["each"].split(" and ")]
    part = next((word for word in reversed(words) if word in PARTS), "")
    rings = [
        ring_in(("alarm", "for", *one.split(), *_more(part, one)), context.now) for one in each
    ]
    lead = (*found["lead"].split(), "for", "7")
    if odd_words(lead) or wish_of_alarm(lead, ring_in(lead, context.now)) != "set":
        return None
    set_to = [ring for ring in rings if ring is not None and ring.time]
    if len(set_to) < len(each):
        return None
    first, *others = (_reading(SET, _at(ring), text) for ring in set_to)
    return Reading(
        intent=first.intent,
        slots=first.slots,
        probability=first.probability,
        matched_by=first.matched_by,
        text=text,
        also=tuple(others),
    )


def _more(part: str, one: str) -> Sequence[str]:
    said = not {*PARTS, "am", "pm"}.isdisjoint(one.split())
    return () if said or not part else ("in", "the", part)


def _of_somebody(words: Sequence[str], home: Home) -> tuple[str, ...]:
    """ "Wake Amelia up at seven": it rings for her as it does for me."""
    people = (name for person in home.people for name in (person.name, *person.aliases))
    names = {" ".join(words_of(name)) for name in people}
    said = " ".join(words)
    who = "|".join(re.escape(name) for name in sorted({*names, *_SOMEBODY}))
    return tuple(re.sub(rf"\b(wake|get) (?:(?:the|our|my) )?(?:{who})\b", r"\1 me", said).split())


def _may_guard(words: Sequence[str], ring: Ring | None, context: Context) -> bool:
    """It may be the alarm that guards the house that is spoken of."""
    guards = context.home.devices_of("alarm_control_panel")
    if not guards or not _OF_WAKING.isdisjoint(words):
        return False
    if ring is not None and ring.time:
        return bool(_SWITCHED.search(" ".join(words)))
    return not context.plans.alarms or _is_guarding(context)


def _is_guarding(context: Context) -> bool:
    """Some alarm of the house is armed or triggered, or nobody knows."""
    guards = context.home.devices_of("alarm_control_panel")
    return any(context.states.get(one.id, {}).get("state") != "disarmed" for one in guards)


def _is_triggered(context: Context) -> bool:
    guards = context.home.devices_of("alarm_control_panel")
    return any(context.states.get(one.id, {}).get("state") == "triggered" for one in guards)


def _at(ring: Ring) -> dict[str, Value]:
    slots: dict[str, Value] = {"time": ring.time}
    if ring.days:
        slots |= {"days": ring.days, "weekly": ring.weekly}
    return slots


def _which(words: Sequence[str], ring: Ring | None) -> dict[str, Value]:
    slots: dict[str, Value] = {}
    if ring is not None and ring.time:
        slots = {"time": ring.time, "half_said": ring.half_said}
    if not {"alarms", "all", "every"}.isdisjoint(words):
        slots["all"] = True
    if "tomorrow" in words or "tomorrows" in words:
        slots["tomorrow"] = True
    return slots


def _reading(intent: str, slots: Slots, text: str) -> Reading:
    return Reading(intent=intent, slots=slots, probability=LIKELY, matched_by="alarms", text=text)
