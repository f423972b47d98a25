"""Text as it is spoken: lower case, numbers in words, no punctuation."""

import re

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_TOKEN = re.compile(r"\d+(?:[.:]\d+)?|%|°\s*[cC]?|[^\W\d_]+(?:['’][^\W\d_]+)*", re.UNICODE)
LARGEST = 999_999
_ONE_SPELLING = {
    "whats": "what's", "wheres": "where's", "hows": "how's", "whos": "who's", "todays": "today's",
    "its": "it's", "thats": "that's", "lets": "let's", "oclock": "o'clock",
    "nevermind": "never mind",
}  # fmt: skip
"""The same words to the ear: of two spellings each would have half of the probability."""


def spoken(text: str) -> tuple[str, ...]:
    """The words of a text, "Lamp 2" as lamp, two."""
    found: list[str] = []
    for token in _TOKEN.findall(text.lower().replace("’", "'")):
        if token[0].isdigit():
            found.extend(_number(token))
        elif token == "%":
            found.append("percent")
        elif token[0] == "°":
            found.append("degrees")
        else:
            found.extend(_ONE_SPELLING.get(token, token).split())
    return tuple(found)


def number_words(number: int) -> tuple[str, ...]:
    """A whole number from 0 to 999,999."""
    if number < 20:
        return (_ONES[number],)
    if number < 100:
        rest = number_words(number % 10) if number % 10 else ()
        return (_TENS[number // 10 - 2], *rest)
    size, name = (100, "hundred") if number < 1000 else (1000, "thousand")
    rest = number_words(number % size) if number % size else ()
    return (*number_words(number // size), name, *rest)


def _number(token: str) -> tuple[str, ...]:
    whole, mark, rest = re.match(r"(\d+)([.:]?)(\d*)", token).groups()  # type: ignore[union-attr]
    if int(whole) > LARGEST:
        return tuple(_ONES[int(digit)] for digit in whole)
    words = number_words(int(whole))
    if mark == ".":
        return (*words, "point", *(_ONES[int(digit)] for digit in rest))
    if mark == ":" and int(rest):
        return (*words, *(("oh",) if rest[0] == "0" else ()), *number_words(int(rest)))
    return words
