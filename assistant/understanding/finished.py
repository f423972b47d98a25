"""Whether a text is at its end, or more of it must follow."""

from assistant.understanding.words import words_of

ARTICLES = frozenset({"the", "a", "an"})
"""Where a sentence ends in one nobody knows what was to follow."""
AWAITING = ARTICLES | {"except", "to", "than", "every"}
"""The same, but for a question ("what is it set to") and a title."""
HESITATIONS = frozenset("um umm uh uhh er erm hmm".split())
ASKING_OR_PLAYING = frozenset(
    "what which where who how is are was were do does did play hear listen add".split()
)
LEADING_ON = frozenset(
    "the a an my our to at of and or with for from by than until every when if set make turn "
    "switch".split()
)
"""Words that nobody ends a request with."""
NUMBER_WORDS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred point and".split()
)
AMOUNT_WORDS = NUMBER_WORDS | frozenset("a half third quarter percent degrees to at".split())


def is_broken_off(text: str) -> bool:
    """What was to follow was not said: "set the oven to, um"."""
    words = list(words_of(text))
    while words and words[-1] in HESITATIONS:
        words.pop()
    if not words or words[-1] not in AWAITING:
        return False
    return words[-1] in ARTICLES or ASKING_OR_PLAYING.isdisjoint(words)


def leads_on(text: str) -> bool:
    """More must follow: "turn on the", "set the lamp to"."""
    return text.rpartition(" ")[2] in LEADING_ON


def may_go_on(text: str) -> bool:
    """More may follow: "to thirty" goes on with "five percent"."""
    words = text.split()
    return not words or words[-1] in NUMBER_WORDS or words[-1] in LEADING_ON


def is_an_amount(text: str) -> bool:
    """ "A half" may be part of anybody's talk."""
    words = set(words_of(text))
    return bool(words) and words <= AMOUNT_WORDS
