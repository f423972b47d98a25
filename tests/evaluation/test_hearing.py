"""How hearing is scored, and that no set expects just its answers."""

from assistant.evaluation.hearing.scores import errors, slots_right, total
from assistant.evaluation.hearing.tasks import home_sentences, with_extra
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
