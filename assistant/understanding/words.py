"""Text to plain words: lower case, no punctuation, contractions spelled out, numbers as digits.

The same is done to what people say and to the names of the home, so that "bedroom two lamp"
meets "Bedroom 2 Lamp".
"""

import re
from functools import lru_cache

_CONTRACTIONS = {
    "naw": "no", "what've": "what have", "who've": "who have",
    "what's": "what is", "whats": "what is", "where's": "where is", "wheres": "where is",
    "how's": "how is", "hows": "how is", "who's": "who is", "it's": "it is", "that's": "that is",
    "everything's": "everything is", "anything's": "anything is", "nothing's": "nothing is",
    "there's": "there is", "here's": "here is", "let's": "let us", "lets": "let us",
    "don't": "do not", "dont": "do not", "doesn't": "does not", "didn't": "did not",
    "isn't": "is not", "aren't": "are not", "wasn't": "was not", "can't": "can not",
    "cannot": "can not", "won't": "will not", "shouldn't": "should not",
    "wouldn't": "would not", "couldn't": "could not", "haven't": "have not",
    "hasn't": "has not", "mustn't": "must not", "weren't": "were not",
    "i'm": "i am", "im": "i am", "i'd": "i would", "i'll": "i will", "i've": "i have",
    "we've": "we have", "you've": "you have", "they've": "they have",
    "you're": "you are", "we're": "we are", "they're": "they are", "gonna": "going to",
    "wanna": "want to", "gotta": "have to", "o'clock": "oclock", "pls": "please",
    "plz": "please", "alright": "all right", "percentage": "percent", "celcius": "celsius",
    "colour": "color", "colours": "colors", "grey": "gray", "tv": "television",
    "tvs": "televisions", "telly": "television", "aircon": "air conditioner",
    "ac": "air conditioner", "a/c": "air conditioner", "airconditioner": "air conditioner",
    "acs": "air conditioners", "aircons": "air conditioners",
}  # fmt: skip
_SPLIT_BY_RECOGNISERS = re.compile(r"\b(do|does|did|is|are|was|ca|wo|would|should|could) n't\b")
_HOW_IS = re.compile(
    r"\b(how (?:full|empty|hot|cold|warm|bright|loud|high|low|far|fast|much|long))'s\b"
)
_HAS = re.compile(r"(\w)'s (?=(?:been|got|gone)\b)")
_IS = re.compile(
    r"^((?:(?:oh|and|but|so|well|look|the|my|our|that|this) )*(?!(?:turn|switch|flick|put|set|get|"
    r"have|make|keep|leave|open|close|shut|lock|unlock|is|are|was|if|when)\b)\w+(?: \w+)?)'s "
    r"(?=(?:on|off|open|closed|shut|locked|unlocked|running|playing)\b)"
)
"""How something is ("the radio's off"); after a verb it is somebody's ("turn Ollie's off")."""
_APOSTROPHE = re.compile(r"\s+'(s|m|d|ll|re|ve)\b")
_UNKNOWN = re.compile(r"@@unknown@@|<\s*unk\s*>|\[unk\]", re.IGNORECASE)
UNKNOWN_WORD = "<unk>"
_MARKS = (
    (re.compile(r"(?<=\d)\s*%"), " percent "),
    (re.compile(r"%"), " percent "),
    (re.compile(r"°\s*[cC]\b|°"), " degrees "),
    (re.compile(r"(?<=\d),(?=\d{3}\b)"), ""),
)
_CLOCK = re.compile(r"\b(\d{1,2}):(\d{2})\b")
_MERIDIEM = re.compile(r"\b([ap])\.?\s?m\b\.?")
_MERIDIEM_JOINED = re.compile(r"\b(\d{1,2})([ap]m)\b")
_NO_LETTER = re.compile(r"[^a-z ]")
_TOKEN = re.compile(r"<unk>|\d+:\d{2}|\d+(?:\.\d+)?|[^\W\d_]+(?:'[^\W\d_]+)*", re.UNICODE)

_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_TENS["fourty"] = 40
_LARGE = frozenset({"hundred", "thousand"})
_NUMBERS = _LARGE | {*_UNITS, *_TENS}


@lru_cache(maxsize=65536)
def words_of(text: str) -> tuple[str, ...]:
    """The plain words of a text."""
    text = text.lower()
    marked = _NO_LETTER.search(text) is not None  # most are not, and each pattern takes its time
    text = _without_marks(text) if marked else _MERIDIEM.sub(r"\1m", text)
    spelled: list[str] = []
    for token in _TOKEN.findall(text):
        spelled.extend(_spell_out(token))
    return tuple(_with_digits(spelled))


def _without_marks(text: str) -> str:
    """Apostrophes, signs, times of day and digits as the words that they stand for."""
    text = _UNKNOWN.sub(f" {UNKNOWN_WORD} ", text.replace("’", "'"))
    text = _SPLIT_BY_RECOGNISERS.sub(r"\1n't", text)
    text = _IS.sub(r"\1 is ", _HAS.sub(r"\1 has ", _HOW_IS.sub(r"\1 is", text)))
    text = _APOSTROPHE.sub(r"'\1", text)
    for pattern, replacement in _MARKS:
        text = pattern.sub(replacement, text)
    text = _MERIDIEM.sub(r"\1m", _MERIDIEM_JOINED.sub(r"\1 \2", text))
    return _CLOCK.sub(lambda match: f" {int(match[1])}:{match[2]} ", text)


def _spell_out(token: str) -> list[str]:
    if token in _CONTRACTIONS:
        return _CONTRACTIONS[token].split()
    if token.endswith("'ll") and len(token) > len("'ll"):
        return [token.removesuffix("'ll"), "will"]
    if token.endswith("'s"):
        return [token[:-2] + "s"]
    return [token.replace("'", "")]


def with_halves(words: tuple[str, ...]) -> tuple[str, ...]:
    """ "18 and a half" as "18.5", but for what is a time ("2 and a half hours")."""
    for place in range(1, len(words) - 2):
        of_time = words[place + 3 : place + 4] and words[place + 3][:4] in ("hour", "minu", "seco")
        if words[place : place + 3] == ("and", "a", "half") and not of_time:
            whole = words[place - 1]
            if whole.isdecimal():
                rest = with_halves(words[place + 3 :])
                return (*words[: place - 1], f"{whole}.5", *rest)
    return words


def _with_digits(words: list[str]) -> list[str]:
    """Number words as digits: "twenty one point five" becomes "21.5"."""
    if _NUMBERS.isdisjoint(words):
        return words
    result: list[str] = []
    position = 0
    while position < len(words):
        value, used = _number_at(words, position)
        if used:
            result.append(value)
            position += used
        else:
            result.append(words[position])
            position += 1
    return result


def _number_at(words: list[str], start: int) -> tuple[str, int]:
    """The number that begins here and how many words it takes; 0 words when none does."""
    total, used = _below_hundred(words, start)
    if _is(words, start, "a") and start + 1 < len(words) and words[start + 1] in _LARGE:
        total, used = 1, 1
    if not used:
        return "", 0
    for name, worth in (("thousand", 1000), ("hundred", 100)):
        if _is(words, start + used, name):
            used += 1
            total *= worth
            joined = 1 if _is(words, start + used, "and") else 0
            rest, more = _below(worth, words, start + used + joined)
            if more:
                total, used = total + rest, used + joined + more
            break
    if _is(words, start + used, "point"):
        digits, more = _below_hundred(words, start + used + 1)
        if more:
            return f"{total}.{digits}", used + 1 + more
    return str(total), used


def _below(worth: int, words: list[str], start: int) -> tuple[int, int]:
    """What comes after "thousand" or "hundred"."""
    total, used = _below_hundred(words, start)
    if worth == 1000 and used and _is(words, start + used, "hundred"):
        rest, more = _below_hundred(words, start + used + 1)
        return 100 * total + rest, used + 1 + more
    return total, used


def _below_hundred(words: list[str], start: int) -> tuple[int, int]:
    if start >= len(words):
        return 0, 0
    word = words[start]
    if word in _UNITS:
        return _UNITS[word], 1
    if word in _TENS:
        following = words[start + 1] if start + 1 < len(words) else ""
        unit = _UNITS.get(following, 0)
        return (_TENS[word] + unit, 2) if 0 < unit < 10 else (_TENS[word], 1)
    return 0, 0


def _is(words: list[str], position: int, word: str) -> bool:
    return position < len(words) and words[position] == word


def as_it_was_said(words: str, text: str) -> str:
    """ "Milk, eggs and tea" with the commas of the text, where the words have lost them."""
    said = re.search(r",?\s+".join(map(re.escape, words.split())), text, re.IGNORECASE)
    return said[0] if said else words


def singular(word: str) -> str:
    """Without the last letter of a plural, so that two spellings of one thing meet."""
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
