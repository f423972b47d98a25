"""How espeak-ng would say a word: for names that no dictionary has."""

import unicodedata
from collections.abc import Callable

from assistant.speech.espeak import Espeak, EspeakError

VOICES = {
    "LATIN": "en-us",
    "CYRILLIC": "ru",
    "GREEK": "el",
    "ARABIC": "ar",
    "HEBREW": "he",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "cmn",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
}
"""Voices of espeak-ng by script; in its English one it names the letters of other scripts."""
ENGLISH = VOICES["LATIN"]


def speller() -> Callable[[str], str] | None:
    """Writes words in the International Phonetic Alphabet; None where espeak-ng is not there."""
    try:
        voices = {name: Espeak(name, 160, 50) for name in (ENGLISH,)}
    except EspeakError:
        return None

    def spell(word: str) -> str:
        name = VOICES.get(script_of(word), ENGLISH)
        try:
            voice = voices.setdefault(name, Espeak(name, 160, 50))
        except EspeakError:  # a voice that this espeak-ng does not have
            voice = voices[ENGLISH]
        return voice.phonemes(word)

    return spell


def script_of(word: str) -> str:
    """Of its first letter, as Unicode names it: LATIN, CYRILLIC, CJK."""
    letters = (letter for letter in word if letter.isalpha())
    return unicodedata.name(next(letters, "a"), "LATIN").partition(" ")[0]
