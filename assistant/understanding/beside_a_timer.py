"""Timers beside others and beside other wishes in one breath: "a pasta timer for ten minutes and
an egg timer for five", "set a timer for an hour and turn on the oven".

A timer may be called by any words, so that what comes after "and" would be part of its name.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.agenda.times import duration
from assistant.agenda.when import COMMAND, START_TIMER
from assistant.turn import Reading
from assistant.understanding.asides import VERBS
from assistant.understanding.words import words_of

SURE = 0.9
_SETTING = r"(?:set|start|put on|i need|give me|make)(?: me)?"
_JOIN = r"(?:(?: and| then|,)+(?: then| also)?) "
_COUNTED = re.compile(
    rf"(?:(?:please|can you|could you) )*{_SETTING} (?:[2345]|a couple of|some) timers(?: please)?"
    r"(?: for)? (?P<each>.+)"
)
_NAMED = re.compile(
    rf"(?P<one>.*\btimer\b.*?){_JOIN}"
    r"(?P<other>(?:an?|1|another|the) (?!half\b|quarter\b).*\btimer\b.*)"
)
_FIRST = re.compile(rf"(?P<one>.*\btimer\b.*?){_JOIN}(?P<other>(?:{'|'.join(sorted(VERBS))}) .+)")
_LAST = re.compile(
    rf"(?P<one>.+?){_JOIN}"
    rf"(?P<other>(?:{_SETTING} (?:an? |the |my )?|an? |another ).*\btimer\b.*)"
)
_AND = re.compile(r" and (?!a half\b|a quarter\b)")
_ONE = re.compile(
    r"^(?:(?:then |also )*(?:1|another|the other|a second)(?: ones?)?(?: for| of)? )"
    r"(?!(?:min|sec|h))"
)
_LONGEST_NAME = 3


def beside_a_timer(text: str, read: Callable[[str], Sequence[Reading]]) -> tuple[Reading, ...]:
    """One reading of all; empty where only one thing is wished, or one of them is unclear."""
    wishes = _wishes(" ".join(words_of(text)))
    found = [best for wish in wishes for best in read(wish)[:1] if best.exact]
    timers = [one for one in found if one.intent == START_TIMER and COMMAND not in one.slots]
    least = min((one.probability for one in found), default=0.0)
    if not timers or len(found) != len(wishes) or least < SURE:
        return ()
    first, *more = (part for one in found for part in (replace(one, also=()), *one.also))
    return (replace(first, text=text, probability=least, also=tuple(more)),)


def _wishes(said: str) -> list[str]:
    if counted := _COUNTED.fullmatch(said):
        lengths = [_ONE.sub("", one) for one in _AND.split(counted["each"])]
        told = len(lengths) > 1 and all(map(_is_length, lengths))
        return [f"set a timer for {one}" for one in lengths] if told else []
    if named := _NAMED.fullmatch(said):
        return [named["one"], f"set {named['other']}"]
    beside = _LAST.fullmatch(said) or _FIRST.fullmatch(said)
    return [beside["one"], beside["other"]] if beside else []


def _is_length(said: str) -> bool:
    """ "5 minutes", "10 minutes for the eggs"."""
    words = said.split()
    found = duration(words)
    if found is None:
        return False
    rest = words[found[1] :]
    return not rest or (rest[0] == "for" and len(rest) <= 1 + _LONGEST_NAME)
