"""Numbers and times in words, as the crowd says them and its labels repeat them."""

import re

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {word: value for value, word in enumerate(_UNITS)} | {
    word: 20 + 10 * index for index, word in enumerate(_TENS)
}
_CLOCK = re.compile(r"\b(\d{1,2})(?::(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)
_HALVES = re.compile(r"\b(am|pm)\b")


def number_in(text: str) -> int | None:
    """The one number in a text, digits or words; None when there is none or more than one."""
    digits = re.findall(r"\d+", text)
    if digits:
        return int(digits[0]) if len(digits) == 1 else None
    total, found = 0, False
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in _VALUES:
            total, found = total + _VALUES[word], True
        elif word == "hundred":
            total, found = max(1, total) * 100, True
        elif found:
            break
    return total if found else None


def minutes_in(text: str) -> float | None:
    """A length of time in minutes (`in two hours`, `after thirty min`)."""
    said = text.lower()
    for unit, minutes in (("hour", 60.0), ("min", 1.0), ("sec", 1 / 60)):
        if unit in said:
            number = number_in(said)
            if "half" in said:
                return 0.5 * minutes if number is None else None
            if number is None:
                number = 1 if re.search(r"\ban?\b", said) else None
            return None if number is None else number * minutes
    return None


def times_in(text: str) -> tuple[str, ...]:
    """The times of day that a text may mean, as HH:MM; two where it leaves the half open."""
    said = text.lower().replace(".", "")
    half = match[1] if (match := _HALVES.search(said)) else None
    digits = _CLOCK.search(said)
    if digits:
        hour, minute = int(digits[1]), int(digits[2] or 0)
        half = digits[3] or half
    else:
        spoken = _spoken_clock(said)
        if spoken is None:
            return ()
        hour, minute = spoken
    if hour > 24 or minute > 59:
        return ()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
        return (f"{hour:02d}:{minute:02d}",)
    if hour > 12:
        return (f"{hour % 24:02d}:{minute:02d}",)
    return (f"{hour % 12:02d}:{minute:02d}", f"{hour % 12 + 12:02d}:{minute:02d}")


def _spoken_clock(said: str) -> tuple[int, int] | None:
    """`seven thirty`, `six`, `five hundred and thirty` (a recogniser's 5:30)."""
    words = [w for w in re.findall(r"[a-z]+", said) if w in _VALUES or w in ("hundred", "noon")]
    if words == ["noon"]:
        return 12, 0
    if "hundred" in words:
        place = words.index("hundred")
        before = sum(_VALUES.get(word, 0) for word in words[:place])
        after = sum(_VALUES.get(word, 0) for word in words[place + 1 :])
        return before, after
    numbers = [_VALUES[word] for word in words if word in _VALUES]
    if not numbers:
        return None
    return numbers[0], sum(numbers[1:])
