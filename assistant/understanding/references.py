"""What was just spoken of: it, the other one, the same there, a bit more, again."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from assistant.context import Context
from assistant.home.find import named
from assistant.home.model import Home
from assistant.turn import Outcome, Reading, Resolution
from assistant.understanding.by_degrees import by_degrees
from assistant.understanding.clause import Clause
from assistant.understanding.fragment import (
    LIKELY,
    SURE,
    clause_of,
    pointed_at,
    points,
    reading_about,
    retargeted,
    words_said,
)
from assistant.understanding.past import LEAVE, Deed, deeds
from assistant.understanding.segment import Piece

MOST_WORDS = 10
"""A longer sentence says by itself what it is about."""
AS_FAR_BACK = 4
"""Commands; who means an earlier one names it."""
_AND_A_NUMBER = re.compile(r"and \d+(?:\.\d+)?")
"""The rest of an amount whose beginning is gone: "a hundred" ... "and eleven"."""
_AGAIN = re.compile(
    r"(?:please )?(?:and )?(?:(?:can|could|will|would) you (?:please )?)?"
    r"(?:(?:do|try) (?:it|that|this|the same(?: thing)?) )?"
    r"(?:again|once more|once again|ones more(?: time| again)?|another time)(?: please)?$"
    r"|(?:please )?(?:do|try) (?:the same|that|it)(?: thing)?(?: again)?$|(?:the )?same again$"
    r"|(?:please )?(?:retry|redo)(?: it| that)?(?: please)?$"
)
_MORE = re.compile(
    r"(?:and |just |no |yeah |yes |still |go on |keep going )*"
    r"(?:(?:an? )?(?:little |tiny |wee |touch |tad )?(?:bit )?(?:more|further)|some more|"
    r"keep going|(?:an? )?(?:little|tiny|wee) bit|a touch|a tad)(?: please| then| yet)*"
)
""" "A bit more" of what was just done."""
_SO_MUCH_MORE = re.compile(
    r"(?:and |just |no |yeah |yes |still |go on |make (?:it|that) |maybe |put (?:it|that) )*"
    r"(?:(?:another |an extra )?(?P<amount>\d+(?:\.\d+)?|(?<=another )(?=degree))"
    r"(?: more| further| extra)? ?"
    r"(?P<unit>degrees?|percent)(?P<more> more| further| extra)?)"
    r"(?: (?:please|then|yet|on top|on it))*"
)
_OF_MORE = frozenset({"more", "another", "further", "extra"})
_SAME = re.compile(
    r"(?:please )?(?:and )?(?:now )?(?:also )?(?:do )?(?:the )?same(?: thing)?(?: again)?"
    r"(?: (?:in|for|with|to|on|at))?\b"
    r"|(?:and )?(?:do|try) (?:it|that|this)(?: too)?(?: (?:in|for|with|to)) "
)
_ALSO = re.compile(
    r"(?:and|also|plus|now(?= (?:the|my|our)\b)|what about|how about|and also|and what about)\b"
    r"\s*(?:now )?"
)
_TOO = re.compile(r"\s+(?:too|as well|also)(?: please)?$")
_OTHER = re.compile(r"\b(?:the )?others?(?: ones)?\b")
GET_STATE = "HassGetState"
_ASKED = re.compile(
    r"(?:(?:and|so|ok|oh|but) )*(?:is|are) (?P<which>(?:the )?.+? ones)"
    r"(?: (?:too|also|still|as well))* (?P<state>on|off|open|closed|shut|locked|unlocked)"
    r"(?: (?:too|as well|please|now))*"
)
_SAME_STATE = {"shut": "closed"}
_COUNTED = re.compile(
    r"\b(?:(?:them|these|those|they are) )?(?:(?P<two>both|the 2 of)|all (?:of )?(?:the )?"
    r"(?P<more>[2-5]))(?: of)?(?: (?:them|these|those|ones))?\b"
)
_BACK = frozenset({"back"})
_SWITCHED_BACK = re.compile(
    r"(?:(?:and|now|please|then|just|ok|okay|you can|you could|you may|can you|could you) )*"
    r"(?:turn|switch|put|shut|pop|flick|knock) (?:the|that|those|my) (?P<what>\w+) "
    r"(?:back (?P<back>on|off)|(?P<again>on|off) again)(?: (?:now|please|then|again))*"
)
""" "The lights back off": those that were just put on, of all there are."""
_UP_AGAIN = re.compile(
    r"(?P<please>(?:please |and |can you |could you )*)(?:start|get|bring|fire) "
    r"(?P<it>it|that|them|this|those) (?:back up|up again|back up again|going again|again)"
    r"(?: (?:now|please|then))*"
)


def referred(text: str, context: Context) -> Reading | None:
    """The text as a command about what was spoken of last; None when it speaks for itself."""
    words = words_said(text)
    if not context.history or not 0 < len(words) <= MOST_WORDS:
        return None
    spoken = by_degrees(" ".join(words))
    words = tuple(spoken.split())
    if next(deeds(context), None) is None:
        return None
    if _AGAIN.match(spoken):
        return _again(text, context)
    if _MORE.fullmatch(spoken) and (further := _further(text, context)) is not None:
        return further
    if (more := _so_much_more(spoken, text, context)) is not None:
        return more
    if is_other(spoken):
        return _other(spoken, text, context)
    if _AND_A_NUMBER.fullmatch(spoken):
        return _talk(text, "unclear")
    if (counted := _COUNTED.search(spoken)) is not None:
        return _all_of(counted, spoken, text, context)
    found = (
        _asked_elsewhere(spoken, text, context)
        or _elsewhere(spoken, text, context)
        or _switched_back(spoken, text, context)
        or about_it(words, text, context)
    )
    return found or _of_nothing(words, text, context)


def _of_nothing(words: tuple[str, ...], text: str, context: Context) -> Reading | None:
    """ "To blue", and nothing that could be."""
    clause = clause_of(words, context)
    amount = clause.has("number") or clause.has("color") or clause.has("level")
    if words[0] != "to" or points(clause) or clause.unexplained or not amount:
        return None
    return _talk(text, "unclear")


def _talk(text: str, form: str) -> Reading:
    return Reading(
        intent=LEAVE, slots={}, probability=SURE, matched_by="reference", text=text, form=form
    )


def is_other(spoken: str) -> bool:
    """ "The other one", "the others"; "the other lamp" is one, "the other day" is not."""
    return bool(re.search(r"\bother ones\b|\bthe others\b|\bother$", spoken))


def _again(text: str, context: Context) -> Reading | None:
    deed = next(deeds(context))
    return _repeated(deed, deed.devices, text, exact=deed.reading.exact)


def _further(text: str, context: Context) -> Reading | None:
    """As much again in the same direction, where the latest wish had one."""
    deed = next(deeds(context))
    if deed.turn is not _last_with_outcome(context):
        return None
    if not any(slot.endswith("_step") for slot in deed.reading.slots):
        return None
    return _again(text, context)


def _so_much_more(spoken: str, text: str, context: Context) -> Reading | None:
    """ "One more degree" is one further the way that it was just changed; up where it was set."""
    found = _SO_MUCH_MORE.fullmatch(spoken)
    if found is None or _OF_MORE.isdisjoint(spoken.split()):
        return None
    deed = next(deeds(context))
    way = "down" if _went_down(deed, context) else "up"
    return about_it((way, found["amount"] or "1", found["unit"]), text, context, only=deed)


def _went_down(deed: Deed, context: Context) -> bool:
    """By its step, or by its words: "down to twenty three"."""
    steps = [value for slot, value in deed.reading.slots.items() if slot.endswith("_step")]
    if steps:
        step = steps[0]
        return step < 0 if isinstance(step, int | float) else step in ("down", "half")
    return clause_of(words_said(deed.reading.text), context).direction == "down"


def _repeated(deed: Deed, devices: tuple[str, ...], text: str, *, exact: bool) -> Reading:
    return replace(
        deed.reading,
        devices=devices,
        probability=SURE if exact else LIKELY,
        matched_by="reference",
        text=text,
        exact=exact,
        among=(),
        also=(),
        question="",
    )


# it


def about_it(
    words: tuple[str, ...], text: str, context: Context, *, only: Deed | None = None
) -> Reading | None:
    """What is wanted of the thing spoken of last that can do it."""
    words = _started_again(words, context)
    clause = clause_of(words, context)
    pronoun = any(piece.has("it") and not piece.mentions for piece in clause.pieces)
    if points(clause) or clause.unexplained or clause.has("everywhere") or clause.has("here"):
        return None
    if not pronoun and (clause.has("all") or clause.has("question") or not _is_bare(clause)):
        return None
    for place, deed in enumerate([only] if only else islice(deeds(context), AS_FAR_BACK)):
        devices = _those_switched_before(deed) if _BACK & set(words) else deed.devices
        reading = reading_about(clause, devices, context, text)
        if reading is None:
            continue
        if place == 0 and deed.turn is _last_with_outcome(context):
            return replace(reading, exact=deed.reading.exact or not reading.devices)
        return replace(reading, probability=LIKELY, exact=False)
    return None


def _switched_back(spoken: str, text: str, context: Context) -> Reading | None:
    """Of the kind that is spoken of, what was switched the other way."""
    found = _SWITCHED_BACK.fullmatch(spoken)
    if found is None:
        return None
    way = found["back"] or found["again"]
    kinds = {tag.value for tag in clause_of((found["what"],), context).things}
    contrary = "HassTurnOn" if way == "off" else "HassTurnOff"
    known = context.home.device_by_id
    for deed in islice(deeds(context), AS_FAR_BACK):
        meant = [device for device in deed.devices if known[device].kind in kinds]
        if deed.reading.intent == contrary and meant and len(meant) == len(deed.devices):
            return about_it(("turn", "it", way), text, context, only=deed)
    return None


def _started_again(words: tuple[str, ...], context: Context) -> tuple[str, ...]:
    """ "Start that back up": on again, or what was playing goes on; nothing louder."""
    found = _UP_AGAIN.fullmatch(" ".join(words))
    if found is None:
        return words
    deed = next(deeds(context), None)
    if deed is None:
        return words
    known = context.home.device_by_id
    plays = any(known[device].kind == "media_player" for device in deed.devices)
    was_stopped = deed.reading.intent != "HassTurnOff"
    verb = ("resume",) if plays and was_stopped else ("turn", "back", "on")
    return (*verb, found["it"])


def _is_bare(clause: Clause) -> bool:
    """Words of degree, amounts, colours and particles; a verb needs an object."""
    verb = clause.verb
    return verb is None or verb.has("step") or verb.has("part") or _is_bare_verb(verb.words)


def _is_bare_verb(words: tuple[str, ...]) -> bool:
    return words[0] in ("brighten", "dim", "brighter", "lower", "higher", "softer")


def _last_with_outcome(context: Context) -> object:
    return next((turn for turn in reversed(context.history) if turn.last(Outcome)), None)


def _those_switched_before(deed: Deed) -> tuple[str, ...]:
    """ "Back on" is for those that were on before; for all of them when nobody knows."""
    outcome = deed.turn.last(Outcome)
    actions = outcome.actions if outcome else ()
    moved = tuple(
        action.device
        for action in actions
        if action.device in deed.devices
        and action.before
        and not _already(action.service, str(action.before.get("state")))
    )
    return moved or deed.devices


def _already(service: str, state: str) -> bool:
    return (service, state) in {("turn_off", "off"), ("turn_on", "on")}


# both


def _all_of(counted: re.Match[str], spoken: str, text: str, context: Context) -> Reading | None:
    """What is wanted of the two or three things that were spoken of last."""
    wanted = 2 if counted["two"] else int(counted["more"])
    meant: list[str] = []
    for deed in islice(deeds(context), AS_FAR_BACK):
        meant += [device for device in deed.devices if device not in meant]
        if len(meant) >= wanted:
            break
    clause = clause_of(_COUNTED.sub(" them ", spoken, count=1).split(), context)
    if len(meant) != wanted or points(clause) or clause.has("question"):
        return None
    reading = reading_about(clause, meant, context, text)
    return None if reading is None or len(reading.devices) != wanted else reading


# the other one


def _other(spoken: str, text: str, context: Context) -> Reading | None:
    deed = next((deed for deed in islice(deeds(context), AS_FAR_BACK) if deed.devices), None)
    if deed is None:
        return None
    others = others_than(deed, context)
    rest = _OTHER.sub("it", _TOO.sub("", spoken))
    clause = clause_of(tuple(rest.split()), context)
    if not others:
        return _talk(text, "no_other")
    reading = _repeated(deed, others, text, exact=False)
    if clause.verb is not None or clause.has("part"):
        wanted = reading_about(clause, others, context, text)
        if wanted is None:
            return None
        reading = replace(wanted, exact=False)
    slots = {slot: value for slot, value in reading.slots.items() if slot != "name"}
    reading = replace(reading, slots=slots)
    if len(others) > 1 and not re.search(r"\bothers\b|\bother ones\b", text.lower()):
        return replace(reading, devices=(), among=others)
    return reading


def others_than(deed: Deed, context: Context) -> tuple[str, ...]:
    """What "the other one" may be: another candidate, another of that name, another there."""
    for found in (_offered(deed, context), _namesakes(deed, context), _alike(deed, context.home)):
        left = tuple(device for device in found if device not in deed.devices)
        if left:
            return left
    return ()


def _offered(deed: Deed, context: Context) -> tuple[str, ...]:
    """What the assistant offered when it asked which one was meant."""
    if deed.reading.matched_by != "answer":
        return ()
    before = context.history[: context.history.index(deed.turn)]
    for turn in reversed(before):
        resolution = turn.last(Resolution)
        if resolution is not None and resolution.decision == "ask":
            return tuple(device for one in resolution.candidates for device in one.devices)
    return ()


def _namesakes(deed: Deed, context: Context) -> tuple[str, ...]:
    name = str(deed.reading.slots.get("name") or "")
    return tuple(device.id for device in named(context.home, name)) if name else ()


def _alike(deed: Deed, home: Home) -> tuple[str, ...]:
    """Of the same kind in the same room."""
    rooms = {home.device_by_id[device].area for device in deed.devices}
    kinds = {(home.device_by_id[d].kind, home.device_by_id[d].device_class) for d in deed.devices}
    return tuple(
        device.id
        for device in home.devices
        if device.area and device.area in rooms and (device.kind, device.device_class) in kinds
    )


# the same elsewhere


def _elsewhere(spoken: str, text: str, context: Context) -> Reading | None:
    """ "Same in the kitchen", "and the bedroom", "the fan too", "what about the back door"."""
    marked = False
    for pattern in (_SAME, _ALSO):
        if match := pattern.match(spoken):
            spoken, marked = spoken[match.end() :], True
            break
    if _TOO.search(spoken):
        spoken, marked = _TOO.sub("", spoken), True
    if not marked or not spoken.strip():
        return None
    deed = next(deeds(context))
    clause = pointed_at(tuple(spoken.split()), deed, context)
    if not is_pointer(clause):
        return None
    return retargeted(deed, clause, context, text)


def _asked_elsewhere(spoken: str, text: str, context: Context) -> Reading | None:
    """ "Is the bathroom one on?" after another question of a state."""
    asked = _ASKED.fullmatch(spoken)
    deed = next(deeds(context))
    if asked is None or deed.reading.intent != GET_STATE or "state" not in deed.reading.slots:
        return None
    clause = clause_of(tuple(asked["which"].split()), context)
    if not is_pointer(clause):
        return None
    slots = {**deed.reading.slots, "state": _SAME_STATE.get(asked["state"], asked["state"])}
    return retargeted(
        replace(deed, reading=replace(deed.reading, slots=slots)), clause, context, text
    )


def is_pointer(clause: Clause) -> bool:
    """It points at something and wants nothing of it."""
    if not points(clause) or clause.unexplained or clause.has("not") or clause.has("all"):
        return False
    small = ("filler", "prep", "here", "it")
    return all(
        piece.mentions
        or piece.has("thing")
        or any(piece.has(kind) for kind in small)
        or (piece.words == ("on",) and _begins_with_a_room(clause.pieces[place + 1 :]))
        for place, piece in enumerate(clause.pieces)
    )


def _begins_with_a_room(pieces: Sequence[Piece]) -> bool:
    """ "On the balcony" is where, and switches nothing."""
    first = next((piece for piece in pieces if piece.mentions or not piece.has("filler")), None)
    return first is not None and bool(first.names("area"))
