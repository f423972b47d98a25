"""Text to meaning: strict sentence templates first, freer ways to read where those are unsure.

When no template fits, free wording is read by frames and topics; what points at nothing then is
taken for a description of something in this home; near misses of its names are respelled; last,
the templates are matched with open names, only to be able to say what the home does not have.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from assistant.agenda.when import Unclear
from assistant.context import Context
from assistant.ranking.refer import refer
from assistant.skill import Skill
from assistant.turn import Interpretation, Reading, Transcript
from assistant.understanding.address import Names, calls_a_stranger
from assistant.understanding.asides import (
    SHORTEST_WISH,
    Beside,
    asides_in,
    is_exclaimed,
    is_told,
    says_it,
    told_beside,
    wishes_of,
)
from assistant.understanding.asked import as_spelled, plainer
from assistant.understanding.asked_of_one import asked_of_one
from assistant.understanding.asked_parts import parts_of_question
from assistant.understanding.beside_a_list import beside_a_list
from assistant.understanding.beside_a_timer import beside_a_timer
from assistant.understanding.called_off import CANCEL_PLAN
from assistant.understanding.courtesy import only_mildly, without_courtesy, without_vocative
from assistant.understanding.darkness import too_dark
from assistant.understanding.dialogue import as_heard, follow_up, last_resort
from assistant.understanding.each_its_time import (
    MOST_PIECES,
    Part,
    are_told_apart,
    each_at_its_time,
    in_order_of_time,
    not_understood,
    pieces_of,
)
from assistant.understanding.few_words import is_brightness_of_a_warm_room, is_only_a_shade
from assistant.understanding.had_already import without_what_is_there
from assistant.understanding.idioms import in_plain_words
from assistant.understanding.in_turn import in_turn
from assistant.understanding.listing.talk import (
    asked_of_a_list,
    is_only_told_of_a_list,
    is_taken_back_from_a_list,
    list_talk,
)
from assistant.understanding.main_light import as_named_here
from assistant.understanding.meanwhile import for_a_while
from assistant.understanding.more_items import with_its_verb, with_those_after
from assistant.understanding.near_reader import NearReader
from assistant.understanding.oven_degrees import as_degrees
from assistant.understanding.own_alarms import own_alarm
from assistant.understanding.past import NEVERMIND
from assistant.understanding.plurals import one_by_one
from assistant.understanding.reader import FrameReader, Learned, contradict, learned
from assistant.understanding.readings import distinct, together
from assistant.understanding.reminders import reminder
from assistant.understanding.repairs import (
    Repair,
    at_once,
    is_edited,
    is_taken_back,
    refuses,
    repairs_in,
    taken_back,
)
from assistant.understanding.repeats import without_repeats
from assistant.understanding.surveys import survey
from assistant.understanding.templates import KEPT, MAX_CHARACTERS, TemplateReader
from assistant.understanding.tidied import tidied
from assistant.understanding.timer_talk import for_what
from assistant.understanding.timer_wishes import timers_wished
from assistant.understanding.watering import as_watered
from assistant.understanding.when import Planned, is_of_its_own_time, planned_in, scheduled
from assistant.understanding.whose import as_told, nobody_knows_whose
from assistant.understanding.wishes.without_asides import without_asides
from assistant.understanding.words import words_of

AGREED = 0.7
"""What the network must give the wish that is left without an aside, of the sentence with it."""
NOBODYS = 0.95
"""Where it gives more than this to nothing being wished, nothing beside what is told is."""
DOUBTFULLY_WISHED = 0.3
"""The same where only the network hears what is told."""
SURE = 0.9
"""Below this free wording is looked at too; a template with a wildcard is never surer."""
TITLED = "search_query"
"""A template with this slot takes any words for a title."""
OPEN_SLOTS = frozenset({TITLED, "item", "message"})
"""Any words may be in these."""
ANYTHING_AFTER = frozenset({TITLED, "message"})
"""What comes after the beginning of these may be more of it."""
DOUBTFUL = 0.5
"""Below this the templates as they stand are not believed alone."""
PLACES = frozenset({"area", "floor"})
POINTERS = frozenset({"name", "domain", "device_class"})
MEASURED = frozenset(
    {"brightness", "color", "percentage", "position", "temperature", "volume_level", "volume_step"}
)
"""Slots with a number or a word from a list; other slots take any words."""
FAINT = 0.4
"""What is less probable is declined anyway."""
FREE = 6
"""Repairs that are looked at in free wording, too."""
ASKED_PLAINLY = 0.95
"""Probability that a question in plainer words asks the same."""
ARTICLES = frozenset({"the", "a", "an"})
"""Where a sentence ends in one nobody knows what was to follow."""
AWAITING = ARTICLES | {"except", "to", "than", "every"}
"""The same, but for a question ("what is it set to") and a title."""
HESITATIONS = frozenset("um umm uh uhh er erm hmm".split())
ASKING_OR_PLAYING = frozenset(
    "what which where who how is are was were do does did play hear listen add".split()
)
LEADING_ON = frozenset(
    "the a an my our to at of and or with for from by than until every when if set make turn "
    "switch".split()
)
"""Words that nobody ends a request with."""
NUMBER_WORDS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred point and".split()
)
AMOUNT_WORDS = NUMBER_WORDS | frozenset("a half third quarter percent degrees to at".split())
CONVERSATIONAL = frozenset({"remark", "answer", "correction", "reference", "continuation"})
"""Ways of understanding that lean on what was said before."""


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
        self._asking = frozenset(name for name, skill in skills.items() if skill.is_question)
        self._names = Names(wake_words)
        self._templates = TemplateReader(skills)
        self._frames = FrameReader(wording or learned(), self._read_one_of_several)
        self._near = NearReader(skills, self._templates, self._frames)

    def prepare(self) -> None:
        """Everything that takes time, before the first request."""
        self._templates.prepare()

    def understand(self, transcript: Transcript, context: Context) -> Interpretation:
        """Every plausible meaning of what was heard, most probable first."""
        text = self._names.without_call(transcript.text, context.home)
        if text is None or len(text) > MAX_CHARACTERS or _is_broken_off(text):
            return Interpretation(text=transcript.text)
        kept = without_what_is_there(tidied(text))
        if kept is None:
            return Interpretation(text=text, readings=(taken_back(text),))
        text = as_named_here(as_told(kept, context), context)
        text = in_turn(as_degrees(as_watered(text, context.home), context))
        if (unclear := nobody_knows_whose(text, context)) is not None:
            return Interpretation(text=text, readings=(unclear,))
        confidence = transcript.confidence
        if (listed := _of_lists(text, confidence, context)) is not None:
            return listed
        if (said := self._followed_up(text, confidence, context)) is not None:
            return said
        if not is_edited(text) and (clock := self._of_clocks(text, context)) is not None:
            return Interpretation(text=text, readings=(as_heard(clock, confidence),))
        plain = self._plainly(text, confidence, context)
        if plain != text and (said := self._followed_up(plain, confidence, context)) is not None:
            return said
        heard = [(plain, confidence)]
        for other in transcript.alternatives:
            if (alternative := self._names.without_call(other.text, context.home)) is not None:
                heard.append((alternative, other.confidence))
        surely = self._put_right(plain, confidence, context)
        if surely is None and plain != text:  # a courtesy may have been the pause
            surely = self._put_right(text, confidence, context)
        surely = surely or self._without_aside(*heard[0], context)
        if surely is not None:
            return surely
        whole = self._understood(heard, context)
        if _is_sure(whole.readings, confidence):
            return whole
        if (surely := self._among_asides(text, confidence, context)) is not None:
            return surely
        if not whole.readings or whole.readings[0].probability < FAINT * confidence:
            unclear = self._unclear_part(text, confidence, context)
            return whole if unclear is None else Interpretation(text=text, readings=(unclear,))
        return whole

    def _plainly(self, text: str, confidence: float, context: Context) -> str:
        """The text without courtesies, where no template takes it as it is and one may then."""
        text = without_vocative(text)
        once = text if is_edited(text) else without_repeats(text)
        polite = without_courtesy(once)
        plain = for_what(in_plain_words(for_a_while(one_by_one(polite, context))), context.home)
        if plain == text or self._fits_a_template(text, confidence, context):
            return text
        mild = plain == polite and only_mildly(once, polite)
        if mild and not self._fits_a_template(polite, confidence, context):
            return polite if planned_in(polite, context) is not None else once
        return plain

    def _of_clocks(self, text: str, context: Context) -> Reading | None:
        """Timers and alarms that the assistant keeps itself, where every word is of these."""
        if calls_a_stranger(text, context.home):
            return None
        return timers_wished(text) or own_alarm(text, context)

    def _followed_up(self, text: str, confidence: float, context: Context) -> Interpretation | None:
        """The text as the next step of the conversation."""
        said = follow_up(text, context, lambda rest: self._read(rest, 1.0, context))
        if said is None:
            return None
        return Interpretation(text=text, readings=(as_heard(said, confidence),))

    def _understood(self, heard: Sequence[tuple[str, float]], context: Context) -> Interpretation:
        """What is wished by the first hypothesis, or by one of the others."""
        text = heard[0][0]
        if (clock := reminder(text, context) or self._of_clocks(text, context)) is not None:
            return Interpretation(text=text, readings=(clock,))
        if (each := self._each_at_its_time(*heard[0], context)) is not None:
            return Interpretation(text=text, readings=(each,))
        for one, confidence in heard:
            if (planned := planned_in(one, context)) is not None:
                if isinstance(planned.when, Unclear) and (sure := self._whole(one, context)):
                    return Interpretation(text=one, readings=sure)
                readings = self._planned(planned, one, confidence, context)
                return Interpretation(text=one, readings=readings)
        readings = together((self._read(*one, context) for one in heard), KEPT)
        is_sure = _is_sure(readings, heard[0][1])
        if not is_sure and (every := self._each_by_itself(*heard[0], context)) is not None:
            return Interpretation(text=text, readings=(every,))
        if readings and readings[0].intent == NEVERMIND:  # to leave things alone is never risky
            return Interpretation(text=text, readings=(replace(readings[0], probability=1.0),))
        if not readings or readings[0].probability < DOUBTFUL:
            if (last := last_resort(text, context)) is not None:
                return Interpretation(text=text, readings=(last,))
            opened = self._templates.read_openly(*heard[0], context)
            readings = together((readings, opened), KEPT)
        return Interpretation(text=text, readings=readings)

    def _each_at_its_time(self, text: str, confidence: float, context: Context) -> Reading | None:
        """Wishes for different times, all of them or none; None where one time is that of all."""

        def says_its_deed(wish: str) -> bool:
            return self._frames.says_its_deed(wish, context.home)

        parts = each_at_its_time(text, context, says_its_deed)
        if not parts:
            return None
        shared = self._frames.with_shared_deeds([part.wish for part in parts], context.home)
        readings: list[Reading] = []
        several = are_told_apart(parts)
        for part, wish in zip(parts, shared, strict=True):
            if several and (untimed := next(filter(says_its_deed, part.before), None)):
                return not_understood(f"when: {untimed}", text)
            found = self._part_at_its_time(part, confidence, context)
            if not _is_sure(found, confidence) and wish != part.wish:
                found = self._part_at_its_time(part.with_wish(wish), confidence, context)
            if not _is_sure(found, confidence):
                return not_understood(part.said, text) if several else None
            readings.append(found[0])
        if len([one for one in readings if "time" in one.slots]) > 1:
            return None  # an alarm clock that is set twice rings once
        return in_order_of_time(readings, text)

    def _part_at_its_time(
        self, part: Part, confidence: float, context: Context
    ) -> tuple[Reading, ...]:
        own = reminder(part.wish, context) or self._of_clocks(part.wish, context)
        if part.planned is None and own is not None:
            return (own,)
        wish = self._plainly(part.wish, confidence, context)
        inner = self._read(wish, confidence, context)
        if part.planned is None:
            return inner
        return scheduled(replace(part.planned, rest=wish), inner, self._asking, part.said)

    def _each_by_itself(self, text: str, confidence: float, context: Context) -> Reading | None:
        """Wishes that each are whole, and questions after them; None where any is not sure."""
        found = [best for _, best in self._pieces(text, confidence, context)]
        readings = [best for best in found if best is not None]
        if not readings or len(readings) != len(found) or contradict(readings):
            return None
        asking = [best.intent in self._asking for best in readings]
        return None if sorted(asking) != asking else in_order_of_time(readings, text)

    def _unclear_part(self, text: str, confidence: float, context: Context) -> Reading | None:
        """What to say where one part of a breath is a wish, and another is not understood."""
        found = self._pieces(text, confidence, context)
        if not found:
            return None
        shared = self._frames.with_shared_deeds([said for said, _ in found], context.home)
        unclear = [
            said
            for (said, best), whole in zip(found, shared, strict=True)
            if best is None and self._by_itself(whole, confidence, context) is None
        ]
        unclear = [said for said in unclear if not (is_told(said) or is_exclaimed(said))]
        if not unclear or all(best is None for _, best in found):
            return None
        return not_understood(max(unclear, key=len), text)

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
        if self._frames.heard(text).wishes.other > NOBODYS:
            return []
        return [(one, self._by_itself(one, confidence, context)) for one in said]

    def _by_itself(self, text: str, confidence: float, context: Context) -> Reading | None:
        found = self._read_alone(text, confidence, context)
        sure = _is_sure(found, confidence) and found[0].exact
        if not sure or not OPEN_SLOTS.isdisjoint(found[0].slots) or planned_in(text, context):
            return None
        return found[0] if self._reach(found[:1], confidence, context) else None

    def _read_alone(self, text: str, confidence: float, context: Context) -> tuple[Reading, ...]:
        """By templates, or else in free wording, with nothing put in or left out."""
        found = self._read_strictly(text, confidence, context)
        return (
            found if _is_sure(found, confidence) else self._frames.read(text, confidence, context)
        )

    def _put_right(self, text: str, confidence: float, context: Context) -> Interpretation | None:
        """The wish after a repair in the same breath, where a template takes every word of it."""
        if not is_edited(text) or self._fits_a_template(text, confidence, context):
            return None
        if (wish := at_once(text)) is not None and (planned := planned_in(wish, context)):
            return self._understood([(planned.rest, confidence)], context)
        several = tuple(repairs_in(text, context.home))
        strictly = ((one, self._read_in_time(one.wish, confidence, context)) for one in several)
        first = several[:FREE]
        freely = ((one, self._read_freely(one.wish, confidence, context)) for one in first)
        for one, readings in chain(strictly, freely):
            sure = _is_sure(readings, confidence) and _keeps_its_words(readings[0], one)
            if sure and self._reach((*readings[0].also, readings[0])[:1], confidence, context):
                return Interpretation(text=one.wish, readings=readings)
        anew = self._planned_anew((one.wish for one in first), confidence, context)
        if anew is None and is_taken_back(text):
            return Interpretation(text=text, readings=(taken_back(text),))
        return anew

    def _planned_anew(
        self, wishes: Iterable[str], confidence: float, context: Context
    ) -> Interpretation | None:
        """ "Off in two hours, actually one hour": the time was put right."""
        for wish in wishes:
            planned = planned_in(wish, context)
            if planned is None or isinstance(planned.when, Unclear):
                continue
            readings = self._planned(planned, wish, confidence, context)
            if _is_sure(readings, confidence) and readings[0].exact:
                return Interpretation(text=wish, readings=readings)
        return None

    def _read_in_time(self, text: str, confidence: float, context: Context) -> tuple[Reading, ...]:
        """Strict readings, of something to be done later too."""
        planned = planned_in(text, context)
        if planned is None:
            return self._read_strictly(text, confidence, context)
        if isinstance(planned.when, Unclear) or not planned.rest:
            return ()
        inner = self._read_strictly(planned.rest, confidence, context)
        return scheduled(planned, inner, self._asking, text)

    def _read_freely(self, text: str, confidence: float, context: Context) -> tuple[Reading, ...]:
        """In free wording, where every word has its place and no time was said."""
        if planned_in(text, context) is not None:
            return ()
        found = self._frames.read(text, confidence, context)
        return found if found and found[0].exact else ()

    def _without_aside(
        self, text: str, confidence: float, context: Context
    ) -> Interpretation | None:
        """What is wished beside what is only told; None where all of it may be the wish."""
        if self._fits_a_template(text, confidence, context) or is_edited(text):
            return None
        if reminder(text, context) is not None:
            return None  # who is to be reminded of it does it later
        several = tuple(asides_in(text))
        if several and self._frames.heard(text).wishes.other > NOBODYS:
            return None
        pointing: Interpretation | None = None
        for beside in several:
            if self._wishes_more(beside.aside, confidence, context):
                continue
            for told in wishes_of(beside, context.home):
                wish = self._plainly(told, confidence, context)
                if len(words_of(wish)) < SHORTEST_WISH:
                    continue
                found = self._followed_up(wish, confidence, context)
                found = found or self._understood([(wish, confidence)], context)
                if self._is_wish(found, beside, confidence, context):
                    return _not_quite(found) if told_beside(beside, told) else found
                if beside.apart and says_it(wish) and not _is_likely(found.readings, confidence):
                    pointing = pointing or found  # what "it" is, the state of the home may tell
        return pointing

    def _wishes_more(self, aside: str, confidence: float, context: Context) -> bool:
        """ "Blind down, and that's me finished": what is told holds a wish of its own."""
        for piece in pieces_of(aside):
            if is_told(piece):
                continue
            found = self._read_alone(piece, confidence, context)
            if (
                _is_sure(found, confidence)
                and (found[0].exact or is_of_its_own_time(piece, context))
                and self._reach(found[:1], confidence, context)
            ):
                return True
        return False

    def _among_asides(
        self, text: str, confidence: float, context: Context
    ) -> Interpretation | None:
        """What is wished where the network hears asides; None where it is not sure of both."""
        if is_taken_back(text) or reminder(text, context) is not None:
            return None
        heard = self._frames.heard(text)
        if heard.wishes.other > DOUBTFULLY_WISHED or calls_a_stranger(text, context.home):
            return None
        for left in without_asides(text, heard, context.home):
            wish = self._plainly(left.text, confidence, context)
            if len(words_of(wish)) < SHORTEST_WISH:
                continue  # "no honey, ...": what remains takes nothing back
            found = self._followed_up(wish, confidence, context)
            found = found or self._understood([(wish, confidence)], context)
            beside = Beside(wish, left.dropped, apart=True)
            if self._is_wish(found, beside, confidence, context):
                wishes = (found.readings[0], *found.readings[0].also)
                if max(heard.wishes.of_intent(one.intent) for one in wishes) >= AGREED:
                    return _doubted(found) if refuses(text) else _not_quite(found)
        return None

    def _is_wish(
        self, found: Interpretation, beside: Beside, confidence: float, context: Context
    ) -> bool:
        """Surely read, about something there is, and about the room that was spoken of."""
        if not _is_sure(found.readings, confidence):
            return False
        best = found.readings[0]
        described = beside.apart and best.matched_by.startswith('"')
        if not (best.exact or described or "item" in best.slots):  # an item is nobody's name
            return False
        if best.intent in self._skills and not self._reach((best,), confidence, context):
            return False
        if not OPEN_SLOTS.isdisjoint(best.slots):
            return beside.apart and best.slots.keys().isdisjoint(ANYTHING_AFTER)
        return True

    def is_whole(self, transcript: Transcript, context: Context) -> bool:
        """Whether this is a command that names its target, so that nothing needs to follow.

        "Turn on the lights" may go on with a room, and "to thirty" with "five percent".
        """
        text = self._names.without_call(transcript.text, context.home) or ""
        words = text.split()
        if not words or words[-1] in NUMBER_WORDS or words[-1] in LEADING_ON:
            return False
        readings = self._read_strictly(text, transcript.confidence, context)
        return bool(readings) and _names_target(readings[0])

    def is_unfinished(self, transcript: Transcript) -> bool:
        """Whether more must follow: "turn on the", "set the lamp to"."""
        return transcript.text.rpartition(" ")[2] in LEADING_ON

    def stands_alone(self, reading: Reading) -> bool:
        """Whether this is a request even where nobody has called the assistant.

        A question, the next step of the conversation, or what names its target: "a half" may be
        part of anybody's talk.
        """
        words = set(words_of(reading.text))
        if words and words <= AMOUNT_WORDS:
            return False
        if reading.matched_by in CONVERSATIONAL or self._skills[reading.intent].is_question:
            return True
        return _names_target(reading)

    def _whole(self, text: str, context: Context) -> tuple[Reading, ...]:
        """Strict readings in which every word has its place, so that none speaks of a time."""
        readings = self._read_strictly(text, 1.0, context)
        if readings and readings[0].slots.keys() <= MEASURED | PLACES | POINTERS:
            return readings
        return ()

    def _planned(
        self, planned: Planned, text: str, confidence: float, context: Context
    ) -> tuple[Reading, ...]:
        """What is to be done at a time or on a condition is never read as done at once."""
        inner = self._read(planned.rest, confidence, context)
        if not inner or inner[0].probability < DOUBTFUL:
            opened = self._templates.read_openly(planned.rest, confidence, context)
            inner = together((inner, opened), KEPT)
        if inner and inner[0].intent == CANCEL_PLAN:  # the time says which one it is
            return self._read(text, confidence, context)
        return scheduled(planned, inner, self._asking, text)

    def _read(self, text: str, confidence: float, context: Context) -> tuple[Reading, ...]:
        """One hypothesis, read in stricter ways first; freer ones only when those are unsure."""
        if (both := self._read_beside_a_list(text, confidence, context)) is not None:
            return both
        if timed := beside_a_timer(text, lambda one: self._read(one, confidence, context)):
            return timed
        readings = self._read_strictly(text, confidence, context)
        if readings and TITLED in readings[0].slots:
            readings = distinct(
                self._frames.weigh_title(one, context.home) if TITLED in one.slots else one
                for one in readings
            )
        sure = _is_sure(readings, confidence) and self._reach(readings, confidence, context)
        if not sure and (said := self._read_plainer(text, confidence, context)):
            return said
        if not sure:
            free = self._frames.read(text, confidence, context)
            readings = _surest((*readings, *free))
        if not self._reach(readings, confidence, context):
            readings = self._read_described(text, confidence, context, readings) or readings
        if not readings or readings[0].probability < DOUBTFUL * confidence:
            readings = _surest((*readings, *self._near.respelled(text, confidence, context)))
        return readings

    def _read_beside_a_list(
        self, text: str, confidence: float, context: Context
    ) -> tuple[Reading, ...] | None:
        """Something for a list and another wish, both or neither; None where it is only one."""
        halves = beside_a_list(text) if context.home.devices_of("todo") else None
        if halves is None:
            return None
        if (all_items := with_those_after(*halves)) is not None:
            return self._read(all_items, confidence, context)
        one, other = (self._read(half, confidence, context)[:1] for half in halves)
        if not (_is_likely(one, confidence) and _is_likely(other, confidence)):
            return None
        if not any(best.slots.get("item") for best in (*one, *other)):
            return None
        if (one[0].intent in self._asking) != (other[0].intent in self._asking):
            return None  # who asks what is on a list does not wish anything in the same breath
        also = tuple(replace(best, text=text, also=()) for best in (*other, *other[0].also))
        probability = one[0].probability * other[0].probability / confidence
        exact = one[0].exact and other[0].exact
        return (
            replace(
                one[0], text=text, probability=probability, exact=exact, also=(*one[0].also, *also)
            ),
        )

    def _read_strictly(self, text: str, confidence: float, context: Context) -> tuple[Reading, ...]:
        found = self._templates.read(text, confidence, "template", context)
        return tuple(
            one
            for one in found
            if not (is_only_a_shade(one) or is_brightness_of_a_warm_room(one, context))
        )

    def _read_plainer(self, text: str, confidence: float, context: Context) -> tuple[Reading, ...]:
        """What is asked, said of the dark or put on a list, in words that no template has."""
        if (dark := too_dark(text, context)) is not None:
            return (replace(dark, probability=dark.probability * confidence),)
        if (said_with_verb := with_its_verb(text)) is not None:
            adding, likely = said_with_verb
            added = self._read_strictly(adding, confidence * likely, context)
            return tuple(replace(one, text=text) for one in added)
        for said in (text, *plainer(text)):
            if (parts := parts_of_question(said, context)) is not None:
                asked_for = survey(parts, text, context) or asked_of_one(parts, text, context)
                if asked_for is not None:
                    return (replace(asked_for, probability=asked_for.probability * confidence),)
        for said in plainer(text):
            question = as_spelled(said, context.home)
            sure = confidence * ASKED_PLAINLY
            found = self._templates.read(question, sure, "question", context)
            found = found or self._frames.read(question, sure, context)
            asked = tuple(
                replace(one, text=text) for one in found if self._skills[one.intent].is_question
            )
            if asked and self._reach(asked[:1], confidence, context):
                return asked
        return ()

    def _fits_a_template(self, text: str, confidence: float, context: Context) -> bool:
        return _is_sure(self._read_strictly(text, confidence, context), confidence)

    def _read_one_of_several(
        self, text: str, confidence: float, context: Context
    ) -> tuple[Reading, ...]:
        """Without wishes that take any words: "and" may be part of an item or a message."""
        found = tuple(
            reading
            for reading in self._read_strictly(text, confidence, context)
            if self._skills[reading.intent].targets and reading.slots.keys().isdisjoint(OPEN_SLOTS)
        )
        if self._reach(found, confidence, context):
            return found
        described = self._read_described(text, confidence, context, found)
        return (*found, *(one for one in described if one.exact or _is_sure((one,), confidence)))

    def _read_described(
        self, text: str, confidence: float, context: Context, strict: Sequence[Reading]
    ) -> tuple[Reading, ...]:
        """What may be described, and is there."""
        return _surest(
            reading
            for reading in self._near.described(text, confidence, context, strict)
            if not refer(reading, self._skills[reading.intent].targets, context).problem
        )

    def _reach(self, readings: Iterable[Reading], confidence: float, context: Context) -> bool:
        """Something that was read as it was said, or surely, refers to something in this home."""
        return any(
            not refer(reading, self._skills[reading.intent].targets, context).problem
            for reading in readings
            if reading.intent in self._skills
            and reading.probability >= (DOUBTFUL if reading.exact else SURE) * confidence
        )


def _of_lists(text: str, confidence: float, context: Context) -> Interpretation | None:
    """What is wished of lists, or only told of them; None where neither is plain."""
    if (asked := asked_of_a_list(text, context)) is not None:
        return Interpretation(text=text, readings=(as_heard(asked, confidence),))
    if is_only_told_of_a_list(text, context) or is_taken_back_from_a_list(text, context):
        return Interpretation(text=text)
    said = list_talk(text, context)
    return Interpretation(text=text, readings=(as_heard(said, confidence),)) if said else None


def _surest(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Several ways to read one hypothesis do not add up: the surest of each meaning counts."""
    return distinct(readings)[:KEPT]


def _doubted(found: Interpretation) -> Interpretation:
    """ "No" was said, and nobody knows to what: it is asked."""
    doubted = (
        replace(one, probability=min(one.probability, DOUBTFUL), exact=False)
        for one in found.readings
    )
    return replace(found, readings=tuple(doubted))


def _keeps_its_words(reading: Reading, repair: Repair) -> bool:
    """What may be any words is an item that was said in one piece."""
    if not ANYTHING_AFTER.isdisjoint(reading.slots):
        return False
    return "item" not in reading.slots or repair.keeps_whole(str(reading.slots["item"]))


def _not_quite(found: Interpretation) -> Interpretation:
    """What "it" is was taken from the words beside the wish, or only the network told those from
    it; no door opens on that alone.
    """
    return replace(found, readings=tuple(replace(one, exact=False) for one in found.readings))


def _is_likely(readings: Sequence[Reading], confidence: float) -> bool:
    return bool(readings) and readings[0].probability >= DOUBTFUL * confidence


def _is_sure(readings: Sequence[Reading], confidence: float) -> bool:
    return bool(readings) and readings[0].probability >= SURE * confidence


def _is_broken_off(text: str) -> bool:
    words = list(words_of(text))
    while words and words[-1] in HESITATIONS:
        words.pop()  # "set the oven to, um": what was to follow was not said
    if not words or words[-1] not in AWAITING:
        return False
    return words[-1] in ARTICLES or ASKING_OR_PLAYING.isdisjoint(words)


def _names_target(reading: Reading) -> bool:
    said = set(reading.slots) - set(reading.implied)
    return not said.isdisjoint(("name", "area", "floor"))
