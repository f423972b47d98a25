"""The weather."""

from collections.abc import Iterator

from assistant.context import Context
from assistant.understanding.clause import Clause
from assistant.understanding.meaning import Meaning
from assistant.understanding.topics.wording import WORDS, asks

WEATHER = frozenset(
    "weather forecast rain raining rainy snow snowing snowy sunny cloudy windy storm stormy "
    "umbrella thunderstorm foggy humid sunshine raincoat hail thunder outside outdoors".split()
)
WEATHER_ALONE = frozenset("weather forecast".split())


def weather(words: WORDS, clause: Clause, context: Context) -> Iterator[Meaning]:
    said = set(words) & WEATHER
    if not said or not any(device.kind == "weather" for device in context.home.devices):
        return
    if set(words) & {"play", "turn", "switch", "add", "set", "open", "close", "lock", "song"}:
        return
    alone = bool(said & WEATHER_ALONE)
    warmth = {"hot", "cold", "warm", "cool", "chilly", "freezing", "like", "temperature"}
    if said <= {"outside", "outdoors"} and not set(words) & warmth:
        return
    if alone or asks(words, clause):
        yield Meaning("HassGetWeather", {})
