"""Something to hear or see: by its title, going on with it, the next one, the one before."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from assistant.context import Context
from assistant.home.find import names_of
from assistant.turn import Value
from assistant.understanding.clause import Clause
from assistant.understanding.meaning import Meaning, is_question, states_a_fact
from assistant.understanding.topics.title import Wanted, wanted_in
from assistant.understanding.topics.title_frame import PRONOUNS, SORTS
from assistant.understanding.topics.wording import WORDS, Filler
from assistant.understanding.words import words_of

_IS_HEARD = re.compile(r"\bhear (?:me|us)$", re.IGNORECASE)
"""The person is to be heard, not a player."""
LISTENING = frozenset("play listen hear tune".split())
NOT_PLAYED = frozenset(
    "trivia together against joke jokes fact facts story funny hilarious said sentence say review "
    "reviews news repeat utterance instruction spoke spoken theater theaters theatres "
    "transactions reminder reminders voicemail message messages email emails".split()
)
"""Words in what follows "play" or "hear" that say it is nothing a speaker plays."""
NOT_FIRST = frozenset("you your i what which how about title artist next previous".split())
"""What begins so is told or asked, and is no title: "hear what you said"."""
PLAYED = frozenset(
    "song track episode expisode podcast chapter music album playlist audiobook tune songs "
    "radio station show movie film".split()
)
NEXT = frozenset("next skip".split())
LISTS = frozenset("list lists".split())
OTHER_WISHES = frozenset("stop pause off timer timers".split())
RESUME = frozenset("resume continue continuing resuming unpause keep".split())
KEPT_SO = frozenset("quiet silent soft low down".split())
"""How it is to be kept: "keep the radio quiet" goes on with nothing."""
SHORTLY = frozenset(
    "play please the a to it this that on up get go 1 one and now can could you ready again "
    "olly ahead forward".split()
)
"""With only these beside "next" or "skip", nothing else is asked for."""
OPENED = frozenset("open launch".split())
ONLY_OPENED = 0.6
"""Factor where something is only to be opened; enough to ask whether it is to play."""
_FOR_ME = re.compile(r"^(?:for )?(?:me|us) | (?:for|to) (?:me|us)$")
_DESCRIBED = re.compile(r"\b(?:that|which) (?:goes|starts|begins|sounds|says|ends|has)\b")
"""Who says so does not know the title."""
_OTHERS_PLAY = re.compile(
    r"\b(?:kids?|children|child|boys?|girls?|baby|twins|dogs?|cats?|puppy|he|she|they|team|"
    r"grandchildren|son|daughter|friends?)(?: (?:both|all|always|just|really))?"
    r"(?: (?:is|are|was|were|can|could|will|would|want|wants|like|likes|love|loves|need|needs|"
    r"going|trying|hoping|having|have|has|to|wanted|not|do|does|did)){1,4} play\b"
)
""" "The children want to play out there": it is they who play."""
_GAME = re.compile(
    r"(?:an?|any|some|another|my|your|our|this|that) (?:\w+ ){0,2}games?\b"
    r"|(?:the )?games? (?!of thrones\b)|(?:the )?games?$|.* game$|the game \w"
    r"|(?:the )?(?:board|card|video|trivia|word|quiz|guessing|memory|number|math|drinking|computer"
    r"|fun|new) games\b|(?:chess|checkers|poker)\b"
)
"""A game to be played with somebody; The Hunger Games can be heard."""


def play(words: WORDS, clause: Clause, context: Context, text: str) -> Iterator[Meaning]:
    """What the words for playing suggest."""
    said = set(words)
    filler = _by_words(words, said, clause)
    meaning = filler(clause, text, context) if filler else None
    if meaning is None:
        return
    told, title = _after_verb(text), str(meaning.slots.get("search_query", ""))
    if filler is not playing or (is_title(title) and (told in PRONOUNS or is_title(told))):
        yield meaning


def _by_words(words: WORDS, said: set[str], clause: Clause) -> Filler | None:
    """The wish that trigger words speak for."""
    if is_question(clause) or states_a_fact(clause) or (said & LISTS and not _is_playlist(words)):
        return None
    if _OTHERS_PLAY.search(" ".join(words)):
        return None
    if said & OTHER_WISHES and "left" not in said:  # "where I left off"
        return None
    if said & NEXT and (said & PLAYED or said <= NEXT | SHORTLY) and "up" not in said:
        return following
    if "previous" in said and said & PLAYED:
        return preceding
    if said & RESUME and said & (PLAYED | {"playing", "play", "resume", "music", "where"}):
        return going_on
    starts = bool(words) and words[0] in ("start", "initiate", "run", "begin") and said & PLAYED
    return playing if said & (LISTENING | RESUME - {"keep"}) or starts else None


def _is_playlist(words: WORDS) -> bool:
    """ "Play list": the recogniser's playlist; a list alone is something else."""
    return ("play", "list") in pairwise(words)


def playing(clause: Clause, text: str, context: Context) -> Meaning | None:
    """A title that is to be played; where only music is meant, the player just plays."""
    wanted = wanted_in(text, context.home) if _has_player(context) else None
    if wanted is None or _IS_HEARD.search(text):
        return None
    if not wanted.title:
        going_on_ = _told_to("HassMediaUnpause", clause, context, any_mention=True)
        only_opened = {*clause.words} & OPENED and not {*clause.words} & LISTENING
        if going_on_ is not None and (only_opened or _DESCRIBED.search(text)):
            return replace(going_on_, certainty=ONLY_OPENED)
        return going_on_
    slots: dict[str, Value] = {**_place(clause, context, wanted), "search_query": wanted.title}
    if wanted.media_class:
        slots["media_class"] = wanted.media_class
    return Meaning("HassMediaSearchAndPlay", slots, implied=_implied(clause, slots))


def going_on(clause: Clause, text: str, context: Context) -> Meaning | None:
    """Going on with what is there; where that is known to be something else, with what was said."""
    if KEPT_SO & {*clause.words}:
        return None
    wanted = wanted_in(text, context.home)
    if wanted is not None and wanted.title and not _may_hold(wanted, context):
        return playing(clause, text, context)
    return _told_to("HassMediaUnpause", clause, context, any_mention=True)


def following(clause: Clause, text: str, context: Context) -> Meaning | None:
    return _told_to("HassMediaNext", clause, context)


def preceding(clause: Clause, text: str, context: Context) -> Meaning | None:
    return _told_to("HassMediaPrevious", clause, context)


def pausing(clause: Clause, text: str, context: Context) -> Meaning | None:
    return _told_to("HassMediaPause", clause, context, any_mention=True)


FILLERS: Mapping[str, Filler] = {
    "HassMediaSearchAndPlay": playing,
    "HassMediaUnpause": going_on,
    "HassMediaNext": following,
    "HassMediaPrevious": preceding,
    "HassMediaPause": pausing,
}


def is_title(wanted: str) -> bool:
    """It may be something that a player plays; games, jokes and half sentences are not."""
    words = _FOR_ME.sub("", wanted.lower().replace("'", "")).split()
    if not words:
        return True
    article = 1 if words[0] in ("the", "a", "an") and len(words) > 1 else 0
    return not (
        set(words) & NOT_PLAYED
        or words[article] in NOT_FIRST
        or _DESCRIBED.match(" ".join(words))
        or all(word in PRONOUNS for word in words)
        or words[-1] == "with"
        or words[-2:] in (["with", "me"], ["against", "me"], ["tell", "me"])
        or _GAME.match(" ".join(words))
    )


def _after_verb(text: str) -> str:
    """What follows the first verb of playing, as it was said."""
    words = [word for word in re.findall(r"[\w']+", text.lower()) if word not in ("please", "to")]
    start = next((place + 1 for place, word in enumerate(words) if word in LISTENING), len(words))
    return _FOR_ME.sub("", " ".join(words[start:]))


def player_slots(clause: Clause, context: Context, *, any_mention: bool = True) -> dict[str, Value]:
    """The player or the room that was said, else the room of the request."""
    words = clause.words
    names = {
        name
        for device in context.home.devices
        if device.kind == "media_player"
        for name in names_of(device)
    }
    for mention in clause.mentions("device"):
        before = words[max(0, mention.start - 2) : mention.start]
        placed = {"on", "in", "to", "from", "with", "at"} & set(before)
        if mention.named.name in names and (any_mention or placed):
            return {"name": mention.named.name}
    for mention in clause.mentions("area"):
        return {"area": mention.named.name}
    area = context.home.area_by_id.get(context.area or "")
    return {"area": area.name} if area else {}


def _place(clause: Clause, context: Context, wanted: Wanted) -> dict[str, Value]:
    """Where to play a title; names that are part of it say nothing about that."""
    found = player_slots(clause, context, any_mention=False)
    named = str(found.get("name") or found.get("area") or "")
    if named and set(words_of(named)) <= set(words_of(wanted.title)):
        area = context.home.area_by_id.get(context.area or "")
        return {"area": area.name} if area else {}
    return found


def _implied(clause: Clause, slots: Mapping[str, Value]) -> tuple[str, ...]:
    said = {mention.named.name for mention in clause.mentions("area")}
    return () if "area" not in slots or slots["area"] in said else ("area",)


def _told_to(
    intent: str, clause: Clause, context: Context, *, any_mention: bool = False
) -> Meaning | None:
    if not _has_player(context):
        return None
    slots = player_slots(clause, context, any_mention=any_mention)
    return Meaning(intent, slots, implied=_implied(clause, slots))


def _has_player(context: Context) -> bool:
    return bool(context.home.devices_of("media_player"))


def _may_hold(wanted: Wanted, context: Context) -> bool:
    """Some player has been stopped or is playing, and what it has may be this."""
    title = {word for word in words_of(wanted.title) if word not in SORTS}
    states = [
        context.states.get(device.id, {})
        for device in context.home.devices
        if device.kind == "media_player"
    ]
    held = [
        words_of(str(state.get("media_title") or ""))
        for state in states
        if state.get("state") in ("paused", "playing")
    ]
    return any(not words or title & set(words) for words in held)
