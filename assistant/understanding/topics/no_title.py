"""Titles that are rather things or sayings: "play the oven", "play the guitar", "play it safe"."""

import re

from assistant.home.find import named
from assistant.home.model import Home
from assistant.understanding.clause import Clause
from assistant.understanding.lexicon import lexicon
from assistant.understanding.words import words_of

_ARTICLES = frozenset({"the", "my", "our", "a", "an"})
_PLAYED_BY_HAND = frozenset(
    "guitar piano violin drums drum flute trumpet cello keyboard ukulele banjo saxophone sax harp "
    "organ recorder football soccer tennis basketball baseball cricket hockey golf rugby chess "
    "cards poker darts pool snooker ludo monopoly scrabble tag fair dead outside".split()
)
_SAYINGS = re.compile(
    r"(?:it )?(?:by ear|safe|cool|fair|nice(?:ly)?(?: .*)?|dumb|rough|dirty|possum|hooky|truant|"
    r"hard to get|along|fast and loose|for (?:time|keeps|laughs)|house|catch(?: up| with .*)?|"
    r"(?:me )?for a fool|"
    r"out(?:side|doors| there| here| (?:front|back)| (?:in|on) .*)?|"
    r"in the (?:garden|yard|park|street|pool|snow|mud|sand(?:pit)?|rain)|"
    r"with (?:fire|(?:my|your|his|her|their) (?:food|hair|life|heart|feelings)))"
    r"|(?:the )?(?:fool|field|victim|odds|market|part|race card|blame game|long game|waiting game|"
    r"devils advocate|second fiddle|mind games)(?: .*)?"
    r"|(?:an? )(?:part|role|trick|prank)(?: .*)?|tricks? on .*|stupid games(?: .*)?|games with .*"
    r"|(?:my|your|his|her|their|our) (?:cards?|part|hand)(?: .*)?"
)
"""What people play without an instrument."""
_COMMENT = re.compile(
    r",\s*(?!(?:not|no|like|than|more|all|and|or|with|on|in|at|to|of)\b)"
    r"(?:[\w'’]+ ){1,3}(?:that|this)(?: one)?(?: is| was)?\W*$",
    re.IGNORECASE,
)
"""What somebody thinks of what was just said: "lovely tune that"."""
_POINTING = frozenset("it this that them these those again more once one please now".split())
_PLAYERS = frozenset({"media_player", "scene", "script", "todo", "alarm_clock"})
"""Kinds whose words may be titles as well."""


def is_commented_on(text: str) -> bool:
    """ "..., a classic that": the words before the pause are spoken of, and not to be played."""
    return bool(_COMMENT.search(text))


def is_told_to_another(title: str, clause: Clause, home: Home) -> bool:
    """ "Set the lamp to play jazz": beside the title a thing is named, and it plays nothing."""
    in_title = {*words_of(title)}
    return any(
        all(device.kind not in _PLAYERS for device in named(home, mention.named.name))
        for mention in clause.mentions("device")
        if not in_title.issuperset(clause.words[mention.start : mention.end])
    )


def is_rather_a_thing(title: str, home: Home) -> bool:
    """A device of this home, what a home is full of, or what people play with their hands."""
    words = words_of(title)
    if not words:
        return False
    if {*words} <= _POINTING:
        return True
    bare = words[1:] if words[0] in _ARTICLES else words
    by_hand = len(bare) == 1 and bare[0] in _PLAYED_BY_HAND
    if by_hand or _SAYINGS.fullmatch(" ".join(words)):
        return True
    if any(device.kind not in _PLAYERS for device in named(home, " ".join(bare))):
        return True
    kinds = {tag.value for tag in lexicon().get(tuple(bare), ()) if tag.kind == "thing"}
    return bare != words and bool(kinds) and not kinds & _PLAYERS
