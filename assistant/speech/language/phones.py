"""Phones from what espeak-ng would say."""

import re

from assistant.home.phones import Phones

_FROM_IPA = {
    "tʃ": "CH", "dʒ": "JH", "aɪ": "AY", "aʊ": "AW", "eɪ": "EY", "oʊ": "OW", "əʊ": "OW", "ɔɪ": "OY",
    "ɔː": "AO", "oː": "AO", "ɑː": "AA", "iː": "IY", "uː": "UW", "ɜː": "ER", "ɪɹ": "IH R",
    "ɛɹ": "EH R", "ʊɹ": "UH R", "ɔːɹ": "AO R", "oːɹ": "AO R", "ɑːɹ": "AA R", "ɚ": "ER", "ɝ": "ER",
    "əl": "AH L", "iə": "IY AH", "eː": "EY", "aː": "AA", "yː": "UW", "øː": "ER", "œ": "ER",
    "a": "AE", "æ": "AE", "ɑ": "AA", "ɒ": "AA", "ɔ": "AO", "o": "OW", "ʌ": "AH", "ə": "AH",
    "ɐ": "AH", "ɛ": "EH", "e": "EH", "ɪ": "IH", "ᵻ": "IH", "i": "IY", "ɨ": "IH", "ʊ": "UH",
    "u": "UW", "y": "IY", "ø": "ER", "ɯ": "UW", "ɤ": "AH",
    "p": "P", "b": "B", "t": "T", "d": "D", "k": "K", "ɡ": "G", "g": "G", "q": "K", "f": "F",
    "v": "V", "θ": "TH", "ð": "DH", "s": "S", "z": "Z", "ʃ": "SH", "ʒ": "ZH", "ɕ": "SH", "ʑ": "ZH",
    "ʂ": "SH", "ʐ": "ZH", "h": "HH", "ɦ": "HH", "ħ": "HH", "x": "K", "χ": "K", "ɣ": "G", "ç": "HH",
    "m": "M", "ɱ": "M", "n": "N", "ɲ": "N Y", "ŋ": "NG", "ɳ": "N", "l": "L", "ɫ": "L", "ʎ": "L Y",
    "ɭ": "L", "ɹ": "R", "r": "R", "ʁ": "R", "ɾ": "T", "ɽ": "R", "ʀ": "R", "w": "W", "ʋ": "V",
    "β": "V", "j": "Y", "ɟ": "JH", "c": "K", "ʈ": "T", "ɖ": "D", "ɸ": "F", "ʔ": "T",
}  # fmt: skip
"""The International Phonetic Alphabet as espeak-ng writes English; sounds of other languages go to
the English phone that is nearest."""
_IPA = re.compile("|".join(sorted(_FROM_IPA, key=len, reverse=True)))
_SWITCH = re.compile(r"\([a-z-]+\)")
"""How espeak-ng marks that it changed the language: `(ru)`."""
_SYLLABIC = re.compile("([nlm])̩")


_ESPEAK = {
    "AA": "A:", "AE": "a", "AH": "V", "AO": "O:", "AW": "aU", "AY": "aI", "CH": "tS", "DH": "D",
    "EH": "E", "ER": "3:", "EY": "eI", "HH": "h", "IH": "I", "IY": "i:", "JH": "dZ", "NG": "N",
    "OW": "oU", "OY": "OI", "SH": "S", "TH": "T", "UH": "U", "UW": "u:", "Y": "j", "ZH": "Z",
}  # fmt: skip
"""Phones as espeak-ng takes them; the others are the same in small letters."""


def to_espeak(phones: Phones) -> str:
    """For espeak-ng to speak just these sounds."""
    return "".join(_ESPEAK.get(phone, phone.lower()) for phone in phones)


def from_ipa(text: str) -> Phones:
    """Phones of what espeak-ng says that it would speak; marks of stress and length are lost."""
    text = _SYLLABIC.sub(r"ə\1", _SWITCH.sub("", text))
    return tuple(" ".join(_FROM_IPA[sound] for sound in _IPA.findall(text)).split())
