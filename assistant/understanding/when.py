"""The time or condition of a request: what is to be done, and when.

A request in which a time or condition was said is never carried out at once: what is not
understood is Unclear, and the person is told why.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.agenda.conditions import CannotTell, as_it_is, condition_in, subject_in
from assistant.agenda.times import TRIGGERS, Bits, resolve, time_in, together
from assistant.agenda.when import (
    COMMAND,
    SCHEDULE,
    START_TIMER,
    After,
    Becomes,
    Unclear,
    When,
    slots_of,
)
from assistant.context import Context
from assistant.home.find import area_named, names_of
from assistant.home.model import Area, Floor, Home
from assistant.home.phrasing import called
from assistant.turn import Reading, Value
from assistant.understanding.asides import is_told
from assistant.understanding.clock import units_of
from assistant.understanding.own_times import keeps_its_time
from assistant.understanding.words import words_of
from devices.contract import Device

MOST_TOKENS = 40
LIKELY = 0.5
"""Below this it is not even clear that something is to be done."""
CERTAIN = 0.97
NOT_UNDERSTOOD = "I did not understand when."
_WHEN_WORDS = (
    "when", "whenever", "once", "if", "as soon as", "every time", "each time", "the moment",
)  # fmt: skip
_WHEN_BEGINS = frozenset(phrase.split()[0] for phrase in _WHEN_WORDS)
_CONDITIONS = frozenset("when whenever once if unless until till while".split())
_ALWAYS = ("whenever", "every time", "each time")
_POLITE = re.compile(
    r"\b(?:if|when(?:ever)?|once) (?:"
    r"you (?:can|could|would|will|may|like|please|do not mind|"
    r"(?:have|get) an? |are (?:ready|free|able|done))|"
    r"possible|it is possible|i may|that is (?:ok|okay|possible|all right))\b"
)
_WHETHER = re.compile(
    r"\b(?P<verb>see|check|know|wonder|wondering|find out|look|hear|make sure|sure|remember) "
    r"(?:if|when|whether)\b"
)
"""What is to be found out is no condition: "curtains open, I need to see if it rains"."""
_BEFORE = frozenset("please and ok okay hey so".split())
_PRONOUNS = frozenset("it they that them".split())
_ARTICLES = frozenset("a an the my our your his her their".split())
_IN = frozenset({"in", "on", "at"})
_LAST = "please thanks thank you ok okay".split()

_SETS = re.compile(
    r"\b(?:set|dim|brighten|adjust|change|put|volume|brightness|speed|level|position)\b"
)
_HAS_VALUE = re.compile(
    r"\d|\b(?:on|off|open|close|closed|lock|unlock|red|blue|green|white|half|full)\b"
)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_TIME_WORDS = re.compile(
    r"\b(?:tomorrow|tonight|oclock|midnight|noon|sunset|sunrise|sundown|dusk|dawn|daily|nightly|"
    r"everyday|at (?:x|that|this|some|any|a certain|the usual) time|during the (?:day|night)|"
    r"weekdays?|weekends?|whenever|unless|until|till|later|soon|while|as soon as|as long as|"
    r"in case|every time|when|if|before|once (?:the|it|my|i|we|you)|after(?! hours)|"
    r"\d+ (?:am|pm)|\d+:\d\d|"
    r"(?:\d+|an?|half an?|few|couple of|several|some) "
    r"(?:seconds?|minutes?|mins?|hours?|days|weeks?|months?)|"
    r"(?:at|by|around) (?:half|(?:a )?quarter|\d+) (?:past |to )\d+|(?:at|by|around) half \d+|"
    r"(?:at|by|around) (?:[1-9]|1[0-2])(?= [a-z])(?! percent| degrees?| kelvin)|"
    r"(?:every|each) (?:morning|evening|night|day|afternoon|hour|minute|week|month|other|\d+|"
    + _DAY
    + r")|(?:on|next|this) "
    + _DAY
    + r"|next (?:week|month)|this (?:morning|afternoon|evening)|"
    r"in the (?:morning|afternoon|evening)|at night)\b"
)
"""Signs of a time or condition that was not understood as one."""
_FROM_NOW_ON = re.compile(r"\s+for (?:tonight|today|this (?:morning|afternoon|evening))\b", re.I)
"""What is wanted for tonight is wanted now."""
_AFTER_IT_ENDS = re.compile(
    r"\bafter (?=(?:the|my|our) [\w ]+ (?:finish(?:es)?|stops|ends|"
    r"(?:is|has|are|have) (?:done|finished|off|over))\b)",
    re.IGNORECASE,
)
_SONG = re.compile(
    r"^(?:please )?play (?:when|if|once|before|after|until|every|tomorrow|tonight)\b"
)


@dataclass(frozen=True, slots=True)
class Planned:
    """A request with a time or condition."""

    rest: str
    """What is to be done, in the person's own words; empty when only a time was said."""
    when: When


def planned_in(text: str, context: Context) -> Planned | None:
    """The request without its time, and the time; None when it speaks of none."""
    text = _AFTER_IT_ENDS.sub("when ", _FROM_NOW_ON.sub("", text))
    words = words_of(text)
    spoken = _WHETHER.sub(r"\g<verb>", _masked(words, context.home))
    if not words or keeps_its_time(spoken, words, context):
        return None
    tokens = text.split()[: MOST_TOKENS + 1]
    if len(tokens) > MOST_TOKENS:
        return None
    found = _conditional(tokens, context) or timed(tokens, context)
    if found is None:
        plain = _POLITE.sub(" ", spoken)
        return Planned(text, Unclear(NOT_UNDERSTOOD)) if _tells_a_time(plain) else None
    if isinstance(found.when, Becomes):
        found = replace(found, rest=_without_pronoun(found.rest, found.when, context))
    left = _masked(words_of(found.rest), context.home)
    if not isinstance(found.when, Unclear) and _tells_a_time(_POLITE.sub(" ", left)):
        return Planned(found.rest, Unclear("I can take only one time or condition at once."))
    return found


def is_of_its_own_time(text: str, context: Context) -> bool:
    """ "Wake me at six", "what is on at eight": the time is no time to do something at."""
    words = words_of(text)
    spoken = _masked(words, context.home)
    if not words or not keeps_its_time(spoken, words, context):
        return False
    return _tells_a_time(spoken) or timed(text.split(), context) is not None


def without_its_time(text: str, context: Context) -> str:
    """What the networks are asked about: they have learned of wishes, and of no times."""
    planned = planned_in(text, context)
    return text if planned is None or isinstance(planned.when, Unclear) else planned.rest


def _without_pronoun(rest: str, when: Becomes, context: Context) -> str:
    """ "If the door is unlocked, lock it": what it is was said in the condition."""
    device = context.home.device_by_id.get(when.predicate.device)
    if device is None:
        return rest
    return re.sub(r"\b(it|them)\b", called(device, context.home), rest, flags=re.IGNORECASE)


def scheduled(
    planned: Planned, inner: Sequence[Reading], questions: frozenset[str], text: str
) -> tuple[Reading, ...]:
    """The readings of the whole request, from those of what is to be done.

    `questions` are intents that only ask: those are not planned, but answered at once.
    """
    if inner and inner[0].intent in questions and not _sets_a_condition(planned, text):
        return (replace(inner[0], text=text),) if inner[0].probability >= LIKELY else ()
    commands = [reading for reading in inner if reading.intent not in questions]
    if isinstance(planned.when, Unclear):
        certain = bool(commands) and commands[0].probability >= LIKELY
        return (_unclear(planned, text),) if certain else ()
    return tuple(_outer(planned, reading, text) for reading in commands)


def _sets_a_condition(planned: Planned, text: str) -> bool:
    """ "Lock it unless it rains": the rain is not asked about."""
    return isinstance(planned.when, Becomes) or bool({*words_of(text)} & _CONDITIONS)


def _unclear(planned: Planned, text: str) -> Reading:
    """Nothing to be done, only something to be said: why it is not planned."""
    return Reading(
        intent=SCHEDULE,
        slots={**slots_of(planned.when), COMMAND: planned.rest},
        probability=CERTAIN,
        matched_by="when",
        text=text,
    )


def _outer(planned: Planned, inner: Reading, text: str) -> Reading:
    parts = (replace(inner, also=()), *inner.also)
    slots: dict[str, Value] = {**slots_of(planned.when), COMMAND: planned.rest}
    intent = SCHEDULE
    if isinstance(planned.when, After):
        intent = START_TIMER  # Home Assistant's own intent for "turn it off in ten minutes"
        slots = {COMMAND: planned.rest, **units_of(planned.when.seconds)}
    return Reading(
        intent=intent,
        slots=slots,
        probability=inner.probability,
        matched_by=inner.matched_by,
        text=text,
        form="command" if intent == START_TIMER else "default",
        exact=all(part.exact for part in parts),
        also=parts,
    )


def _tells_a_time(spoken: str) -> bool:
    if _SONG.match(spoken):
        return False  # songs are called so
    return bool(_TIME_WORDS.search(spoken))


# times


def timed(tokens: Sequence[str], context: Context) -> Planned | None:
    """The longest time at the end, and the longest one at the beginning."""
    bits: Bits | None = None
    end = len(tokens)
    for start in range(len(tokens)):
        if (found := _time_at(tokens[start:], context)) is not None:
            bits, end = found, start
            break
    begin = 0
    for stop in range(end - 1, 0, -1):
        if (found := _time_at(tokens[:stop], context)) is not None:
            bits, begin = (together(bits, found) if bits else found), stop
            break
    if bits is None:
        return _timed_before_its_place(tokens, context)
    if begin == 0 and tokens[end - 1].lower() in _ARTICLES:
        return None  # "some of us have a nine a.m.": a thing of that time
    rest = _trimmed(tokens[begin:end])
    spoken = " ".join(words_of(rest))
    if begin == 0 and _is_rather_a_value(tokens[end:], spoken):
        return None
    return Planned(rest, resolve(bits, context.now))


def _timed_before_its_place(tokens: Sequence[str], context: Context) -> Planned | None:
    """ "Lamp on for an hour in Anna's room": the room comes after the time."""
    for start in range(2, len(tokens) - 1):
        place = words_of(" ".join(tokens[start + 1 :]))
        if tokens[start].lower() not in _IN or area_named(context.home, " ".join(place)) is None:
            continue
        found = timed(tokens[:start], context)
        if found is not None and found.rest:
            return replace(found, rest=f"{found.rest} {' '.join(tokens[start:])}")
    return None


def _time_at(tokens: Sequence[str], context: Context) -> Bits | None:
    if tokens[0].isalpha() and not any(map(_may_begin, words_of(tokens[0])[:1])):
        return None  # a word alone is read faster than all of them
    words = words_of(" ".join(tokens))
    if not words or not _may_begin(words[0]):
        return None
    if _is_a_name(words, context.home):
        return None
    return time_in(words)


def _may_begin(word: str) -> bool:
    return word in TRIGGERS or word[0].isdigit() or word in ("a", "an")


def _is_rather_a_value(tokens: Sequence[str], rest: str) -> bool:
    """ "Set the volume at 5": a bare number after a verb that needs one."""
    words = words_of(" ".join(tokens))
    bare = len(words) == 2 and words[0] in ("at", "around", "about") and words[1].isdigit()
    return bare and bool(_SETS.search(rest)) and not _HAS_VALUE.search(rest)


# conditions


def _conditional(tokens: Sequence[str], context: Context) -> Planned | None:
    """A clause with when or if, at the beginning or at the end."""
    lower = [token.lower().strip(",.!?") for token in tokens]
    for start, first in enumerate(lower):
        if first not in _WHEN_BEGINS:
            continue
        word = next((word for word in _WHEN_WORDS if _starts(lower[start:], word)), "")
        if not word or _POLITE.match(" ".join(words_of(" ".join(lower[start:])))):
            continue
        if start and _WHETHER.search(" ".join(lower[max(0, start - 2) : start + 1])):
            continue
        if word == "once" and start == len(lower) - 1:
            continue
        clause = start + len(word.split())
        before = _trimmed(tokens[:start])
        if {*words_of(before)} <= _BEFORE:
            return _leading(tokens[clause:], word, context)
        if words_of(before) == ("play",):
            return None
        condition = _named_in_full(words_of(" ".join(tokens[clause:])), before, context)
        return Planned(before, _when(condition, word, context))
    return None


def _named_in_full(clause: Sequence[str], before: str, context: Context) -> Sequence[str]:
    """ "Close the garage if it is open": what "it" is was said in the wish."""
    clause = as_it_is(clause)
    if len(clause) < 3 or clause[0] not in _PRONOUNS or clause[1] not in ("is", "are"):
        return clause
    told = _when(clause, "if", context)
    subject = subject_in(words_of(before), context) if isinstance(told, Unclear) else None
    return clause if subject is None else (*subject, *clause[1:])


def _starts(tokens: Sequence[str], phrase: str) -> bool:
    words = phrase.split()
    return list(tokens[: len(words)]) == words


def _leading(tokens: Sequence[str], word: str, context: Context) -> Planned:
    """ "When the oven is hot, turn it off": the longest clause that the home can tell."""
    comma = next((i + 1 for i, token in enumerate(tokens) if token.endswith(",")), None)
    then = next((i for i, token in enumerate(tokens) if token.lower() == "then"), None)
    fixed = comma or then
    anywhere = list(range(len(tokens) - 1, 1, -1))
    reason = Unclear("I can't tell when that is so.")
    for stop in [fixed] if fixed else anywhere:
        rest = _trimmed(tokens[stop:])
        when = _when(words_of(" ".join(tokens[:stop])), word, context)
        if rest and not isinstance(when, Unclear):
            return Planned(rest, when)
        if isinstance(when, Unclear) and when.reason != NOT_UNDERSTOOD:
            reason = when
    if comma and is_told(" ".join(tokens[comma:]), after=True):
        whole = [*tokens[: comma - 1], tokens[comma - 1].rstrip(",")]
        return _leading(whole, word, context)  # "if it is on turn it off, my head is splitting"
    return Planned(_trimmed(tokens[fixed:]) if fixed else " ".join(tokens), reason)


def _when(words: Sequence[str], word: str, context: Context) -> When:
    words = as_it_is(words)
    while words and words[-1] in _LAST:
        words = words[:-1]
    try:
        told = condition_in(words, context)
    except CannotTell as reason:
        return Unclear(str(reason))
    if told is None:
        return Unclear(NOT_UNDERSTOOD)
    asks_now = word == "if" and bool({"is", "are"} & {*words}) and words[0] != "it"
    return Becomes(told.predicate, told.words, once=word not in _ALWAYS, only_now=asks_now)


def _trimmed(tokens: Sequence[str]) -> str:
    """Without commas at its ends and the small words that joined it to the time."""
    kept = list(tokens)
    while kept and kept[0].lower().strip(",") in ("then", "and", ""):
        kept.pop(0)
    while kept and kept[-1].lower().strip(",") in ("and", "then", "but", ""):
        kept.pop()
    return " ".join(kept).strip(" ,;")


# names of the home that sound like times


class _TimelyNames:
    """Names with words of time in them, of the home that was asked about last."""

    home: Home | None = None
    names: tuple[tuple[str, ...], ...] = ()

    def of(self, home: Home) -> tuple[tuple[str, ...], ...]:
        if home is not self.home:
            self.names = tuple(name for name in _names(home) if _is_timely(name))
            self.home = home
        return self.names


_timely = _TimelyNames()


def _names(home: Home) -> Iterator[tuple[str, ...]]:
    things: tuple[Device | Area | Floor, ...] = (*home.devices, *home.areas, *home.floors)
    for thing in things:
        for name in names_of(thing):
            yield words_of(name)


def _is_timely(name: Sequence[str]) -> bool:
    spoken = " ".join(name)
    return bool(_TIME_WORDS.search(spoken)) or any(
        time_in(name[start:]) is not None for start in range(len(name)) if _may_begin(name[start])
    )


def _masked(words: Sequence[str], home: Home) -> str:
    """The words with such names blanked out."""
    spoken = " ".join(words)
    for name in _timely.of(home):
        spoken = re.sub(rf"\b{re.escape(' '.join(name))}\b", "#", spoken)
    return spoken


def _is_a_name(words: Sequence[str], home: Home) -> bool:
    """The words end a name of the home, or are one."""
    return any(name[-len(words) :] == tuple(words) for name in _timely.of(home))
