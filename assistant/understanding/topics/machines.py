"""Machines that are known by their work: coffee, cleaning."""

from collections.abc import Iterator, Mapping
from functools import partial

from assistant.context import Context
from assistant.home.find import names_of
from assistant.turn import Value
from assistant.understanding.clause import Clause
from assistant.understanding.meaning import Meaning, is_question
from assistant.understanding.topics.wording import WORDS, Filler, latest_time

COFFEE = frozenset("coffee coffees espresso cappuccino latte".split())
WANTING = frozenset(
    "make brew prepare cook fix get give want need like love fancy have start begin pour cup run "
    "pot".split()
)
NOT_FROM_HERE = frozenset("shop store order buy starbucks recipe how stop off cancel not".split())
CLEANERS = frozenset("vacuum hoover roomba cleaner robot vacuuming cleaning cleanup".split())
STARTING = frozenset("start begin run initiate get set go on activate launch make do let".split())


def coffee(words: WORDS, clause: Clause, context: Context) -> Iterator[Meaning]:
    said = set(words)
    wants = said & WANTING or len(words) <= 2
    asked_for = said & COFFEE and wants and not said & NOT_FROM_HERE and not is_question(clause)
    at_once = latest_time(words) is None or bool(said & {"cup", "1"})
    if asked_for and at_once:
        yield from filter(None, [told_to("HassTurnOn", "coffee_maker", clause, "", context)])


def cleaning(words: WORDS, clause: Clause, context: Context) -> Iterator[Meaning]:
    """ "Start house cleaning": the machine or its work, and a word of beginning."""
    said = set(words)
    unfit = {"stop", "off", "pause", "dock", "how", "timer", "list", "supplies"}
    starts = said & CLEANERS and said & STARTING
    floors = words[0] in ("clean", "vacuum", "hoover") and said & {"carpet", "carpets", "floors"}
    if (starts or floors) and not said & unfit and not is_question(clause):
        yield from filter(None, [clean(clause, "", context)])


def clean(clause: Clause, text: str, context: Context) -> Meaning | None:
    """Everywhere, or in the one room that was said."""
    areas = {mention.named.name for mention in clause.mentions("area")}
    if not areas or clause.has("everywhere"):
        return told_to("HassVacuumStart", "vacuum", clause, text, context)
    if len(areas) > 1 or not _have("vacuum", context):
        return None
    return Meaning("HassVacuumCleanArea", {"area": areas.pop()})


def told_to(intent: str, kind: str, clause: Clause, text: str, context: Context) -> Meaning | None:
    """The machine of this kind that was named, or the one that there is."""
    if not _have(kind, context):
        return None
    slots: dict[str, Value] = {"domain": kind}
    for mention in clause.mentions("device"):
        if any(
            device.kind == kind and mention.named.name in names_of(device)
            for device in context.home.devices
        ):
            slots = {"name": mention.named.name}
    return Meaning(intent, slots)


FILLERS: Mapping[str, Filler] = {
    "HassTurnOn:coffee_maker": partial(told_to, "HassTurnOn", "coffee_maker"),
    "HassVacuumStart": clean,
    "HassVacuumCleanArea": clean,
    "HassVacuumReturnToBase": partial(told_to, "HassVacuumReturnToBase", "vacuum"),
}


def _have(kind: str, context: Context) -> bool:
    return bool(context.home.devices_of(kind))
