"""The sounds that words are made of, as the CMU dictionary writes them, without stress."""

import re

Phones = tuple[str, ...]
"""One pronunciation."""

PHONES: tuple[str, ...] = tuple(
    "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W "
    "Y Z ZH".split()
)


def parse_phones(text: str) -> Phones:
    """Phones written by a person, `K IH1 CH AH0 N`; ValueError names what is not one."""
    found = tuple(re.sub(r"[012]$", "", phone) for phone in text.upper().split())
    wrong = [phone for phone in found if phone not in PHONES]
    if wrong or not found:
        what = f"{wrong[0]!r} is no phone" if wrong else "there is no phone in it"
        raise ValueError(f"{what}; allowed: {' '.join(PHONES)}")
    return found
