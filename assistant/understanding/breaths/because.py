"""Why it is wished, told at the end: "strip light up full cause I can't see my chips"."""

import re

_BECAUSE = re.compile(
    r",?\s+(?:because|['’]?cause|['’]?cos|coz|cuz|being as|seeing as)\s+"
    r"(?!of\b)(?:(?!\b(?:but|and|so|if|unless|or)\b)[^,;])+$",
    re.IGNORECASE,
)
SHORTEST = 3
"""Words of what is wished because of it."""


def without_because(text: str) -> str:
    """The text without it; whole where hardly anything else is said, or more comes after it."""
    rest = _BECAUSE.sub("", text)
    return rest if len(rest.split()) >= SHORTEST else text
