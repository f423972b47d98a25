"""What was learned, told as one person tells another."""

from collections.abc import Mapping
from types import MappingProxyType

from assistant.learning.rewriting.model import Status

STANDING: Mapping[Status, str] = MappingProxyType(
    {
        "proposed": "not used yet",
        "live": "in use",
        "pinned": "in use, as you said",
        "withdrawn": "no longer used",
    }
)
IN_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "too few chains": "it has not happened often enough",
        "too few homes": "it has not happened in enough homes",
        "not clearly better": "it is not clear yet that it helps",
        "not clearly right": "it is not clear yet that this is meant",
        "contradicts": "it says the opposite, or another number or room",
        "says less": "it leaves out something that you said",
        "same words": "it says just the same",
        "half a sentence": "what you say then is only half a sentence",
        "adds to it": "it says more than you did",
        "says more": "it says more than you did, so that you are asked first",
        "put right the last time": "you put it right the last time, so that you are asked first",
        "names something that has changed": "what it names has changed, or is not here",
        "leaves out what was named": "what you say is the name of something else that is here",
        "guarded": "it is about a door, a lock or an alarm",
        "no longer better": "it does not help any more",
        "no longer right": "it is not what you mean any more",
        "said no": "you said no to it",
        "lost twice": "it went wrong twice",
        "unused": "nobody has said it for a month",
    }
)
"""Each reason that may stand in the table of what was learned."""


def in_words(reason: str) -> str:
    """One reason or several; what is told in words already stays as it is."""
    return ", and ".join(IN_WORDS.get(one, one) for one in reason.split(", "))


def counted(number: int, what: str, many: str = "") -> str:
    """ "1 request", "2 requests"; "no requests"."""
    return f"{number or 'no'} {what if number == 1 else many or what + 's'}"
