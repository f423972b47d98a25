"""Each piece of a breath in plain words: "pop the gate and get the porch light"."""

import re
from collections.abc import Iterator, Sequence

from assistant.context import Context
from assistant.home.model import Home
from assistant.understanding.asides import VERBS
from assistant.understanding.breaths.cut import Said, cut, joined
from assistant.understanding.breaths.spoken_of import devices_called
from assistant.understanding.words import words_of

_TOO = r"(?P<too>(?: (?:too|as well|also|again))*)(?P<rest>\W*)"
_LEAD = r"(?P<lead>(?:(?:and|also|just|please|can you|could you|will you|would you) )*)"
_NAME = r"(?:(?:the|my|our|that) )?[\w'’-]+(?: [\w'’-]+){0,3}?"
_WHAT = rf"(?P<what>{_NAME})"
_LIGHT = re.compile(
    rf"{_LEAD}(?:(?:just |only )?(?:give|get) (?:me|us) (?:only |just )?|(?:get|hit) )"
    rf"{_WHAT}{_TOO}",
    re.IGNORECASE,
)
_SOME_LIGHT = re.compile(
    rf"{_LEAD}(?:give|get) (?:me|us) (?:some|a bit of|a little) light{_TOO}", re.IGNORECASE
)
_LIGHT_ON_IT = re.compile(
    rf"{_LEAD}(?:i|we) (?:need|want|could (?:do with|use)|would like) "
    rf"(?:some|a bit of|a little|more) light (?:on|at|over|by) {_WHAT}{_TOO}",
    re.IGNORECASE,
)
_MUSIC_SO = re.compile(
    r"(?:,| and|, and) (?:some|a bit of|a little|a touch of) music,? so "
    r"(?=(?:start|play|turn on|put on|resume) )",
    re.IGNORECASE,
)
""" "... and a little music, so start the radio": that it is wanted is why."""
_GATE = re.compile(rf"{_LEAD}pop {_WHAT}{_TOO}", re.IGNORECASE)
_STARTED = re.compile(rf"{_LEAD}(?:start|fire) {_WHAT} (?:back )?up{_TOO}", re.IGNORECASE)
_GAME = re.compile(
    r"\b(?P<deed>pause|unpause|resume) (?:the|this|that) (?:game|match|footy|football)\b", re.I
)
""" "The match" is what the telly shows."""
_YOU_CAN = re.compile(
    r"(?P<and>,? and|,|;) you (?:can|could|may)(?: also)? "
    r"(?=(?:take|add|put|remove|turn|switch|shut|close|open|lock|start|stop|pause|dim) )",
    re.IGNORECASE,
)
_ALL_DOWN = re.compile(
    r"\b(?:shut|power) (?P<all>everything|it all|the (?:lot|works))(?: back)? down\b(?! to\b)",
    re.IGNORECASE,
)
_LOW = re.compile(
    r",?\s+(?:(?:super|really|real|very|quite|nice and|way|right|pretty|down|turned|nice) )*"
    r"(?:low|dim)\s*,\s*(?:(?:to|at|like|say|about|maybe|around|just)\s+)*"
    r"(?=[\w-]+(?: \w+)? ?(?:percent\b|%))",
    re.IGNORECASE,
)
_BUT_SO = re.compile(
    r",?\s+but\s+(?:(?:only|just|maybe|like|say|about|at|to|"
    r"not (?:too|so|very|that) (?:bright|loud|high|fast|much|hot|low|dim))[\s,]+)+"
    r"(?=[\w-]+(?: \w+)? ?(?:percent\b|%))",
    re.IGNORECASE,
)
""" "The light on, but only at twenty percent": so much of it."""
_OPENING = re.compile(
    rf"{_LEAD}(?:open(?: up)? (?P<what>{_NAME})|(?P<which>{_NAME}) open(?: up)?){_TOO}",
    re.IGNORECASE,
)
_ALSO = re.compile(rf"(?:also )?{_WHAT}{_TOO}", re.IGNORECASE)
_LIGHTS = frozenset({"light"})
_OPENED = frozenset({"gate", "garage", "door"})
"""Classes of what pops open; blinds do not."""
_GUARDING = frozenset({"lock", "cover", "valve"})


def each_plainly(text: str, context: Context) -> str:
    """The text with every piece in plain words."""
    text = _BUT_SO.sub(" at ", _LOW.sub(" at ", _ALL_DOWN.sub(r"turn \g<all> off", text)))
    text = _GAME.sub(r"\g<deed> the show", text)
    if VERBS & {*words_of(text)[:1]}:  # who tells of an app says what "you can" do, too
        text = _YOU_CAN.sub(r"\g<and> ", text)
    pieces = cut(_MUSIC_SO.sub(" and ", text))
    return pieces[0].joint + joined(_plainly(pieces, context))


def _plainly(pieces: Sequence[Said], context: Context) -> Iterator[Said]:
    before = Said("", "")
    for piece in pieces:
        words = _of_light(piece.words, context)
        words = _of_gate(_of_start(words, context.home), context.home)
        if _opens_something_else(before.words, context.home):
            words = _light_beside_a_door(words, context.home)
        before = Said(piece.joint, words)
        yield before


def _of_light(words: str, context: Context) -> str:
    """ "Get the porch light" of a light that is off; of one that is on it may mean off."""
    if (place := _LIGHT_ON_IT.fullmatch(words)) is not None:
        lamps = [f"{place['what']} {kind}" for kind in ("light", "lamp")]
        known = [lamp for lamp in lamps if devices_called(lamp, context.home)]
        return f"turn on {known[0]}{place['too']}{place['rest']}" if known else words
    if (some := _SOME_LIGHT.fullmatch(words)) is not None:
        return f"{some['lead']}turn on the light{some['too']}{some['rest']}"
    found = _LIGHT.fullmatch(words)
    if found is None:
        return words
    called = devices_called(found["what"], context.home)
    lights = [one for one in called if one.area == context.area] or called
    dark = all(context.states.get(one.id, {}).get("state") == "off" for one in lights)
    if not lights or {one.kind for one in lights} != _LIGHTS or not dark:
        return words
    return f"{found['lead']}turn on {found['what']}{found['too']}{found['rest']}"


def _of_start(words: str, home: Home) -> str:
    """ "Start the radio back up": nothing is to be louder."""
    found = _STARTED.fullmatch(words)
    if found is None or not devices_called(found["what"], home):
        return words
    return f"{found['lead']}start {found['what']}{found['too']}{found['rest']}"


def _of_gate(words: str, home: Home) -> str:
    found = _GATE.fullmatch(words)
    things = devices_called(found["what"], home) if found else ()
    if found is None or not things or not all(one.device_class in _OPENED for one in things):
        return words
    return f"{found['lead']}open {found['what']}{found['too']}{found['rest']}"


def _opens_something_else(words: str, home: Home) -> bool:
    """ "Gate open", and nothing else: a light is not meant, which "open" may be said of as well."""
    found = _OPENING.fullmatch(words)
    things = devices_called(found["what"] or found["which"], home) if found else ()
    return bool(things) and all(one.kind in _GUARDING for one in things)


def _light_beside_a_door(words: str, home: Home) -> str:
    """ "Gate open and also the parking light": nobody opens a light."""
    found = _ALSO.fullmatch(words)
    things = devices_called(found["what"], home) if found else ()
    if found is None or not things or {one.kind for one in things} != _LIGHTS:
        return words
    return f"turn on {found['what']}{found['too']}{found['rest']}"
