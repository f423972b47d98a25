"""The dialogues that the detector learns from are what their labels say."""

import random

import pytest

from assistant.evaluation.understanding.shared import NoData
from assistant.evaluation.understanding.split import wording_family
from assistant.learning.rephrase_model.dialogue import LONGEST_SECONDS, MOST_TURNS
from rephrases.behaviour import Teller
from rephrases.corpus import from_crowd, from_wordings
from rephrases.hearing import ears
from rephrases.near import NEAR
from rephrases.real_pairs import real_pairs


def teller(seed: int) -> Teller:
    return Teller(from_wordings(seed), ears(()), random.Random(seed))


def test_the_same_seed_tells_the_same() -> None:
    assert list(teller(3).tell(50)) == list(teller(3).tell(50))


def test_every_dialogue_can_be_read() -> None:
    for one in teller(4).tell(300):
        turns = one.dialogue.turns
        assert 2 <= len(turns) == len(one.roles) <= MOST_TURNS
        assert 0 <= one.rephrase < len(turns)
        assert all(turn.words for turn in turns)
        assert sum(turn.gap_seconds for turn in turns) <= LONGEST_SECONDS
        if one.rephrase:
            assert one.begins < len(turns[one.rephrase].words)


@pytest.mark.parametrize("sort", list(NEAR))
def test_what_is_near_is_never_labelled_a_rephrase(sort: str) -> None:
    telling = teller(5)
    found = [one for one in (telling.hard(sort, "failed") for _ in range(100)) if one]
    assert found
    assert not any(one.rephrase for one in found)


def test_as_many_reword_and_repeat_after_a_failure_as_people_do() -> None:
    telling = teller(6)
    sorts = [telling.one("failed").sort for _ in range(2000)]
    assert sorts.count("reworded") / 2000 == pytest.approx(0.39, abs=0.04)
    assert sorts.count("repeated") / 2000 == pytest.approx(0.19, abs=0.04)


def test_no_wording_is_on_two_sides() -> None:
    try:
        sides = [from_crowd("dev", "train"), from_crowd("dev", "held"), from_crowd("test")]
    except NoData as missing:
        pytest.skip(f"no data: {missing}")
    families = [{wording_family(" ".join(one.words)) for one in side.said} for side in sides]
    assert len(families[0] & families[1]) < 0.01 * len(families[1])
    assert len((families[0] | families[1]) & families[2]) < 0.01 * len(families[2])


def test_real_takes_differ() -> None:
    try:
        corpus = from_crowd("dev", "held")
    except NoData as missing:
        pytest.skip(f"no data: {missing}")
    for one in real_pairs(corpus, random.Random(1)):
        first, second = one.dialogue.turns
        assert one.rephrase == 0 or first.words != second.words
