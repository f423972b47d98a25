"""The dialogues that the detector learns from are what their labels say."""

import random
from dataclasses import replace

import pytest

from assistant.evaluation.understanding.shared import NoData
from assistant.evaluation.understanding.split import wording_family
from assistant.learning.rephrase_model.dialogue import LONGEST_SECONDS, MOST_TURNS
from rephrases.behaviour import Teller
from rephrases.corpus import from_crowd, from_wordings
from rephrases.hearing import Ears, ears, wild
from rephrases.near import NEAR
from rephrases.real_pairs import heard_pairs, real_pairs


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
    anew = sorts.count("reworded") + sorts.count("by its name")
    assert anew / 2000 == pytest.approx(0.39, abs=0.04)
    assert sorts.count("repeated") / 2000 == pytest.approx(0.19, abs=0.04)


def test_a_name_that_nothing_has_is_no_proof_of_a_rephrase() -> None:
    """Nor of anything else: who goes on after it may as well wish the same of another thing."""
    telling = teller(8)
    told = [telling.one("failed") for _ in range(3000)]
    unknown = [one for one in told if one.dialogue.turns[0].unknown]
    assert {"by its name", "other value"} <= {one.sort for one in unknown}
    hard = [telling.hard("other value", "failed") for _ in range(300)]
    assert any(one.dialogue.turns[0].unknown for one in hard if one is not None)


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


def test_what_is_heard_twice_is_labelled_as_a_repetition_and_another_wish_is_not() -> None:
    corpus = from_wordings(7)
    pairs = list(heard_pairs(corpus, ears(corpus.said), random.Random(2), 40))
    assert [one.rephrase for one in pairs] == [1, 0] * 40
    again, other = pairs[::2], pairs[1::2]
    assert [one.dialogue.turns[0].words for one in again] == [
        one.dialogue.turns[0].words for one in other
    ]


def test_only_wild_ears_hear_what_nobody_said() -> None:
    said = [replace(one, takes=(("donald",),)) for one in from_wordings(7).said[:50]]
    tame = ears(())
    assert "donald" not in _words_heard(tame)
    assert "donald" in _words_heard(wild(tame, said))


def _words_heard(hearing: Ears) -> set[str]:
    dice = random.Random(3)
    spoken = ("dim", "kitchen", "lamp")
    return {word for _ in range(200) for word in hearing.hear(spoken, dice, 0.5)}
