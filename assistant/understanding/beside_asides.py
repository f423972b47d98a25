"""Wishes beside what is only told: "I am cold, close the window"."""

import re

from assistant.context import Context
from assistant.turn import Interpretation, Reading
from assistant.understanding.address import calls_a_stranger
from assistant.understanding.asides import (
    SHORTEST_WISH,
    Beside,
    asides_around,
    is_of_several,
    is_told,
    lets_in,
    says_it,
    tells_of_others,
    told_beside,
    wishes_of,
)
from assistant.understanding.breath import NOBODYS
from assistant.understanding.complaints import complained_of
from assistant.understanding.dialogue import CONVERSATIONAL
from assistant.understanding.each_its_time import pieces_of
from assistant.understanding.nicknames import without_nicknames
from assistant.understanding.past import UNDO
from assistant.understanding.reader import BY_EAR
from assistant.understanding.reminders import reminder
from assistant.understanding.repairs import is_edited, is_taken_back, refuses
from assistant.understanding.slots import ANYTHING_AFTER, takes_any_words
from assistant.understanding.sureness import doubted, is_likely, is_sure, not_quite
from assistant.understanding.when import is_of_its_own_time, without_its_time
from assistant.understanding.whole import WholeReader
from assistant.understanding.wish_reader import WishReader
from assistant.understanding.wishes.model import Wishes
from assistant.understanding.wishes.without_asides import ANOTHER, Left, without_asides
from assistant.understanding.words import words_of

AGREED = 0.5
"""What the network must give the wish that is left without an aside, of the sentence with it."""
ALARMS = frozenset({"AlarmClockSet", "AlarmSet"})
PAUSES = ("", ",", ".", "!", "?", ";")
OF_AMOUNTS = frozenset({"HassTurnOn", "HassLightSet", "HassFanSetSpeed"})
"""What is worded alike: a thing is on, and how much of it."""
DOUBTFULLY_WISHED = 0.3
"""Where it gives more to nothing being wished, nothing is beside what only it hears as told."""


_OFFERED = re.compile(
    r"^(?:(?:and|then|also|so|oh),? )*you (?:can|could|may|might)(?: (?:as well|just|also|then))* ",
    re.IGNORECASE,
)
"""What the assistant "can" do is wished as much as the rest."""


class AsideReader:
    """Reads what is wished, without what is told around it."""

    def __init__(self, wishes: WishReader, whole: WholeReader) -> None:
        self._wishes = wishes
        self._whole = whole

    def without_aside(
        self, text: str, confidence: float, context: Context
    ) -> Interpretation | None:
        """What is wished beside what is only told; None where all of it may be the wish."""
        if self._wishes.fits_a_template(text, confidence, context) or is_edited(text):
            return None
        if reminder(text, context) is not None:
            return None  # who is to be reminded of it does it later
        several = tuple(dict.fromkeys(asides_around(text)))
        told_at_once = without_nicknames(without_its_time(text, context), context.home)
        doubtful = bool(several) and all(
            self._wishes.heard(said).wishes.other > NOBODYS for said in (told_at_once, text)
        )
        pointing: Interpretation | None = None
        for beside in several:
            if self._wishes_more(beside.aside, confidence, context):
                continue
            for told in wishes_of(beside, context.home):
                wish = self._whole.plainly(told, confidence, context)
                if len(words_of(wish)) < SHORTEST_WISH:
                    continue
                if complained_of(told) and _says_an_amount(beside.aside):
                    continue  # "it's getting warm in here, let's try 75 on the thermostat"
                found = self._whole.followed_up_or_new(wish, confidence, context)
                if found.readings and _counts_things(found.readings[0], beside.aside):
                    continue
                if self._is_wish(found, beside, confidence, context):
                    if doubtful:
                        return doubted(found)
                    timely = any(word.isdigit() for word in words_of(beside.aside))
                    doubtfully = timely or told_beside(beside, told)
                    theirs = tells_of_others(beside.aside) and lets_in(told)
                    return not_quite(found) if doubtfully or theirs else found
                if beside.apart and says_it(wish) and not is_likely(found.readings, confidence):
                    pointing = pointing or found  # what "it" is, the state of the home may tell
        return pointing

    def among_asides(self, text: str, confidence: float, context: Context) -> Interpretation | None:
        """What is wished where the network hears asides; None where it is not sure of both."""
        if is_taken_back(text) or reminder(text, context) is not None:
            return None
        heard = self._wishes.heard(text)
        if heard.wishes.other > DOUBTFULLY_WISHED or calls_a_stranger(text, context.home):
            return None
        for left in without_asides(text, heard, context.home):
            wish = self._whole.plainly(left.text, confidence, context)
            if len(words_of(wish)) < SHORTEST_WISH:
                continue  # "no honey, ...": what remains takes nothing back
            found = self._whole.followed_up_or_new(wish, confidence, context)
            beside = Beside(wish, left.dropped, apart=True)
            if self._is_wish(found, beside, confidence, context):
                if found.readings[0].intent == UNDO:
                    continue  # "take that back, you didn't win"
                agreed = _hears_as_much(heard.wishes, found.readings[0])
                if agreed or _is_plainly_several(found, left, text):
                    return doubted(found) if refuses(text) else not_quite(found)
        return None

    def _wishes_more(self, aside: str, confidence: float, context: Context) -> bool:
        """ "Blind down, and that's me finished": what is told holds a wish of its own."""
        if ANOTHER.search(aside):
            return True
        for told in pieces_of(aside):
            piece = _OFFERED.sub("", told)
            if is_told(piece):
                continue
            found = self._wishes.alone(piece, confidence, context)
            if (
                is_sure(found, confidence)
                and (found[0].exact or is_of_its_own_time(piece, context))
                and self._wishes.reaches(found[:1], confidence, context)
            ):
                return True
        return False

    def _is_wish(
        self, found: Interpretation, beside: Beside, confidence: float, context: Context
    ) -> bool:
        """Surely read, about something there is, and about the room that was spoken of."""
        if not is_sure(found.readings, confidence):
            return False
        best = found.readings[0]
        described = beside.apart and best.matched_by.startswith('"')
        heard = best.matched_by == BY_EAR
        named = "item" in best.slots or best.intent in ALARMS  # neither needs a name
        if not (best.exact or described or heard or named):
            return False
        of_a_skill = best.intent in self._wishes.known
        if of_a_skill and not self._wishes.reaches((best,), confidence, context):
            return False
        if takes_any_words(best):
            return beside.apart and best.slots.keys().isdisjoint(ANYTHING_AFTER)
        return True


def _hears_as_much(heard: Wishes, best: Reading) -> bool:
    """The network hears one of the wishes in the whole, too; how far a thing is to be on, it need
    not know.
    """
    intents = {one.intent for one in (best, *best.also)}
    alike = OF_AMOUNTS if intents & OF_AMOUNTS else intents
    likely = sum(map(heard.of_intent, alike)) if alike is OF_AMOUNTS else 0.0
    return max(likely, *map(heard.of_intent, intents)) >= AGREED


def _is_plainly_several(found: Interpretation, left: Left, text: str) -> bool:
    """Where each of several wishes has a place for every word, one label is too few; no word of
    theirs was left out.
    """
    best = found.readings[0]
    before, said, after = (part.strip() for part in text.partition(left.text))
    whole = bool(said) and before[-1:] in PAUSES and after[:1] in PAUSES
    return whole and bool(best.also) and all(one.exact for one in (best, *best.also))


def _says_an_amount(aside: str) -> bool:
    return any(word[0].isdigit() for word in words_of(aside))


def _counts_things(reading: Reading, aside: str) -> bool:
    """ "Two more, they're delicious" is no amount of what was spoken of before."""
    amount = any(isinstance(value, int | float) for value in reading.slots.values())
    return amount and reading.matched_by in CONVERSATIONAL and is_of_several(aside)
