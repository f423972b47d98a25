"""What is complained of, in the words that templates have: "the telly's a bit loud" is too loud.

Only what everybody would have changed: what is loud, what is bright, and how warm it is in here.
Praise is none ("lovely and bright"), and of the weather nobody complains to a home.
"""

import re

_MUCH = (
    r"(?:(?:a (?:wee |little |tiny )?bit|bit|a little|a touch|a tad|a shade|way|far|much|awful|"
    r"awfully|very|really|terribly|dreadfully|fierce|wicked|shocking|proper|dead|so|rather|"
    r"ridiculously|stupidly|painfully|unbelievably|just|bloody|damn|ever so|getting|gone) )+"
)
_TOO = rf"(?:{_MUCH}(?:too )?|too )"
_ADJECTIVES = {
    "loud": r"loud|noisy",
    "bright": r"bright|harsh|glaring|dazzling",
}
_OF_A_ROOM = {
    "cold": r"cold|chilly|nippy|parky",
    "hot": r"hot|warm|stuffy|close|muggy",
}
_BY_ITSELF = {
    "loud": r"deafening|blaring|blasting|(?:roaring|booming|blasting|blaring) away",
    "bright": r"blinding(?: me| us)?|dazzling(?: me| us)?|hurting my eyes",
}
_OF_A_ROOM_BY_ITSELF = {
    "cold": r"freezing|baltic|perishing|bitter|arctic|freezing cold|like (?:a fridge|a freezer|an "
    r"icebox|the arctic|the north pole|an igloo)",
    "hot": r"boiling|roasting|sweltering|baking|boiling hot|roasting hot|like (?:an oven|a sauna|"
    r"a furnace)",
}
_IS = r"(?: is| are|['’]s|['’]re)"
_THING = r"(?:(?:that|this|the|my|our|them|those|these) )?(?!it\b)[\w'’]+?(?: [\w'’]+?){0,2}?"
_HERE = r"(?: (?:up |down |over |out )?(?:in )?(?:here|there)| in this room)"
_RIGHT_HERE = r"(?: (?:up |down |over )?(?:in )?here| in this room)"
"""Of what is out there nobody complains to a home."""
_ANY_LIGHT = re.compile(r"(?:(?:the|that|this|those|these) )?(?:lights?|lighting)", re.IGNORECASE)
_TAIL = (
    r"(?:,? (?:mind(?: you)?|though|now|again|already|today|tonight|at the moment|if you ask me|"
    r"i think|i find|is ?n.?t it|innit|don.?t you think|you know|altogether|like|love|"
    r"for (?:(?:me|us|my|the|a|an|this|that|our|her|his) ?)?[\w'’]+(?: [\w'’]+){0,2}|"
    r"to (?:read|see|sleep|think|work|hear|watch|relax|concentrate)\b(?: [\w'’]+){0,3}))*"
)
"""What is too much for something is too much."""


def _named(wordings: dict[str, str]) -> str:
    return "|".join(f"(?P<{name}>{words})" for name, words in wordings.items())


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"^\W*(?:oh |ooh |god |och |ach |well |and )*{pattern}\W*$", re.IGNORECASE)


_OF_A_THING = (
    _whole(rf"(?!(?:that|this){_IS} )(?P<what>{_THING})(?P<here>{_HERE})?{_IS} {_TOO}"
           rf"(?:{_named(_ADJECTIVES)})(?P<there>{_HERE})?{_TAIL}"),
    _whole(rf"(?P<what>{_THING})(?P<here>{_HERE})?{_IS} (?:just |bloody )?"
           rf"(?:{_named(_BY_ITSELF)})(?P<there>{_HERE})?{_TAIL}"),
    _whole(rf"{_TOO}(?:{_named(_ADJECTIVES)}),? (?P<what>(?:that|this|the|my) [\w'’]+"
           rf"(?: (?!mind\b|though\b|is\b)[\w'’]+)??)(?P<here>{_HERE})?(?P<there>)?{_TAIL}"),
)  # fmt: skip
_OF_HERE = (
    _whole(rf"(?:it|this|that){_IS} (?:(?:far|way|much|just|still|a bit|a little) )?too "
           rf"(?:{_named(_ADJECTIVES)})(?P<there>){_TAIL}"),
    _whole(rf"(?:it|this|that){_IS} a (?:wee )?(?:bit|little) "
           rf"(?:{_named(_ADJECTIVES)})(?P<there>){_TAIL}"),
    _whole(rf"(?:(?:it|this){_IS} )?{_TOO}(?:{_named(_ADJECTIVES | _OF_A_ROOM)})"
           rf"(?P<there>{_RIGHT_HERE}){_TAIL}"),
    _whole(rf"(?:it|this){_IS} (?:absolutely |just |bloody |flipping |pure |fucking |like )*"
           rf"(?:{_named(_OF_A_ROOM_BY_ITSELF)})(?P<there>{_RIGHT_HERE}){_TAIL}"),
)  # fmt: skip


_TOLD = re.compile(
    r"\b(?:he|she|they|said|says|saying|told|tells|thinks|reckons|if|when|was|were|is it)\b",
    re.IGNORECASE,
)
"""What somebody says, thinks or asks, and what was so, is no complaint to us."""


def complained_of(text: str) -> str | None:
    """What is too much of what, in plain words; None where nothing is complained of."""
    if _TOLD.search(text):
        return None
    for pattern in _OF_HERE:
        if found := pattern.match(text):
            return f"it is too {_much(found)}{found['there']}"
    for pattern in _OF_A_THING:
        if found := pattern.match(text):
            here = found["here"] or found["there"] or ""
            if here and _ANY_LIGHT.fullmatch(found["what"]):
                return f"it is too bright{here}"  # whichever is on here, and none that is called so
            return f"{found['what']}{here} is too {_much(found)}"
    return None


def as_complained(text: str) -> str:
    """The complaint in plain words; any other text as it is."""
    return complained_of(text) or text


def _much(found: re.Match[str]) -> str:
    return next(name for name in (*_ADJECTIVES, *_OF_A_ROOM) if found.groupdict().get(name))
