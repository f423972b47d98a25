"""Whether a wish that the network finds likely can be what these words ask for.

The network knows how people word a wish, and little of what makes no sense: half a sentence, a
lamp to be locked, a tale of what somebody did, up for down.
"""

from assistant.understanding.clause import Clause
from assistant.understanding.meaning import Meaning, is_question, states_a_fact, way_of
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
REPORTING = frozenset("said says told asked claims wrote".split())
ACTS_ON_THINGS = frozenset(
    "open close lock unlock pause resume next previous mute unmute vacuum dock mow brew arm disarm "
    "press toggle warm cool".split()
)
"""What nobody does to a light."""
COMMANDS = frozenset("on off open close lock unlock dim brighten set".split())
SILENCING = frozenset({"HassMediaPause", "HassMediaPlayerMute"})
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
    if len(clause) < FEWEST_WORDS or told:
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
    if meaning.intent == "HassMediaSearchAndPlay":
        title = str(meaning.slots.get("search_query", ""))
        return found.of(meaning.intent) >= SURELY_PLAYED or (
            not clause.verbs & STARTING and is_title(title)
        )
    is_light = meaning.target is not None and "light" in meaning.target.kinds
    return _same_way(meaning, clause) and (not is_light or _fits_a_light(meaning, clause))


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
    named = meaning.target is not None and meaning.target.said == "name"
    return named or any(word.startswith(OF_LIGHT) for word in clause.words)


def played_elsewhere(meaning: Meaning, text: str, found: Wishes) -> bool:
    """After the title comes a room or a player that this home does not have."""
    if not found.title or "search_query" not in meaning.slots or not meaning.implied:
        return False
    rest = " ".join(plain_words(text)).partition(found.title)[2].split()
    return len(rest) > 2 and rest[0] in INSIDE and rest[1] in ARTICLES


def begins_a_tale(clause: Clause) -> bool:
    """It begins with somebody who does it ("I would like" is one piece)."""
    first = clause.pieces[0].words
    return first[0] in TELLERS and len(first) == 1


def is_told(clause: Clause) -> bool:
    """Somebody else does it: a tale, not a wish."""
    return begins_a_tale(clause) or bool((OTHERS | REPORTING) & set(clause.words))
