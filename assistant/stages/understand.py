"""Text to meaning: what is wished now, later, or as the next step of the conversation.

The text is read as a whole, without what is put right in the same breath, and without what is
only told beside a wish; the first that is sure counts.
"""

from collections.abc import Iterable, Mapping

from assistant.context import Context
from assistant.ranking.kept import with_what_is_kept
from assistant.ranking.refer import refer
from assistant.skill import Skill
from assistant.turn import Interpretation, Reading, Transcript
from assistant.understanding.address import Names
from assistant.understanding.beside_asides import AsideReader
from assistant.understanding.breath import BreathReader
from assistant.understanding.breaths.one_breath import in_plain_breath
from assistant.understanding.breaths.otherwise import without_threat
from assistant.understanding.closed_lights import as_switched
from assistant.understanding.dialogue import CONVERSATIONAL, as_heard
from assistant.understanding.finished import is_an_amount, is_broken_off, leads_on, may_go_on
from assistant.understanding.for_how_long import with_its_length
from assistant.understanding.had_already import without_what_is_there
from assistant.understanding.in_turn import in_turn
from assistant.understanding.left_alone import is_quoted, left_alone
from assistant.understanding.listing.instead import put_instead
from assistant.understanding.listing.talk import (
    asked_of_a_list,
    is_only_told_of_a_list,
    is_taken_back_from_a_list,
    list_talk,
)
from assistant.understanding.listing.told import told_for_the_list
from assistant.understanding.made_dark import as_made_dark
from assistant.understanding.main_light import as_named_here
from assistant.understanding.ordered import as_ordered
from assistant.understanding.oven_degrees import as_degrees
from assistant.understanding.own_clocks import of_clocks
from assistant.understanding.put_right import RepairReader
from assistant.understanding.reader import Learned, learned
from assistant.understanding.repairs import is_edited, taken_back
from assistant.understanding.second_opinion import with_second_opinion
from assistant.understanding.slots import names_target
from assistant.understanding.sureness import is_faint, is_sure
from assistant.understanding.templates import MAX_CHARACTERS
from assistant.understanding.tidied import tidied
from assistant.understanding.watering import as_watered
from assistant.understanding.whole import WholeReader
from assistant.understanding.whose import as_told, nobody_knows_whose
from assistant.understanding.wish_reader import WishReader


class UnderstandStage:
    """Reads every hypothesis of the recogniser in every way."""

    def __init__(
        self,
        skills: Mapping[str, Skill],
        wording: Learned | None = None,
        wake_words: Iterable[str] = ("hey_jarvis",),
    ) -> None:
        """`wording` instead of what comes with the assistant, for fitting it."""
        self._skills = skills
        self._names = Names(wake_words)
        self._wishes = WishReader(skills, wording or learned(), self._refers)
        self._breath = BreathReader(self._wishes)
        self._whole = WholeReader(self._wishes, self._breath)
        self._repairs = RepairReader(self._wishes, self._whole)
        self._asides = AsideReader(self._wishes, self._whole)

    def prepare(self) -> None:
        """Everything that takes time, before the first request."""
        self._wishes.prepare()

    def understand(self, transcript: Transcript, context: Context) -> Interpretation:
        """Every plausible meaning of what was heard, most probable first."""
        text = self._names.without_call(transcript.text, context.home)
        if text is None or len(text) > MAX_CHARACTERS or is_broken_off(text):
            return Interpretation(text=transcript.text)
        wished = without_what_is_there(tidied(without_threat(text)))
        if wished is None:
            return Interpretation(text=text, readings=(taken_back(text),))
        text = _as_this_home_says(wished, context)
        own = self._of_its_own(text, transcript, context)
        return own or self._as_it_is(self._judged(text, transcript, context), context)

    def _judged(self, text: str, transcript: Transcript, context: Context) -> Interpretation:
        """What is wished, held against what the networks hear."""
        wished = self._wished(text, transcript, context)
        return with_second_opinion(wished, transcript.confidence, self._wishes)

    def _as_it_is(self, found: Interpretation, context: Context) -> Interpretation:
        """Without what is to stay as it is, and is."""
        skill = self._skills.get(found.readings[0].intent) if found.readings else None
        return with_what_is_kept(found, skill.targets, context) if skill else found

    def _of_its_own(
        self, text: str, transcript: Transcript, context: Context
    ) -> Interpretation | None:
        """What is no new wish for a device, or of lists and clocks in every word."""
        confidence = transcript.confidence
        if is_quoted(text):
            return Interpretation(text=text)
        idle = nobody_knows_whose(text, context) or left_alone(text, context)
        if idle is not None:
            return Interpretation(text=text, readings=(idle,))
        if (listed := _of_lists(text, confidence, context)) is not None:
            return listed
        if (said := self._whole.followed_up(text, confidence, context)) is not None:
            return said
        if not is_edited(text) and (clock := of_clocks(text, context)) is not None:
            return Interpretation(text=text, readings=(as_heard(clock, confidence),))
        return None

    def _wished(self, text: str, transcript: Transcript, context: Context) -> Interpretation:
        """The whole where it is surely read, and else what it wishes beside something told."""
        confidence = transcript.confidence
        plain = self._whole.plainly(text, confidence, context)
        if plain != text:
            said = self._whole.followed_up(plain, confidence, context)
            if said is not None:
                return said
        surely = self._repairs.put_right(plain, confidence, context)
        if surely is None and plain != text:  # a courtesy may have been the pause
            surely = self._repairs.put_right(text, confidence, context)
        surely = surely or self._asides.without_aside(plain, confidence, context)
        if surely is not None:
            return surely
        others = self._others(transcript, context)
        whole = self._whole.understood([(plain, confidence), *others], context)
        if is_sure(whole.readings, confidence):
            return whole
        if (surely := self._asides.among_asides(text, confidence, context)) is not None:
            return surely
        if is_faint(whole.readings, confidence):
            unclear = self._breath.unclear_part(text, confidence, context)
            return whole if unclear is None else Interpretation(text=text, readings=(unclear,))
        return whole

    def _others(self, transcript: Transcript, context: Context) -> list[tuple[str, float]]:
        """The runners-up of the recogniser, without the call."""
        called = (
            (self._names.without_call(other.text, context.home), other.confidence)
            for other in transcript.alternatives
        )
        return [(text, confidence) for text, confidence in called if text is not None]

    def is_whole(self, transcript: Transcript, context: Context) -> bool:
        """Whether this is a command that names its target, so that nothing needs to follow.

        "Turn on the lights" may go on with a room, and "to thirty" with "five percent".
        """
        text = self._names.without_call(transcript.text, context.home) or ""
        if may_go_on(text):
            return False
        readings = self._wishes.strictly(text, transcript.confidence, context)
        return bool(readings) and names_target(readings[0])

    def is_unfinished(self, transcript: Transcript) -> bool:
        """Whether more must follow: "turn on the", "set the lamp to"."""
        return leads_on(transcript.text)

    def stands_alone(self, reading: Reading) -> bool:
        """Whether this is a request even where nobody has called the assistant.

        A question, the next step of the conversation, or what names its target: "a half" may be
        part of anybody's talk.
        """
        if is_an_amount(reading.text):
            return False
        if reading.matched_by in CONVERSATIONAL or self._skills[reading.intent].is_question:
            return True
        return names_target(reading)

    def _refers(self, reading: Reading, context: Context) -> bool:
        """Whether what is read refers to something that this home has."""
        return not refer(reading, self._skills[reading.intent].targets, context).problem


def _as_this_home_says(text: str, context: Context) -> str:
    """In the words that the things of this home are told by."""
    text = in_plain_breath(text, context)
    wished = as_made_dark(with_its_length(as_ordered(text), context.home), context.home)
    switched = as_switched(wished, context.home)
    named = as_named_here(as_told(switched, context), context)
    return in_turn(as_degrees(as_watered(named, context), context))


def _of_lists(text: str, confidence: float, context: Context) -> Interpretation | None:
    """What is wished of lists, or only told of them; None where neither is plain."""
    if (asked := asked_of_a_list(text, context)) is not None:
        return Interpretation(text=text, readings=(as_heard(asked, confidence),))
    if is_only_told_of_a_list(text, context) or is_taken_back_from_a_list(text, context):
        return Interpretation(text=text)
    said = (
        put_instead(text, context) or list_talk(text, context) or told_for_the_list(text, context)
    )
    return Interpretation(text=text, readings=(as_heard(said, confidence),)) if said else None
