"""Sentences near a wish that ask a home for nothing: halves, mix-ups, tales, opinions, noise."""

import random
from collections.abc import Iterator, Sequence

from assistant.understanding.wishes.labels import OTHER
from assistant.wordpiece import plain_words
from wishes.example import Example, to_the_point
from wishes.vocabulary import AREAS, ITEMS, NAMES, TITLES

OF_EACH = 160
VERBS = {
    "cover": ("open", "close", "raise", "lower"),
    "lock": ("lock", "unlock"),
    "light": ("dim", "brighten", "turn on", "turn off"),
    "media_player": ("pause", "mute", "play something on"),
    "vacuum": ("dock", "send home"),
}
MEASURES = {
    "light": ("the brightness", "the colour"),
    "media_player": ("the volume",),
    "climate": ("the temperature",),
    "cover": ("the position",),
}
TELLERS = ("he told me to", "she asked me to", "i already had to", "mom said to", "they used to",
           "i forgot to", "did you hear them", "somebody wanted to")  # fmt: skip
OPINIONS = (
    "the {name} is nice", "i bought the {name} yesterday", "my {name} was expensive",
    "how tall is the {name}", "where did you buy the {name}", "who made the {name}",
    "is the {name} worth the money", "the {name} looks good in the {area}",
    "how do i clean the {name}", "what brand is the {name}", "the {area} is my favourite room",
    "we painted the {area} last summer", "how big is the {area}", "i love the {area}",
)  # fmt: skip
SUPPOSED = (
    "what happens if i {verb} the {name}", "should i {verb} the {name}",
    "why did you {verb} the {name}", "i might {verb} the {name} later", "do not {verb} the {name}",
    "never {verb} the {name}", "i do not want you to {verb} the {name}",
    "how do i {verb} the {name}", "is it safe to {verb} the {name}", "how often do you {verb} the "
    "{name}", "who asked you to {verb} the {name}", "remember when we had to {verb} the {name}",
    "you do not have to {verb} the {name}", "there is no need to {verb} the {name}",
    "how many people {verb} the {name}",
)  # fmt: skip
ABOUT_THINGS = (
    "how much is a new {name}", "who invented the {name}", "how does a {name} work",
    "buy a {name} online", "order a new {name}", "find me a {name} on sale", "tell me a joke about "
    "a {name}", "email john about the {name}", "write to dad that the {name} is broken",
    "call somebody to repair the {name}", "what does {name} mean", "how do you spell {name}",
    "show me pictures of a {name}", "any news about the {name}", "translate {name} into spanish",
    "post that i love my {name}", "where can i get a {name} fixed", "what is the best {name}",
)  # fmt: skip
ABOUT_TITLES = (
    "who sings {title}", "i like {title}", "when did {title} come out", "who wrote {title}",
    "tell me about {title}", "do you know {title}", "save {title} to my favourites",
    "buy tickets for {title}", "i heard {title} yesterday", "what is {title} about",
    "how long is {title}", "i do not like {title}", "what is this song called",
    "which album is {title} from", "rate {title} five stars", "remember that i love {title}",
    "when does {title} start at the cinema", "add {title} to my playlist", "download {title}",
)  # fmt: skip
ABOUT_TIMES = (
    "my train leaves at {time}", "book a table for two at {time}", "order a taxi for {time}",
    "schedule a meeting at {time}", "when did i get up", "the meeting is at {time}",
    "what is on tv at {time}", "do i have anything at {time}", "i overslept until {time}",
    "what time does the store close", "call me at {time}", "add lunch at {time} to my calendar",
    "is there a bus at {time}", "what time is it in {city}", "will it rain in {city}",
    "what is the weather in {city} at {time}", "flights to {city} at {time}",
    "is the museum open at {time}", "how long does it take to {city}",
)  # fmt: skip
ABOUT_ITEMS = (
    "how many calories are in {item}", "order {item}", "is {item} healthy", "recipe with {item}",
    "i bought {item}", "where can i buy {item}", "what goes well with {item}",
    "how much does {item} cost", "how do i cook {item}", "can you deliver {item}",
    "what can i use instead of {item}", "who wants {item}",
)  # fmt: skip
TIMES = ("six", "seven thirty", "eight am", "five pm", "noon", "nine", "ten fifteen", "midnight")
CITIES = ("london", "paris", "tokyo", "boston", "sydney", "berlin", "denver", "rome", "cairo")
CUT_OFF = ("turn", "turn on", "turn on the", "turn off", "turn off the", "turn it", "turn it off",
           "turn it on", "set", "set the", "set it to", "switch", "switch the", "can you", "make",
           "make it", "play", "stop", "stop it", "open", "open the", "put", "put on", "add", "to",
           "the", "and the", "could you please", "please", "increase", "start", "start the",
           "what is the", "what's", "tell me", "change the", "never mind", "do it", "wait",
           "no not that", "the other one", "that one", "again", "both", "yes", "no")  # fmt: skip


def examples(seed: int = 2) -> Iterator[Example]:
    """The same number of each sort."""
    chance = random.Random(seed)
    for _ in range(OF_EACH):
        for said in (_cut_off(chance), _mixed_up(chance), _measured(chance), _told(chance),
                     _opinion(chance), _noise(chance), _supposed(chance), _about(chance),
                     _about(chance)):  # fmt: skip
            words = plain_words(said)
            if words:
                yield to_the_point(words, OTHER, "nonsense")


def _name(kind: str, chance: random.Random) -> str:
    return chance.choice(NAMES[kind])


def _cut_off(chance: random.Random) -> str:
    bare = (f"the {chance.choice(AREAS)}", chance.choice(AREAS), _name("light", chance))
    return chance.choice((*CUT_OFF, *bare, *bare))


def _mixed_up(chance: random.Random) -> str:
    """What is done to one kind of thing, said of another."""
    kind, other = chance.sample(sorted(VERBS), 2)
    return f"{chance.choice(VERBS[kind])} the {_name(other, chance)}"


def _measured(chance: random.Random) -> str:
    """The volume of a lamp."""
    kind, other = chance.sample(sorted(MEASURES), 2)
    number = chance.randrange(5, 100)
    measure = chance.choice(MEASURES[kind])
    return f"set {measure} of the {_name(other, chance)} to {number} percent"


def _told(chance: random.Random) -> str:
    kind = chance.choice(sorted(VERBS))
    return f"{chance.choice(TELLERS)} {chance.choice(VERBS[kind])} the {_name(kind, chance)}"


def _supposed(chance: random.Random) -> str:
    """A command inside a question, a ban or a memory."""
    kind = chance.choice(sorted(VERBS))
    verb = chance.choice(VERBS[kind])
    return chance.choice(SUPPOSED).format(verb=verb, name=_name(kind, chance))


def _about(chance: random.Random) -> str:
    """What somebody wants of the world, in words that a home knows."""
    patterns = chance.choice((ABOUT_THINGS, ABOUT_TITLES, ABOUT_TIMES, ABOUT_ITEMS))
    return chance.choice(patterns).format(
        name=_name(chance.choice(sorted(NAMES)), chance),
        title=chance.choice(TITLES),
        time=chance.choice(TIMES),
        city=chance.choice(CITIES),
        item=chance.choice(ITEMS),
    )


def _opinion(chance: random.Random) -> str:
    kind = chance.choice(sorted(NAMES))
    pattern = chance.choice(OPINIONS)
    return pattern.format(name=_name(kind, chance), area=chance.choice(AREAS))


def _noise(chance: random.Random) -> str:
    """Digits, and letters that make no words."""
    if chance.random() < 0.3:
        return str(chance.randrange(10 ** chance.randrange(1, 20)))
    return " ".join(_babble(chance, "bcdfghjklmnprstvwz", "aeiou") for _ in range(3))


def _babble(chance: random.Random, consonants: Sequence[str], vowels: Sequence[str]) -> str:
    syllables = chance.randrange(1, 4)
    return "".join(chance.choice(consonants) + chance.choice(vowels) for _ in range(syllables))
