"""What a text means after what was said before: answers, remarks, corrections, references."""

from dataclasses import replace

from assistant.context import Context
from assistant.home.find import named
from assistant.turn import Reading
from assistant.understanding.and_another import and_another
from assistant.understanding.another_time import another_time
from assistant.understanding.answers import answered, asked_again, was_repeated
from assistant.understanding.asked_as_well import asked_as_well
from assistant.understanding.called_off import called_off, is_not_needed
from assistant.understanding.clause import Clause
from assistant.understanding.continuation import continuation
from assistant.understanding.corrections import Read, complained_later, correction
from assistant.understanding.fragment import clause_of, retargeted, words_said
from assistant.understanding.more_items import one_more
from assistant.understanding.own_alarms import answered_alarm, time_of_alarm
from assistant.understanding.past import (
    LEAVE,
    NEVERMIND,
    STOP,
    UNDO,
    corrected,
    open_question,
    parts_of,
)
from assistant.understanding.references import is_pointer, referred
from assistant.understanding.remarks import leftover, remark, says_stop
from assistant.understanding.running_timers import about_a_timer
from assistant.understanding.second_thoughts import plainly
from assistant.understanding.timer_talk import length_of_timer
from assistant.understanding.with_a_reason import with_a_reason

ARTICLES = frozenset("the a my our please ones in on i mean meant no oh um".split())
"""Small words beside a bare name."""
ENDING = frozenset({LEAVE, NEVERMIND, STOP})
"""Nothing is begun, or what moves comes to rest."""
EXPECTED = 4.0
"""By how much it raises the odds of a text to have been said that it was to be expected: a "yes" is
rare out of the blue and not after a question, and the recogniser's confidence knows of neither."""

CONVERSATIONAL = frozenset({"remark", "answer", "correction", "reference", "continuation"})
"""Ways of understanding that lean on what was said before."""


def follow_up(text: str, context: Context, read: Read) -> Reading | None:
    """The text as the next step of the conversation; None when it speaks for itself.

    `read` reads a text as a new command; it is needed for "no, turn on the desk lamp".
    """
    if not context.history:
        return _next_step(text, context, read)

    def follows(rest: str) -> Reading | None:
        return None if is_not_needed(rest) else _next_step(rest, context, read)

    def step(rest: str) -> Reading | None:
        return and_another(rest, context, read, follows) or follows(rest)

    return step(text) or with_a_reason(text, step)


def _next_step(text: str, context: Context, read: Read) -> Reading | None:
    """The same where nothing is told beside it."""
    if (alarm := answered_alarm(text, context) or time_of_alarm(text, context)) is not None:
        return alarm
    if not context.history:
        return (
            about_a_timer(text, context) or remark(text, context) or complained_later(text, context)
        )
    if (answer := answered(text, context)) is not None:
        return _given_up(answer, context)
    amount = plainly(text, context)
    if amount is not None and (put := correction(amount, context, read)) is not None:
        return replace(put, text=text)
    return (
        _another(text, context)
        or one_more(text, context)
        or about_a_timer(text, context)
        or called_off(text, context)
        or another_time(text, context)
        or length_of_timer(text, context)
        or remark(text, context)
        or correction(text, context, read)
        or continuation(text, context)
        or asked_as_well(text, context, read)
        or (None if says_stop(text) else referred(text, context))
    )


def as_heard(said: Reading, confidence: float) -> Reading:
    """The next step of the conversation, as probable as its words are to have been said.

    To stop, to leave things alone and to ask once more needs no certainty.
    """
    if said.intent in ENDING or said.among:
        return said
    heard = as_expected(confidence) if said.matched_by == "answer" else confidence
    also = tuple(replace(one, probability=one.probability * heard) for one in said.also)
    return replace(said, probability=said.probability * heard, also=also)


def as_expected(confidence: float) -> float:
    """The confidence in a text that was to be expected; by Bayes' rule, in odds."""
    return EXPECTED * confidence / (1 + (EXPECTED - 1) * confidence)


def last_resort(text: str, context: Context) -> Reading | None:
    """When nothing was understood: the open question once more, or a kind word."""
    left = leftover(text, context)
    question = open_question(context)
    if question is None or left is not None:
        return left
    return asked_again(text, context) or _leaving(text)


def _given_up(answer: Reading, context: Context) -> Reading:
    """A question that is unclear twice is not asked a third time."""
    question = open_question(context)
    asks = bool(answer.among) and question is not None
    if asks and question is not None and was_repeated(question[2]):
        offered = {device for one in question[2].candidates for device in one.devices}
        if set(answer.among) >= offered:
            return _leaving(answer.text)
    return answer


def _leaving(text: str) -> Reading:
    return Reading(
        intent=LEAVE, slots={}, probability=0.97, matched_by="answer", text=text, form="left"
    )


def _another(text: str, context: Context) -> Reading | None:
    """A bare name after "which one?" or "what did you mean?": the same command for it."""
    asked = open_question(context) is not None
    if not asked and not _asked_what_was_meant(context):
        return None
    words = words_said(text)
    clause = clause_of(words, context)
    deed = corrected(context)
    if deed is None or not is_pointer(clause) or not set(words) - _names_of(clause) <= ARTICLES:
        return None
    if asked and not _is_of_the_kind(clause, context):
        return None
    found = retargeted(deed, clause, context, text)
    return replace(found, matched_by="answer") if found else None


def _names_of(clause: Clause) -> set[str]:
    """The words that point at something."""
    return {
        word
        for piece in clause.pieces
        if piece.mentions or piece.has("thing")
        for word in piece.words
    }


def _is_of_the_kind(clause: Clause, context: Context) -> bool:
    """Who is asked which lamp may name another lamp; the coffee would be a new wish."""
    question = open_question(context)
    known = context.home.device_by_id
    offered = question[2].candidates if question else ()
    kinds = {known[device].kind for one in offered for device in one.devices if device in known}
    names = [mention.named.name for mention in clause.mentions("device")]
    if names:
        return any(device.kind in kinds for device in named(context.home, names[0]))
    return not clause.things or any(tag.value in kinds for tag in clause.things)


def _asked_what_was_meant(context: Context) -> bool:
    parts = parts_of(context.history[-1])
    return bool(parts) and (
        (parts[0].reading.intent == UNDO and bool(parts[0].reading.slots.get("ask")))
        or parts[0].reading.form == "sorry"
    )
