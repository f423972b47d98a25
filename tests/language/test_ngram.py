"""The n-gram: probabilities that add up, in memory and as an ARPA file."""

import math

from hypothesis import given
from hypothesis import strategies as st

from assistant.speech.language.ngram import END, START, UNKNOWN, NgramSettings, arpa, estimate

words = st.sampled_from("turn on off the light lamp".split())
sentences = st.dictionaries(
    st.lists(words, max_size=5).map(tuple), st.integers(1, 9).map(float), min_size=1, max_size=12
)
SPARE = {"kitchen": 0.5, UNKNOWN: 0.5}


@given(sentences, st.integers(1, 3), st.sampled_from([0.0, 0.1, 0.5]))
def test_the_next_word_is_one_of_those_that_are_known(
    said: dict[tuple[str, ...], float], order: int, least_left: float
) -> None:
    ngram = estimate(said, SPARE, NgramSettings(order=order, least_left=least_left))
    for history in ngram.follow:
        total = sum(ngram.probability(word, history) for word in (*ngram.words, END))
        assert math.isclose(total, 1, abs_tol=1e-6)


@given(sentences)
def test_what_was_said_is_likelier_than_what_was_not(said: dict[tuple[str, ...], float]) -> None:
    ngram = estimate(said, SPARE)
    for sentence in said:
        padded = (START, *sentence, END)
        for place in range(1, len(padded)):
            history = padded[max(0, place - 2) : place]
            assert ngram.probability(padded[place], history) > ngram.probability("kitchen", history)


def test_arpa() -> None:
    ngram = estimate({("on",): 1.0}, {"off": 1.0}, NgramSettings(order=2, unigram_spare=0.5))
    lines = list(arpa(ngram))
    assert lines[:3] == ["\\data\\", "ngram 1=4", "ngram 2=2"]
    assert "-0.6021 on -0.2218" in lines  # a quarter of the unigrams, and 0.6 left for those
    assert lines[-2] == "\\end\\"
