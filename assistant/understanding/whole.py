"""What a whole text wishes: now, later, several things, or the next step of the conversation."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.agenda.when import Unclear
from assistant.context import Context
from assistant.turn import Interpretation, Reading
from assistant.understanding.breath import BreathReader
from assistant.understanding.called_off import CANCEL_PLAN
from assistant.understanding.dialogue import as_heard, follow_up, last_resort
from assistant.understanding.for_how_long import with_its_deed
from assistant.understanding.own_clocks import of_clocks
from assistant.understanding.past import NEVERMIND
from assistant.understanding.plain_request import plainly
from assistant.understanding.readings import together
from assistant.understanding.reminders import reminder
from assistant.understanding.slots import has_a_place_for_each_word
from assistant.understanding.sureness import is_likely, is_sure
from assistant.understanding.templates import KEPT
from assistant.understanding.when import Planned, planned_in, scheduled
from assistant.understanding.wish_reader import WishReader


class WholeReader:
    """Reads every hypothesis of the recogniser, with nothing put right or left out."""

    def __init__(self, wishes: WishReader, breath: BreathReader) -> None:
        self._wishes = wishes
        self._breath = breath

    def plainly(self, text: str, confidence: float, context: Context) -> str:
        """The text without courtesies, where no template takes it as it is."""
        return plainly(text, confidence, context, self._wishes)

    def followed_up(self, text: str, confidence: float, context: Context) -> Interpretation | None:
        """The text as the next step of the conversation."""
        said = follow_up(text, context, lambda rest: self._wishes.read(rest, 1.0, context))
        if said is None:
            return None
        return Interpretation(text=text, readings=(as_heard(said, confidence),))

    def followed_up_or_new(self, text: str, confidence: float, context: Context) -> Interpretation:
        """The text as the next step of the conversation, or else as a new wish."""
        found = self.followed_up(text, confidence, context)
        return found or self.understood([(text, confidence)], context)

    def understood(self, heard: Sequence[tuple[str, float]], context: Context) -> Interpretation:
        """What is wished by the first hypothesis, or by one of the others."""
        text, sureness = heard[0]
        own = (
            reminder(text, context)
            or of_clocks(text, context)
            or self._breath.each_at_its_time(text, sureness, context)
        )
        if own is not None:
            return Interpretation(text=text, readings=(own,))
        if (later := self._later(heard, context)) is not None:
            return later
        return Interpretation(text=text, readings=self._now(heard, context))

    def planned(
        self, planned: Planned, text: str, confidence: float, context: Context
    ) -> tuple[Reading, ...]:
        """What is to be done at a time or on a condition is never read as done at once."""
        planned = with_its_deed(planned, context.home)
        inner = self._wishes.read(planned.rest, confidence, context)
        if not is_likely(inner):
            opened = self._wishes.openly(planned.rest, confidence, context)
            inner = together((inner, opened), KEPT)
        if inner and inner[0].intent == CANCEL_PLAN:  # the time says which one it is
            return self._wishes.read(text, confidence, context)
        return scheduled(planned, inner, self._wishes.asking, text)

    def _later(self, heard: Sequence[tuple[str, float]], context: Context) -> Interpretation | None:
        """The first hypothesis that is of a time or a condition."""
        for text, confidence in heard:
            if (planned := planned_in(text, context)) is not None:
                if isinstance(planned.when, Unclear) and (sure := self._of_no_time(text, context)):
                    return Interpretation(text=text, readings=sure)
                readings = self.planned(planned, text, confidence, context)
                return Interpretation(text=text, readings=readings)
        return None

    def _of_no_time(self, text: str, context: Context) -> tuple[Reading, ...]:
        """Strict readings in which every word has its place, so that none speaks of a time."""
        readings = self._wishes.strictly(text, 1.0, context)
        return readings if readings and has_a_place_for_each_word(readings[0]) else ()

    def _every_part(
        self, readings: Sequence[Reading], text: str, confidence: float, context: Context
    ) -> Reading | None:
        """All that is wished and asked, where the whole is unsure, or taken for one question."""
        asked = self._asks_only(readings) and self._breath.asked_last(text, confidence, context)
        if asked or is_sure(readings, confidence):
            return asked or None
        return self._breath.each_by_itself(text, confidence, context)

    def _asks_only(self, readings: Sequence[Reading]) -> bool:
        """All that was said is taken for one question."""
        best = readings[0] if readings else None
        return best is not None and best.intent in self._wishes.asking and not best.also

    def _now(self, heard: Sequence[tuple[str, float]], context: Context) -> tuple[Reading, ...]:
        text, confidence = heard[0]
        readings = together((self._wishes.read(*one, context) for one in heard), KEPT)
        every = self._every_part(readings, text, confidence, context)
        if every is not None:
            return (every,)
        if readings and readings[0].intent == NEVERMIND:  # to leave things alone is never risky
            return (replace(readings[0], probability=1.0),)
        if is_likely(readings):
            return readings
        if (last := last_resort(text, context)) is not None:
            return (last,)
        if is_likely(by_ear := self._wishes.by_ear(text, confidence, context), confidence):
            return by_ear
        return together((readings, self._wishes.openly(text, confidence, context)), KEPT)
