"""Requests one word away from a wish, which ask a home for nothing.

"Next song" with "appointment" for "song", "open the blinds" with "sell" for "open" (contrast sets:
Gardner et al., 2020, "Evaluating Models' Local Decision Boundaries via Contrast Sets"). They teach
the network, and show what a rule is worth on words that nobody had in mind when it was written.
"""

import random
from collections.abc import Iterator, Sequence

from assistant.understanding.wishes.labels import OTHER
from assistant.wordpiece import plain_words
from wishes.example import Example, to_the_point
from wishes.vocabulary import AREAS, NAMES

FOREIGN_THINGS = tuple(
    part.strip()
    for part in (
        "email, inbox, phone, laptop, account, appointment, meeting, order, page, photo, flight, "
        "subscription, invoice, ticket, password, contact, calendar, document, folder, website, "
        "browser, tab, app, game, level, chapter of my thesis, bill, payment, salary, rent, car, "
        "bike, bus, train, exit, street, bridge, museum, restaurant, recipe, dinner, pizza, beer, "
        "sandwich, shirt, shoes, haircut, dentist, doctor, lawyer, teacher, homework, exam, "
        "lesson, question, answer, argument, conversation, joke, story, rumour, secret, promise, "
        "plan, "
        "bluetooth, wifi, subtitles, captions, flashlight, hotspot, location services, ringtone, "
        "screenshot, wallpaper, font, keyboard, printer, engine, windshield, seat, mirror, candle, "
        "painting, garden gnome, puppy, cat, baby, neighbour, parcel, letter, contract, budget, "
        "bank card, insurance, passport, visa, hotel, suitcase, weather app, mountain, river, ocean"
    ).split(",")
)
FOREIGN_VERBS = (
    "sell", "paint", "photograph", "draw", "steal", "eat", "translate", "review", "describe",
    "rent out", "repair", "measure", "wash", "insure", "google", "admire", "compare", "hide",
    "email", "upload", "print", "sketch", "donate", "recycle", "ship", "weigh", "paint", "burn",
    "tell me a story about", "write a poem about", "find a buyer for", "read me an article about",
    "what do you think of", "take a picture of", "explain", "look up", "spell", "remember",
    "forgive", "congratulate", "thank", "promise me", "bet on", "vote for", "argue about",
)  # fmt: skip
UNTAUGHT_THINGS = tuple(
    part.strip()
    for part in (
        "voicemail, profile, slide, paragraph, spreadsheet, backup, cookie, download, camera app, "
        "credit card, loan, tax return, mortgage, paycheck, taxi, plane, ferry, elevator, "
        "motorway, library card, cinema, burger, soup, cake, jacket, ring, glasses, barber, nurse, "
        "boss, essay, quiz, topic, debate, rumor, birthday, wedding, cruise control, caption, "
        "notification, cursor, zip file, scanner, wipers, poster, dragon, kitten, cousin, mailbox"
    ).split(",")
)
UNTAUGHT_VERBS = (
    "buy", "lend", "frame", "sniff", "kick", "clone", "market", "polish", "lick", "pawn", "hug",
    "criticise", "auction", "gift wrap", "tell grandma about", "sing about", "dream about",
    "what do you know about", "who designed", "complain about", "give me advice about", "pray for",
)  # fmt: skip
UNTAUGHT_TALES = (
    "i spilled soup on the {thing}", "my brother hates the {thing}", "{thing} is bad for you",
    "my neighbour's {thing} kept me up all night", "the {thing} company called again",
    "we talked about the {thing} all evening", "a {thing} walks into a bar", "i dreamt of a "
    "{thing}",
    "the {thing} cost me ten euros", "somebody stole the {thing}", "{thing} is a funny word",
    "i miss the old {thing}", "have you heard the one about the {thing}", "there is a {thing} in "
    "my book", "my {thing} is better than yours", "they make the best {thing} in town",
    "can a {thing} be happy", "i would never buy such a {thing}", "people say {thing} is healthy",
    "{thing} prices went up again", "she wrote an essay about the {thing}",
    "i am tired of this {thing} discussion", "no {thing} no fun", "{thing} at my uncle's place",
)  # fmt: skip
"""What the network is not taught, to see what its word is worth on such."""
THINGS = frozenset(
    "light lights lamp lamps bulb bulbs lantern spots strip fan blinds blind shutter curtain "
    "curtains shade shades awning gate lock door speaker tv television radio stereo soundbar "
    "thermostat heating radiator heater vacuum robot hoover mower song songs track music podcast "
    "episode playlist album movie audiobook alarm alarms timer timers list coffee volume "
    "brightness temperature socket plug outlet kettle toaster".split()
)
"""Words of a wish that say what it is about."""
FREE_WORDS = ("HassMediaSearchAndPlay", "HassBroadcast")
"""Wishes that any thing may be part of: titles, messages."""
OF_EACH = 900
POLITE = ("", "", "", "please", "can you", "could you please", "hey", "i want you to")


def examples(sampled: Sequence[Example], seed: int = 3) -> Iterator[Example]:
    """As many with another thing as with another verb."""
    chance = random.Random(seed)
    wishes = [
        one.words
        for one in sampled
        if one.wish not in (OTHER, *FREE_WORDS) and THINGS & set(one.words)
    ]
    for _ in range(OF_EACH):
        other = plain_words(chance.choice(FOREIGN_THINGS))
        for words in (with_another_thing(chance.choice(wishes), other), _another_verb(chance)):
            yield to_the_point(words, OTHER, "contrast")


def with_another_thing(words: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    """Every thing of a home in the words is that other thing, which no home has."""
    found: list[str] = []
    for word in words:
        if word not in THINGS:
            found.append(word)
        elif found[-len(other) :] != [*other]:
            found += other
    return tuple(found)


def _another_verb(chance: random.Random) -> tuple[str, ...]:
    """What nobody asks a home to do with its things."""
    kind = chance.choice(sorted(NAMES))
    where = f"in the {chance.choice(AREAS)}" if chance.random() < 0.3 else ""
    verb, name = chance.choice(FOREIGN_VERBS), chance.choice(NAMES[kind])
    return plain_words(f"{chance.choice(POLITE)} {verb} the {name} {where}")
