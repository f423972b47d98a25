"""Words to pieces of words, as the encoder knows them (WordPiece: Wu et al., 2016).

The vocabulary is cut down to what the home needs, so pieces are looked up here; what
`transformers` would make of the same vocabulary is held equal in the training script.
"""

import re
from collections.abc import Mapping, Sequence

START, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
LONGEST_WORD = 40
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|%")
_APART = re.compile(r"[a-z0-9]+|[^a-z0-9]")


def plain_words(text: str) -> tuple[str, ...]:
    """Words in lower case without punctuation; apostrophes and percent signs stay."""
    return tuple(_WORD.findall(text.lower().replace("\u2019", "'")))


def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where each plain word begins and ends in the text."""
    plain = text.lower().replace("\u2019", "'")
    return tuple(found.span() for found in _WORD.finditer(plain)) if len(plain) == len(text) else ()


def pieces(words: Sequence[str], vocabulary: Mapping[str, int]) -> tuple[list[int], list[int]]:
    """Ids of all pieces with start and end, and for each word the place of its first piece."""
    ids = [vocabulary[START]]
    firsts = []
    for word in words:
        firsts.append(len(ids))
        for part in _APART.findall(word):
            ids.extend(_pieces(part, vocabulary))
    ids.append(vocabulary[END])
    return ids, firsts


def _pieces(word: str, vocabulary: Mapping[str, int]) -> list[int]:
    """The longest piece that fits, again and again."""
    found: list[int] = []
    start = 0
    while start < len(word) and len(word) <= LONGEST_WORD:
        for end in range(len(word), start, -1):
            piece = word[start:end] if start == 0 else f"##{word[start:end]}"
            if piece in vocabulary:
                found.append(vocabulary[piece])
                start = end
                break
        else:
            return [vocabulary[UNKNOWN]]
    return found or [vocabulary[UNKNOWN]]
