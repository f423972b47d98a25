"""What would come of it otherwise: "the rack fan stays on or the server will cook"."""

import re

_ELSE = re.compile(
    r",?\s+or (?:else )?(?:it|he|she|we|they|i|you|there|\w+|(?:the|my|our|his|her|that) \w+"
    r"(?: \w+)?)(?:['’]ll| will|(?: is|['’]s| are|['’]re) (?:going to|gonna))\s+\w[^,;]*$",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\W*(?:is|are|was|were|do|does|did|should|shall|will|what|which|who|when|why|how|if|whether)\b",
    re.IGNORECASE,
)
"""Of two things one is asked for."""


def without_threat(text: str) -> str:
    """The text without why it is wished; a question keeps its "or"."""
    return text if _ASKED.match(text) or "?" in text else _ELSE.sub("", text) or text
