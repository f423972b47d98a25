"""Several things by the word that their names share: "both skylights", "the island ones".

A home with a north skylight and a south skylight has nothing called skylights. Each is put in by
its own name, so that what reads names reads them.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.context import Context
from assistant.home.find import named, names_of
from assistant.home.model import Area, Floor, Home
from assistant.home.once import once_per_home
from assistant.understanding.lexicon import key_of, lexicon, stem
from assistant.understanding.spared import with_spared_by_name
from assistant.understanding.spared_one import with_that_one_named
from assistant.understanding.words import words_of
from devices.contract import Device

MOST = 4
"""More things are not named one by one."""
_MANY = re.compile(
    r"(?:\b(?P<all>(?:both|all)(?: of)?(?: (?:the|my|our|them|those))?|the|my|our|them|those) |^)"
    r"(?P<word>[^\W\d]{4,})\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?P<all>(?:both|all)(?: of)?(?: (?:the|my|our|those))?|the|my|our|those) "
    r"(?P<words>[^\W\d]+ [^\W\d]+s)\b",
    re.IGNORECASE,
)
""" "Both bedside lamps": a left one and a right one."""
_ONES = re.compile(r"\b(?P<which>(?!other\b|big\b|little\b)[^\W\d]+) ones?\b", re.IGNORECASE)
_OWNERS = re.compile(
    r"\b(?P<owner>[^\W\d]+['’]s)(?=\s+(?:on|off|up|down|to|too|as well)\b|\W*$)", re.IGNORECASE
)
_NO_WHICH = frozenset("the this that these those which any every each no last next only".split())
_ASKS = re.compile(
    r"^\W*(?:(?:so|and|ok|okay|hey|well|tell me|check|see) (?:if |whether )?)*(?:is|are|was|were|"
    r"do|does|did|has|have|had|which|what|how|who|why|when|where|should|if|whether)\b",
    re.IGNORECASE,
)
ROBOTS = frozenset({"vacuum", "lawn_mower"})
_TELLING = {
    "stop": "stop", "start": "start", "begin": "start", "come home": "send home",
    "go home": "send home", "come back": "send home", "go back": "send home",
    "get going": "start", "go to bed": "send home", "get to work": "start",
    "clean": "start", "hoover": "start", "mow": "start", "start cleaning": "start",
    "start hoovering": "start", "start vacuuming": "start", "start mowing": "start",
}  # fmt: skip
_TOLD_TO = re.compile(
    rf"^\W*(?:tell|ask|get) (?P<name>[\w' ]+?) to (?P<deed>{'|'.join(_TELLING)})"
    r"(?: (?:through|round|around|up))?\W*$",
    re.IGNORECASE,
)
_LET_BE = re.compile(
    r",?\s*\b(?:but|and)\s+(?:leave|keep)\s+(?:the\s+)?(?:others?(?:\s+ones?)?|rest)\b"
    r"(?:\s+(?:as (?:it|they) (?:is|are)|alone|be|on|off|open|closed|shut|up|down|locked))?\W*$",
    re.IGNORECASE,
)
_NOT_THOSE = re.compile(
    r"(?P<more>(?<=lights)\b[^,]*|(?<=\bon)|(?<=\boff)), not "
    r"(?P<which>(?:the|my|our) [\w'’]+(?: [\w'’]+){0,3})$",
    re.IGNORECASE,
)
""" "All lights off, not the hall one" spares it."""

_SPARED = re.compile(
    r"\b(?:except|but not|apart from|other than) (?:for )?(?:the|my|our) (?P<word>[^\W\d]+)\W*$",
    re.IGNORECASE,
)


def one_by_one(text: str, context: Context) -> str:
    """The text with each thing named; the text itself where nothing in it stands for several."""
    if _ASKS.match(text):
        return text  # whether both are open is one question
    text = with_spared_by_name(_told_to(text, context.home), context.home)
    rest = _LET_BE.sub("", text) or text
    rest = _NOT_THOSE.sub(r"\g<more> except \g<which>", rest)
    rest = _with_spared(with_that_one_named(rest, context.home), context.home)
    rest = _with_names(_with_nouns(_with_owned(rest, context.home)), context.home)
    shared = ((found, _with_all_words(found, context)) for found in _SEVERAL.finditer(rest))
    single = ((found, _names(found, context)) for found in _MANY.finditer(rest))
    for found, names in (*shared, *single):
        if names:
            listing = " and ".join(f"the {name}" for name in names)
            return f"{rest[: found.start()]}{listing}{rest[found.end() :]}"
    return rest


def _told_to(text: str, home: Home) -> str:
    """ "Tell Rosie to stop" as "stop Rosie", where Rosie is a machine."""
    found = _TOLD_TO.match(text)
    if found is None or not any(one.kind in ROBOTS for one in named(home, found["name"])):
        return text
    return f"{_TELLING[found['deed'].lower()]} {found['name']}"


def _names(found: re.Match[str], context: Context) -> Sequence[str]:
    """Names of the things that end in this word, of this room before those of others."""
    word = found["word"].lower()
    if stem(word) == word or _is_known(word, context.home):
        return ()
    by_word = _by_last_word(context.home)
    bearers = by_word.get(stem(word)) or by_word.get(word.removesuffix("es"), ())
    return _meant(found, bearers, context)


def _with_all_words(found: re.Match[str], context: Context) -> Sequence[str]:
    """Names of the things that have all these words in theirs and are called nothing else."""
    words = words_of(found["words"])
    said = {*key_of(words)}
    places: tuple[Area | Floor, ...] = (*context.home.areas, *context.home.floors)
    a_room = any(said >= {*key_of(words_of(name))} for one in places for name in names_of(one))
    if a_room or named(context.home, found["words"]) or stem(words[-1]) == words[-1]:
        return ()  # "the kitchen lights" are all of the kitchen's
    bearers = [
        device
        for device in context.home.devices
        if said < {*key_of(words_of(device.name))}
        and stem(words_of(device.name)[-1]) == stem(words[-1])
    ]
    return _meant(found, bearers, context)


def _meant(found: re.Match[str], bearers: Sequence[Device], context: Context) -> Sequence[str]:
    """Those of this room before those of others, where they are few and of one kind."""
    here = [device for device in bearers if device.area == context.area]
    meant = here if len(here) > 1 else bearers
    if len({device.kind for device in meant}) != 1 or not 1 < len(meant) <= MOST:
        return ()
    if (found["all"] or "").lower().startswith("both") and len(meant) != 2:
        return ()
    return [device.name for device in meant]


def _is_known(word: str, home: Home) -> bool:
    """A kind of thing, or a name as it stands."""
    if any(tag.kind == "thing" for tag in lexicon().get((word,), ())):
        return True
    return any(words_of(name) == (word,) for name in _every_name(home))


def _every_name(home: Home) -> Iterator[str]:
    things: tuple[Device | Area | Floor, ...] = (*home.devices, *home.areas, *home.floors)
    for thing in things:
        yield from names_of(thing)


@once_per_home
def _by_last_word(home: Home) -> dict[str, tuple[Device, ...]]:
    """Devices whose own name is two words or more, by the last of them."""
    found: dict[str, tuple[Device, ...]] = {}
    for device in home.devices:
        words = words_of(device.name)
        if len(words) > 1:
            found[stem(words[-1])] = (*found.get(stem(words[-1]), ()), device)
    return found


def _with_nouns(text: str) -> str:
    """ "All the lights except the island ones": those are lights, too."""
    found = _ONES.search(text)
    if found is None or found["which"].lower() in _NO_WHICH:
        return text
    before = [word for word in words_of(text[: found.start()]) if _is_plural_thing(word)]
    if not before:
        return text
    return f"{text[: found.start()]}{found['which']} {before[-1]}{text[found.end() :]}"


def _with_spared(text: str, home: Home) -> str:
    """ "Everything off except the PC": the only thing whose name ends so is spared by its name."""
    found = _SPARED.search(text)
    if found is None:
        return text
    word = words_of(found["word"])[-1]
    bearers = _by_last_word(home).get(stem(word), ())
    if len(bearers) != 1 or _is_known(word, home):
        return text
    return f"{text[: found.start('word')]}{bearers[0].name}"


def _with_owned(text: str, home: Home) -> str:
    """ "Ann's lamp on, Tom's off": his lamp, too."""
    for found in _OWNERS.finditer(text):
        before = {stem(word) for word in words_of(text[: found.start()])}
        owner = found["owner"].lower().replace("’", "'")
        for device in home.devices:
            whose, _, noun = device.name.lower().replace("’", "'").partition(" ")
            if whose == owner and noun and stem(noun) in before:
                return f"{text[: found.end('owner')]} {noun}{text[found.end('owner') :]}"
    return text


def _with_names(text: str, home: Home) -> str:
    """ "North window up, south one down": by its word after another of its kind."""
    found = _ONES.search(text)
    if found is None:
        return text
    before = {*words_of(text[: found.start()])}
    which = found["which"].lower()
    for device in home.devices:
        words = words_of(device.name)
        if words[:-1] == (which,) and words[-1] in before:
            return f"{text[: found.start()]}{device.name}{text[found.end() :]}"
    return text


def _is_plural_thing(word: str) -> bool:
    thing = any(tag.kind == "thing" for tag in lexicon().get((word,), ()))
    return thing and stem(word) != word
