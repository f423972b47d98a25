"""Taking back and doing it right: "no, I meant the desk lamp", "not that one", "undo that"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.context import Context, is_of
from assistant.home.phrasing import devices_called
from assistant.turn import Reading, Turn
from assistant.understanding.clause import Clause
from assistant.understanding.fragment import (
    POINTING,
    clause_of,
    guards_anew,
    pointed_at,
    retargeted,
    words_said,
)
from assistant.understanding.past import (
    LEAVE,
    UNDO,
    Deed,
    corrected,
    deeds,
    lets_in,
    restorable,
    timer_to_cancel,
    undoable,
)
from assistant.understanding.references import about_it, is_other, is_pointer, others_than
from assistant.understanding.segment import Piece

Read = Callable[[str], Sequence[Reading]]
"""Reads a text as a new command, most probable first."""

CERTAIN = 0.97
COMPLAINED = 0.9
"""Nobody complains about what was right; what exactly was wrong is not said."""
LONG_AGO = 0.6
"""Of what was done before this conversation it is asked whether it was meant."""
LONGEST = 16
UNDERSTOOD = 0.6
"""A corrected command that is less sure than this is not carried out on top of undoing."""
_UNDO = re.compile(
    r"(?:please |no |wait |oh |oops )*(?:can you |could you )?(?:please )?"
    r"(?:(?:cancel|scrap|scratch) (?:that|it|this)|(?:undo|revert|reverse|take back)"
    r"(?: (?:that|it|this|them|the last (?:ones|thing|command|action)|"
    r"what you (?:just )?did|everything))?)(?: again)?(?: please)?$"
    r"|(?:please |no )*(?:take|put|change|set|switch|turn|bring) (?:it|that|this|them|everything)"
    r" back(?: again)?(?: (?:to )?(?:the way|how|what|as|like) (?:it|they|that) (?:was|were)"
    r"(?: before)?| to before)?(?: please)?$"
    r"|(?:please |no )*(?:go back|back)(?: again)?(?: (?:to )?(?:the way|how|what) (?:it|they) "
    r"(?:was|were)(?: before)?| to before)?(?: please)?$"
    r"|(?:please |no )*(?:as|like|how|the way) (?:it|they) (?:was|were)(?: before)?(?: please)?$"
)
_NO = re.compile(
    r"(?:(?:(?:that is |it is |you have )?(?:the )?wrong (?:ones|light|lamp|room|device|fan|"
    r"door|thing)|not (?:that|this) ones(?= \w)|"
    r"no|nope|nah|sorry|oops|wait|stop|hmm|uh|oh|shit|dammit|i am sorry|but|actually|"
    r"hold on|ay+o|ai+yo|ar+e)\b ?)+"
)
_DENIES = frozenset({"no", "nope", "nah", "wrong", "not"})
_MEANT = re.compile(
    r"(?:(?:i|what i|the ones i|it is|that is) ?)?(?:(?:was )?meaning|meant|mean|said|say|wanted|"
    r"was asking for|asked for)(?: (?:was|is|to say|to))?\b ?"
    r"|(?:it|that) (?:should|was supposed to) (?:be|have been) "
)
_MEANT_AFTERWARDS = re.compile(r"\b(?<!what )(?<!that )(?<!as )i (?:meant|mean|said)(?=$| not\b)")
""" "The desk lamp I mean": the same behind what was meant."""
_COMPLAINT = re.compile(
    r"\b(?:wrong|incorrect(?:ly)?|mistakes?|mess(?:ed)? up|misunderstood|misheard|rectify|"
    r"not (?:the )?(?:right|correct(?:ly)?)\b|not think (?:that|this|it|you) (?:is|was|are)"
    r" (?:right|correct)|not (?:get|got|understand|interpret) (?:me|it|that|this|what i|"
    r"(?:the |my )?(?:command|request|answer|instruction))|"
    r"(?:(?:not|did not|was not|is not|was not) )what i (?:\w+ )?"
    r"(?:said|asked|meant|wanted|want|requested|am|was)|"
    r"did not (?:\w+ )?(?:ask|say|mean|request|want (?:that|this|it))\b|asked for something else|"
    r"(?:do not|never) do that(?: again)?$|that was not it|not (?:do|want) that|"
    r"you (?:should|were) not|not meant)"
)
_ASKING = frozenset("are is what why how when did do does was were can could would".split())
_CONTENT_WITH_IT = re.compile(
    r"(?:(?:that|it|this) (?:is|was|will be) )?(?:(?:just|all|absolutely|actually) )*"
    r"(?:right|perfect|fine|good|great|lovely|grand|ok|okay|brilliant|enough|all|it)"
    r"(?: (?:as it is|now|like that|thanks|thank you|love|dear))*"
)
_THIS_ONE = re.compile(
    r"(?:no )?(?:not (?:that|this|it|the|those|these)(?: ones)?|(?:that is )?(?:the )?wrong "
    r"(?:ones|light|lamp|room|device|fan|door|thing))(?: please)?$"
)


_OF_A_SONG = re.compile(r"\bnot (?:that|this) (?:song|track|tune|album|playlist)\b")
""" "Not that song" corrects nothing that was done to a lamp."""


def correction(text: str, context: Context, read: Read) -> Reading | None:
    """The text as a correction of the latest turn; None when it is none."""
    words = words_said(text)
    if not context.history or not 0 < len(words) <= LONGEST:
        return None
    spoken = " ".join(words)
    if _UNDO.match(spoken):
        return _undo(spoken, text, context)
    if (complaint := _complaint(spoken, text, context)) is not None:
        return complaint
    said = _said(words, text, context)
    if said is None or (_OF_A_SONG.search(spoken) and not _plays(context)):
        return None
    deed = corrected(context)
    if deed is None:
        return None if said.wanted or said.refused else sorry(text)
    return _redone(said, deed, text, context, read)


# taking back


def _undo(spoken: str, text: str, context: Context) -> Reading | None:
    if spoken.endswith("back") and _plays(context):
        return None  # "go back" to the song before
    if (timer := timer_to_cancel(context)) is not None:
        return replace(_talk("HassCancelTimer", text, "default"), slots=timer)
    turn = undoable(context)
    if turn is None:
        return None if "cancel" in spoken else _talk(LEAVE, text, "nothing_to_undo")
    return undo_of(turn, context, text, ask=False)


def _plays(context: Context) -> bool:
    """What was spoken of last plays music."""
    deed = next(deeds(context), None)
    known = context.home.device_by_id
    return deed is not None and any(known[d].kind == "media_player" for d in deed.devices)


def undo_of(turn: Turn, context: Context, text: str, *, ask: bool) -> Reading | None:
    """The reading that takes back what the turn did; None when nothing of it can be."""
    actions = restorable(turn, context)
    if not actions:
        return None
    opened = lets_in(actions, context)
    devices = tuple(dict.fromkeys(action.device for action in actions))
    known = context.home.device_by_id
    names = devices_called([known[device] for device in opened or devices], context.home)
    asked = (
        f"{_let_in(opened[0], context)} {names} again"
        if opened
        else f"take back what I did with {names}"
    )
    return Reading(
        intent=UNDO,
        slots={"turn": turn.id, "ask": ask},
        probability=CERTAIN,
        matched_by="correction",
        text=text,
        devices=devices,
        exact=not opened,
        question=f"Shall I {asked}?",
    )


def _let_in(device: str, context: Context) -> str:
    kind = context.home.device_by_id[device].kind
    return {"lock": "unlock", "alarm_control_panel": "disarm"}.get(kind, "open")


def _talk(intent: str, text: str, form: str) -> Reading:
    return Reading(
        intent=intent,
        slots={},
        probability=CERTAIN,
        matched_by="correction",
        text=text,
        form=form,
    )


def sorry(text: str) -> Reading:
    """Nothing to take back: what was meant?"""
    return _talk(LEAVE, text, "sorry")


def _complaint(spoken: str, text: str, context: Context) -> Reading | None:
    """ "That's not what I meant": taken back, and asked."""
    if _THIS_ONE.match(spoken):
        return None
    asks = spoken.split()[0] in _ASKING and not spoken.startswith("do not")
    if not _COMPLAINT.search(spoken) or asks:
        return None
    clause = clause_of(tuple(spoken.split()), context)
    if any(piece.mentions or _is_of(piece, _CONTENT) for piece in clause.pieces):
        return None
    return _taken_back(corrected(context), text, context, COMPLAINED)


def complained_later(text: str, context: Context) -> Reading | None:
    """ "That's not what I said" as the first thing said: about what was done here before, so it is
    asked whether that is to be taken back.
    """
    words = words_said(text)
    here = tuple(turn for turn in context.earlier if is_of(turn, context.area, context.person))
    before = replace(context, history=here)
    if not here or not 0 < len(words) <= LONGEST:
        return None
    complaint = _complaint(" ".join(words), text, before)
    if complaint is None or complaint.intent != UNDO:
        return complaint
    return replace(complaint, probability=LONG_AGO, exact=False)


def _taken_back(deed: Deed | None, text: str, context: Context, probability: float) -> Reading:
    undo = undo_of(deed.turn, context, text, ask=True) if deed and deed.done else None
    return replace(undo, probability=probability) if undo else sorry(text)


# what is wanted instead


@dataclass(frozen=True, slots=True)
class _Said:
    """A correction in its parts."""

    wanted: tuple[str, ...]
    refused: tuple[str, ...]
    denied: bool
    """It began with a plain no."""
    meant: bool
    """It said "I meant"."""


def _said(words: tuple[str, ...], text: str, context: Context) -> _Said | None:
    """The text as a correction, if it is worded like one."""
    spoken = " ".join(word for word in words if word not in ("please", "um"))
    lead = _NO.match(f"{spoken} ")
    rest = spoken[lead.end() :] if lead else spoken
    denied = lead is not None and bool(_DENIES & set(lead[0].split()))
    meant = _MEANT.match(f"{rest} ") or _MEANT_AFTERWARDS.search(rest)
    after = f"{rest[: meant.start()]}{rest[meant.end() :]}".strip() if meant else rest
    if meant and after.startswith("not ") and "what i" in after:
        return None
    if denied and not meant and _denies_a_thing(text, words, context):
        return None
    wanted, refused = _sides(tuple(after.split()), context)
    is_worded_so = denied or meant is not None or (lead is not None and is_refusal(after))
    if not is_worded_so and (not refused or clause_of(words, context).unexplained):
        return None
    return _Said(wanted, refused, denied, meant is not None)


def is_refusal(spoken: str) -> bool:
    return spoken.startswith("not ")


def _denies_a_thing(text: str, words: tuple[str, ...], context: Context) -> bool:
    """ "No lights in the kitchen" is no correction, "no, the lights in the kitchen" is one."""
    if re.match(r"\s*(?:no|nope|nah)\s*[,.!;-]", text.lower()) or len(words) < 2:
        return False
    first = clause_of(words[1:], context).pieces[0]
    return first.has("thing") and not first.has("part")


def _sides(words: tuple[str, ...], context: Context) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is wanted and what is not: "not the kitchen, the hall"; "fifty, not fifteen"."""
    if "not" not in words or (words and words[0] == "do"):
        return words, ()
    place = words.index("not")
    before, after = words[:place], words[place + 1 :]
    if any(_tells(clause_of((word,), context)) for word in before):
        return before, after
    pieces = clause_of(after, context).pieces
    for number, piece in enumerate(pieces):
        if piece.mentions or piece.has("it") or _is_of(piece, _TELLING):
            following = pieces[number + 1 :]
            end = following[0].start if following else len(after)
            if not any(_tells(Clause((one,))) for one in following):
                return (), after
            return after[end:], after[:end]
    return (), after


_TELLING = ("thing", "number", "color", "level", "white", "part", "act", "step")
_CONTENT = ("thing", "number", "color")
"""A complaint has none of these; a correction has."""


def _tells(clause: Clause) -> bool:
    """It has something that a command is made of."""
    return any(piece.mentions or _is_of(piece, _TELLING) for piece in clause.pieces)


def _is_of(piece: Piece, kinds: Sequence[str]) -> bool:
    return any(piece.has(kind) for kind in kinds)


def _redone(said: _Said, deed: Deed, text: str, context: Context, read: Read) -> Reading | None:
    wanted = said.wanted
    clause = pointed_at(wanted, deed, context)
    if said.refused and not said.denied and not _speaks_of(said.refused, deed, context):
        return None
    if clause.pieces and clause.pieces[0].has("question"):
        return _anew(said, deed, text, context, read)
    if _CONTENT_WITH_IT.fullmatch(" ".join(wanted)):
        return _talk(LEAVE, text, "left")
    if not _tells(clause):
        if is_other(" ".join(wanted)):
            return _instead(deed, text, context)
        if said.refused:
            return _not_that(said.refused, deed, text, context)
        return _unclear(said, clause, deed, text, context)
    if is_pointer(clause) and _is_another_kind(wanted, clause, deed, context):
        return _taken_back(deed, text, context, COMPLAINED)
    if is_pointer(clause):
        other = retargeted(deed, clause, context, text)
        if other is None or guards_anew(other, deed, context):
            return None  # "no, the door" after a lamp was switched off does not unlock it
        return in_its_place(other, deed, text, context)
    if (same := about_it(wanted, text, context, only=deed)) is not None and deed.devices:
        return replace(same, matched_by="correction", devices=same.devices or deed.devices)
    return _anew(said, deed, text, context, read)


def _is_another_kind(wanted: Sequence[str], clause: Clause, deed: Deed, context: Context) -> bool:
    """ "The other song" after a lamp was spoken of is no other one of those."""
    known = context.home.device_by_id
    kinds = {known[device].kind for device in deed.devices}
    things = {tag.value for tag in clause.things}
    named = any(clause.mentions("device"))
    return "other" in wanted and bool(things and kinds) and not named and things.isdisjoint(kinds)


def _unclear(
    said: _Said, clause: Clause, deed: Deed, text: str, context: Context
) -> Reading | None:
    """No alone, or with words that say nothing here: "no, the unicorn"."""
    if said.denied and (len(said.wanted) <= 3 or not clause.unexplained):
        return _taken_back(deed, text, context, COMPLAINED)
    return None


def _speaks_of(refused: Sequence[str], deed: Deed, context: Context) -> bool:
    """What is refused is what was done: its name, room, amount or colour."""
    clause = clause_of(tuple(refused), context)
    known = context.home.device_by_id
    devices = [known[device] for device in deed.devices]
    names = {str(deed.reading.slots.get("name", "")).lower()}
    names.update(name.lower() for d in devices for name in (d.name, *d.aliases))
    areas = {area.name for d in devices if (area := context.home.area_by_id.get(d.area or ""))}
    areas.add(str(deed.reading.slots.get("area")))
    if any(piece.has("it") for piece in clause.pieces):
        return deed.done
    if any(mention.named.name.lower() in names for mention in clause.mentions("device")):
        return True
    if any(mention.named.name in areas for mention in clause.mentions("area")):
        return True
    values = [v for slot, v in deed.reading.slots.items() if slot not in POINTING]
    said = [*(tag.value for tag in clause.tags("number")), *(t.value for t in clause.tags("color"))]
    kinds = {device.kind for device in devices}
    steps = {tag.value[1] for tag in clause.tags("step") if isinstance(tag.value, tuple)}
    said += [step for step in steps if step]
    return any(value in values for value in said) or any(
        tag.value in kinds for tag in clause.things
    )


def _instead(deed: Deed, text: str, context: Context) -> Reading | None:
    """The other one, when there is just one other."""
    others = others_than(deed, context) if deed.devices else ()
    if len(others) != 1:
        return _taken_back(deed, text, context, COMPLAINED)
    slots = {slot: value for slot, value in deed.reading.slots.items() if slot != "name"}
    other = replace(
        deed.reading, slots=slots, devices=others, probability=CERTAIN, text=text, exact=False
    )
    return in_its_place(replace(other, among=(), also=()), deed, text, context)


def _not_that(refused: Sequence[str], deed: Deed, text: str, context: Context) -> Reading | None:
    """ "Not that one": the other one that was offered, else taken back and asked."""
    if not _speaks_of(refused, deed, context):
        return None
    others = others_than(deed, context) if deed.reading.matched_by == "answer" else ()
    if len(others) == 1:
        return _instead(deed, text, context)
    return _taken_back(deed, text, context, COMPLAINED)


def _anew(said: _Said, deed: Deed, text: str, context: Context, read: Read) -> Reading | None:
    """A whole command after "no": carried out in the place of the other."""
    readings = read(" ".join(said.wanted))
    if not readings or readings[0].probability < UNDERSTOOD:
        return None
    best = readings[0]
    if "Get" in best.intent or best.intent in ("HassTimerStatus", "HassRespond"):
        return best
    return in_its_place(best, deed, text, context)


def in_its_place(wanted: Reading, deed: Deed, text: str, context: Context) -> Reading:
    """Undo what was done, then do what was wanted; only the latter where nothing was done."""
    undo = undo_of(deed.turn, context, text, ask=False) if deed.done else None
    wanted = replace(wanted, matched_by="correction", text=text)
    if undo is None:
        return wanted
    only = tuple(d for d in undo.devices if d not in wanted.devices)
    if not only:
        return wanted
    return replace(
        undo,
        devices=only,
        probability=min(CERTAIN, wanted.probability),
        exact=undo.exact and wanted.exact and _is_tame(deed, context),
        also=(replace(wanted, also=()), *wanted.also),
        question="" if undo.exact else undo.question,
    )


def _is_tame(deed: Deed, context: Context) -> bool:
    """A corrected command for a lock is confirmed: somebody has misheard once already."""
    known = context.home.device_by_id
    return not any(known[device].kind in ("lock", "alarm_control_panel") for device in deed.devices)
