"""What would come of it otherwise: "the rack fan stays on or the server will cook"."""

import re

from assistant.understanding.breaths.own_words import has_words_of_its_own

_ELSE = re.compile(
    r",?\s+or (?:else )?(?:it|he|she|we|they|i|you|there|\w+|(?:the|my|our|his|her|that) \w+"
    r"(?: \w+)?)(?:['’]ll| will|(?: is|['’]s| are|['’]re| am|['’]m) (?:going to|gonna))"
    r"\s+\w[^,;]*$",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\W*(?:is|are|was|were|do|does|did|should|shall|will|what|which|who|why|how)\b|"
    r"\b(?:if|when|unless|until|till|once|whether)\b.* or\b|\bor\b.*\bwill do\W*$|"
    r"\b(?:said|says|told|asked)\b",
    re.IGNORECASE,
)
"""Of two things one is asked for, or is waited for, or will do; or somebody else threatens."""


def without_threat(text: str) -> str:
    """The text without why it is wished; a question keeps its "or"."""
    if _ASKED.search(text) or "?" in text or has_words_of_its_own(text):
        return text
    return _ELSE.sub("", text) or text
