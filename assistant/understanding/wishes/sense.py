"""Whether a wish that the network finds likely can be what these words ask for.

The network knows how people word a wish, and little of what makes no sense: half a sentence, a
lamp to be locked, a tale of what somebody did, up for down.
"""

import itertools
from collections.abc import Sequence

from assistant.understanding.clause import SMALL, Clause
from assistant.understanding.lexicon import Tag
from assistant.understanding.meaning import (
    BEING,
    Meaning,
    is_of_another_row,
    is_question,
    says_off,
    states_a_fact,
    way_of,
)
from assistant.understanding.topics import is_title
from assistant.understanding.wishes.model import Wishes
from assistant.wordpiece import plain_words

FEWEST_WORDS = 2
ASKING = frozenset(
    "HassGetState HassGetWeather HassGetCurrentTime HassGetCurrentDate HassTimerStatus "
    "HassClimateGetTemperature".split()
)
"""What a question may wish; "can you" asks for nothing."""
ANY_WORDS = ASKING | frozenset(
    "HassMediaSearchAndPlay HassListAddItem HassListRemoveItem AlarmClockSet HassStartTimer".split()
)
"""Wishes with words that no rule can account for: titles, items, what to get up for."""
OTHERS = frozenset(
    "he she they someone somebody everybody everyone nobody noone anybody anyone mom dad".split()
)
TELLERS = OTHERS | {"i", "we"}
BEFORE_A_TALE = frozenset("now and then well so oh ok okay right like yeah yes but thanks".split())
"""Small words before somebody who is told of."""
REPORTING = frozenset("said says told asked claims wrote".split())
OPINIONS = frozenset("think thought believe suppose guess know knew wonder".split())
SEEKING = frozenset("up for at into like after".split())
"""After "look" they make another wish of it, or none: "look up a lamp"."""
UNREAL = frozenset(
    "pretend pretending suppose supposing imagine imagining assume assuming hypothetically".split()
)
"""Who says so wishes for nothing."""
AMOUNTS = frozenset({"level", "number", "unit", "part", "filler", "prep", "alittle", "alot"})
"""Kinds of words that say how much, and not of what."""
ACTS_ON_THINGS = frozenset(
    "open close lock unlock pause resume next previous mute unmute vacuum dock mow brew arm disarm "
    "press toggle warm cool".split()
)
"""What nobody does to a light."""
DID = frozenset("turned switched opened closed locked unlocked dimmed flicked".split())
OF_ITS_OBJECT = frozenset("the my our your his her their it them that this all".split())
""" "Both of them turned the lights off" tells what was done."""
COMMANDS = frozenset("on off open close lock unlock dim brighten set".split())
SILENCING = frozenset({"HassMediaPause", "HassMediaPlayerMute"})
OF_WHAT_PLAYS = frozenset(
    "HassMediaPause HassMediaUnpause HassMediaNext HassMediaPrevious HassMediaPlayerMute "
    "HassMediaPlayerUnmute HassSetVolume HassSetVolumeRelative".split()
)
OF_LOUDNESS = frozenset({"HassSetVolume", "HassSetVolumeRelative"})
SURELY_PLAYED = 0.8
"""Below this a title must look like one, and be played rather than started."""
STARTING = frozenset({"on", "start", "open", "set"})
"""What is done to devices as well as to what they play."""
OF_LIGHT = ("light", "lit", "lamp", "bulb", "bright", "dark", "dim", "illumin", "glow", "shin")
"""How words begin that speak of light."""
SWITCHED_ON = frozenset("on up dark lit light illuminate activate enable start need want".split())
SWITCHED_OFF = frozenset(
    "off out down kill extinguish disable deactivate douse cut shut black end stop bright "
    "blackout".split()
)
INSIDE = frozenset({"in", "on", "at", "inside", "into"})
"""Before a room or a player."""
ARTICLES = frozenset({"the", "my", "our"})


def makes_sense(wish: str, clause: Clause) -> bool:
    """Before anything is filled in: a whole sentence, and not a question, a ban or a tale."""
    intent = wish.partition(":")[0]
    told = begins_a_tale(clause) if intent in ANY_WORDS else is_told(clause)
    if len(clause) < FEWEST_WORDS or told or is_only_an_amount(clause):
        return False
    if _is_said_to_be(clause):
        return False
    if clause.has("not") and wish != "HassTurnOff:alarm_clock":
        return False
    if intent in ASKING:
        return not (clause.verbs & COMMANDS)
    return not is_question(clause) and not states_a_fact(clause)


def fits(meaning: Meaning, clause: Clause, found: Wishes) -> bool:
    """After it has been filled in: the words speak of such a thing, and of what is done to it."""
    if meaning.intent in SILENCING and "play" in clause.words:
        return False  # "play what I paused"
    if meaning.intent in OF_WHAT_PLAYS and speaks_of_another_thing(clause):
        return False  # "slow the fan down"
    if "color" in meaning.slots and says_off(clause):
        return False
    if meaning.intent in OF_LOUDNESS and _only_opens_or_shuts(clause):
        return False
    if meaning.intent in ("HassMediaNext", "HassMediaPrevious") and is_of_another_row(clause):
        return False
    if meaning.intent == "HassMediaSearchAndPlay":
        title = str(meaning.slots.get("search_query", ""))
        return found.of(meaning.intent) >= SURELY_PLAYED or (
            not clause.verbs & STARTING and is_title(title)
        )
    is_light = meaning.target is not None and "light" in meaning.target.kinds
    return _same_way(meaning, clause) and (not is_light or _fits_a_light(meaning, clause))


def _only_opens_or_shuts(clause: Clause) -> bool:
    """ "Open up", "shut down": nothing is said of what could be loud."""
    return not {"open", "close", "shut"}.isdisjoint(clause.words) and not (
        clause.about("media_player") or clause.has("attr", "volume") or "volume" in clause.steps
    )


def speaks_of_another_thing(clause: Clause) -> bool:
    """Some kind of thing is named, and none that plays."""
    named = {tag.value for tag in clause.things}
    return bool(named) and "media_player" not in named


def _same_way(meaning: Meaning, clause: Clause) -> bool:
    """On and off, up and down are what was said, not what is usually said."""
    way = way_of(clause)
    match meaning.intent:
        case "HassTurnOn":
            return way is None and "off" not in clause.words
        case "HassTurnOff":
            return way is None and "on" not in clause.words
    step = meaning.slots.get("brightness_step") or meaning.slots.get("volume_step")
    return way is None or step not in ("up", "down") or step == way


def _fits_a_light(meaning: Meaning, clause: Clause) -> bool:
    """It is spoken of, nothing is done to it that nobody does to a light, and on or off is said."""
    words = set(clause.words)
    marks = {"HassTurnOn": SWITCHED_ON, "HassTurnOff": SWITCHED_OFF}.get(meaning.intent, words)
    if clause.verbs & ACTS_ON_THINGS or not words & marks:
        return False
    if meaning.intent == "HassLightSet" and not _says_how(clause):
        return False
    named = meaning.target is not None and meaning.target.said == "name"
    return named or any(word.startswith(OF_LIGHT) for word in clause.words)


def _says_how(clause: Clause) -> bool:
    """Not only of what: "with the lights" says nothing of what is to become of them."""
    return not all(
        piece.mentions or piece.has("thing") or (piece.tags and all(map(_is_small, piece.tags)))
        for piece in clause.pieces
    )


def _is_small(tag: Tag) -> bool:
    return tag.kind in SMALL


def played_elsewhere(meaning: Meaning, text: str, found: Wishes) -> bool:
    """After the title comes a room or a player that this home does not have."""
    if not found.title or "search_query" not in meaning.slots or not meaning.implied:
        return False
    rest = " ".join(plain_words(text)).partition(found.title)[2].split()
    return len(rest) > 2 and rest[0] in INSIDE and rest[1] in ARTICLES


def is_only_an_amount(clause: Clause) -> bool:
    """ "Right up", "a bit more", "fifty percent": nothing says of what."""
    return all(
        bool(piece.tags) and not piece.mentions and all(map(_is_of_an_amount, piece.tags))
        for piece in clause.pieces
    )


def _is_said_to_be(clause: Clause) -> bool:
    """ "All I hear is turn it down": what comes after the "is" is told, not asked for."""
    for piece in clause.pieces:
        if piece.has("turn") or (piece.values("act") and not piece.mentions):
            return False
        if BEING.issuperset(piece.words) and piece is not clause.pieces[0]:
            return any(later.has("turn") or later.values("act") for later in clause.pieces)
    return False


def _is_of_an_amount(tag: Tag) -> bool:
    of_anything = tag.kind == "step" and isinstance(tag.value, tuple) and not tag.value[0]
    return tag.kind in AMOUNTS or of_anything


_IN_TURN = frozenset("next last previous first".split())
_OTHERS_THAN_THAT = frozenset("this that it these those please".split())


def _is_of_what_comes(words: Sequence[str]) -> bool:
    """ "The next song is ..."; in "next, this one is awful" it is another that is awful."""
    subject = list(itertools.takewhile(lambda word: word not in BEING, words))
    told = len(subject) < len(words) and _OTHERS_THAN_THAT.isdisjoint(subject)
    return told and not _IN_TURN.isdisjoint(subject[:2])


def begins_a_tale(clause: Clause) -> bool:
    """It begins with somebody who does it ("I would like" is one piece), or says what comes."""
    if _is_of_what_comes(clause.words):
        return True  # "the next song is my favourite"
    if clause.words[:2] == ("let", "me"):
        return clause.verb is not None  # "let me open it": they do it; "let me have some light"
    begun = [piece for piece in clause.pieces if not BEFORE_A_TALE.issuperset(piece.words)]
    first = begun[0].words if begun else ()
    if first == ("you",):
        return len(begun) > 1 and begun[1].has("state") and not begun[1].has("act")  # "you opened"
    return len(first) == 1 and first[0] in TELLERS


def is_told(clause: Clause) -> bool:
    """Somebody else does it, or nobody: a tale, not a wish."""
    if begins_a_tale(clause) or (OTHERS | REPORTING | UNREAL) & set(clause.words):
        return True
    if any(piece.words[0] in OPINIONS and not piece.explained for piece in clause.pieces):
        return True  # "half as bright as you think"
    return any(
        (one in DID and following in OF_ITS_OBJECT) or (one == "look" and following in SEEKING)
        for one, following in itertools.pairwise(clause.words)
    )
