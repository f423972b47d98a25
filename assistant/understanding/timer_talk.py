"""How long a timer is to run, said after it was asked for: "ten minutes", "make it ten minutes"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.agenda.times import SECONDS, duration
from assistant.agenda.when import COMMAND, INSTEAD, START_TIMER
from assistant.context import Context
from assistant.home.model import Home
from assistant.turn import Outcome, Reading, Resolution, Turn
from assistant.understanding.clock import units_of
from assistant.understanding.gazetteer import gazetteer_of
from assistant.understanding.lexicon import lexicon
from assistant.understanding.past import ABOUT_THE_TALK
from assistant.understanding.words import words_of

LIKELY = 0.95
_ON_WHAT = re.compile(
    r"^(?P<set>(?:(?:set|start|put on) )?)(?:me )?(?P<timer>(?:an? )?timer for [\w-]+(?: [\w-]+)*? "
    r"(?:second|minute|min|hour)s?) on (?P<what>(?:the|my|our) [\w'’]+)$",
    re.IGNORECASE,
)
_UNITS = frozenset({"hours", "minutes", "seconds"})
_LENGTH = re.compile(
    r"(?P<lead>(?:(?:no|nah|nope|oh|ah|sorry|oops|actually|rather|um|please|wait|hang on|"
    r"hold on|i said|i mean|i meant) )*)"
    r"(?P<changes>(?:(?:make|set|change) (?:it|that|the timer)(?: (?:to|for))?|give it|call it|"
    r"let us (?:do|say|make it|go for)) )?(?:for )?"
    r"(?P<length>.+?)(?: (?:please|instead|rather|thanks|thank you))*"
)
_SAYING = re.compile(r"give it|call it")
_ONE = re.compile(r"(?:an?|1|one) (?:day|night|minute|min|second|sec|moment)")
""" "Call it a day", "give it a minute": no length of a timer."""


def for_what(text: str, home: Home) -> str:
    """ "A timer for ten minutes on the pasta" is for it; on a thing of the home, not."""
    found = _ON_WHAT.match(text)
    if found is None:
        return text
    words = words_of(found["what"])
    if any(gazetteer_of(home).exact(words)) or words[-1:] in lexicon():
        return text
    return f"{found['set']}{found['timer']} for {found['what']}"


def length_of_timer(text: str, context: Context) -> Reading | None:
    """The latest timer with this length; None where nothing but a length was to be said."""
    turn = context.history[-1] if context.history else None
    reading = _timer_asked_for(turn) if turn is not None else None
    found = _LENGTH.fullmatch(" ".join(words_of(text)))
    if turn is None or reading is None or found is None:
        return None
    seconds = _seconds(found["length"].split(), reading)
    is_said_so = _SAYING.search(found["changes"] or "") and _ONE.fullmatch(found["length"])
    if seconds is None or is_said_so:
        return None
    outcome = turn.last(Outcome)
    started = outcome is not None and outcome.kind == "action_done"
    if started and not (found["changes"] or found["lead"]):
        return None
    slots = {name: value for name, value in reading.slots.items() if name not in _UNITS}
    instead = {INSTEAD: True} if started else {}
    return replace(
        reading,
        slots={**slots, **units_of(seconds), **instead},
        probability=LIKELY,
        matched_by="continuation",
        text=text,
    )


def _seconds(words: Sequence[str], reading: Reading) -> float | None:
    """What all of the words come to; "twenty" alone is twenty of what was said before."""
    length = duration(words)
    if length is not None:
        return length[0] if length[1] == len(words) else None
    units = [unit for unit in _UNITS if reading.slots.get(unit)]
    bare = len(words) == 1 and words[0].isdecimal() and len(units) == 1
    return float(words[0]) * SECONDS[units[0]] if bare else None


def _timer_asked_for(turn: Turn) -> Reading | None:
    """What the turn wished, where that was nothing but a timer, or something after a while."""
    resolution = turn.last(Resolution)
    candidates = resolution.candidates if resolution is not None else ()
    first = candidates[0] if candidates else None
    if first is None or first.reading.intent in ABOUT_THE_TALK:
        return None
    if first.reading.intent != START_TIMER or bool(first.also) != (COMMAND in first.reading.slots):
        return None
    parts = (replace(part.reading, devices=part.devices, also=()) for part in first.also)
    return replace(first.reading, also=tuple(parts))
