"""Several wishes in one breath: each at its time, each by itself, and one that is unclear."""

import re
from dataclasses import replace

from assistant.context import Context
from assistant.turn import Reading
from assistant.understanding.address import calls_a_stranger
from assistant.understanding.asides import is_told
from assistant.understanding.each_its_time import (
    MOST_PIECES,
    Part,
    are_told_apart,
    each_at_its_time,
    in_order_of_time,
    not_understood,
    pieces_of,
)
from assistant.understanding.exclaimed import is_exclaimed
from assistant.understanding.own_clocks import of_clocks
from assistant.understanding.plain_request import plainly
from assistant.understanding.reader import contradict
from assistant.understanding.reminders import reminder
from assistant.understanding.repairs import is_edited
from assistant.understanding.slots import takes_any_words
from assistant.understanding.sureness import is_sure
from assistant.understanding.when import planned_in, scheduled
from assistant.understanding.wish_reader import WishReader

ASKS = re.compile(
    r"(?:(?:oh|and|also|so),? )*(?!(?:is|are|was|were) (?:it|that|they)(?: \w+)?\W*$)"
    r"(?:what|which|where|who|when|why|how|is|are|was|were|has|have|did|do|does)(?:['’]s|['’]re)?\b",
    re.IGNORECASE,
)
"""Begins a question; "..., is it?" only makes one of what was said before."""
NOBODYS = 0.9
"""Where the network gives more than this to nothing being wished, nothing is."""


class BreathReader:
    """Reads the pieces of a breath, all of them or none."""

    def __init__(self, wishes: WishReader) -> None:
        self._wishes = wishes

    def each_at_its_time(self, text: str, confidence: float, context: Context) -> Reading | None:
        """Wishes for different times; None where one time is that of all."""

        def says_its_deed(wish: str) -> bool:
            return self._wishes.says_its_deed(wish, context.home)

        parts = each_at_its_time(text, context, says_its_deed)
        if not parts:
            return None
        shared = self._wishes.with_shared_deeds([part.wish for part in parts], context.home)
        readings: list[Reading] = []
        several = are_told_apart(parts)
        for part, wish in zip(parts, shared, strict=True):
            if several and (untimed := next(filter(says_its_deed, part.before), None)):
                return not_understood(f"when: {untimed}", text)
            found = self._at_its_time(part, confidence, context)
            if not is_sure(found, confidence) and wish != part.wish:
                found = self._at_its_time(part.with_wish(wish), confidence, context)
            if not is_sure(found, confidence):
                return not_understood(part.said, text) if several else None
            readings.append(found[0])
        if len([one for one in readings if "time" in one.slots]) > 1:
            return None  # an alarm clock that is set twice rings once
        return in_order_of_time(readings, text)

    def each_by_itself(self, text: str, confidence: float, context: Context) -> Reading | None:
        """Wishes that each are whole, and questions after them; None where any is not sure."""
        found = [best for _, best in self._pieces(text, confidence, context)]
        readings = [best for best in found if best is not None]
        if not readings or len(readings) != len(found) or contradict(readings):
            return None
        asking = [best.intent in self._wishes.asking for best in readings]
        return None if sorted(asking) != asking else in_order_of_time(readings, text)

    def asked_last(self, text: str, confidence: float, context: Context) -> Reading | None:
        """ "Lamp off, and how warm is it": all of it or nothing; None where no question follows a
        whole wish, so that all may be one question.
        """
        first, *others = pieces_of(text)
        if not (
            others and ASKS.match(others[-1]) and self._wishes_only(first, confidence, context)
        ):
            return None
        return (
            self.each_by_itself(text, confidence, context)
            or self.unclear_part(text, confidence, context)
            or not_understood(others[-1], text)
        )

    def _wishes_only(self, piece: str, confidence: float, context: Context) -> bool:
        if not self._wishes.says_its_deed(piece, context.home):
            return False
        wished = self._by_itself(piece, confidence, context)
        return wished is not None and wished.intent not in self._wishes.asking

    def unclear_part(self, text: str, confidence: float, context: Context) -> Reading | None:
        """What to say where one part of a breath is a wish, and another is not understood."""
        found = self._pieces(text, confidence, context)
        if not found:
            return None
        shared = self._wishes.with_shared_deeds([said for said, _ in found], context.home)
        unclear = [
            said
            for (said, best), whole in zip(found, shared, strict=True)
            if best is None and self._by_itself(whole, confidence, context) is None
        ]
        unclear = [said for said in unclear if not (is_told(said) or is_exclaimed(said))]
        if not unclear or all(best is None for _, best in found):
            return None
        return not_understood(max(unclear, key=len), text)

    def _at_its_time(self, part: Part, confidence: float, context: Context) -> tuple[Reading, ...]:
        own = reminder(part.wish, context) or of_clocks(part.wish, context)
        if part.planned is None and own is not None:
            return (own,)
        wish = plainly(part.wish, confidence, context, self._wishes)
        inner = self._wishes.read(wish, confidence, context)
        if part.planned is None:
            return inner
        return scheduled(replace(part.planned, rest=wish), inner, self._wishes.asking, part.said)

    def _pieces(
        self, text: str, confidence: float, context: Context
    ) -> list[tuple[str, Reading | None]]:
        """Every piece between "and" or pauses, and what it surely says by itself."""
        said = list(pieces_of(text))
        if (
            not 1 < len(said) <= MOST_PIECES
            or is_edited(text)
            or calls_a_stranger(text, context.home)
        ):
            return []
        if self._wishes.heard(text).wishes.other > NOBODYS:
            return []
        return [(one, self._by_itself(one, confidence, context)) for one in said]

    def _by_itself(self, text: str, confidence: float, context: Context) -> Reading | None:
        text = plainly(text, confidence, context, self._wishes)
        found = self._wishes.alone(text, confidence, context)
        sure = is_sure(found, confidence) and found[0].exact
        if not sure:
            found = self._wishes.by_ear(text, confidence, context)
            sure = is_sure(found, confidence)
        if not sure and ASKS.match(text):
            found = self._wishes.read(text, confidence, context)
            sure = is_sure(found, confidence) and found[0].intent in self._wishes.asking
        if not sure or takes_any_words(found[0]) or planned_in(text, context):
            return None
        return found[0] if self._wishes.reaches(found[:1], confidence, context) else None
