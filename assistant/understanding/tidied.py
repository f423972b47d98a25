"""Text as templates have it: "per cent" in one word, "pleeease" at its length, "goin" with its g.

What was said stays the same; only how it is written, drawn out or looked for is put in order.
"""

import re

_PER_CENT = re.compile(r"\bper cent\b", re.IGNORECASE)
_COUPLE = re.compile(
    r"\ba couple (?:of )?(?=(?:degrees|minutes|mins|hours|seconds|percent|days)\b)", re.IGNORECASE
)
_AND_STOPPED = re.compile(
    r",?\s+and\s*,\s*(?:(?:like|um+|uh+|em+|er+m*|oh|ah|you know|what else|let me (?:see|think)|"
    r"maybe|also|sorry)\b[\s,]*)*(?=\w)",
    re.IGNORECASE,
)
""" "Hummus, and, like, candles": who stops after "and" looks for the next thing."""
_EM = re.compile(r",\s*em+\s*,\s*", re.IGNORECASE)
_ALARM_ON_HOME = re.compile(
    r"\b(?:put|set|turn|switch) (?P<what>(?:the|my|our) (?:\w+ )?alarm) on (?:to )?"
    r"(?P<way>home)(?: mode)?(?=\W*$|,|;| and\b)",
    re.IGNORECASE,
)
""" "Put the alarm on home" arms it for who stays; no clock is meant."""
_OH_AND = re.compile(r",\s*(?:oh|ah|um+),? (?=(?:and|also)\b)", re.IGNORECASE)
""" "..., oh and is the garage shut": the next thing came to mind."""
_HALF_A_DEGREE = re.compile(r"\bhalf (?:a )?degree\b", re.IGNORECASE)
_ONE_AND_A_HALF = re.compile(r"\b(?:a|one) degree and a half\b", re.IGNORECASE)
_ONE_DEGREE = re.compile(r"\b(?<!half )an? (?=degrees?\b)", re.IGNORECASE)
_HESITATES = re.compile(r"^(?:(?:uh+|um+|erm+)\b[\s,.]+)+(?=\w)", re.IGNORECASE)
""" "Uh light please": nothing was said yet."""
_FAR_TOO = re.compile(
    r"\b(?:way|far|much|a bit|bit|a little|really|dead|proper) too "
    r"(?=(?:bright|dark|dim|loud|quiet|hot|cold|warm|cool|chilly|fast|slow)\b)",
    re.IGNORECASE,
)
_DROPPED_G = re.compile(
    r"\b((?:go|do|gett|sitt|sett|runn|morn|even|play|work|clean|com|cook|heat|wash|dry|blow|burn|"
    r"charg|mov|spinn|someth|noth|anyth|everyth)in)\b(?!['’]\w)['’]?",
    re.IGNORECASE,
)
"""As in Texas and Glasgow; other words in -in ("cabin", "basin") are no such words."""
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}", re.IGNORECASE)
_ENDS_DOUBLE = re.compile(r"\b(?:of|al|wel|hal|wal|wil|stil|ful|cal|tel|fel|doo|too|soo)$", re.I)
"""Beginnings of words that end in two letters of a kind: "offff" is off, "noooo" is no."""
_SOUGHT = re.compile(
    r",?\s+(?:what(?:'s| is|s) (?:it|that|this|the thing) called(?: again)?|"
    r"what was it(?: again)?|what (?:do|d'|did) (?:you|we|they) call (?:it|that|him|her)|"
    r"whatcha ?ma ?call ?it|what'?s ?its? ?(?:name|face)|how do you say)\s*,\s*",
    re.IGNORECASE,
)
"""Asked of oneself, between the words of a wish."""
_BOTH = re.compile(
    r"(?P<two>\band (?:(?:the|my|our) )?[\w'’]+(?: [\w'’]+)?) both"
    r"(?= (?:on|off|up|down|open|closed|shut)\b)",
    re.IGNORECASE,
)
""" "Light and fan both on": both have just been named."""
_BOTH_OF = re.compile(
    r"\bboth (?=(?:(?:the|my|our) )?(?!(?:on|off|up|down|open|closed|shut|of)\b)(?!\w*s\b)"
    r"[\w'’]+ and\b)",
    re.IGNORECASE,
)
""" "Both light and fan on": one of each, as "both lamps and the fan" is not."""
_LEFT_ALONE = re.compile(
    r"^(?!\W*(?:i|we|it|he|she|they|you)\b)(?P<wish>.*\b(?:on|off|up|down|open|shut|closed|here)),"
    r" (?:and |just |only )*(?P<spared>(?:leave|keep) (?:the|my|our|that) (?:(?! and\b)[\w'’ ])+)$",
    re.IGNORECASE,
)
""" "..., leave the fan" is what the wish spares, as "but leave the fan" is."""
_SPARING = re.compile(
    r"^(?!\W*(?:i|we|it|he|she|they|you)\b)(?P<wish>.*\b(?:all|every|everything|everywhere|whole|"
    r"lights|lamps|blinds|curtains|fans)\b[^,]*?)"
    r"(?:,|,? (?:and|but|only|just|though)|,)(?: (?:and|but|only|just|please|maybe))*"
    r" (?:(?:leave|keep|spare)(?! (?:it|them|me|us|on|off|up|down|the (?:others?|rest))\b)|not)"
    r" (?P<what>(?:the|my|our|that|\w+['’]s)(?: (?!(?:for|until|till|at|in|and|if|when)\b)"
    r"[\w'’]+){0,4}?)"
    r"(?: (?:on|off|open|closed|shut|up|down|lit|alone|be|going|running|"
    r"as (?:it|they) (?:is|are)))?"
    r"(?: (?:though|please|thanks|for (?:the|my|our) \w+|for (?:her|him|me|us|now|tonight)))*"
    r"(?=\W*$)",
    re.IGNORECASE,
)
""" "All lights off only leave the landing one": what is left is what the wish spares."""
_LEAVE_ONLY = re.compile(
    r"(?<=[\w,;.] )(?P<leave>leave|keep) (?:just|only) (?=(?:the|my|our|that)\b|[\w’]+['’]s\b)",
    re.IGNORECASE,
)
""" "..., leave just the lamp": after a wish it is what the wish spares."""
_NOT_OFF = re.compile(
    r"(?P<wish>\b(?:quieter|softer|lower|down|dim|dimmer|darker|less|turn .* down)\b.*?),?\s+"
    r"(?:(?:but|just|and|only|though) )+"
    r"(?:(?:do not|don['’]?t|never) (?:turn|switch|put|shut|kill) (?:it|that|them) "
    r"(?:all the way |completely |right )?off|not (?:\w+ )?off)"
    r"(?: (?:completely|altogether|please|though|entirely))*(?=\W*$)",
    re.IGNORECASE,
)
"""What is to be less is not to be off; that this is said, too, changes nothing."""
_SHOPPING = re.compile(
    r"^.*\b(?:add|put|stick|pop|bung|chuck|take|cross|tick|get)\b.*"
    r"\b(?:to|on|onto|off|from) (?:the|my|our) (?:shopping|groceries)(?=\W*(?:please\W*)?$)",
    re.IGNORECASE,
)
"""What goes on "the shopping" goes on its list."""
_CROSSED_OFF = re.compile(
    r"^(?!.*\blist\b)(?:please |can you |could you )*(?:cross|tick|scratch|strike) "
    r"(?:off (?:the |some )?(?P<item>[\w'’ ]+?)|(?:the )?(?P<other>[\w'’ ]+?) off)(?: please)?$",
    re.IGNORECASE,
)
"""Nothing but items is crossed off."""
_WHATEVER = re.compile(r"\bwhat ?ever(?:.?s| is)(?: still| left)? on\b", re.IGNORECASE)
_AND_AT = re.compile(r"\b(kelvin) (?:at|on) (?=[\w-]+(?: \w+)? ?(?:percent|%))", re.IGNORECASE)
""" "At 4000 kelvin at 80 percent" sets two things of one lamp."""
_OF_HOME = r"(?:the|my|our|that|this) (?:(?!on\b|off\b)[\w'’]+ ){0,2}[\w'’]*(?:light|lamp)s?"
_IN_PLACE_OF = re.compile(
    rf"\b(?:(?:use|run|try|turn on|switch on|put on|pop on|stick on) (?P<one>{_OF_HOME})|"
    rf"(?:turn|switch|put|pop|stick) (?P<other>{_OF_HOME}) on) (?:instead of|rather than) "
    rf"(?P<no>{_OF_HOME})(?=\W*$|[,.!?]| please\b| and\b)",
    re.IGNORECASE,
)
""" "Run the small light instead of that big one": one is to be on, the other no longer.
Lights only: whether the radio is to be silent for the telly, not everybody would say.
"""
_TIMER = re.compile(
    r"^(?P<timer>(?:(?:set|start|put on) )?(?:an? |me )*timer),?\s+(?P<length>[^,]+?)\s*,\s*"
    r"(?:for )?(?:the )?(?P<what>(?!.*\b(?:please|thanks|thank|cheers|ta|on|off|turn|switch|put|"
    r"and|no|not|then|love|mate)\b)[\w'’]+(?: [\w'’]+){0,2})$",
    re.IGNORECASE,
)
_ENDS_ON = r"on(?:\W*$|[,.!]| and\b| please\b| now\b)"
_CUT_ON = re.compile(
    r"\bcut (?=on (?:the|my|our|that|those)\b|"
    rf"(?:it|that|them|(?:the|my|our|that|this|those|them|these)(?: (?!(?:and|off|on|in|when|if|"
    rf"that|what|it|is|are|i|we|you|he|she|they|left|still)\b)[\w'’]+){{1,3}}) {_ENDS_ON})",
    re.IGNORECASE,
)
""" "Cut the fan on", as in Texas, is the contrary of "cut the fan"."""
_SAVE = re.compile(
    r"\b(?P<deed>on|off|out|up|down|open|shut|closed)(?:,? save for| save) (?=(?:the|my|our) "
    r"(?!electric|power|energy|batter|planet|world|bill|money)\w)",
    re.IGNORECASE,
)
_COME = re.compile(
    r"^come (?=(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half past|"
    r"quarter (?:to|past)|noon|midnight)\b))",
    re.IGNORECASE,
)
_THEM = re.compile(r"(?<=\w )['’]em\b", re.IGNORECASE)
_LENGTH = re.compile(r"\b(?:second|minute|min|hour)s?\b", re.IGNORECASE)
"""In it there is no name."""


def tidied(text: str) -> str:
    """The text in the usual spelling, without the question what a thing is called."""
    text = _BOTH_OF.sub("", _BOTH.sub(r"\g<two>", _HESITATES.sub("", text)))
    text = _AND_STOPPED.sub(" and ", _OH_AND.sub(", ", _EM.sub(", ", text)))
    text = _WHATEVER.sub("everything", _CROSSED_OFF.sub(_crossed, text))
    text = _CUT_ON.sub("turn ", _THEM.sub("them", _COME.sub("at ", text)))
    text = _ALARM_ON_HOME.sub(r"set \g<what> to \g<way>", _SAVE.sub(r"\g<deed> except ", text))
    text = _NOT_OFF.sub(r"\g<wish>", text)
    text = _SHOPPING.sub(r"\g<0> list", text)
    text = _IN_PLACE_OF.sub(_exchanged, text)
    text = _AND_AT.sub(r"\1 and ", text)
    text = _HALF_A_DEGREE.sub("0.5 degrees", _ONE_AND_A_HALF.sub("1.5 degrees", text))
    text = _FAR_TOO.sub("too ", _ONE_DEGREE.sub("one ", _COUPLE.sub("two ", text)))
    text = _SOUGHT.sub(" ", _PER_CENT.sub("percent", text))
    text = _LEAVE_ONLY.sub(r"\g<leave> ", text)
    text = _SPARING.sub(r"\g<wish> except \g<what>", text)
    text = _LEFT_ALONE.sub(r"\g<wish> but \g<spared>", _DROPPED_G.sub(r"\1g", text))
    timer = _TIMER.match(text.strip(" .!"))
    if timer and _LENGTH.search(timer["length"]) and not _LENGTH.search(timer["what"]):
        text = f"{timer['timer']} for {timer['length'].removeprefix('for ')} for {timer['what']}"
    return _DRAWN_OUT.sub(_shortened, text)


def _exchanged(found: re.Match[str]) -> str:
    return f"turn on {found['one'] or found['other']} and turn off {found['no']}"


def _crossed(found: re.Match[str]) -> str:
    return f"cross {found['item'] or found['other']} off the list"


def _shortened(run: re.Match[str]) -> str:
    before = run.string[: run.start() + 1]
    return run[1] * (2 if _ENDS_DOUBLE.search(before) else 1)
