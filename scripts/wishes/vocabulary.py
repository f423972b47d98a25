"""Names, rooms, titles and items to fill templates with; not those of any home that is tested."""

from collections.abc import Mapping
from types import MappingProxyType


def _each(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(","))


ROOMS = _each(
    "kitchen, living room, bedroom, bathroom, hallway, office, garage, attic, cellar, nursery, "
    "guest room, den, pantry, laundry room, sunroom, study, dining room, porch, workshop, library"
)
AREAS = (*ROOMS, "terrace", "garden", "loft", "playroom", "utility room", "master bedroom")
OWNERS = _each("emma's, dad's, the kids', grandma's, noah's, my, mia's, oliver's")


def _named(*things: str) -> tuple[str, ...]:
    """Things by themselves, by room and by owner."""
    by_room = [f"{room} {thing}" for thing in things for room in ROOMS]
    by_owner = [f"{owner} {thing}" for thing in things for owner in OWNERS]
    return (*things * 6, *by_room, *by_owner)


NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "light": _named("light", "lamp", "floor lamp", "ceiling light", "reading lamp", "spots",
                        "strip", "chandelier", "night light", "lantern", "sconce"),
        "switch": _named("socket", "plug", "heater", "kettle", "toaster", "christmas tree",
                         "pump", "charger", "outlet", "humidifier", "aquarium", "fountain"),
        "fan": _named("fan", "ceiling fan", "ventilator", "extractor"),
        "cover": _named("blinds", "shutter", "curtain", "shade", "garage door", "awning", "gate"),
        "valve": _named("valve", "sprinkler", "water valve"),
        "lock": _named("lock", "front door", "back door", "side door", "gate lock"),
        "media_player": _named("speaker", "tv", "television", "radio", "stereo", "soundbar"),
        "climate": _named("thermostat", "heating", "air conditioner", "ac", "radiator"),
        "water_heater": _named("boiler", "water heater"),
        "humidifier": _named("humidifier", "dehumidifier"),
        "vacuum": _named("vacuum", "robot", "hoover", "robot vacuum", "dusty"),
        "lawn_mower": _named("mower", "lawn mower"),
        "scene": _each("movie night, good morning, dinner, party time, relax, reading, bedtime, "
                       "romantic evening, focus, sunrise, cleaning day"),
        "script": _each("leaving home, goodnight routine, wake up routine, welcome home, "
                        "holiday mode, water the plants"),
        "todo": _each("shopping list, grocery list, to do list, chores, packing list, "
                      "hardware list, wish list"),
        "sensor": _named("temperature", "humidity", "battery", "outdoor temperature", "power"),
        "binary_sensor": _named("window", "motion sensor", "door sensor", "smoke detector"),
        "person": _each("emma, noah, olivia, liam, grandma, dad"),
        "weather": _each("forecast, weather, outside weather"),
    }
)  # fmt: skip
TITLES = _each(
    "the beatles, miles davis, yesterday, some jazz, classic rock, hip hop, lo fi beats, "
    "taylor swift, bohemian rhapsody, abbey road, chopin nocturnes, country hits, techno, "
    "workout mix, dinner party playlist, sleep sounds, rain sounds, the daily, serial, "
    "this american life, radiolab, science friday, harry potter, the hobbit, moby dick, "
    "pride and prejudice, dune, the martian, a brief history of time, bbc radio four, npr, "
    "classic fm, kiss fm, ninety eight point five fm, one oh one point three, jazz fm, "
    "star wars, the matrix, toy story, frozen, the office, stranger things, planet earth, "
    "adele, queen, mozart, bob marley, drake, daft punk, kind of blue, thriller, purple rain, "
    "hotel california, smooth jazz, reggae, blues, death metal, salsa, k pop, bollywood songs, "
    "songs by coldplay, the new album by adele, nina simone feeling good, my favourites, "
    "road trip songs, eighties hits, the latest episode of serial, war and peace, the alchemist"
)
ITEMS = _each(
    "milk, bread, eggs, two dozen eggs, apples, olive oil, toilet paper, dish soap, batteries, "
    "butter, orange juice, rice, pasta, tomatoes, a bottle of wine, dog food, coffee beans, "
    "call the dentist, pay the rent, water the plants, book the flights, mow the lawn, "
    "buy stamps, fix the bike, return the library books, chicken breast, shampoo, light bulbs, "
    "birthday candles, wrapping paper, cat litter, honey, a birthday card for anna, yoghurt"
)
MESSAGES = _each(
    "dinner is ready, time to go, the bus leaves in five minutes, please come downstairs, "
    "we have guests, bed time, the movie is starting, breakfast is on the table"
)
