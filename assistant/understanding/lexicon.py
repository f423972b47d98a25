"""What people say for what, outside the names of their home.

Each entry is a tag with a value and the words for it. One phrase may have several tags; the
reading of the whole sentence decides which one counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.turn import Value
from assistant.understanding.words import words_of


@dataclass(frozen=True, slots=True)
class Tag:
    """What a run of words may be."""

    kind: str
    """`act`, `turn`, `part`, `thing`, `attr`, `step`, `color`, `level`, `unit`, `all`, ..."""
    value: Value = None
    device_class: str | None = None
    """For a `thing`."""


_ACTS: Mapping[str, str] = {
    "on": "activate, enable, light up, illuminate, fire up, power up, engage, initialize, "
    "initiate, turn on, switch on, power on, put on, flip on, flick on, boot up, "
    "get going, stick on, pop on, whack on, bung on, knock on, leave on, throw on, "
    "put back on, turn back on, switch back on",
    "off": "deactivate, disable, kill, extinguish, cut off, cut, shut off, shut down, shutdown, "
    "power down, power off, turn off, switch off, turn out, switch out, put out, "
    "disengage, cease, unplug, knock off, pop off, whack off, click off, flick off, flip off, "
    "get rid of, turn back off, switch back off, put back off, cut the power to, douse, quench, "
    "snuff out",
    "start": "start, run, begin, launch, start up, kick off, set going",
    "stop": "stop, end, quit, halt",
    "open": "open, open up, lift, roll up, pull up, draw back, unroll, unshut",
    "close": "close, shut, close up, close down, close over, roll down, pull down, draw",
    "lock": "lock, lock up, secure, bolt",
    "unlock": "unlock, unbolt, unsecure, undo the lock",
    "raise": "raise, lift up, bring up, put up",
    "lower": "lower, bring down, put down, let down, drop",
    "increase": "increase, boost, crank up, amp up, bump up, pump up, crank, intensify, up, raise, "
    "turn up, put up, bring up, step up, higher, dial up, ramp up",
    "decrease": "decrease, reduce, cut down, tone down, minimize, lessen, down, lower, turn down, "
    "bring down, step down, drop, ease off, ease back, ease down, dial back, dial down",
    "dim": "dim, dim down, darken, dimming",
    "brighten": "brighten, brighten up, lighten, lighten up",
    "warm": "warm up, heat up, warm",
    "cool": "cool down, cool off, cool",
    "set": "set, change, adjust, make, turn, put, switch, move, bring, shift, transition, "
    "get, have, pull, take",
    "halve": "halve",
    "double": "double",
    "pause": "pause, hold",
    "resume": "resume, unpause, continue, keep playing, carry on, carry on with, continue with",
    "play": "play, put on, listen to",
    "next": "next, skip, skip forward, next one",
    "previous": "previous, go back, skip back, last one, replay",
    "mute": "mute, silence, shush, hush, be quiet, quiet down, shut up, stop talking",
    "unmute": "unmute",
    "vacuum": "vacuum, hoover, sweep, mop, clean, clean up, do the vacuuming, vacuuming, cleaning, "
    "have a run round, go round, have a go round, do a run, do the carpets, do the carpet, do the "
    "rug, hoovering, sweeping, mopping, "
    " go clean, go and clean, go vacuum, go hoover, go and hoover, "
    "do the floors, do the hoovering, vacuum the place, hoover the place, clean the place",
    "dock": "dock, return, go home, send home, go back to base, return to base, back to base, "
    "return home, send back, go to the dock, charge",
    "mow": "mow, cut the grass, mow the lawn, mowing, mow the grass, cut the lawn, "
    "cutting the grass, go mow, go and mow, do the lawn, do the grass, see to the grass, "
    "see to the lawn, trim the grass, trim the lawn",
    "send": "send, call, recall, summon, fetch",
    "brew": "brew, make, prepare, fix, brewing",
    "arm": "arm, set",
    "disarm": "disarm",
    "trigger": "activate, trigger, apply, enable, engage, do",
    "press": "press, push, hit",
    "toggle": "toggle, flip, flip the state of, change the state of, switch the state of, "
    "change the status of, flip the status of",
}
_TURNS = (
    "turn, switch, put, flip, flick, power, shut, set, make, change, get, bring, leave, keep, "
    "stick, "
    "pop, whack, bung, knock, click, throw, chuck, hit, slap, whip, shove, bump, nudge, crank, "
    "jack, pull, push, wind, haul, swing, slide, roll, ping, lash, sling, pull up, draw"
)
_THINGS: Mapping[tuple[str, str | None], str] = {
    ("light", None): "light, lighting, lamp, bulb, light bulb, luminaire, chandelier, spotlight",
    ("switch", None): "switch, plug, socket, outlet, smart plug, smart socket, plug socket, "
    "power socket, power outlet, smart outlet, smart switch",
    ("fan", None): "fan, ventilator, ventilation, extractor, extractor fan, exhaust fan",
    ("cover", "blind"): "blind, roller blind, venetian blind",
    ("cover", "curtain"): "curtain, drape, drapery",
    ("cover", "shade"): "shade, window shade",
    ("cover", "shutter"): "shutter, roller shutter, window shutter",
    ("cover", "awning"): "awning, canopy, sunshade",
    ("cover", "garage"): "garage door, garage",
    ("cover", "gate"): "gate",
    ("cover", "window"): "window",
    ("cover", "door"): "door",
    ("cover", None): "cover, window covering",
    ("lock", None): "lock, door lock, smart lock, door, deadbolt",
    ("climate", None): "thermostat, heating, heater, heat, air conditioner, air conditioning, "
    "climate, climate control, hvac, furnace, radiator, heat pump, cooling, aircon",
    ("media_player", None): "music, television, speaker, media player, radio, stereo, song, "
    "track, audio, sound, movie, film, video, show, player, soundbar, smart speaker, playback, "
    "media, album, podcast, tunes, sound system, smart tv, tv show, playlist",
    ("vacuum", None): "vacuum, vacuum cleaner, robot vacuum, robot vacuum cleaner, hoover, robot, "
    "roomba, robot cleaner, cleaning robot, vacuum robot, cleaner",
    ("lawn_mower", None): "mower, lawn mower, lawnmower, robot mower, mowing robot",
    (
        "valve",
        None,
    ): "valve, water valve, sprinkler, sprinkler system, irrigation, water main, tap, hose",
    ("coffee_maker", None): "coffee, coffee maker, coffee machine, coffee pot, espresso, "
    "cup of coffee, espresso machine, coffeemaker, latte, cappuccino",
    ("oven", None): "oven, stove",
    ("alarm_control_panel", None): "alarm, alarm system, security system, house alarm, "
    "burglar alarm, security alarm, security",
    ("alarm_clock", None): "alarm, alarm clock, wake up alarm",
    ("humidifier", None): "humidifier, dehumidifier",
    ("scene", None): "scene",
    ("script", None): "script, routine",
}
_ATTRIBUTES: Mapping[str, str] = {
    "brightness": "brightness, light level, dimness, intensity, light intensity, brightness level, "
    "lighting level, luminosity, strength, bright",
    "color": "color, hue, colors",
    "color_temp": "color temperature, white temperature, light temperature",
    "temperature": "temperature, temp, target temperature, setpoint, degrees",
    "volume": "volume, sound level, volume level, loudness, sound volume",
    "position": "position, way",
    "speed": "speed, fan speed",
}
_STEPS: Mapping[tuple[str, str], str] = {
    ("brightness", "up"): "brighter, lighter, more light, too dark, less dark, more bright",
    ("brightness", "down"): "dimmer, darker, not so bright, not quite so bright, not as bright, "
    "less light, too bright, less bright, softer",
    ("volume", "up"): "louder, too quiet, too soft, more volume",
    ("volume", "down"): "quieter, not so loud, not quite so loud, not as loud, "
    "softer, too loud, less loud, more quiet, less volume",
    ("temperature", "up"): "warmer, hotter, too cold, too cool, too chilly, more heat",
    ("temperature", "down"): "cooler, colder, too hot, too warm, less heat",
    (
        "speed",
        "up",
    ): "faster, go faster, quicker, speed up, too slow, more air, more wind, stronger",
    ("speed", "down"): "slower, go slower, slow, slow down, too fast, less air, less wind, gentler",
    (
        "white",
        "warm",
    ): "warmer white, warmer light, warmer glow, warmer tone, more yellow, yellower, "
    "cosier, cozier, more cosy, more cozy, softer white, warmer color",
    ("white", "cool"): "cooler white, colder white, cooler light, colder light, whiter, bluer, "
    "less yellow, cooler tone, crisper, cooler color, brighter white",
    ("", "up"): "higher, more, up",
    ("", "down"): "lower, less, down",
}
_FACTORS: Mapping[tuple[str, str], str] = {
    ("", "half"): "halve, in half, by half, half as much, half of that, half of what it is, "
    "half what it is, half of what it was, half of it",
    ("brightness", "half"): "half as bright, half the brightness",
    ("volume", "half"): "half as loud, half the volume",
    ("speed", "half"): "half as fast, half the speed",
    ("", "double"): "double, twice as much, twice that, twice what it is",
    ("brightness", "double"): "twice as bright, double the brightness",
    ("volume", "double"): "twice as loud, double the volume",
    ("speed", "double"): "twice as fast, double the speed",
}
_LEVELS: Mapping[int, str] = {
    100: "as bright as it goes, as bright as possible, as bright as it gets, "
    "as bright as it can be, as bright as they go, brightest, full whack, full tilt, right up, "
    "flat out, full belt, full bore, full pelt, full steam, full chat, full throttle, to the max, "
    "right the way up, all the way up, the whole way up, up the whole way, the whole way, "
    " as high as it goes, as high as it will go, full on, "
    "as far as it goes, as far as it will go, right the way, to the top, "
    "full, fully, max, maximum, its highest, highest, all the way, full brightness, "
    "maximum brightness, "
    "completely, full power, full blast, full bright, wide",
    1: "almost nothing, next to nothing, barely on, barely there, "
    "as low as it goes, as dim as it goes, as dim as possible, as dark as possible, dimmest, "
    "right down, right the way down, its lowest, min, minimum, lowest, minimum brightness, "
    "lowest brightness",
    50: "half, a half, 1 half, halfway, half way, half open, half closed, medium, "
    "half brightness, middle, in half, by half, half of it",
    25: "quarter, a quarter, 1 quarter, low",
    33: "third, a third, 1 third",
    67: "2 thirds",
    75: "3 quarters, high",
    20: "a fifth, 1 fifth",
    40: "2 fifths",
    60: "3 fifths",
    80: "4 fifths",
    10: "a tenth, 1 tenth",
}
COLORS = (
    "white, black, red, orange, yellow, green, blue, purple, brown, pink, turquoise, violet, cyan, "
    "magenta, gold, lime, teal, indigo, maroon, navy, salmon, coral, lavender, beige, crimson, "
    "aqua, olive, peach"
)
"""Names of colours, as people say them."""
_WHITES: Mapping[int, str] = {
    1900: "candle light, candlelight",
    2700: "warm white, soft warm white, nice warm white, soft white, warm light, warm",
    4000: "cool white, cold white, neutral white, cool light, cool, neutral",
    6500: "daylight, day light",
}
_UNITS: Mapping[str, str] = {
    "percent": "percent, per cent, pct",
    "degrees": "degrees, degree, degrees celsius, degrees fahrenheit, celsius, fahrenheit, "
    "degrees f, degrees c, f, c",
    "kelvin": "kelvin, k",
}
_MODES: Mapping[str, str] = {
    "heat": "heat, heating, heat mode, heating mode",
    "cool": "cool, cooling, cool mode, cooling mode",
    "dry": "dry, drying, dry mode",
    "fan_only": "fan only, fan mode, fan only mode, only fan",
    "auto": "auto, automatic, auto mode, automatic mode",
}
_STATES: Mapping[str, str] = {
    "on": "on", "off": "off", "open": "open, opened", "closed": "closed, shut",
    "locked": "locked", "unlocked": "unlocked", "playing": "playing", "paused": "paused",
    "running": "running", "home": "home", "cleaning": "cleaning",
}  # fmt: skip
_OUT = (
    "out in, out on, out at, out by, out back, out front, out the back, out the front, "
    "out there, out here"
)
_WAYS = f"over in, over at, over on, over by, through in, round in, back in, over there, {_OUT}"
""""Out there" puts no lamp out."""
_SMALL: Mapping[str, str] = {
    "part:on": "on, back on, go on, come on",
    "part:off": "off, back off, go off",
    "part:out": f"out, {_OUT}",
    "part:up": "up",
    "part:down": "down",
    "part:going": "going, started, running, to work, cracking",
    "part:round": "round, around, loose",
    "part:across": "across",
    "ajar": "ajar, crack, a crack, a crack open, cracked open, crack open, just open, "
    "a smidge open",
    "part:home": "home, back, back home, back to base, to base, to charging, back to charging, "
    + ", ".join(
        f"{way} {whose} {place}"
        for way in ("to", "back to", "on")
        for whose in ("the", "its", "his", "her")
        for place in ("dock", "base", "charger", "station", "charging station")
    ),
    "all": "all, every, each, every single, all of, all the, both, everything, every one of, any",
    "except": "except, bar, but here, but in here, but this room, "
    " excluding, excepting, but for, save for, aside from, but the, but my, "
    "except for, but not, apart from, other than, besides, without, but keep, "
    "but leave, except keep, except leave",
    "everywhere": "everywhere, whole house, entire house, in the house, in the home, house, home, "
    "all over the house, throughout the house, whole home, apartment, all rooms, every room, "
    "in my home, in my house, around the house, flat",
    "here": "here, in here, this room, this rooms, in this room, the room, in the room, my room, "
    "room, "
    "around here, over here",
    "it": "it, that, this, them, these, those, that one, this one",
    "not": "not, never, minus, negative, no longer, instead of, rather than",
    "question": "what, is, are, was, were, which, how, how many, does, did, do, who, when, where, "
    "want me to, do you want me to, shall i, should i, "
    "why, has, have you, whether, will it, will there, will the, will i, "
    "tell me, do you know, what is, how much, am, should",
    "and": "and, and then, then, also, as well as, plus, and also",
    "alittle": "a bit, a little, a little bit, a tiny bit, a wee bit, a smidge, a fraction, "
    "a notch, 2 notches, 3 notches, "
    "just a bit, just a little, somewhat, a smidgen, a hair, a teeny bit, "
    "slightly, a tad, a touch, little, bit, some, a little further, a bit further, further",
    "alot": "a lot, much, way, lots, very",
    "way": _WAYS,
    "prep": "in, at, of, to, from, by, for, with, into, inside, near, onto, around, throughout, "
    + _WAYS,
    "filler": "the, a, an, my, our, your, please, just, now, right now, hey, hi, hello, ok, okay, "
    "so, well, um, uh, er, oh, can you, could you, would you, will you, can you please, "
    "could you please, would you please, i want you to, i would like you to, i need you to, "
    "i would prefer, i prefer, i would rather have, "
    "i want to, i would like to, i need to, i want, i would like, i need, i would love, "
    "can i have, can i get, may i have, can we have, let us, let us have, let me have, go ahead, "
    "go ahead and, for me, for us, thanks, thank you, would you mind, do you mind, olly, "
    "pda, ally, "
    "assistant, computer, system, there, some, you, me, us, be, will, again, is it possible to, "
    "are you able to, could we, can we, i am going to, immediately, quickly, up there, as, it is, "
    "kindly, help me, want to, want, like, need, would, could, can, i, we, let, yes, yeah, too, "
    "may i ask you to, may i request you to, can i ask you to, could i ask you to, "
    "i was wondering if you could, would it be possible to, could you possibly, "
    "sir, dear, one, ones, other, level, mode, setting, settings, value, "
    "love, mate, honey, hon, darling, sweetie, sweetheart, buddy, bro, dude, pal, man, yaar, ji, "
    "babe, bestie, lovely, boss, friend, my friend, maam, madam, miss, duck, pet, chap, lad, lass, "
    "yo, oi, oh, ooh, ah, aye, right, right then, alrighty, all right, listen, look, "
    "cheers, ta, much obliged, "
    "pretty please, if you please, if you would, if you could, if you do not mind, if you can, "
    "when you can, when you get a chance, when you have a moment, when you are ready, for a bit, "
    "real, nice and, "
    "be so kind as to, be so good as to, be a dear and, be a love and, be kind enough to, do me "
    "a favor and, "
    "would you be so kind as to, could you be so kind as to, would you kindly, if possible, "
    "i was wondering if you can, do you think you could, any chance you could, any chance of, "
    "mind, actually, again please, already, quick, real quick, straight away, right away, at once, "
    "as soon as possible, asap, then please, would you, will you, can you, could you, for now, "
    "finally, instead, "
    "somehow, simply, basically, really, kind of, sort of, the damn, the bloody, damn, bloody, "
    "darn, "
    "that darn, the darn, blasted, flipping, freaking, stupid, silly, lil, "
    "how about, what about, shall we have, time to, it is time to, lets, "
    "gimme, give me, give us, "
    "ye, ya, u, ur, da, ah, eh, innit, yeah, will ye, would ya, will ya, can ya, can u, could ya, "
    "lemme have, for her, for him, for them, for the night, for bed, for sleeping, for tonight, "
    "for a while, for the baby, for the kids, for everyone",
}


def _phrases(listing: str) -> list[tuple[str, ...]]:
    return [words_of(phrase) for phrase in listing.split(",")]


def stem(word: str) -> str:
    """The word without a plural ending, so that lamps meet lamp."""
    if len(word) > 3 and word.endswith("es") and word[-3] in "sxz":
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def key_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """What two spellings of one name share."""
    return tuple(stem(word) for word in words)


@cache
def lexicon() -> Mapping[tuple[str, ...], tuple[Tag, ...]]:
    """Every phrase by its words, things by their stems too."""
    entries: dict[tuple[str, ...], dict[Tag, None]] = {}

    def add(listing: str, tag: Tag) -> None:
        for words in _phrases(listing):
            entries.setdefault(words, {})[tag] = None

    for act, listing in _ACTS.items():
        add(listing, Tag("act", act))
    add(_TURNS, Tag("turn"))
    for (kind, device_class), listing in _THINGS.items():
        for words in _phrases(listing):
            for form in {words, (*words[:-1], _plural(words[-1]))}:
                entries.setdefault(form, {})[Tag("thing", kind, device_class)] = None
    for attribute, listing in _ATTRIBUTES.items():
        add(listing, Tag("attr", attribute))
    for (attribute, direction), listing in _STEPS.items():
        add(listing, Tag("step", (attribute, direction)))
    for (attribute, size), listing in _FACTORS.items():
        add(listing, Tag("factor", (attribute, size)))
    for percent, listing in _LEVELS.items():
        add(listing, Tag("level", percent))
    for name in COLORS.split(", "):
        add(name, Tag("color", name))
    for kelvin, listing in _WHITES.items():
        add(listing, Tag("white", kelvin))
    for unit, listing in _UNITS.items():
        add(listing, Tag("unit", unit))
    for mode, listing in _MODES.items():
        add(listing, Tag("mode", mode))
    for state, listing in _STATES.items():
        add(listing, Tag("state", state))
    for name, listing in _SMALL.items():
        kind, _, value = name.partition(":")
        add(listing, Tag(kind, value or None))
    return {words: tuple(tags) for words, tags in entries.items()}


_OF_MANY = frozenset({"all", "everywhere"})
_WORDS_FOR_MANY = frozenset({"whole", "entire", "throughout", "lighting"})


@cache
def speaks_of_one(text: str, kind: str) -> bool:
    """The text has a word for this kind of thing in the singular, and none that means several."""
    words = words_of(text)
    phrases = lexicon()
    if any(tag.kind in _OF_MANY for word in words for tag in phrases.get((word,), ())):
        return False
    if _WORDS_FOR_MANY & set(words):
        return False
    said = [
        word
        for word in words
        if any(tag.kind == "thing" and tag.value == kind for tag in phrases.get((word,), ()))
    ]
    return bool(said) and all(stem(word) == word for word in said)


@lru_cache(maxsize=64)
def words_for_kinds(text: str, kinds: frozenset[str]) -> frozenset[str]:
    """The words of the text that stand for things of these kinds, without plural endings."""
    phrases = lexicon()
    return frozenset(
        stem(word)
        for word in words_of(text)
        if any(tag.kind == "thing" and tag.value in kinds for tag in phrases.get((word,), ()))
    )


def _plural(word: str) -> str:
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"


@cache
def longest_phrase() -> int:
    """Words in the longest phrase."""
    return max(len(words) for words in lexicon())
