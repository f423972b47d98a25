"""Words for what no home and no template lists: titles, things to buy, messages, times."""

import random
from collections.abc import Mapping, Sequence

from assistant.sayings.words import number_words


def _each(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(","))


ITEMS = _each(
    "milk, bread, eggs, butter, cheese, apples, bananas, coffee, tea, sugar, rice, pasta, chicken, "
    "water, orange juice, tomatoes, potatoes, onions, soap, toilet paper, batteries, light bulbs, "
    "dog food, cat food, chocolate, wine, flour, salt, fish, yoghurt, call the doctor, "
    "pay the bills, water the plants, take out the trash, feed the cat, feed the dog"
)
TITLES = _each(
    "music, some music, jazz, rock, classical music, pop, my playlist, the radio, the news, "
    "relaxing music, a podcast, an audiobook, party music, country, blues, rain sounds, hip hop, "
    "dance music, the beatles, christmas songs, sleep sounds, workout music, dinner music"
)
MESSAGES = _each(
    "dinner is ready, time to go, come downstairs, breakfast is ready, good night everyone, "
    "the movie is starting, please come here, we are leaving"
)
TIMERS = _each("pizza, pasta, tea, eggs, laundry, bread, cake, rice, homework, break, coffee, oven")
COMMANDS = _each("turn off the lights, turn on the lights, close the blinds, play music")

_LISTS: Mapping[str, Sequence[str]] = {
    "search_query": TITLES,
    "shopping_list_item": ITEMS,
    "todo_list_item": ITEMS,
    "item": ITEMS,
    "thing": ITEMS[-6:],
    "message": MESSAGES,
    "timer_name": TIMERS,
    "timer_command": COMMANDS,
    "conversation_command": COMMANDS,
    "command": COMMANDS,
}
_DURATIONS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 18, 20, 25, 30, 35, 40, 45, 50, 60, 90)


def free_text(slot: str, chance: random.Random) -> str | None:
    """Something that may stand there; None for a slot that we know nothing of."""
    match slot:
        case "clock":
            return clock(chance)
        case "number":
            number = chance.choice(_DURATIONS) if chance.random() < 0.5 else chance.randint(0, 100)
            return " ".join(number_words(number))
        case _:
            known = _LISTS.get(slot)
            return chance.choice(known) if known else None


def clock(chance: random.Random) -> str:
    """A time of day as people say it."""
    hour = " ".join(number_words(chance.randint(1, 12)))
    minutes = chance.choice(
        ("fifteen", "thirty", "forty five", "twenty", "ten", "fifty", "oh five")
    )
    time = chance.choice(
        (
            hour,
            hour,
            f"{hour} o'clock",
            f"{hour} {minutes}",
            f"{chance.choice(('half past', 'quarter past', 'quarter to', 'ten past', 'five to'))} "
            f"{hour}",
            chance.choice(("noon", "midnight", "sunset", "sunrise")),
        )
    )
    ending = ("", "", "", " a m", " p m", " in the morning", " in the evening", " tomorrow")
    return time + chance.choice(ending)
