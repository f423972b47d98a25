"""Timers wished for, one or several, in whatever order lengths, names and "timer" are said.

"Two timers, eight minutes for the rice and thirty for the chicken", "the pie wants fifty minutes
and the gravy ten, time both of them". Every word must have its place; what is only told of a
timer has none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.agenda.times import SECONDS, duration
from assistant.agenda.when import START_TIMER
from assistant.turn import Reading
from assistant.understanding.asides import VERBS
from assistant.understanding.clock import units_of
from assistant.understanding.spelling_out import NOT_IN_NAMES
from assistant.understanding.words import words_of

LIKELY = 0.95
MOST = 5
LONGEST_NAME = 3
_POLITE = (
    r"(?:(?:so|right|ok|okay|oh|and|please|kindly|hey|yo|now|just|quick|quickly|well|um|also|then|"
    r"let us) )*"
)
_ASKING = (
    r"(?:(?:can|could|will|would) (?:you|i|we) (?:(?:please|kindly|just|quickly) )*|"
    r"(?:i|we) (?:would like|need|want|will have|will need|am after|are after) (?:you to )?)?"
)
_KEEPS_TIME = r"time|count down|clock|keep time (?:for|of|on)"
_DOING = (
    rf"(?:(?P<keeps>{_KEEPS_TIME})|(?:set|start|put|stick|pop|bung|whack|give|gimme|do|make|get|"
    r"run|begin|have|add|create|fire|kick|call|keep(?= (?:an?|one)\b))"
    r"(?: (?:up|off|on|it|going))?)(?: me| us)?(?: on)? "
)
_LEAD = re.compile(rf"{_POLITE}(?P<asking>{_ASKING})(?:{_POLITE}{_DOING})?(?:for )?")
_FOR = r"(?: (?:for|of|on) (?:me|us|both|each|them|those|these|that|it)(?: of (?:them|those))?)*"
_WILL_YOU = r"(?:(?:and|so|then|please|now|right|can you|could you|will you|would you|you) )*"
_CLOSING = re.compile(
    rf" {_WILL_YOU}(?:(?:time|keep time of) (?:both|all|them|these|those|it|that)\b|"
    r"keep (?:the )?time\b|"
    r"(?:set|start|put on|give me|do|make) (?:(?:an?|some|the|2|3|both) )?timers?(?: on| going)?\b)"
    rf"{_FOR}(?: please| will you| would you| thanks)*$"
)
_ENDING = re.compile(
    rf"(?:(?: (?:please|thanks|thank you|cheers|now|go|going|running|will you|would you|can you|"
    rf"could you|right away|and be quick|for me|for us))+|{_FOR})$"
)
_NUDGE = re.compile(
    rf"{_POLITE}{_ASKING}(?:(?:give|gimme|do)(?: me| us)? an? (?:shout|nudge|bell|buzz|prod|poke|"
    r"heads up|beep|ping|holler|warning|tap|knock)|(?:(?:shout|beep|ping|buzz|nudge|prod|poke|warn|"
    r"alert|tell|remind|wake|whistle|holler)(?: (?:at|to|for))?(?: me| us)|shout|beep|let (?:me|us)"
    r" know)(?: up)?) (?:in|after|when|once) (?P<when>.+?)(?: please| thanks)*"
)
_TOLD = re.compile(r" (?:is|are|has|have)(?: all)? (?:up|over|passed|gone|by|done)$")
_HAVING_HAD = re.compile(
    r"(?:the |my )(?P<name>.+) (?:has|have) had(?: its| their)? (?P<length>.+)"
)
_IS = re.compile(
    r"(\w)['’]s(?= (?:an? |half )|\W(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty))"
)
""" "Pasta's eleven minutes" tells how long it takes."""
_MORE_TIME = re.compile(r"\badd\b.* (?:to|on|onto) ")
"""Of one that runs, or does not; another one is not wished for."""
_NONE_WANTED = re.compile(
    r"(?<!why )\b(?:no|not|never|without|do not|don['’]?t)(?: (?:a|an|any|the|more|other|another))*"
    r"(?: \d+ [a-z]+| (?!set|start|put|make|give|time\b)[a-z]+)? (?:timer|countdown)s?\b"
)
_NONE_SO_LONG = re.compile(
    r"\b(?:no|not an?|do not|don['’]?t) (?:(?!set|start|put|make|give)[a-z]+ )?timers?"
    r"(?: (?:for|of))? (?P<length>.+)"
)
_WHERE_SOMEBODY_IS = re.compile(r"\b(?:i|we|you|he|she|they) [a-z]+ to be\b")
""" "I need to be there in 20 minutes" is no length to be timed."""
_TIMERS = frozenset("timer timers countdown countdowns".split())
_BEFORE_A_TIME = frozenset("at in to".split())
"""Before a number: a time of day, a degree, or a later start."""
_INTRODUCES = frozenset("for of on called named".split())
_GLUE = frozenset(
    "a an the my our some another next other second third at to in with is are takes take needs "
    "need wants want long will be going please then also me us of each too 1 ones".split()
) | _INTRODUCES | _TIMERS  # fmt: skip
_ARTICLES = frozenset({"a", "an", "another", "1"})
_NO_NAME = (
    NOT_IN_NAMES
    | VERBS
    | SECONDS.keys()
    | frozenset(
        "he she they we i us his her their them these those did do does done had has have said "
        "say says tell told ask asked rang rings ran runs went goes go broke broken beeps beeped "
        "started stopped ended finished used got gets left lasts lasted kept keeps still just "
        "only never always ever already again no yes but or so because than as after before "
        "until till when while once every without into from by more less extra time minute make "
        "give cancel remind wake tomorrow today tonight yesterday ago later might may should "
        "shall must would will can could am pm oclock half quarter actually sorry wait rather "
        "instead mean longer there here home".split()
    )
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A length, a name, or an "and"."""

    seconds: float | None = None
    number: float | None = None
    """Said without its unit."""
    name: str = ""
    introduced: bool = False
    """What it is of was said before the name, or "timer" behind it."""

    @property
    def is_length(self) -> bool:
        return self.seconds is not None or self.number is not None


def timers_wished(text: str) -> Reading | None:
    """All timers that are wished for, as one reading; None where anything else is said."""
    said = " ".join(words_of(_IS.sub(r"\1 is", text))).replace(" on the clock", " timer")
    if (none := _NONE_SO_LONG.search(text.lower())) and duration(words_of(none["length"])):
        return Reading(
            intent=START_TIMER, slots={}, probability=0.0, matched_by="timers", text=text
        )  # to be declined: elsewhere "no" is what it is called
    if (
        _MORE_TIME.search(said)
        or _NONE_WANTED.search(text.lower())
        or _WHERE_SOMEBODY_IS.search(said)
    ):
        return None
    pairs = _nudged(said) or _listed(said, apart="," in text)
    names = [name for name, _ in pairs if name]
    if not pairs or len({*names}) < len(names):
        return None
    first, *others = (
        Reading(
            intent=START_TIMER,
            slots={**({"name": name} if name else {}), **units_of(seconds)},
            probability=LIKELY,
            matched_by="timers",
            text=text,
        )
        for name, seconds in pairs
    )
    return replace(first, also=tuple(others))


_Pairs = Sequence[tuple[str, float]]
"""Each name, or none, with its seconds."""


def _nudged(said: str) -> _Pairs:
    """ "Give me a shout in six minutes", "tell me when the eggs have had four minutes"."""
    nudge = _NUDGE.fullmatch(said)
    if nudge is None:
        return ()
    had = _HAVING_HAD.fullmatch(nudge["when"])
    length = (had["length"] if had else _TOLD.sub("", nudge["when"])).split()
    found = duration(length)
    if found is None or found[1] != len(length):
        return ()
    name = had["name"] if had else ""
    return () if name and not _is_name(name.split()) else [(name, found[0])]


def _listed(said: str, *, apart: bool) -> _Pairs:
    """All that is listed; `apart` where a comma may stand between two lengths."""
    closing = _CLOSING.search(f" {said}")
    body = f" {said}"[: closing.start()].strip() if closing else _ENDING.sub("", said)
    lead = _LEAD.match(f"{body} ")
    rest = f"{body} "[lead.end() :].split() if lead else body.split()
    wished = lead is not None and (lead["keeps"] or lead.end() > len(_politely(body)))
    if not (closing or (lead and lead["keeps"]) or _TIMERS & {*rest}):
        return ()
    if not (closing or wished) and not _begins_as_a_wish(rest):
        return ()
    count, listed = _counted(rest)
    parts = list(_parts(listed))
    if _begins_later(
        listed, several=sum(part is not None and part.is_length for part in parts) > 1
    ):
        return ()
    pairs = _paired(parts, apart=apart or bool(count)) if None not in parts else ()
    return pairs if not count or count == len(pairs) else ()


def _begins_later(words: Sequence[str], *, several: bool) -> bool:
    """ "For 20 minutes at 180", "for ten minutes in two hours"; "to 10 minutes" is its length."""
    return any(
        word in _BEFORE_A_TIME and (word == "at" or several) and _counts(words, place)
        for place, word in enumerate(words[:-1], 1)
    )


def _politely(body: str) -> str:
    found = re.match(_POLITE, f"{body} ")
    return found[0] if found else ""


def _begins_as_a_wish(words: Sequence[str]) -> bool:
    """Without a verb: "a timer for", "ten minute timer"; what "the timer" does is told."""
    first = words[0] if words else ""
    return first in _TIMERS | _ARTICLES or first[:1].isdigit() or duration(words) is not None


def _counted(words: Sequence[str]) -> tuple[int, Sequence[str]]:
    """How many are announced: "two timers please"."""
    if len(words) > 1 and words[0].isdecimal() and words[1] in _TIMERS:
        return int(words[0]), words[2:]
    return 0, words


def _parts(words: Sequence[str]) -> Iterator[_Part | None]:
    """The parts in order; None for a word that has no place."""
    place = 0
    while place < len(words):
        word, before = words[place], words[place - 1] if place else ""
        found = None if _is_ordinal(words[place : place + 3]) else duration(words[place:])
        if found is not None:
            yield _Part(seconds=found[0])
            place += found[1]
        elif word == "and":
            yield _Part()
            place += 1
        elif word[0].isdigit() and (word != "1" or place == len(words) - 1):
            yield _Part(number=float(word)) if word.replace(".", "").isdecimal() else None
            place += 1
        elif word in _GLUE:
            place += 1
        else:
            end = place
            while (
                end < len(words) and words[end] not in _GLUE | {"and"} and not _counts(words, end)
            ):
                end += 1
            names = words[place:end]
            behind = words[end] if end < len(words) else ""
            lead = words[place - 2] if place > 1 and before in ("the", "my", "our") else before
            known = lead in _INTRODUCES or behind in _TIMERS
            yield _Part(name=" ".join(names), introduced=known) if _is_name(names) else None
            place = end


def _is_ordinal(words: Sequence[str]) -> bool:
    """ "A second timer" takes no second."""
    return tuple(words[:2]) == ("a", "second") and words[-1] in _TIMERS | {"1"}


def _counts(words: Sequence[str], place: int) -> bool:
    return words[place][0].isdigit() or duration(words[place:]) is not None


def _is_name(words: Sequence[str]) -> bool:
    return 0 < len(words) <= LONGEST_NAME and _NO_NAME.isdisjoint(words)


def _paired(parts: Sequence[_Part | None], *, apart: bool) -> _Pairs:
    """Each length with the name that belongs to it; none where that is not plain."""
    lengths = [part for part in parts if part is not None and part.is_length]
    units = {_unit(part.seconds) for part in lengths if part.seconds is not None}
    short_of_unit = any(part.seconds is None for part in lengths)
    if not 0 < len(lengths) <= MOST or (short_of_unit and len(units) > 1):
        return ()
    unit = units.pop() if len(units) == 1 else SECONDS["minutes"]
    groups = _groups([part for part in parts if part is not None])
    pairs = [pair for group in groups for pair in _in_group(group, unit, apart=apart)]
    return pairs if len(pairs) == len(lengths) else ()


def _unit(seconds: float) -> int:
    """The unit that was said, as far as the seconds show it."""
    return next((size for size in (3600, 60) if seconds % size == 0), 1)


def _groups(parts: Sequence[_Part]) -> list[list[_Part]]:
    """Cut at each "and" behind which another length comes; "peas and carrots" is one name."""
    groups: list[list[_Part]] = [[]]
    for place, part in enumerate(parts):
        if part.is_length or part.name:
            groups[-1].append(part)
            continue
        ahead = [one for one in parts[place + 1 :] if one.is_length]
        if groups[-1] and any(one.is_length for one in groups[-1]) and ahead:
            groups.append([])
        elif groups[-1] and groups[-1][-1].name and parts[place + 1 : place + 2]:
            groups[-1].append(part)
    return [_joined(group) for group in groups if group]


def _joined(group: Sequence[_Part]) -> list[_Part]:
    joined: list[_Part] = []
    after_and = False
    for part in group:
        if not (part.is_length or part.name):
            after_and = True
            continue
        if after_and and part.name and joined and joined[-1].name:
            joined[-1] = replace(joined[-1], name=f"{joined[-1].name} and {part.name}")
        else:
            joined.append(part)
        after_and = False
    return joined


def _in_group(group: Sequence[_Part], unit: int, *, apart: bool) -> _Pairs:
    """Name and length in turn, whichever comes first; or only lengths, told apart by more than
    their order.
    """
    names = [part for part in group if part.name]
    lengths = [part for part in group if part.is_length]
    seconds = [
        one.seconds if one.seconds is not None else (one.number or 0) * unit for one in lengths
    ]
    if not names:
        if len(lengths) > 1 and not apart:
            return ()
        return [("", length) for length in seconds]
    in_turn = all(part.is_length == group[0].is_length for part in group[::2])
    if not in_turn or len(names) != len(lengths):
        return ()
    if group[0].is_length and not all(name.introduced for name in names):
        return ()
    return [(name.name, length) for name, length in zip(names, seconds, strict=True)]
