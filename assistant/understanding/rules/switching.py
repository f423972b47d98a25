"""On and off: what is switched, run, armed or set to ring."""

import itertools
from collections.abc import Iterator

from assistant.context import Context
from assistant.understanding.clause import Clause
from assistant.understanding.meaning import Meaning, percent_in, wish_for
from assistant.understanding.ringing import is_another_alarm, ring_in
from assistant.understanding.rules.on_off import switched
from assistant.understanding.target import targets, things_meant, without_exceptions

SWITCHED = frozenset(
    "light switch fan climate media_player input_boolean humidifier water_heater siren remote "
    "automation group vacuum lawn_mower oven coffee_maker alarm_control_panel alarm_clock "
    "valve cover".split()
)
TOGGLED = frozenset("light switch fan media_player input_boolean cover valve".split())
RUN = frozenset({"scene", "script", "automation"})
PRESSED = frozenset({"button", "input_button"})


def switch(clause: Clause, context: Context) -> Iterator[Meaning]:
    way = switched(without_exceptions(clause)[0])
    starts = way is None and bool(clause.verbs & {"start", "stop"})
    if starts:
        way = "on" if "start" in clause.verbs else "off"
    if way is None or percent_in(clause) is not None or clause.has("color"):
        return
    if any(piece.words == ("everything",) for piece in clause.pieces) and not things_meant(clause):
        place = next(targets(clause, context, {"everything"}, "everything"), None)
        if place is not None:
            yield wish_for("HassTurnOn" if way == "on" else "HassTurnOff", place)
        return
    for target in targets(clause, context, SWITCHED):
        if target.kinds & {"cover"} and (starts or target.said != "name"):
            continue
        yield wish_for("HassTurnOn" if way == "on" else "HassTurnOff", target)


def toggle(clause: Clause, context: Context) -> Iterator[Meaning]:
    """What is flipped to the other state; a switch that is flipped on is not."""
    if "toggle" not in clause.verbs or switched(clause) or percent_in(clause) is not None:
        return
    for target in targets(clause, context, TOGGLED):
        yield wish_for("HassToggle", target)


def run(clause: Clause, context: Context) -> Iterator[Meaning]:
    """Scenes and scripts are run by name, with almost any verb or none."""
    if switched(clause) == "off" or (clause.acts & {"stop", "off"} and clause.verb is not None):
        return
    for target in targets(clause, context, RUN | PRESSED):
        if target.said == "name":
            yield wish_for("HassTurnOn", target, act_said=clause.verb is not None)


def alarm_clock(clause: Clause, context: Context) -> Iterator[Meaning]:
    if not (clause.acts & {"set", "start", "on"} or clause.has("turn")):
        return
    if any(tag.value not in ("alarm_clock", "alarm_control_panel") for tag in clause.things):
        return  # "turn off the lights and set an alarm" is two wishes
    ring = ring_in(clause.words, context.now)
    if _sets_only_an_alarm(clause):
        for target in targets(clause, context, {"alarm_clock"}, None):
            yield wish_for("AlarmClockSet", target)  # for what time was not said
    if ring is None or not ring.time or is_another_alarm(clause.words) or clause.has("except"):
        return
    for target in targets(clause, context, {"alarm_clock"}, None):
        yield wish_for("AlarmClockSet", target, time=ring.time, days=ring.days or None)


def _sets_only_an_alarm(clause: Clause) -> bool:
    """ "Set the alarm": nothing says that it is one that guards, and nothing for when it rings."""
    words = {*clause.words} - _AROUND_AN_ALARM
    return "set" in words and bool(words & {"alarm", "alarms"}) and len(words) == 2


_AROUND_AN_ALARM = frozenset("please the an a my our up now me for us can could you".split())
ARMED = {
    "home": "home", "stay": "home", "night": "night", "bed": "night", "away": "away",
    "holiday": "vacation", "vacation": "vacation",
}  # fmt: skip


def arm(clause: Clause, context: Context) -> Iterator[Meaning]:
    if clause.verbs & {"arm", "disarm"}:
        intent = "HassTurnOff" if "disarm" in clause.verbs else "HassTurnOn"
        how = _how_armed(clause) if intent == "HassTurnOn" else None
        if _ONE_TO_WAKE.intersection(clause.words) and how is None:
            return  # "set an alarm" is one to wake up by, whatever guards the house
        for target in targets(clause, context, {"alarm_control_panel"}):
            yield wish_for(intent, target, arm=how)


_ONE_TO_WAKE = frozenset({"a", "an", "another"})


def _how_armed(clause: Clause) -> str | None:
    """ "To home", "for the night": which of its ways, where one is said."""
    words = [word for word in clause.words if word != "the"]
    return next(
        (
            ARMED[word]
            for before, word in itertools.pairwise(words)
            if word in ARMED and before in ("to", "on", "for", "in", "at")
        ),
        None,
    )
