"""The part of `assistant learned` that tells how much each sign of the context counts here."""

import math
from collections.abc import Mapping
from types import MappingProxyType

from rich.table import Table

from assistant.learning.rewriting.model import Learned
from assistant.learning.weighing.model import LearnedWeight
from assistant.ranking.weights import PRIOR

IN_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "already_on": 'what is on already is rarely meant by "turn on"',
        "resumable": '"play" goes on with what was paused',
        "adjusted": "a level is set on what is on",
        "adjusted_fan": "a fan's speed is set when it runs",
        "stepped": '"brighter" and "slower" are said of what is on',
        "cooking": 'while the oven is on, "the temperature" is the oven\'s',
        "ringing": '"turn it off" is said of what makes a noise',
        "screen": "a film is meant for what has a screen",
        "listening": "music is meant for a speaker rather than for a screen",
        "usually_heard": "what is to be played is mostly music",
        "either_form": "a title that is a film and a book is meant as the film",
        "habit": "what was meant before by the same request is meant again",
        "used": "what is in use in this home is meant",
        "after_alarm": "coffee is wanted after the alarm",
        "hour": "things have their time of day",
        "wrong_hour": "things are not wanted at the opposite time of day",
        "room": "people speak of the room that they are in",
        "presence": "people speak of the room in which somebody moves",
        "presence_known_room": "movement in another room than the speaker's counts, too",
        "dark": "a light is wanted where it is dark",
        "glare": "blinds are wanted down where the sun stands",
        "cold": "heat is wanted where it is cold, a fan where it is hot",
        "just_used": "what was just spoken of is meant again",
        "referred": '"it" is what the request before was about',
        "sibling": '"the other one" has the same name as the first',
    }
)
"""What each sign says, to a person."""


def weights_shown(table: Learned) -> Table:
    """How many times as likely each makes a thing, as written and here."""
    shown = Table(box=None, title_justify="left")
    for name in ("what is weighed", "elsewhere", "here", "choices"):
        shown.add_column(name, no_wrap=True)
    for one in table.context_weights:
        figures = _times(one.prior), _times(one.value), str(len(one.evidence))
        shown.add_row(one.name.replace("_", " "), *figures)
    return shown


def weight_lines(one: LearnedWeight) -> list[str]:
    """One weight, before the turns that speak for it."""
    more = "more" if one.value > one.prior else "less"
    return [
        f"{one.name}: {IN_WORDS.get(one.name, one.name.replace('_', ' '))}",
        f"In this home that counts {more} than in others: of two things that fit the words equally "
        f"well it makes one {_times(one.value)} as likely as the other, elsewhere "
        f"{_times(one.prior)}; "
        f"learned on {one.learned:%Y-%m-%d}",
        f"`assistant learned forget {one.name}` makes it as in others.",
        "the turns that speak for it:",
    ]


def lines_as_elsewhere(name: str) -> list[str]:
    """One weight of which nothing was learned here."""
    return [
        f"{name}: {IN_WORDS[name]}",
        "Nothing else was learned of it in this home, so it counts as in others: of two things "
        "that fit the words equally well it makes one "
        f"{_times(getattr(PRIOR, name))} as likely as the other.",
    ]


def _times(log_odds: float) -> str:
    odds = math.exp(log_odds)
    return f"{odds:.1f} times" if odds < 10 else f"{odds:.0f} times"
