"""How hearing is scored, and that no set expects just its answers."""

import pytest

from assistant.evaluation.hearing.scores import errors, slots_right, total
from assistant.evaluation.hearing.tasks import SAMPLED, STRANGE, WRITTEN, home_sentences, with_extra
from assistant.evaluation.understanding.split import side_of
from assistant.sayings.words import spoken

NAMES = frozenset({"kitchen", "light"})


def test_errors_and_those_that_hit_a_name() -> None:
    said = "turn on the kitchen light".split()
    first = errors(said, "turn the kitchen lights".split(), NAMES)
    assert (first.wrong, first.wrong_entity_words, first.entity_words) == (2, 1, 2)
    both = total([first, errors(said, said, NAMES)])
    assert (both.utterances, both.exact, both.words, both.wrong) == (2, 1, 10, 2)


def test_an_inserted_name_is_an_error_of_names() -> None:
    assert errors(["stop"], ["stop", "light"], NAMES).wrong_entity_words == 1


def test_slots_are_counted_once_and_the_longest_first() -> None:
    heard = "a large iced coffee with milk".split()
    assert slots_right(["large", "iced coffee", "milk"], heard) == 3
    assert slots_right(["coffee", "iced coffee"], heard) == 1


def test_what_is_added_is_a_tenth_of_what_is_expected() -> None:
    home = home_sentences()
    more = with_extra(home, ["marvin", "sheila"])
    added = sum(more[spoken(word)] for word in ("marvin", "sheila"))
    assert 0.09 < added / sum(home.values()) < 0.12
    assert len(more) > 10_000


@pytest.mark.parametrize("said", [SAMPLED(), WRITTEN()], ids=["sampled", "written"])
def test_the_fixed_sentences_are_a_hundred_different_ones_in_each_half(
    said: tuple[str, ...],
) -> None:
    assert len(set(said)) == len(said)
    assert [sum(side_of(one) == side for one in said) for side in ("dev", "test")] == [100, 100]


def test_what_was_sampled_is_still_of_words_that_are_expected() -> None:
    expected = {word for sentence in home_sentences() for word in sentence}
    words = {word for text in SAMPLED() for word in spoken(text)}
    assert len(words - expected) < 0.02 * len(words)


def test_strange_names_are_not_expected() -> None:
    expected = {word for sentence in home_sentences() for word in sentence}
    assert [text for text in STRANGE() if expected.issuperset(spoken(text))] == []
