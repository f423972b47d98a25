"""The alarm clock: setting, asking, taking off."""

from collections.abc import Iterator

from assistant.context import Context
from assistant.turn import Value
from assistant.understanding.clause import Clause
from assistant.understanding.meaning import Meaning, is_question
from assistant.understanding.topics.wording import ASKING, REMOVE, WORDS, latest_time

ALARM = frozenset("alarm alarms alarams wake wakeup".split())
OF_ALARMS = ALARM | frozenset(
    "set make create add schedule place put need want me up a an the my for at to on in of by "
    "please pda olly hey can you could would i like am pm oclock morning evening afternoon night "
    "tomorrow today tonight noon midnight new off cancel remove delete stop turn disable get clear "
    "all every alert daily weekday weekdays weekend monday tuesday wednesday thursday friday "
    "saturday sunday half quarter past rid from".split()
)
ODD_WORD = 0.8


def alarm(words: WORDS, clause: Clause, context: Context) -> Iterator[Meaning]:
    if not any(device.kind == "alarm_clock" for device in context.home.devices):
        return
    text = " ".join(words)
    wakes = any(phrase in text for phrase in ("wake me", "alert me", "get me up", "wake up at"))
    if not (set(words) & ALARM or wakes):
        return
    slots: dict[str, Value] = {"domain": "alarm_clock"}
    time = latest_time(words)
    sets = wakes or set(words) & set("set make create add schedule place put need want".split())
    removes = set(words) & (REMOVE | {"cancel", "off", "stop", "disable", "rid", "kill"})
    if "go off" in " ".join(words):
        removes = set()
    guarded_too = any(device.kind == "alarm_control_panel" for device in context.home.devices)
    if removes and not is_question(clause):
        if guarded_too and time is None:
            return  # "turn off the alarm" may mean the one that guards the house
        yield Meaning("HassTurnOff", slots, certainty=_certainty(words))
    elif _asks_about_alarms(words, clause) or (not sets and set(words) & ASKING):
        yield Meaning("HassGetState", slots, form="one")
    elif sets and time is not None and "from" not in words and not _lasts(words):
        asked: dict[str, Value] = {**slots, "time": time}
        yield Meaning("AlarmClockSet", asked, certainty=_certainty(words))
    elif not sets and len(words) <= 3 and not set(words) & {"on", "start", "arm"}:
        yield Meaning("HassGetState", slots, form="one")


def _certainty(words: WORDS) -> float:
    """Each word that has nothing to do with an alarm makes it less sure what is wanted."""
    odd = [word for word in words if word not in OF_ALARMS and not word[0].isdecimal()]
    return ODD_WORD ** len(odd)


def _asks_about_alarms(words: WORDS, clause: Clause) -> bool:
    """ "Did you set", "check if I have set": a question in spite of its verb."""
    start = set(words[:2])
    return is_question(clause) or bool(
        start & {"check", "checkout", "confirm", "show", "list", "tell", "report", "any", "see"}
    )


def _lasts(words: WORDS) -> bool:
    """An amount of time, not a time of day."""
    return bool(set(words) & {"minute", "minutes", "hour", "hours", "second", "seconds"})
