"""Words to pieces of words; kept under this name for whoever reads wishes."""

from assistant.wordpiece import (
    END,
    LONGEST_WORD,
    START,
    UNKNOWN,
    pieces,
    plain_words,
)

__all__ = ["END", "LONGEST_WORD", "START", "UNKNOWN", "pieces", "plain_words"]
