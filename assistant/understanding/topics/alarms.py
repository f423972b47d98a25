"""The alarm clock: setting, asking, taking off."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from assistant.agenda.when import START_TIMER
from assistant.context import Context
from assistant.home.find import names_of
from assistant.turn import Value
from assistant.understanding.clause import Clause
from assistant.understanding.clock import units_of
from assistant.understanding.lexicon import lexicon
from assistant.understanding.meaning import Meaning
from assistant.understanding.ringing import Ring, is_another_alarm, ring_in
from assistant.understanding.topics.wording import WORDS, Filler
from devices.contract import Device

Wish: TypeAlias = Literal["set", "off", "ask"]

ALARM = frozenset("alarm alarms alarams alrm wakeup".split())
WAKING = (
    "wake me", "wake us", "wake up", "waking up", "waking me", "get me up", "get us up",
    "have me up", "get up", "alert me", "woken", "need waking", "want waking", "be up for",
    "be up at", "be up by", "am up at", "am up by",
)  # fmt: skip
OF_ONE_ALARM = frozenset(
    "wake wakeup morning clock alarms daily weekday weekdays tomorrow tomorrows delete remove "
    "erase".split()
)
"""Words that nobody says of what guards the house."""
_SETTING = frozenset(
    "set make create add schedule place put arrange start wake waking alert ring program book "
    "reset change move adjust update push shift activate enable".split()
)
_REMOVING = frozenset(
    "remove removed delete deleted cancel cancelled canceled erase erased clear cleared drop "
    "dropped disable disabled deactivate deactivated stop stopped kill silence silenced mute end "
    "scrap dismiss dismissed shut off rid".split()
)
_UNWANTED = _REMOVING | frozenset("no not without take cut skip".split())
"""With none of these said nobody wants it off."""
_ASKING = frozenset(
    "what whats when which how is are was do does did have has any tell show list check checkout "
    "confirm report review see read know find provide display view status if whether".split()
)
_NEVER_ANSWERED = frozenset("snooze who why where whose".split())
"""It is to ring again, or nothing that a clock can tell."""
_PRONOUNS = frozenset("i you we".split())
_BEFORE_A_REQUEST = frozenset("can could would will may to please".split())
_PLAIN = frozenset(
    "need want me us up a an the my our this that for at to on in of by i it please pda olly hey "
    "can could you would like will let just now new call time am pm oclock hours hrs morning "
    "evening afternoon night tomorrow today tomorrows todays tonight noon midnight turn switch "
    "take get woken all every each everyday daily nightly weekday weekdays weekend "
    "monday mondays tuesday tuesdays wednesday "
    "wednesdays thursday thursdays friday fridays saturday saturdays sunday sundays next half "
    "quarter past from which set is are so and sure minutes minute hour second seconds after go "
    "goes longer no not do any more anymore permanently needs be been give have there day days "
    "week sharp exactly around about thanks thank both also kindly instead".split()
)
"""Words of a request about alarms that need no account."""
_BY_SO_MUCH = frozenset("move change push shift adjust later earlier back forward".split())
_ONE_MORE = frozenset({"a", "an", "another", "second"})
_REASON = frozenset("to for so because since as i we".split())
_TIMES = frozenset("am pm noon midnight oclock".split())
_WAKES = frozenset("wake alert up".split())
_TURNING = frozenset("turn switch take set put get have".split())
FEW_WORDS = 3
ODD_WORD = 0.8
_NEEDING = frozenset("need want require".split())
_TOLD = frozenset("woke rang went did".split())
_HABIT = r"(?:(?:would|used to|usually|always|never|often|normally|mostly|just|all|both) )*"
_TOLD_OF_WAKING = re.compile(
    r"\b(?:been|was|were|got|being) (?:[a-z]+ )?woken\b|\b(?:wakes|gets) up\b|"
    r"^(?:(?:and|so|well|oh|but|because|when|if) )*(?:"
    rf"(?:i|we|he|she|they|everyone|everybody|people) {_HABIT}(?:wake|get) up\b|"
    r"you (?:(?:would|used to|usually|always|never|often|normally) )+wake\b|"
    rf"(?:the|my|our|his|her|their) (?!alarm|morning|daily|usual)[a-z]+ {_HABIT}(?:wake|get) up\b)"
)
""" "I would wake up at six", "the kids wake up at seven"."""
_OTHER_MEANINGS = frozenset({"show", "sound", "track", "heat"})
"""Things of a home that are plain words as well."""


# Each wish with its slots


def set_alarm(clause: Clause, text: str, context: Context) -> Meaning | None:
    """The alarm clock set to a time, or a timer where a length of time was said."""
    ring = ring_in(clause.words, context.now)
    denied = clause.has("not") or is_no_wish(clause.words)
    if ring is None or denied or not _clocks(context):
        return None
    if ring.seconds is not None:
        if _BY_SO_MUCH & {*clause.words}:
            return None  # "move it an hour later" is no timer
        return Meaning(START_TIMER, units_of(ring.seconds))
    slots: dict[str, Value] = {**_which(clause, context), "time": ring.time}
    if ring.days:
        slots["days"] = ring.days
    return Meaning("AlarmClockSet", slots)


def take_off(clause: Clause, text: str, context: Context) -> Meaning | None:
    """The alarm taken off the clock, unless that is set to another time."""
    words = clause.words
    ring = ring_in(words, context.now)
    other_time = ring is not None and ring.time and not _is_set_to(ring, context)
    kept = clause.has("except") or (clause.has("not") and not _is_unwanted(words))
    if not _clocks(context) or other_time or kept or is_no_wish(words):
        return None
    if _may_be_guarded(words, ring, context) or not _UNWANTED & {*words}:
        return None
    return Meaning("HassTurnOff", _which(clause, context))


def ask(clause: Clause, text: str, context: Context) -> Meaning | None:
    """Whether an alarm is set, and to when."""
    if not _clocks(context) or is_another_alarm(clause.words) or _is_tale(clause.words):
        return None
    return Meaning("HassGetState", _which(clause, context), form="one")


FILLERS: Mapping[str, Filler] = {
    "AlarmClockSet": set_alarm,
    "HassTurnOff:alarm_clock": take_off,
    "HassGetState:alarm_clock": ask,
}


def is_no_wish(words: WORDS) -> bool:
    """A tale, or something else is spoken of, which may be what is to be done."""
    told = bool(_TOLD & {*words}) or _is_tale(words)
    return told or is_another_alarm(words) or names_another_thing(words)


def _is_tale(words: WORDS) -> bool:
    return bool(_TOLD_OF_WAKING.search(" ".join(words)))


def _is_unwanted(words: WORDS) -> bool:
    """ "I do not need it any longer", but not "do not cancel it"."""
    return bool(_NEEDING & {*words}) and not (_SETTING | _REMOVING) & {*words}


def _clocks(context: Context) -> list[Device]:
    return list(context.home.devices_of("alarm_clock"))


def _which(clause: Clause, context: Context) -> dict[str, Value]:
    """Of several clocks the one in the room that was named, or by its name."""
    several = len(_clocks(context)) > 1
    for mention in clause.mentions("device") if several else ():
        named = [device for device in _clocks(context) if mention.named.name in names_of(device)]
        if len(named) == 1:
            return {"name": mention.named.name, "domain": "alarm_clock"}
    for mention in clause.mentions("area") if several else ():
        return {"domain": "alarm_clock", "area": mention.named.name}
    return {"domain": "alarm_clock"}


def _is_set_to(ring: Ring, context: Context) -> bool:
    """Some clock is set to this time."""
    times = (context.states.get(device.id, {}).get("time") for device in _clocks(context))
    return any(ring.may_be(str(time or "")) for time in times)


def _may_be_guarded(words: WORDS, ring: Ring | None, context: Context) -> bool:
    """ "Turn off the alarm" may mean the one that guards the house."""
    guarded = bool(context.home.devices_of("alarm_control_panel"))
    return guarded and not {*words} & OF_ONE_ALARM and (ring is None or not ring.time)


# Which wish it is, by the words


def alarm(words: WORDS, clause: Clause, context: Context) -> Iterator[Meaning]:
    """The wish that the first verb tells, if the words are about an alarm clock."""
    if not _clocks(context) or not is_about_alarms(words):
        return
    ring = ring_in(words, context.now)
    wish = wish_of_alarm(words, ring)
    if wish is None:
        return
    meaning = _BY_WISH[wish](clause, " ".join(words), context)
    if meaning is None:
        return
    certainty = 1.0 if wish == "ask" else ODD_WORD ** odd_words(words)
    if wish == "off" and ring is not None and ring.time:
        certainty = max(certainty, ODD_WORD)  # the time says which one it is
    yield replace(meaning, certainty=certainty)


def is_about_alarms(words: Sequence[str]) -> bool:
    """An alarm that wakes, not one that guards."""
    text = f" {' '.join(words)} "
    return not is_another_alarm(words) and (
        bool({*words} & ALARM) or any(f" {phrase} " in text for phrase in WAKING)
    )


def names_another_thing(words: Sequence[str]) -> bool:
    """Something else of a home is spoken of, which may be what is to be done."""
    return any(
        tag.kind == "thing" and str(tag.value) not in ("alarm_clock", "alarm_control_panel")
        for word in words
        if word not in _OTHER_MEANINGS
        for tag in lexicon().get((word,), ())
    )


_BY_WISH: Mapping[Wish, Filler] = {"set": set_alarm, "off": take_off, "ask": ask}


def wish_of_alarm(words: WORDS, ring: Ring | None) -> Wish | None:
    """What the first verb wants; what somebody "has set" is asked about."""
    if {"not", "no"} & {*words}:
        return "off" if _is_unwanted(words) else None
    for index, word in enumerate(words):
        if word in _NEVER_ANSWERED or words[index : index + 2] == ("set", "off"):
            return None
        if word in _ASKING and not _is_polite(words, index):
            return "ask"
        if word in _REMOVING and not _goes_off(words, index):
            return "off"
        if word in _TURNING and _turned_off(words[index:]):
            return "off"
        if word in _SETTING or word in ("turn", "switch"):
            return "ask" if _is_told(words, index) else "set"
    return _wish_without_verb(words, ring)


def _wish_without_verb(words: WORDS, ring: Ring | None) -> Wish | None:
    """ "An alarm for seven", "my alarms"; with other words it may be a tale."""
    if ring is not None:
        return None if odd_words(words) else "set"
    return "ask" if len(words) <= FEW_WORDS or "alarms" in words else None


def _is_polite(words: WORDS, index: int) -> bool:
    """ "Do you mind", "have it ring", "remove them if any": nothing is asked."""
    word, after = words[index], words[index + 1 : index + 2]
    if word in ("have", "has"):
        return not {*after} & _PRONOUNS
    return word == "do" and bool({*words[index + 1 : index + 3]} & {"mind"})


def _goes_off(words: WORDS, index: int) -> bool:
    """It rings: that is not to be taken off."""
    return words[index] == "off" and bool({*words[max(0, index - 1) : index]} & {"go", "goes"})


def _turned_off(words: WORDS) -> bool:
    return any(word == "off" and not _goes_off(words, at) for at, word in enumerate(words))


def _is_told(words: WORDS, index: int) -> bool:
    """ "You set", "did I set", "my alarm set for six": somebody has done it."""
    before = words[index - 1] if index else ""
    if before in _PRONOUNS:
        return not {*words[max(0, index - 2) : index - 1]} & _BEFORE_A_REQUEST
    if before in ALARM and not _ONE_MORE.isdisjoint(words[: index - 1]):
        return False  # "a second alarm set for 8"
    return words[index] == "set" and before in ALARM | {"been", "have"}


def odd_words(words: WORDS) -> int:
    """Words that have nothing to do with an alarm, what it is for aside."""
    kept = words if names_another_thing(words) else words[: _reason_at(words)]
    known = _PLAIN | ALARM | _SETTING | _REMOVING
    return sum(word not in known and not word[0].isdecimal() for word in kept)


def _reason_at(words: WORDS) -> int:
    """Where it is told what the alarm is for, once the alarm and its time were said."""
    times = [at for at, word in enumerate(words) if word[0].isdecimal() or word in _TIMES]
    alarms = [at for at, word in enumerate(words) if word in ALARM or word in _WAKES]
    if not alarms:
        return len(words)
    said = max(min(alarms), max(times, default=0))
    return next((at for at in range(said + 1, len(words)) if words[at] in _REASON), len(words))
