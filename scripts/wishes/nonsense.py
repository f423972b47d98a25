"""Sentences near a wish that ask for nothing: halves, mix-ups, tales, opinions, noise."""

import random
from collections.abc import Iterator, Sequence

from assistant.understanding.wishes.labels import OTHER
from assistant.wordpiece import plain_words
from wishes.example import Example
from wishes.vocabulary import AREAS, NAMES

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
                     _opinion(chance), _noise(chance)):  # fmt: skip
            words = plain_words(said)
            if words:
                yield Example(words, OTHER, " ".join(words), "nonsense", ("none",) * len(words))


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
