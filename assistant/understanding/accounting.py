"""The words that a wish accounts for by itself, those of its topic: whatever is left is odd.

A wish that is known by a word or two ("next", "coffee") would otherwise be heard in any sentence
that has them: "next appointment please", "I spilled coffee on the sofa".
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from assistant.home.find import named
from assistant.home.model import Home
from assistant.understanding.clause import Clause
from assistant.understanding.lexicon import Tag
from assistant.understanding.meaning import Meaning
from assistant.understanding.segment import Piece
from assistant.understanding.topics.lists import LISTS as LIST
from assistant.understanding.topics.lists import SHOPPING, TO_DO
from assistant.understanding.topics.machines import CLEANERS, COFFEE, STARTING, WANTING
from assistant.understanding.topics.playing import NEXT, PLAYED, RESUME, SHORTLY
from assistant.understanding.topics.title_frame import GENERIC, PLAYERS, SERVICES
from assistant.understanding.topics.volume import DOWN, STEPS, UP
from assistant.understanding.words import words_of
from assistant.wordpiece import plain_words

PAID = frozenset({"subscription", "subscriptions"})
NO_PLAYERS = frozenset({"phone", "computer", "device"})
"""They play something elsewhere, and much more."""
_MEDIA = (
    PLAYED | NEXT | RESUME | SHORTLY | PLAYERS - NO_PLAYERS | SERVICES | GENERIC - PAID
    | frozenset(
        "back backwards forwards forward last again off left where stopped paused listening "
        "listened listen hear watching reading was were current currently same another "
        "different else queue line up advance move moving jump pick over return start starting "
        "started before "
        "playback series favorite favourite version chapters episodes ones been have had "
        "interrupted break quit audio book spot point place recent recently favourites".split()
    )
)  # fmt: skip
_VOLUME = (
    _MEDIA | UP | DOWN | STEPS
    | frozenset(
        "loud loudness level silent silence quietly mute muted sound sounds noise noisy audible "
        "hearing heard much bit lot little so all completely totally disable cut kill".split()
    )
)  # fmt: skip
_COFFEE = (
    COFFEE | WANTING
    | frozenset(
        "strong black hot warm fresh nice good delicious brewed brewing mug cups glass tea milk "
        "sugar cream drink ready going up thirsty really morning kettle boil time mocha".split()
    )
)  # fmt: skip
_CLEANING = (
    CLEANERS | STARTING
    | frozenset(
        "clean cleans floor floors carpet carpets rug rugs dust dirt mess place around sweep mop "
        "up work job process device machine bot operate sweeping power robotic automatic".split()
    )
)  # fmt: skip
_OF_WHAT_PLAYS = ("HassMediaNext", "HassMediaPrevious", "HassMediaPause", "HassMediaUnpause")
_BY_INTENT: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        **dict.fromkeys(_OF_WHAT_PLAYS, _MEDIA),
        **dict.fromkeys(
            ("HassSetVolume", "HassSetVolumeRelative", "HassMediaPlayerMute",
             "HassMediaPlayerUnmute"), _VOLUME
        ),
        **dict.fromkeys(
            ("HassVacuumStart", "HassVacuumCleanArea", "HassVacuumReturnToBase"), _CLEANING
        ),
    }
)  # fmt: skip
_OF_A_TIME = frozenset(
    "past am pm oclock morning evening afternoon night tomorrow noon midnight half quarter sharp "
    "weekdays weekday weekends weekend every day".split()
)
_SMALL_WORD = (Tag("filler"),)
_ONTO_A_LIST = LIST | SHOPPING | TO_DO
_OF_A_LIST = frozenset({"HassListAddItem", "HassListRemoveItem", "HassListCompleteItem"})


def accounted(clause: Clause, meaning: Meaning, title: str) -> Clause:
    """The clause with the topic's words, and those of a title that plays, as explained words."""
    known = _known(meaning)
    if meaning.intent in _OF_WHAT_PLAYS:
        known |= {*words_of(title)}
    return Clause(tuple(_explained(piece, known) for piece in clause.pieces))


def with_its_time(clause: Clause, home: Home) -> Clause:
    """The clause with the words for a time of day as explained ones, where an alarm clock is named:
    they are what it is set to.
    """
    clocks = any(
        device.kind == "alarm_clock"
        for mention in clause.mentions("device")
        for device in named(home, mention.named.name)
    )
    if not clocks:
        return clause
    return Clause(tuple(_explained(piece, _OF_A_TIME) for piece in clause.pieces))


def likeness_of_titles(one: str, other: str) -> float:
    """Share of words that two titles have in common (Dice), 0 to 1."""
    words, others = {*plain_words(one)}, {*plain_words(other)}
    both = len(words) + len(others)
    return 2 * len(words & others) / both if both else 1.0


def says_where_to(meaning: Meaning, clause: Clause) -> bool:
    """What goes on a list is said to go on one: "add two and two" is a sum."""
    if meaning.intent not in _OF_A_LIST:
        return True
    named = {*words_of(str(meaning.slots.get("name", "")))} - {"the", "my"}
    return bool({*clause.words} & (_ONTO_A_LIST | named))


def is_by_topic(meaning: Meaning) -> bool:
    """It is told to something that need not be named: what plays, what makes coffee."""
    silenced = meaning.intent in ("HassMediaPlayerMute", "HassMediaPlayerUnmute")
    return silenced or meaning.intent in _OF_WHAT_PLAYS or _is_coffee(meaning)


def _is_coffee(meaning: Meaning) -> bool:
    return meaning.slots.get("domain") == "coffee_maker"


def _known(meaning: Meaning) -> frozenset[str]:
    if _is_coffee(meaning):
        return _COFFEE
    return _BY_INTENT.get(meaning.intent, frozenset())


def _explained(piece: Piece, known: frozenset[str]) -> Piece:
    if piece.explained or not known.issuperset(piece.words):
        return piece
    return replace(piece, tags=_SMALL_WORD)
