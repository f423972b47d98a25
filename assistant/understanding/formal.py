"""Requests in a very formal manner: "I should be grateful if the shade could be lowered".

What is to be done is then said of the thing, in the passive or by what it is to do; the same wish
is said directly by the verb first: "lower the shade".
"""

import re

from assistant.understanding.asides import VERBS

_YOU_WOULD = r"(?:,? you (?:would|could|can|will|might)(?: (?:kindly|please|possibly))?)?"
_GLAD = (
    r"(?:(?:most|very|so|ever so|extremely|truly|terribly|much|really) )?"
    r"(?:grateful|obliged|thankful|glad|pleased|delighted|happy)"
)
_OPENING = re.compile(
    r"^[\s,]*(?:please |kindly )?(?:"
    rf"(?:i|we)(?: should| would| shall|.d)? (?:be {_GLAD}|(?:really |greatly |very much )?"
    rf"appreciate it) if{_YOU_WOULD}|"
    rf"it would be (?:\w+ )?(?:\w+ )?if{_YOU_WOULD}|"
    r"(?:may|might|can|could) i (?:kindly |please |respectfully )?(?:request|ask|trouble you) "
    r"(?:that|you to|for)|"
    r"i (?:would like to |wish to |hereby |must |do )?(?:request|ask|insist|require) "
    r"(?:that|you to)|"
    r"i (?:would |should )?(?:wish|require|request)(?: for)?"
    r"(?= (?:the|my|our) )|"
    r"(?:be informed|be advised|note|take note) that(?= i (?:require|request|need|wish|want)\b)|"
    r"(?:ensure|make sure|see to it|see|make certain|be sure|arrange) (?:that|for)|"
    r"would it be (?:at all )?(?:possible|convenient|acceptable) (?:to|for you to|if|for)"
    rf"{_YOU_WOULD}|"
    r"would you be (?:able|willing) to|be so (?:kind|good) as to|have the goodness to|"
    r"do the needful and|proceed to|allow me to request that|(?:arrange|see) to|"
    r"i beg (?:of )?you to"
    r")\s+(?=\S+\s+\S)",
    re.IGNORECASE,
)
_VERBS = {
    "turned": "turn", "switched": "switch", "put": "put", "set": "set", "lowered": "lower",
    "raised": "raise", "opened": "open", "closed": "close", "shut": "shut", "locked": "lock",
    "unlocked": "unlock", "dimmed": "dim", "brightened": "brighten", "paused": "pause",
    "started": "start", "stopped": "stop", "muted": "mute", "unmuted": "unmute",
    "increased": "increase", "decreased": "decrease", "reduced": "reduce", "adjusted": "set",
    "changed": "change", "activated": "activate", "deactivated": "deactivate", "drawn": "draw",
    "extinguished": "turn off", "illuminated": "turn on", "added": "add", "made": "make",
    "brought": "bring", "run": "run", "resumed": "resume", "played": "play", "warmed": "warm",
    "cooled": "cool", "heated": "heat", "boosted": "boost", "cleaned": "clean",
}  # fmt: skip
"""Participles, and the verb of the same wish."""
_DID = re.compile(rf"^(?:you )?(?P<deed>{'|'.join(_VERBS)}) (?P<rest>\S.*)$", re.IGNORECASE)
""" "I should be glad if you lowered the blind"."""
_BEGINS = re.compile(
    rf"(?:i|the|my|our|all|every|both|{'|'.join(sorted({*_VERBS.values(), *VERBS}))})\b",
    re.IGNORECASE,
)
"""What is left is a wish: a thing, or what is to be done; "that Dave turn it off" is neither."""
_DONE = re.compile(
    r"^(?P<thing>(?!(?:i|he|she|they|we|you|it|who|what)\b)\S+(?: \S+){0,6}?) "
    r"(?:(?:could|can|might|may|would|should|must|to|were to|was to) )?(?:please |kindly )?"
    rf"(?:be|being|is|are|were|was) (?:fully |now )?(?P<deed>{'|'.join(_VERBS)})\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_TO_DO = re.compile(
    r"^(?P<thing>(?:the|my|our) \S+(?: \S+){0,5}?) to (?:please )?"
    r"(?P<deed>begin|start|stop|come on|go on|go off|turn on|turn off|switch on|switch off|open|"
    r"close|shut|lock|play|pause|be on|be off|be open|be closed|be shut|be locked)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_IS_SO = re.compile(
    r"^(?P<thing>(?!(?:i|he|she|they|we|you|it|who|what)\b)\S+(?: \S+){0,6}?) (?:is|are) "
    r"(?:all )?(?P<state>on|off|open|closed|shut|locked|unlocked)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_MAKES_SO = {
    "on": "turn on", "off": "turn off", "open": "open", "closed": "close", "shut": "close",
    "locked": "lock", "unlocked": "unlock",
}  # fmt: skip
_DOES = {
    "begin": "start", "come on": "turn on", "go on": "turn on", "go off": "turn off",
    "be on": "turn on", "be off": "turn off", "be open": "open", "be closed": "close",
    "be shut": "close", "be locked": "lock",
}  # fmt: skip


_NEEDED = re.compile(
    r"^(?:i think |i reckon )?(?P<thing>(?:the|my|our|that) \S+(?: \S+){0,4}?) (?:needs?|wants?|"
    r"could do with) (?:to (?:come|go|be)|turning|bringing|putting|taking) "
    r"(?P<way>up|down)\b(?P<rest>(?: (?:an?|the tiniest|bit|little|wee|touch|notch|tad|smidge|lot|"
    r"slightly|further|more|some|please|now|by|to|in the \S+|[\d.]+|half|one|two|three|four|five|"
    r"ten|degrees?|percent))*)\W*$",
    re.IGNORECASE,
)
""" "The heating could do with turning down a notch"."""


def said_directly(text: str) -> str:
    """The wish without a formal opening, by its verb; the text itself where there is none."""
    if needed := _NEEDED.match(text):
        return f"turn {needed['thing']} {needed['way']}{needed['rest']}"
    opening = _OPENING.match(text)
    if opening is None:
        return text
    rest = text[opening.end() :].strip(" ,")
    rest = re.sub(r"^(?:that|to)\s+", "", rest, flags=re.IGNORECASE)
    if did := _DID.match(rest):
        return f"{_VERBS[did['deed'].lower()]} {did['rest']}"
    if done := _DONE.match(rest):
        return f"{_VERBS[done['deed'].lower()]} {done['thing']}{done['rest']}".strip()
    if so := _IS_SO.match(rest):
        return f"{_MAKES_SO[so['state'].lower()]} {so['thing']}{so['rest']}".strip()
    if does := _TO_DO.match(rest):
        deed = does["deed"].lower()
        return f"{_DOES.get(deed, deed)} {does['thing']}{does['rest']}".strip()
    return rest if _BEGINS.match(rest) else text
