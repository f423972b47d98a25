"""What is said about the talk itself: what did you do, say that again, stop, never mind."""

import re
from dataclasses import replace
from datetime import timedelta
from operator import itemgetter

from assistant.context import Context
from assistant.turn import BargeIn, Outcome, Reading, RunStarted
from assistant.understanding.fragment import words_said
from assistant.understanding.past import (
    EXPLAIN,
    LEAVE,
    NEVERMIND,
    REPEAT,
    STOP,
    WHY,
    deeds,
    timer_to_cancel,
)

CERTAIN = 0.97
LONGEST = 14
JUST_NOW = timedelta(minutes=2)
_POLITE = (
    r"(?:(?:please|olly|sorry|no|hey|can you|could you|will you|would you|you|i want you(?: to)?|"
    r"i (?:would )?like(?: you)?(?: to)?|just|but|ok|oh|excuse me|and) )*"
)
_END = r"(?: (?:please|again|now|then|just now|there|to me|for me|it|that))*$"
_WHAT = r"(?:what(?: exactly)?|which things?)"
_PATTERNS = (
    (EXPLAIN, rf"(?:tell me )?{_WHAT} (?:did|have|had) you (?:just |really |actually )?"
     rf"(?:do|done|did|change|changed|switch(?:ed)?(?: on| off)?){_END}"),
    (EXPLAIN, rf"(?:tell me )?{_WHAT} (?:was that|happened|just happened|changed){_END}"),
    (EXPLAIN, rf"tell me what you (?:just )?did{_END}"),
    (WHY, rf"(?:why|how come)(?: not)?(?: (?:did|do|have|would|was|is|are) (?:you|that|this|it)"
     rf"(?: not)?(?: (?:just|do|done|did|say|said|think|ask|turn(?:ed)?|switch(?:ed)?|open(?:ed)?|"
     rf"close[d]?|change[d]?|so|wrong|happen(?:ed)?|on|off|up|down))*)?{_END}"),
    (WHY, rf"(?:what made you do|explain(?: yourself)?|what for){_END}"),
    (REPEAT, rf"(?:repeat|replay(?= (?:that|it|this|what|your)))"
     rf"(?: (?:that|it|this|yourself|(?:the|your) (?:last|answer|"
     rf"statement|phrase|reply|question)(?: \w+)?|what you (?:just )?said|what you have (?:just )?"
     rf"said))*(?: once more| ones more time)?{_END}"),
    (REPEAT, rf"(?:say|tell me|speak)(?: (?:that|it|this|what you (?:just )?said|what you have "
     rf"(?:just )?said|the last (?:ones|thing)(?: said)?))?(?: (?:once|ones) (?:more|again)"
     rf"(?: time)?(?: again)?| again){_END}"),
    (REPEAT, rf"(?:what (?:did|have|had) you (?:just )?(?:say|said)|what was that|come again|"
     rf"pardon(?: me)?|i beg your pardon|what is that (?:again|ones more time|once again)|"
     rf"what was that (?:again|ones more time)){_END}"),
    (REPEAT, rf"(?:i )?(?:did not|do not|can not|could not) (?:quite )?(?:catch|hear|get|"
     rf"understand)(?: (?:that|you|this|it|the last sentence|what you (?:just )?said|what you "
     rf"have (?:just )?said))?{_END}"),
)  # fmt: skip
_ABOUT = tuple((intent, re.compile(f"{_POLITE}(?:{pattern})")) for intent, pattern in _PATTERNS)
_STOP = re.compile(
    rf"{_POLITE}(?:(?:that is|this is) (?:enough|all)(?: for now| thanks| thank you)? ?)?"
    rf"(?:(?:just )?(?:stop|cancel|halt|quit|abort|enough|that is enough|stop it|stop that|"
    rf"shut up|shut off|shut down|be quiet)"
    rf"(?: (?:it|that|this|them|there|everything|right now))?)?{_END}"
)
_SILENCES = re.compile(rf"{_POLITE}(?:shut up|be quiet|hush|shush|stop talking|quiet down){_END}")
_ONLY_STOP = re.compile(rf"{_POLITE}(?:stop|enough|that is enough)(?: it| that| this)?{_END}")
_LEAVE = re.compile(
    rf"{_POLITE}(?:never mind|nevermind|forget (?:it|that|about it|about that)|leave it(?: be| "
    rf"alone)?|that is all|that will be all|that would be all|nothing|it is fine|do not bother|"
    rf"(?:i (?:will|would) )?talk to you later(?: on)?|not now){_END}"
)
_THANKS = re.compile(
    r"(?:(?:yes|yeah|yep|yeap|ok|okay|oh|all right) )?"
    r"(?:"
    r"thank you(?: very much| so much)?|thanks(?: a lot| so much)?|cheers|ta|"
    r"perfect|great|good(?: job)?|well done|nice|awesome|excellent|fantastic|"
    r"(?:that|it) (?:is|was) (?:right|correct|perfect|good|great|fine|it|wonderful|amazing)|"
    r"you (?:did|got|have got|have done) (?:it|that) (?:right|exactly|perfectly))"
    r"(?: (?:thanks|thank you|assistant|please))?$"
)
_GREETINGS = tuple(
    (form, re.compile(rf"(?:{words})(?: (?:there|everyone|everybody|all|to you|assistant|then))*$"))
    for form, words in (
        ("morning", "(?:good )?morning"),
        ("evening", "good (?:evening|afternoon|day)"),
        ("night", "(?:good ?|night )night|sleep (?:well|tight)|sweet dreams"),
        ("bye", "(?:good ?)?bye(?: bye)?|see you(?: later| soon| tomorrow)?|cheerio|so long"),
        ("hello", "hello|hi|hey|hiya|howdy|greetings"),
    )
)
"""Where the home has no scene or script of that name."""
_SPEAKING = frozenset(
    "say said saying tell speak spoke spoken hear heard utterance sentence phrase statement word "
    "words message what repeat replay".split()
)
_UNCLEAR = frozenset(
    "explain clarify elaborate rephrase unclear clear catch understand pardon".split()
)
_TALKING = (
    _SPEAKING
    | _UNCLEAR
    | frozenset(
        "can could would will you please i am was would like want need to hear me us that it "
        "this the last ones once more time again just have had your my instruction command "
        "question answer answers reply response a about on so not do did is are now one further "
        "get with quite up youve olly sorry of try again let".split()
    )
)
_PRAISE = frozenset(
    "right correct correctly correcly exact exactly perfect perfectly great good excellent amazing "
    "wonderful fantastic awesome nice confirmed affirmative agree agreed cool".split()
)
_PRAISING = frozenset(
    "yes yeah yeap yep ok okay you have has had got get gotten did do done the that it is was are "
    "your my understanding understood instructions response answer command to of strongly and i "
    "a job very thanks thank assistant olly this been all".split()
)
_WORKING = frozenset(
    "opening closing cleaning mowing returning brewing heating playing buffering ringing".split()
)
_ENDLESS = frozenset({"oven"})
"""Heating is what an oven is for; it is switched off by name."""


def remark(text: str, context: Context) -> Reading | None:
    """The text as a question about what the assistant did or said, or a stop to what it began."""
    words = words_said(text)
    if not 0 < len(words) <= LONGEST:
        return None
    spoken = " ".join(words)
    for intent, pattern in _ABOUT:
        if pattern.match(spoken):
            return _reading(intent, text)
    if _asks_to_repeat(words):
        return _reading(REPEAT, text)
    if _says_stop(spoken) and (devices := under_way(context) or under_way(_meanwhile(context))):
        return _reading(STOP, text, devices=devices)
    silenced = _SILENCES.match(spoken) and not _plays(context)
    idle = _ONLY_STOP.match(spoken) and not _plays(context) and not _works(context)
    if silenced or idle or (_says_stop(spoken) and _interrupts(context)):
        return replace(_reading(LEAVE, text, form="stopped"), matched_by="answer")
    if _says_stop(spoken) and "cancel" in words:
        timer = timer_to_cancel(context)
        return None if timer is None else replace(_reading("HassCancelTimer", text), slots=timer)
    return None


def _plays(context: Context) -> bool:
    """Some player can be heard; otherwise it is the assistant that shall be quiet."""
    return any(
        context.states.get(player.id, {}).get("state") in ("playing", "on")
        for player in context.home.devices_of("media_player")
    )


def _works(context: Context) -> bool:
    """Something moves, rings or is at work."""
    return any(str(state.get("state")) in _WORKING for state in context.states.values())


def _interrupts(context: Context) -> bool:
    """The latest reply was cut short: "stop" was said to the voice, and it has stopped.

    Wherever that was asked for: what another room has planned is told here, too.
    """
    lately = (*context.history[-1:], *_meanwhile(context).history[-1:])
    began = [(start.at, turn) for turn in lately if (start := turn.last(RunStarted))]
    latest = max(began, key=itemgetter(0), default=None)
    return latest is not None and latest[1].last(BargeIn) is not None


def says_stop(text: str) -> bool:
    """Stop, and nothing that should."""
    return _says_stop(" ".join(words_said(text)))


def _asks_to_repeat(words: tuple[str, ...]) -> bool:
    """Only words about talking, and one that asks for more of it."""
    said = set(words)
    if not said <= _TALKING or (said & {"do", "try", "retry"} and not said & _SPEAKING):
        return False
    again = bool(said & {"again", "more", "once"}) and bool(said & _SPEAKING)
    replayed = "replay" in said and bool(said & {"that", "it", "this", "what", "your"})
    return "repeat" in said or replayed or again or bool(said & _UNCLEAR)


def leftover(text: str, context: Context) -> Reading | None:
    """What is left when nothing else was understood: stop, never mind, thanks, a lone no."""
    words = words_said(text)
    if not 0 < len(words) <= LONGEST:
        return None
    spoken = " ".join(words)
    if _says_stop(spoken):
        return _reading(LEAVE, text, form="stopped")
    if _LEAVE.match(spoken):
        return _reading(NEVERMIND, text)
    if _THANKS.match(spoken) or _praises(words):
        return _reading(LEAVE, text, form="thanks")
    if re.match(r"(?:no|nope|nah|no thanks|no thank you|yes|yes please|ok|okay)$", spoken):
        return _reading(LEAVE, text, form="nothing_open")
    for form, greeting in _GREETINGS:
        if greeting.match(spoken):
            return replace(_reading("HassRespond", text), form=form)
    if re.match(rf"{_POLITE}(?:undo|revert)(?: that| it| this)?{_END}", spoken):
        return _reading(LEAVE, text, form="nothing_to_undo")
    return None


def _praises(words: tuple[str, ...]) -> bool:
    said = set(words)
    return bool(said & _PRAISE) and said <= _PRAISE | _PRAISING


def _says_stop(spoken: str) -> bool:
    return bool(_STOP.match(spoken)) and bool(
        re.search(
            r"\b(?:stop|cancel|halt|quit|abort|enough|shut up|shut off|shut down|be quiet)\b",
            spoken,
        )
    )


def _meanwhile(context: Context) -> Context:
    """With what was just said elsewhere: whoever calls "stop" may do so from any room."""
    began = ((turn, turn.last(RunStarted)) for turn in context.earlier)
    turns = tuple(turn for turn, start in began if start and context.now - start.at <= JUST_NOW)
    return replace(context, history=turns)


def under_way(context: Context) -> tuple[str, ...]:
    """What the latest command began and is not over."""
    for deed in deeds(context):
        outcome = deed.turn.last(Outcome)
        if outcome is None or not outcome.actions:
            continue
        known = context.home.device_by_id
        return tuple(
            device
            for device in deed.devices
            if known[device].kind not in _ENDLESS
            and str(context.states.get(device, {}).get("state")) in _WORKING
        )
    return ()


def _reading(
    intent: str, text: str, *, form: str = "default", devices: tuple[str, ...] = ()
) -> Reading:
    return Reading(
        intent=intent,
        slots={},
        probability=CERTAIN,
        matched_by="remark",
        text=text,
        form=form,
        devices=devices,
    )
