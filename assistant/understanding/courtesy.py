"""Courtesies around a wish: "would you be a dear and", "love", "if it's not too much trouble".

They may be part of a title or a message, so that they are taken off only where the whole text
is no request that a template knows.
"""

import re

from assistant.understanding.formal import said_directly
from assistant.understanding.lexicon import COLORS


def _any(listing: str) -> str:
    return "(?:" + "|".join(phrase.strip() for phrase in listing.split(",")) + ")"


_DEAR = "(?:my )?" + _any(
    "dear, dearie, love, luv, (?<!be )lovely, hon, honey, darling, darlin, sweetheart, sweetie, "
    "pet, duck, "
    "mate, matey, pal, bro, bruv, bruh, dude, man, fam, buddy, boss, chief, lads, sir, "
    "madam, maam, yaar, ji, bhai, beta, babe, bud, champ, friend, chap, lad, kiddo, legend, "
    "cobber, hun, petal, poppet, flower, hen, treacle, sunshine, guv, guvnor, gorgeous, "
    "(?:ya|you|yer) (?:goose|legend|ripper|beauty|star|daft thing|muppet|numpty), old (?:chap|bean|"
    "boy|girl|thing), fella, homie, y.?all, my man, good man, doll, our kid, mo chara, da, "
    "hombre, amigo"
)
_NOT = "(?: not|n.?t)"
_CHANCE = "(?:get|have|have got) a (?:chance|minute|min|moment|sec|second)"
_YOU = _any("you, ya, u, ye, yous, youse, y.?all")
_CAN = _any("would, could, can, will")
_MANNERS = _any(
    "please, pls, plz, pretty please, no rush, no hurry, thanks, thank you, thank you so much, "
    "thank you very much, thank you kindly, ta, cheers, if you please, if you would, if you could, "
    f"if you can, if you may, if you like, if you (?:do|would){_NOT} mind, if possible, "
    f"if it(?:.?s| is){_NOT}? ?(?:not )?too much trouble, if you {_CHANCE}, "
    f"if (?:(?:that|it)(?:.?s| is) (?:ok|okay|al+ ?right)|that(?:.?s| is) (?:fine|cool|grand))"
    f"(?: (?:with|by) {_YOU})?, "
    f"if (?:nobody (?:minds|objects)|{_YOU}(?: all| both)? do{_NOT} (?:mind|object))"
    f"(?: (?:too much|terribly))?, "
    f"when(?:ever)? you can, when(?:ever)? you {_CHANCE}, when(?:ever)? you(?:.?re| are) ready, "
    f"{_CAN} {_YOU}, wo{_NOT} you, right now, now, quick, quickly, real quick, asap, "
    "as soon as possible, straight ?away, right away, at once, innit, eh, yeah, ok, okay, "
    "(?<!to )(?<!a )go, (?<!to )go on, chop chop, i think, you know, i guess, i reckon, "
    "or something, or whatever, "
    "for (?:just )?a (?:sec|second|mo|tick|jiffy|moment|wee bit), "
    "(?<!in )(?<!for )(?<!by )(?<!every )(?<!within )(?:just )?(?:a|one) "
    "(?:sec|second|mo|tick|jiffy|moment|minute|min), "
    "will do, is (?:fine|enough|plenty), na, (?<!fan )only, like, so, "
    "(?<!out )(?<!over )(?<!in )(?<!up )(?<!down )there, ever, "
    "(?:behind|after) (?:me|us|him|her|them|you), "
    "(?:there|here)? ?and all, let.?s go, pronto, sharpish, "
    "quick smart, chop-chop, hey, lol, much appreciated, at your (?:earliest )?convenience, "
    "if you.?d be so (?:kind|good), i.?d appreciate it, that.?(?:d| would) be (?:\\w+ )?"
    "(?:great|grand|lovely|nice|good|brilliant|appreciated|wonderful|class|sound), "
    "for (?:us|me)(?: all)?, thanks a (?:million|bunch|lot|mil), while you.?re at it, "
    "(?:i )?(?:beg|implore) you, for (?:the love of|goodness|heaven.?s|god.?s|pete.?s) ?\\w*"
    "(?: sake)?, no worries, for real, fr, ngl, tbh, good (?:man|girl|lad|lass), yay, hooray, "
    "woohoo, yippee, like an? (?:good )?(?:girl|boy|lad|lass|man|woman|dear|pet|love)"
)
_AT_END = re.compile(rf"[\s,.!?]+(?:{_DEAR}|{_MANNERS})[\s,.!?]*$", re.IGNORECASE)
_LEAD = _any(
    "please, pls, yo, oi, och, ach, aw, hey, hi, hello, oh, ooh, ah, um, uh, er, erm, so, well, "
    "right, ok, okay, "
    "now, and, but, look(?! (?:up|at|for|into|like|after)), listen, alright, all right, "
    "yes, yeah, yep, lol, omg, gosh, come on, go on, "
    "quick, kindly, yeah nah, nah yeah, ah here, here, jaysus, janey, sure look, crikey, "
    "strewth, blimey, do one thing, grand, deadly, jeez, sheesh, ugh, ay, aye, nay, "
    "before i forget, hang about, mate, g.?day"
)
_KIND = _any(
    "be an? (?:dear|love|darling|star|lamb|angel|sweetheart|pal|legend|good \\w+)(?: and)?, "
    "be (?:so|very) (?:kind|good) (?:as to|and), (?:do|be) (?:me|us) a (?:favou?r|solid)(?: and)?, "
    "kindly, mind, please, possibly"
)
_ASKING = _any(
    "(?:would|do) you mind (?:awfully|terribly|very much|ever so), "
    f"{_CAN} {_YOU} (?:{_KIND}|ever(?: just)?|be able to|just|quickly|maybe), {_KIND}, "
    f"{_CAN} {_YOU}, do you think you (?:could|can), "
    f"i (?:was|am|.?m) (?:just )?wondering if you {_CAN}, "
    "sorry to (?:bother|trouble) you(?: but)?, "
    f"if you (?:would|do){_NOT} mind, might i trouble you to, "
    f"(?:is there )?any chance you {_CAN}, "
    "(?:i need|i.?ll need|i will need|i want|i.?d like|i would like) you to, "
    "when(?:ever)? you.?ve (?:got )?a (?:chance|minute|min|moment|sec|second), "
    f"(?:would|do) you mind(?=\\s+\\w+ing\\b), (?:we|i) could do with, go ahead and, "
    f"do{_NOT} forget to, when(?:ever)? you {_CHANCE}, "
    "when(?:ever)? you can, gonnae, goannae, gonna (?:you|ye|ya), "
    "(?:it.?d|it would|.?twould) (?:be|do) (?:no harm|nice|good|grand|great|lovely|well|as well)"
    "(?: for us)? to(?= (?:have (?:a|some)|get|put|turn|switch|open|close|shut|dim)\\b), "
    "(?:(?:you|we)(?:.?d| had)? )?(?:better|best|may as well|might as well)"
    "(?= (?:turn|switch|put|set|close|shut|lock|dim|bring|pull|take|start|stop|get|draw|lower|"
    "raise|kill|knock|turn)\\b)"
)
_THINKS_AGAIN = (
    "(?:on second thoughts?|never ?mind(?=,))"
    r"(?=,? (?:turn|switch|put|set|open|close|shut|lock|dim)\b)"
)
""" "Never mind, close it": the wish that follows is the one that counts."""
_AT_START = re.compile(
    rf"^[\s,.!]*(?:{_LEAD}(?: there)?|{_DEAR}|{_ASKING}|{_THINKS_AGAIN})(?![\w'’])[\s,.!]+",
    re.IGNORECASE,
)
_ASKING_FOR = re.compile(
    r"^[\s,.!]*(?:might i trouble you for|(?:is there )?any chance of|"
    r"(?:gimme|give (?:me|us)|let me have) (?=(?:(?:the|my|our) )?(?:\w+ ){0,3}"
    r"\w*(?:light|lamp)s?$))\s*",
    re.IGNORECASE,
)
"""What follows is a thing; who asks for one wants it."""
_HAVING_IT_SO = re.compile(
    r"^(?:let.?s have|let us have|(?:i|we) should (?:very much )?like|"
    r"(?:it.?d|it would|.?twould) (?:be|do) (?:no harm|nice|good|grand|great|lovely))(?: to have)? "
    r"(?=(?:the|my|our)\b.* (?:on|off|up|down|open|shut|closed)$)",
    re.IGNORECASE,
)
""" "Let's have the radio on"."""
_ENDING = re.compile(r"\b(?:stop|pause|kill|off|out)\b", re.IGNORECASE)
_WHOLLY = re.compile(r" (?:completely|altogether|entirely|totally)$", re.IGNORECASE)
"""What is stopped or off cannot be half so."""
_A_MOMENT = re.compile(
    r"^(?P<wish>(?:\w+ )?(?:pause|hold)\b.*?),? (?:just )?(?:an?|one|two) "
    r"(?:minute|min|moment|sec|second|tick)s?$",
    re.IGNORECASE,
)
"""Who says "pause it one minute" does not ask for an end."""
_MILD = frozenset(
    "please can could would will you ya u thanks thank hey hi hello ok okay so now well oh yes "
    "yeah right and but i want need like to let us kindly go ahead".split()
)
"""Those that most people say; the learned reader knows them."""
_SPOKEN_TO = re.compile(rf",\s*{_DEAR}[\s,.!?]*$", re.IGNORECASE)
_EXPLETIVE = re.compile(
    r"\b(the|my|our|a|that|this|them|your|those)(?: (?:bloody|flaming|blinking|bleeding|blooming|"
    r"ruddy|flamin.?|frigging|friggin.?|freaking|freakin.?|fricking|frickin.?|effing|"
    r"feckin.?g?|fucking|fuckin.?|sodding|wretched|dratted|infernal|confounded|goddamn|god damn|"
    r"damned?|darned?|dang|cursed|pesky|stupid|rotten|flipping|flippin.?|poxy|manky|blasted|"
    r"daft|silly))+(?= \w)",
    re.IGNORECASE,
)
"""Before a thing it only tells what somebody thinks of it."""
_WILL_DO = re.compile(r"(\w)['’]ll (?=do\b)", re.IGNORECASE)
_ROUGHLY = re.compile(
    r"\b(?:about|roughly|approximately|approx|maybe|say|like)\s+"
    r"(?=(?:a (?:third|quarter)|half|halfway|\d+|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|"
    r"ninety|ten|fifteen|a hundred)\b.*(?:percent|%)|"
    r"(?:(?:thir|four|fif|six|seven|eigh|nine)teen|twenty)(?:[ -]\w+)?(?: degrees)?\W*$|"
    rf"(?:{'|'.join(COLORS.split(', '))})\s*$))",
    re.IGNORECASE,
)
"""How exact an amount is, and what a colour is like."""
_DO_IN = re.compile(
    r"^do (?=(?:(?:the|my|our|them|those|these|that|all)\b.*\b(?:"
    rf"{'|'.join(COLORS.split(', '))}|percent)|(?P<only>{'|'.join(COLORS.split(', '))}))\s*$)",
    re.IGNORECASE,
)
""" "Do the lights purple" is to make them so."""
_HESITATION = re.compile(r"(?:^|[\s,]+)(?:um+|uh+|erm*|hmm+)(?=[\s,.]|$)[\s,.]*", re.IGNORECASE)
_PLAYED = re.compile(r"\b(?:play|listen|hear|sing|called)\b", re.IGNORECASE)
"""What follows may be a title, to its end."""
_MINDING = {
    "turning": "turn", "switching": "switch", "putting": "put", "opening": "open",
    "closing": "close", "shutting": "shut", "locking": "lock", "dimming": "dim",
    "playing": "play", "pausing": "pause", "starting": "start", "stopping": "stop",
    "setting": "set", "lowering": "lower", "raising": "raise", "adding": "add",
    "making": "make", "popping": "put", "sticking": "put", "running": "run",
}  # fmt: skip
"""After "would you mind"."""


def only_mildly(text: str, plain: str) -> bool:
    """Nothing but the commonest courtesies was taken off."""
    return {*text.lower().replace(",", " ").split()} - {*plain.lower().split()} <= _MILD


def without_vocative(text: str) -> str:
    """ "..., love": after a comma it is part of nothing."""
    return _SPOKEN_TO.sub("", text) or text


def _made(found: re.Match[str]) -> str:
    return "make it " if found["only"] else "make "


def without_courtesy(text: str) -> str:
    """The text without what is only said for politeness at its ends; never without any word."""
    text = _WILL_DO.sub(r"\1 will ", text)
    rest = _EXPLETIVE.sub(r"\1", _HESITATION.sub(" ", text)).strip(" ,")
    if _ENDING.search(rest):
        rest = _WHOLLY.sub("", rest)
    while not _PLAYED.search(rest):
        ending = _AT_END.search(rest)
        if ending is None or not ending.start():
            break
        rest = rest[: ending.start()]
    while (begun := _AT_START.match(rest)) is not None and begun.end() < len(rest):
        rest = rest[begun.end() :]
    if (moment := _A_MOMENT.match(rest)) is not None:
        rest = moment["wish"]
    rest = _HAVING_IT_SO.sub("i want ", _ASKING_FOR.sub("i want ", rest))
    rest = _DO_IN.sub(_made, _ROUGHLY.sub("", rest))
    if (direct := said_directly(rest)) != rest:
        return without_courtesy(direct)
    if rest == text:
        return text
    first, _, more = rest.strip(" ,").partition(" ")
    return f"{_MINDING.get(first.lower(), first)} {more}".strip()
