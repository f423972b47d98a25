"""Text to plain words, for what people say and for the names of a home alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.words import UNKNOWN_WORD, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Turn ON the Light!", "turn on the light"),
        ("what's the temperature?", "what is the temperature"),
        ("don’t touch it", "do not touch it"),
        ("do n't", "do not"),
        ("Anna's lamp", "annas lamp"),
        ("set it to 50%", "set it to 50 percent"),
        ("21°C", "21 degrees"),
        ("twenty one", "21"),
        ("twenty-one", "21"),
        ("twenty one point five degrees", "21.5 degrees"),
        ("a hundred percent", "100 percent"),
        ("one hundred and five", "105"),
        ("two hundred", "200"),
        ("twenty twenty", "20 20"),
        ("at half past seven", "at half past 7"),
        ("7:30 a.m.", "7:30 am"),
        ("at 7pm", "at 7 pm"),
        ("1,000 lux", "1000 lux"),
        ("bedroom two lamp", "bedroom 2 lamp"),
        ("the tv", "the television"),
        ("turn on the [unk] light", f"turn on the {UNKNOWN_WORD} light"),
        ("turn on the <unk> light", f"turn on the {UNKNOWN_WORD} light"),
        ("café", "café"),
        ("  spaces   and\ttabs\n", "spaces and tabs"),
        ("", ""),
        ("?!…", ""),
    ],
)
def test_plain_words(text: str, words: str) -> None:
    assert " ".join(words_of(text)) == words


@given(st.text(max_size=200))
def test_any_text_becomes_words_without_marks(text: str) -> None:
    for word in words_of(text):
        assert word
        assert word == word.strip().lower()
        assert word == UNKNOWN_WORD or not set(word) & set(" !?,;\"'()[]{}")


@given(st.integers(0, 199))
def test_spoken_numbers_are_digits(number: int) -> None:
    assert words_of(spoken(number)) == (str(number),)


def spoken(number: int) -> str:
    ones = (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen"
    ).split()
    tens = "twenty thirty forty fifty sixty seventy eighty ninety".split()
    if number >= 100:
        rest = f" and {spoken(number - 100)}" if number > 100 else ""
        return f"one hundred{rest}"
    if number < 20:
        return ones[number]
    return tens[number // 10 - 2] + (f" {ones[number % 10]}" if number % 10 else "")


@given(st.lists(st.sampled_from("turn on the lamp 5 21.5 percent is not".split()), max_size=8))
def test_plain_words_stay_as_they_are(words: list[str]) -> None:
    assert words_of(" ".join(words)) == tuple(words)
