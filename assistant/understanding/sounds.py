"""What can be nothing but something to hear, whatever is said around it.

"White noise going", "I fancy a bit of jazz", "get some lullabies on, she won't sleep".
"""

import re

from assistant.understanding.asides import is_told

_STYLES = (
    "jazz|blues|soul|funk|motown|reggae|ska|country|folk|punk|metal|techno|trance|disco|"
    "hip[ -]?hop|rap|r ?(?:and|&|n) ?b|rock(?: and roll| ?n ?roll)?|lo-?fi(?: beats)?|bhangra|"
    "bollywood|opera|gospel|salsa|swing|classical|bluegrass|ambient|drum and bass|grime|k-?pop"
)
_SOUNDS = (
    r"(?:white|brown|pink|green) noise|"
    r"(?:rain|ocean|whale|nature|forest|sea|waves?|thunder(?:storm)?|bird|jungle|river|heartbeat) "
    r"(?:sounds?|songs?|noises?)|lullab(?:y|ies)|nursery rhymes|"
    r"(?!(?:the|that|this|my|your|our|his|her|their|more|less|any|no|some|loud|louder)\b)"
    r"(?:[\w'’-]+ ){1,2}(?:music|songs|tunes|ballads|carols|beats)"
)
_SOME = r"(?:(?:some|a bit of|a little|a wee bit of|a few|that|the|more) )?"
_SOUND = rf"(?P<sound>(?:{_SOUNDS}|{_STYLES}))(?! (?:list|lamp|light|room|station|radio)\b)"
_PUT = "put|stick|bung|whack|pop|chuck|throw|lash|fling|get|have|let['’]?s have|set"
_WHERE = (
    r"(?P<where>(?: (?:in here|through here)| (?:in|on|through|to) (?:the|my|our) "
    r"[\w'’]+(?: (?!and\b)[\w'’]+)?)?)"
)
_BEFORE = (
    r"(?P<before>^\W*|[,;.!]\s*|\b(?:and|then|and then)\s+|\b(?:can|could|would|will) (?:you|we) )"
)
_AFTER = r"(?=\s*(?:$|[,.;!?])|\s+(?:and|please|now|then|for (?:me|us|the|a|now))\b)"
_ASKED_FOR = tuple(
    re.compile(f"{_BEFORE}{frame}{_AFTER}", re.IGNORECASE)
    for frame in (
        rf"(?:{_PUT}) {_SOME}{_SOUND} (?:on|going|playing|started|up)\b{_WHERE}",
        rf"(?:{_PUT}) (?:on|up) {_SOME}{_SOUND}{_WHERE}",
        rf"(?:(?:i|we)(?:['’]?m|['’]re| am| are| do)?(?: just| really| kinda)? )(?:fancy|feel like|"
        rf"(?:in|feeling in) the mood for|could do with|want|would like|would love|wanna hear|"
        rf"want to hear|would love to hear) (?:to (?:hear|have) )?{_SOME}{_SOUND}{_WHERE}"
        r"(?:,? (?:so )?(?:put|stick|pop|whack|bung|get) (?:some|it|that) on)?",
        rf"(?:i|we) need {_SOME}(?P<sound>{_SOUNDS}){_WHERE}",
        rf"{_SOME}{_SOUND} (?:going|playing)\b{_WHERE}",
    )
)


_AND_WHY = re.compile(
    rf"(?P<wish>.*\bplay {_SOME}{_SOUND}(?: on)?{_WHERE}),\s*(?P<why>.+)", re.IGNORECASE
)


def with_sounds_played(text: str) -> str:
    """ "Play white noise" for "white noise going", without what is told after it; the text itself
    where no such thing is said.
    """
    for frame in _ASKED_FOR:
        text = frame.sub(_played, text)
    beside = _AND_WHY.fullmatch(text)
    return beside["wish"] if beside and is_told(beside["why"], after=True) else text


def _played(found: re.Match[str]) -> str:
    return f"{found['before']}play {found['sound']}{found['where']}"
