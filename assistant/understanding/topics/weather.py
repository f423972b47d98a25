"""The weather."""

import itertools
from collections.abc import Iterator, Mapping

from assistant.context import Context
from assistant.understanding.clause import Clause
from assistant.understanding.meaning import Meaning
from assistant.understanding.topics.wording import WORDS, Filler, asks

WEATHER = frozenset(
    "weather forecast forecasts rain rained raining rainy snow snowing snowy sunny cloudy windy "
    "storm storms stormy umbrella thunderstorm thunderstorms fog foggy humid humidity sunshine "
    "raincoat hail sleet thunder lightning drizzle drizzling shower showers icy frost breezy "
    "precipitation outside outdoors outdoor".split()
)
WEATHER_ALONE = frozenset("weather forecast".split())
OUTDOORS = frozenset("outside outdoors outdoor".split())
NOT_ALONE = OUTDOORS | {"humidity", "shower", "showers", "lightning", "storm"}
"""Words that speak of the weather only beside others that do."""
WARMTH = frozenset(
    "hot hotter cold colder warm warmer cool cooler chilly freezing like temperature temperatures "
    "degrees nice mild wet dry sun".split()
)
CLOTHES = frozenset(
    "wear dress layers jacket coat sweater shorts boots sunglasses sunscreen gloves scarf hat "
    "hoodie umbrella raincoat".split()
)
LATER = frozenset(
    "tomorrow tonight afternoon evening morning weekend week monday tuesday wednesday thursday "
    "friday saturday sunday hour today later".split()
)
NOT_NOW = LATER - {"hour", "today"} | frozenset("forecast forecasts next coming tomorrows".split())
WET = frozenset("rain raining rainy snow snowing snowy umbrella raincoat hail drizzling".split())
NOT_WEATHER = frozenset(
    "play turn switch add set open close lock song thermostat oven heater heating room water "
    "fridge freezer buy order".split()
)
HERE = frozenset("area town city region neighborhood next coming few todays tomorrows".split())
ABOUT_IT = frozenset("it be get getting become stay going".split())


def tell_weather(clause: Clause, text: str, context: Context) -> Meaning | None:
    """How the weather is here; other places are not ours to tell."""
    if _is_elsewhere(clause) or not context.home.devices_of("weather"):
        return None
    return Meaning("HassGetWeather", {}, form=_form({*clause.words}))


FILLERS: Mapping[str, Filler] = {"HassGetWeather": tell_weather}


def weather(words: WORDS, clause: Clause, context: Context) -> Iterator[Meaning]:
    """A word of weather that is asked about; warmth with a time, or with being outside."""
    said = {*words}
    if said & NOT_WEATHER or any(True for _ in clause.mentions("area")):
        return
    told = said & WEATHER_ALONE or (asks(words, clause) and _speaks_of_it(said, words))
    meaning = tell_weather(clause, "", context) if told else None
    if meaning is not None:
        yield meaning


def _speaks_of_it(said: set[str], words: WORDS) -> bool:
    if said & (WEATHER - NOT_ALONE):
        return True
    if said & WARMTH and said & OUTDOORS:
        return True
    if said & CLOTHES and {"should", "need"} & said and (said & LATER or "i" in words[:3]):
        return True
    return bool(said & (WARMTH - {"like"}) and said & LATER and said & ABOUT_IT)


def _form(said: set[str]) -> str:
    """Which answer fits: about another time than now, whether it is wet, or how it is."""
    if said & NOT_NOW:
        return "later"
    return "wet" if said & WET else "default"


def _is_elsewhere(clause: Clause) -> bool:
    """ "In paris": nothing that is known here comes after the preposition."""
    return not CLOTHES & {*clause.words} and any(
        word == "in" and after in clause.unexplained and after not in LATER | HERE
        for word, after in itertools.pairwise(clause.words)
    )
