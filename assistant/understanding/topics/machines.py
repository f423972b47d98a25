"""Machines that are known by their work: coffee, cleaning."""

from collections.abc import Iterator

from assistant.context import Context
from assistant.understanding.clause import Clause
from assistant.understanding.meaning import Meaning, is_question
from assistant.understanding.topics.wording import WORDS, latest_time

COFFEE = frozenset("coffee coffees espresso cappuccino latte".split())
WANTING = frozenset(
    "make brew prepare cook fix get give want need like love fancy have start begin pour cup run "
    "machine maker pot".split()
)
NOT_FROM_HERE = frozenset("shop store order buy starbucks recipe how stop off cancel not".split())
CLEANERS = frozenset("vacuum hoover roomba cleaner robot vacuuming cleaning cleanup".split())
STARTING = frozenset("start begin run initiate get set go on activate launch make do let".split())


def coffee(words: WORDS, clause: Clause, context: Context) -> Iterator[Meaning]:
    said = set(words)
    if not any(device.kind == "coffee_maker" for device in context.home.devices):
        return
    wants = said & WANTING or len(words) <= 2
    asked_for = said & COFFEE and wants and not said & NOT_FROM_HERE and not is_question(clause)
    at_once = latest_time(words) is None or bool(said & {"cup", "1"})
    if asked_for and at_once:
        yield Meaning("HassTurnOn", {"domain": "coffee_maker"})


def cleaning(words: WORDS, clause: Clause, context: Context) -> Iterator[Meaning]:
    """ "Start house cleaning": the machine or its work, and a word of beginning."""
    said = set(words)
    if not any(device.kind == "vacuum" for device in context.home.devices):
        return
    unfit = {"stop", "off", "pause", "dock", "how", "timer", "list", "supplies"}
    areas = [mention.named.name for mention in clause.mentions("area")]
    starts = said & CLEANERS and said & STARTING
    floors = words[0] in ("clean", "vacuum", "hoover") and said & {"carpet", "carpets", "floors"}
    if (starts or floors) and not said & unfit and not is_question(clause) and not areas:
        yield Meaning("HassVacuumStart", {"domain": "vacuum"})
