"""What is said of timers that run: how long one has left, more or less of it, that it may go.

Whoever has a timer running speaks of "it", "the chips" or nothing at all. Every word must be one
that is said of timers, or of the name of one that runs, so that "how much longer is this film" and
"do not stop the timer" mean what they say.
"""

import re
from collections.abc import Iterable, Sequence

from assistant.agenda.entries import Timer
from assistant.agenda.times import SECONDS, duration
from assistant.agenda.when import COMMAND, SCHEDULE, START_TIMER
from assistant.context import Context
from assistant.home.find import names_in
from assistant.turn import Reading, Value
from assistant.understanding.clock import units_of
from assistant.understanding.past import deeds, parts_of
from assistant.understanding.words import words_of

CERTAIN = 0.96
_ABOUT_TIMERS = frozenset(
    {
        START_TIMER,
        "HassTimerStatus",
        "HassIncreaseTimer",
        "HassDecreaseTimer",
        "HassPauseTimer",
        "HassUnpauseTimer",
    }
)
_SECONDS = frozenset("second seconds sec secs".split())
_THING = frozenset({"timer", "timers", "countdown"})
_SMALL = frozenset(
    "and so ok okay right oh please now then the a my our that this it them 1 one ones other for "
    "on of to in just me us i we you can could thanks".split()
)
_ASKING = re.compile(
    r"(?:(?:and|so|ok|okay|right|oh|please|hey|tell me|any idea) )*(?:"
    r"(?P<left>how (?:long|much (?:longer|more time|time|more)|many (?:more )?(?:minutes|seconds))|"
    r"what(?: time)? is left|(?:what is the )?time (?:left|remaining))|"
    r"(?P<any>(?:have (?:i|we) (?:got|any)|do (?:i|we) have|are there|is there|got)(?: any| a| my)?"
    r"(?= )|any(?= timers?))|"
    r"(?P<named>how (?:is|are)|when (?:is|are|does|do|will)|is|are))\b"
)
_STATUS = _SMALL | _THING | frozenset(
    "is are has have got get left still until till before remaining go goes going off ring rings "
    "rang more yet there be been up over done ready finished finish cooked nearly almost any do "
    "does did will doing coming along running set much long again have minutes seconds".split()
)  # fmt: skip
_ALL_DONE = frozenset("done ready up over finished finish cooked off ring rings doing left".split())
_MORE = frozenset(
    "add more another extra longer up extend bump additional further back later".split()
)
_LESS = frozenset(
    "off less knock take shave cut minus subtract remove down shorten lose forward earlier".split()
)
_REMINDERS = frozenset({"reminder", "reminders"})
_CHANGE = _SMALL | _THING | _REMINDERS | _MORE | _LESS | frozenset(
    "give put stick pop bung whack push need needs want wants could do with by from onto have let "
    "make get an would like will actually".split()
)  # fmt: skip
_DROPPING = re.compile(
    r"(?:(?:no|ok|okay|oh|right|actually|please|just|and|well|yeah|so|hey) )*"
    r"(?:(?:can|could|would|will) you |you can |you could |you may )?"
    r"(?:(?:please|just|now|also) )*(?:"
    r"(?P<surely>cancel|scrap|scratch|forget|drop|bin|ditch|delete|remove|clear|lose|kill|end|"
    r"call off|get rid of|never ?mind|do not bother (?:with|about)|skip|"
    r"(?:i|we) (?:do not|no longer) (?:need|want)|do not need|(?:there is )?no need for)|"
    r"(?:stop|turn off|switch off|shut off))(?: about)?\b"
)
_DROPPED = _SMALL | _THING | frozenset(
    "about any more anymore longer after all both every cancel with again reminder reminders is "
    "are that alarm".split()
) - {"alarm"}  # fmt: skip
_OF_LISTS = re.compile(r"\b(?:delete|remove|clear|lose|drop|bin|ditch|scratch|get rid of|take)\b")
"""Of what stands on a list as well: of a timer only where it is called one."""
_ALL = frozenset("all both every".split())


def about_a_timer(text: str, context: Context) -> Reading | None:
    """The text as one about a running timer; None where none runs, or some word is of no timer."""
    if not context.plans.timers:
        return None
    said = " ".join(words_of(text))
    return (
        _status(said, text, context) or _change(said, text, context) or _drop(said, text, context)
    )


def _status(said: str, text: str, context: Context) -> Reading | None:
    asked = _ASKING.match(said)
    if asked is None:
        return None
    words = said[asked.end() :].split()
    named, rest = _names(words, context)
    if not {*rest} <= _STATUS or "not" in words:
        return None
    spoken_of = bool(named) or not _THING.isdisjoint(words)
    if asked["any"] and _THING.isdisjoint(words):
        return None
    if asked["named"] and not (spoken_of and not _ALL_DONE.isdisjoint(words)):
        return None
    if asked["left"] and not spoken_of and _lately_planned(context):
        return None
    slots = {} if asked["any"] else _which(named, rest, context)
    return _reading("HassTimerStatus", slots, text)


def _change(said: str, text: str, context: Context) -> Reading | None:
    words = said.split()
    more, less = not _MORE.isdisjoint(words), not _LESS.isdisjoint(words)
    length = _length(words)
    if length is None or not (more or less):
        return None
    seconds, others = length
    named, rest = _names(others, context)
    named = named or _only_reminder(rest, context)
    pointed = bool(named) or not _THING.isdisjoint(rest)
    if not {*rest} <= _CHANGE or (not pointed and _lately_planned(context)):
        return None
    intent = "HassDecreaseTimer" if less and ("off" in rest or not more) else "HassIncreaseTimer"
    only_seconds = SECONDS.keys() & {*words} <= _SECONDS
    units: dict[str, Value] = {"seconds": int(seconds)} if only_seconds else units_of(seconds)
    return _reading(intent, {**units, **_which(named, rest, context)}, text)


def _drop(said: str, text: str, context: Context) -> Reading | None:
    dropping = _DROPPING.match(said)
    if dropping is None:
        return None
    named, rest = _names(said[dropping.end() :].split(), context)
    spoken_of = not (_THING | _REMINDERS).isdisjoint(rest)
    if not {*rest} <= _DROPPED or not (spoken_of or (named and dropping["surely"])):
        return None
    if not spoken_of and (_OF_LISTS.search(said) or not _whole(named, said)):
        return None
    if not spoken_of and _is_of_the_home(named, context):
        return None  # "forget the oven" may be something else
    if not _ALL.isdisjoint(rest):
        return None if named else _reading("HassCancelAllTimers", {}, text)
    named = named or _only_reminder(rest, context)
    return _reading("HassCancelTimer", _which(named, rest, context), text)


def _only_reminder(words: Sequence[str], context: Context) -> list[Timer]:
    """The one that there is, where "the reminder" is spoken of."""
    reminders = [one for one in context.plans.timers if one.by_clock and one.name]
    return reminders if len(reminders) == 1 and not _REMINDERS.isdisjoint(words) else []


def _length(words: Sequence[str]) -> tuple[float, list[str]] | None:
    """The one length that is said, "another minute" too, and the words beside it."""
    found: list[float] = []
    others: list[str] = []
    place = 0
    while place < len(words):
        taken = _length_at(words[place:])
        if taken is None:
            others.append(words[place])
            place += 1
            continue
        found.append(taken[0])
        place += taken[1]
    return (found[0], others) if len(found) == 1 else None


def _length_at(words: Sequence[str]) -> tuple[float, int] | None:
    if (plain := duration(words)) is not None:
        return plain
    unit = SECONDS.get(words[2] if len(words) > 2 else "", 0)
    if unit and words[0].isdecimal() and words[1] in ("more", "extra", "additional", "further"):
        return float(words[0]) * unit, 3
    single = SECONDS.get(words[1] if len(words) > 1 else "", 0)
    if single and words[0] in ("another", "extra") and not words[1].endswith("s"):
        return float(single), 2
    return None


def _names(words: Sequence[str], context: Context) -> tuple[list[Timer], list[str]]:
    """The timers whose names are said, and the words that are of no name."""
    named: list[Timer] = []
    rest = list(words)
    for timer in context.plans.timers:
        name = words_of(timer.name or "")
        spoken = [word for word in name if word not in _SMALL]
        some = [word for word in spoken if word in words]
        if some and (len(some) == len(spoken) or (timer.by_clock and not _THING & {*words})):
            named.append(timer)
    mentioned = {word for timer in named for word in words_of(timer.name or "")}
    return named, [word for word in rest if word not in mentioned]


def _whole(named: Iterable[Timer], said: str) -> bool:
    """The names are said with all their words: "the cat" is not "feed the cat"."""
    return all({*words_of(timer.name or "")} - _SMALL <= {*said.split()} for timer in named)


def _which(named: Iterable[Timer], rest: Sequence[str], context: Context) -> dict[str, Value]:
    """Slots of the timer that is meant; empty where the words do not say."""
    several = list(named)
    if several:
        return _slots(several[0]) if len(several) == 1 else {}
    latest = _spoken_of(context)
    if "other" in rest and latest is not None:
        others = [timer for timer in context.plans.timers if timer.id != latest.id]
        return _slots(others[0]) if len(others) == 1 else {}
    pointing = not {"it", "that", "this"}.isdisjoint(rest)
    return _slots(latest) if pointing and latest is not None else {}


def _slots(timer: Timer) -> dict[str, Value]:
    if timer.name:
        return {"name": timer.name}
    return {f"start_{unit}": value for unit, value in units_of(timer.seconds).items()}


def _spoken_of(context: Context) -> Timer | None:
    """The timer that was spoken of last, if it was one."""
    latest = next(deeds(context), None)
    if latest is None or latest.reading.intent not in _ABOUT_TIMERS:
        return None
    if len(parts_of(latest.turn)) > 1:
        return None
    slots = latest.reading.slots
    start = {unit: slots.get(unit) for unit in ("hours", "minutes", "seconds") if slots.get(unit)}
    fitting = [
        timer
        for timer in context.plans.timers
        if (timer.name == slots["name"] if slots.get("name") else units_of(timer.seconds) == start)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _lately_planned(context: Context) -> bool:
    """Something else that takes a while was spoken of last: "it" may be that."""
    latest = next(deeds(context), None)
    if latest is None:
        return False
    reading = latest.reading
    return reading.intent == SCHEDULE or COMMAND in reading.slots or bool(latest.devices)


def _is_of_the_home(named: Iterable[Timer], context: Context) -> bool:
    names = {" ".join(words_of(name)) for name in names_in(context.home)}
    return any(" ".join(words_of(timer.name or "")) in names for timer in named)


def _reading(intent: str, slots: dict[str, Value], text: str) -> Reading:
    return Reading(
        intent=intent, slots=slots, probability=CERTAIN, matched_by="reference", text=text
    )
