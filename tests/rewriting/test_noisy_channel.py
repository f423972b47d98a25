"""What was heard speaks for what sounds like it, and never for another number."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.learning.rewriting.noisy_channel import evidence, word_likeness
from assistant.learning.words import Words, words_in

WORDS = st.lists(
    st.sampled_from("turn on off the kitchen desk lamp light lights please 20 30 percent".split()),
    min_size=1,
    max_size=6,
).map(tuple)


def of(heard: str, request: str) -> float:
    return evidence(words_in(heard), words_in(request))


@given(WORDS, WORDS)
def test_nothing_explains_words_better_than_themselves(
    heard: tuple[str, ...], other: tuple[str, ...]
) -> None:
    assert evidence(heard, heard) >= evidence(heard, other)


@given(WORDS, WORDS)
def test_likeness_is_symmetric_and_a_share(ours: Words, theirs: Words) -> None:
    likeness = word_likeness(ours[0], theirs[0])
    assert likeness == word_likeness(theirs[0], ours[0])
    assert 0 <= likeness <= 1


def test_what_sounds_like_it_is_nearer() -> None:
    assert of("turn on the dusk lamp", "turn on the desk lamp") > of(
        "turn on the dusk lamp", "turn on the wall lamp"
    )


def test_one_lost_word_costs_less_than_two() -> None:
    whole = "turn on the desk lamp"
    assert of(whole, whole) > of("turn on the lamp", whole) > of("turn on the", whole)


def test_a_number_is_never_another() -> None:
    assert of("lamp to 30 percent", "lamp to 20 percent") < of(
        "lamp to percent", "lamp to 20 percent"
    )


def test_chance_speaks_for_nothing() -> None:
    assert of("our top story tonight", "turn on the desk lamp") < 0
