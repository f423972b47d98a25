"""Words are cut into the pieces that the encoder knows, whatever is said."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.wordpiece import (
    END,
    START,
    UNKNOWN,
    pieces,
    plain_words,
)

VOCABULARY = {
    piece: number
    for number, piece in enumerate(
        [START, END, UNKNOWN, "turn", "##s", "off", "l", "##ight", "##i", "'", "light", "t", "%"]
    )
}


def test_the_longest_piece_wins() -> None:
    ids, firsts = pieces(("turns", "off", "lights"), VOCABULARY)
    names = list(VOCABULARY)
    assert [names[number] for number in ids] == [
        START, "turn", "##s", "off", "light", "##s", END,
    ]  # fmt: skip
    assert [names[ids[first]] for first in firsts] == ["turn", "off", "light"]


def test_what_no_piece_fits_is_unknown_as_a_whole() -> None:
    ids, _ = pieces(("turnx",), VOCABULARY)
    assert ids == [VOCABULARY[START], VOCABULARY[UNKNOWN], VOCABULARY[END]]


def test_words_are_plain() -> None:
    assert plain_words("Don\u2019t dim it to 30%!") == ("don't", "dim", "it", "to", "30", "%")


@given(st.text())
def test_any_text_has_pieces_and_a_place_for_every_word(text: str) -> None:
    words = plain_words(text)
    ids, firsts = pieces(words, VOCABULARY)
    assert len(firsts) == len(words)
    assert ids[0] == VOCABULARY[START]
    assert ids[-1] == VOCABULARY[END]
    assert firsts == sorted(set(firsts))
    assert all(0 < first < len(ids) - 1 for first in firsts)
