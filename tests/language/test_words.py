"""Words as they are spoken, and how they sound."""

import pytest

from assistant.home.phones import parse_phones
from assistant.sayings.words import spoken
from assistant.speech.language.lexicon import Lexicon
from assistant.speech.respelling import speller


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bedroom Lamp 2", "bedroom lamp two"),
        ("21.5°C", "twenty one point five degrees"),
        ("7:05", "seven oh five"),
        ("100%", "one hundred percent"),
        ("Anna’s TV", "anna's tv"),
        ("Küche-Licht", "küche licht"),
    ],
)
def test_spoken(text: str, words: str) -> None:
    assert " ".join(spoken(text)) == words


@pytest.mark.parametrize(
    ("word", "phones", "source"),
    [
        ("kitchen", "K IH CH AH N", "dictionary"),
        ("amelia's", "AH M IY L Y AH Z", "dictionary"),
        ("ecobee", "EH K OW B IY", "espeak-ng"),
        ("гостиная", "G AH S T IY N AH Y AE", "espeak-ng"),
        ("x", "EH K S", "dictionary"),
    ],
)
def test_sounds(word: str, phones: str, source: str) -> None:
    sound = Lexicon(spell=speller()).sounds([word])[word]
    assert phones in {" ".join(one) for one in sound.pronunciations}
    assert sound.source == source


def test_a_persons_own_word_comes_first() -> None:
    lexicon = Lexicon(overrides={"kitchen": (parse_phones("k ih1 ch ih n"),)})
    sound = lexicon.sounds(["kitchen"])["kitchen"]
    assert sound.pronunciations == (("K", "IH", "CH", "IH", "N"),)
    assert sound.source == "home.yaml"


@pytest.mark.parametrize("text", ["", "K QQ T"])
def test_what_is_no_phone(text: str) -> None:
    with pytest.raises(ValueError, match="allowed: AA AE AH"):
        parse_phones(text)
