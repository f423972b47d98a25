"""What is spoken to learn from: wishes of a home, English in general, and words in no order."""

import os
import random
import re
from functools import cache
from pathlib import Path

from speech_model.sounds import pronunciations
from wishes import templates

HOME_SHARE, LOOSE_SHARE = 0.5, 0.15
"""The rest is English in general. Words in no order keep the network from learning grammar."""
CALLED_SHARE = 0.2
WAKE_PHRASES = (*3 * ("hey jarvis",), "alexa", "hey mycroft", "jarvis", "okay computer", "computer")
GENERAL_LENGTH, LOOSE_LENGTH = (3, 8), (1, 5)
LONGEST = 12

SHORT_WORDS = """
a m p i oh yes no on off up down left right go stop start play pause next back skip help okay
please thanks cancel never mind hello goodbye louder quieter warmer cooler brighter darker
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
bed bird cat dog happy house marvin sheila tree wow visual follow forward learn backward
""".split()
CAFE_WORDS = """
coffee espresso americano cappuccino latte mocha drip iced double single triple shot small medium
large extra ounce light dark roast milk soy almond skim whole cream sugar brown sweetener lots lot
little bit some with brew make give get me can may have want i'd like a an of and please
""".split()

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


class Writer:
    """Writes sentences; the same chance writes the same ones."""

    def __init__(self) -> None:
        home = (" ".join(spoken(word) for word in one.words) for one in templates.examples())
        self._home = [text for text in home if _sayable(text) and 0 < len(text.split()) <= LONGEST]
        self._runs = general_runs()
        words = {word for text in self._home for word in text.split()}
        self._vocabulary = sorted(words) + 2 * SHORT_WORDS + 2 * CAFE_WORDS

    def sentence(self, chance: random.Random) -> str:
        """One sentence of words that all have a pronunciation."""
        kind = chance.random()
        if kind < HOME_SHARE:
            text = chance.choice(self._home)
            called = chance.random() < CALLED_SHARE
            return f"{chance.choice(WAKE_PHRASES)} {text}" if called else text
        if kind < HOME_SHARE + LOOSE_SHARE:
            length = chance.randint(*LOOSE_LENGTH)
            return " ".join(chance.choice(self._vocabulary) for _ in range(length))
        run, length = chance.choice(self._runs), chance.randint(*GENERAL_LENGTH)
        first = chance.randrange(max(1, len(run) - length + 1))
        return " ".join(run[first : first + length])

    def command(self, chance: random.Random) -> str:
        """One wish of a home."""
        return chance.choice(self._home)


def spoken(word: str) -> str:
    """A number in words; any other word as it is."""
    return number(int(word)) if word.isdecimal() and len(word) < 4 else word


def number(value: int) -> str:
    """0 to 999, as it is said."""
    if value < 20:
        return _ONES[value]
    if value < 100:
        ones = f" {_ONES[value % 10]}" if value % 10 else ""
        return _TENS[value // 10 - 2] + ones
    rest = f" {number(value % 100)}" if value % 100 else ""
    return f"{_ONES[value // 100]} hundred{rest}"


@cache
def general_runs() -> list[list[str]]:
    """Runs of plain words in what every Debian with Python has to read."""
    sources = [
        Path(os.__file__).parent / "pydoc_data" / "topics.py",
        *sorted(Path("/usr/share/common-licenses").glob("*")),
    ]
    text = " ".join(path.read_text("utf-8", "ignore").replace("\\n", " ") for path in sources)
    runs: list[list[str]] = [[]]
    for token in re.findall(r"[a-z']+(?![A-Z\w])|\S", text):
        if _is_plain_word(token):
            runs[-1].append(token)
        else:
            runs.append([])
    return [run for run in runs if len(run) >= GENERAL_LENGTH[0]]


def _is_plain_word(token: str) -> bool:
    letters = re.fullmatch(r"[a-z][a-z']*", token) and (len(token) > 1 or token in "ai")
    return bool(letters and pronunciations(token))


def _sayable(text: str) -> bool:
    return all(pronunciations(word) for word in text.split())
