"""Wishes that are put right or taken back in the same breath, read as what is left of them."""

import re
from collections.abc import Iterable
from itertools import chain

from assistant.agenda.when import Unclear
from assistant.context import Context
from assistant.turn import Interpretation, Reading
from assistant.understanding.fragment import NUMBERS
from assistant.understanding.repairs import (
    Repair,
    at_once,
    is_edited,
    is_taken_back,
    repairs_in,
    taken_back,
)
from assistant.understanding.slots import ANYTHING_AFTER
from assistant.understanding.sureness import is_sure
from assistant.understanding.when import planned_in, scheduled
from assistant.understanding.whole import WholeReader
from assistant.understanding.wish_reader import WishReader
from assistant.understanding.words import words_of

FREE = 6
"""Repairs that are looked at in free wording, too."""
STEPS = ("volume_step", "brightness_step", "percentage_step", "position_step", "temperature_step")
_MADE_IT = re.compile(r"\b(?:make (?:it|that)|go|go to|do) \d+\b")
_AMOUNT = re.compile(r"\b\d+ (?:percent|degrees)\b")


class RepairReader:
    """Reads what replaces some of a wish in its place."""

    def __init__(self, wishes: WishReader, whole: WholeReader) -> None:
        self._wishes = wishes
        self._whole = whole

    def put_right(self, text: str, confidence: float, context: Context) -> Interpretation | None:
        """The wish after a repair in the same breath, where a template takes every word of it."""
        if not is_edited(text) or self._wishes.fits_a_template(text, confidence, context):
            return None
        if (wish := at_once(text)) is not None and (planned := planned_in(wish, context)):
            return self._whole.understood([(planned.rest, confidence)], context)
        several = tuple(repairs_in(text, context.home))
        strictly = ((one, self._in_time(one.wish, confidence, context)) for one in several)
        first = several[:FREE]
        freely = ((one, self._freely(one.wish, confidence, context)) for one in first)
        for one, readings in chain(strictly, freely):
            if any(map(_is_by_so_much, readings[:1])) and _MADE_IT.search(" ".join(words_of(text))):
                continue  # "up a bit, no, make it sixty percent" is to sixty, not by sixty
            sure = is_sure(readings, confidence) and _keeps_its_words(readings[0], one)
            sure = sure and _says_how_much(readings[0], text)
            if sure and self._reaches_last(readings[0], confidence, context):
                return Interpretation(text=one.wish, readings=readings)
        anew = self._planned_anew((one.wish for one in first), confidence, context)
        if anew is None and is_taken_back(text):
            return Interpretation(text=text, readings=(taken_back(text),))
        return anew

    def _reaches_last(self, reading: Reading, confidence: float, context: Context) -> bool:
        return self._wishes.reaches((*reading.also, reading)[:1], confidence, context)

    def _planned_anew(
        self, wishes: Iterable[str], confidence: float, context: Context
    ) -> Interpretation | None:
        """ "Off in two hours, actually one hour": the time was put right."""
        for wish in wishes:
            planned = planned_in(wish, context)
            if planned is None or isinstance(planned.when, Unclear):
                continue
            readings = self._whole.planned(planned, wish, confidence, context)
            if is_sure(readings, confidence) and readings[0].exact:
                return Interpretation(text=wish, readings=readings)
        return None

    def _in_time(self, text: str, confidence: float, context: Context) -> tuple[Reading, ...]:
        """Strict readings, of something to be done later too."""
        planned = planned_in(text, context)
        if planned is None:
            return self._wishes.strictly(text, confidence, context)
        if isinstance(planned.when, Unclear) or not planned.rest:
            return ()
        inner = self._wishes.strictly(planned.rest, confidence, context)
        return scheduled(planned, inner, self._wishes.asking, text)

    def _freely(self, text: str, confidence: float, context: Context) -> tuple[Reading, ...]:
        """In free wording, where every word has its place and no time was said."""
        if planned_in(text, context) is not None:
            return ()
        found = self._wishes.freely(text, confidence, context)
        return found if found and found[0].exact else ()


def _is_by_so_much(reading: Reading) -> bool:
    return any(isinstance(reading.slots.get(slot), int | float) for slot in STEPS)


def _says_how_much(reading: Reading, text: str) -> bool:
    """ "Up, actually forty percent": the amount is not lost."""
    if not _AMOUNT.search(" ".join(words_of(text))):
        return True
    said = (one.slots.get(slot) for one in (reading, *reading.also) for slot in NUMBERS)
    return any(isinstance(value, int | float) for value in said)


def _keeps_its_words(reading: Reading, repair: Repair) -> bool:
    """What may be any words is an item that was said in one piece."""
    if not ANYTHING_AFTER.isdisjoint(reading.slots):
        return False
    return "item" not in reading.slots or repair.keeps_whole(str(reading.slots["item"]))
