"""What is to be said, kept or played in just these words: no word of it is another's."""

import re

_OPENING = re.compile(
    r"^\W*(?:(?:please|can you|could you|would you|will you|and|ok|okay|hey|oh|just|then)[\s,]+)*"
    r"(?:remind|announce|broadcast|tell|say|play|let (?:\w+ )?know|make an announcement|"
    r"don['’]?t let (?:me|us) forget)\b",
    re.IGNORECASE,
)


def has_words_of_its_own(text: str) -> bool:
    """ "Remind me to shut everything down": what is reminded of is kept as it was said."""
    return bool(_OPENING.match(text))
