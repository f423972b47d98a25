"""The channel: deterministic, silent when told to be, and as wrong as what it was fitted on."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.simulation.noise.fit import fit, resaid
from assistant.evaluation.simulation.noise.rates import Pair, edits, rates_of
from assistant.evaluation.simulation.noise.shipped import shipped_channel

texts = st.lists(
    st.sampled_from("turn on off the kitchen lamp to thirty percent please moonlight".split()),
    min_size=1,
    max_size=9,
).map(" ".join)


@given(texts, st.integers(0, 50))
def test_the_same_take_is_heard_the_same(text: str, take: int) -> None:
    channel = shipped_channel()
    assert channel.hear(text, "anna", take) == channel.hear(text, "anna", take)


@given(texts, st.integers(0, 50))
def test_without_noise_all_is_heard(text: str, take: int) -> None:
    assert shipped_channel().hear(text, "anna", take, severity=0.0) == text


@given(texts, st.integers(0, 50))
def test_something_is_always_heard(text: str, take: int) -> None:
    assert shipped_channel().hear(text, "anna", take).split()


def test_takes_of_one_sentence_go_wrong_together() -> None:
    channel = shipped_channel()
    text = "turn on the lamp in the kitchen"
    takes = [[channel.hear(text, voice, take) != text for take in (0, 1)] for voice in range(3000)]
    after_wrong = [second for first, second in takes if first]
    after_right = [second for first, second in takes if not first]
    assert sum(after_wrong) / len(after_wrong) > 1.4 * sum(after_right) / len(after_right)


def test_wrong_words_stand_beside_each_other() -> None:
    channel = shipped_channel()
    said = "please turn off the reading lamp in the nursery now".split()
    wrong = after = 0
    for voice in range(2000):
        heard = channel.hear(" ".join(said), voice, 0).split()
        places = {one.said for one in edits(said, heard) if one.tag != "insert"}
        wrong += len(places) if places else 0
        after += sum(place + 1 in places for place in places)
    assert after / wrong > 1.3 * (channel.substituted + channel.deleted)


def test_more_severe_is_more_wrong() -> None:
    channel = shipped_channel()
    said: list[Pair] = [(tuple("turn off the desk lamp".split()), ()) for _ in range(2000)]
    rates = [
        rates_of(
            (words, tuple(channel.hear(" ".join(words), n, 0, severity).split()))
            for n, (words, _) in enumerate(said)
        ).word_error_rate
        for severity in (0.5, 1.0, 1.5)
    ]
    assert rates == sorted(rates)


def test_a_fitted_channel_is_as_wrong_as_what_it_was_fitted_on() -> None:
    draw = random.Random(5)
    vocabulary = "alpha bravo charlie delta echo foxtrot golf hotel india juliet".split()
    pairs: list[Pair] = []
    for _ in range(1500):
        said = tuple(draw.choices(vocabulary, k=6))
        heard = list(said)
        if draw.random() < 0.4:
            heard[draw.randrange(6)] = draw.choice(vocabulary)
            if draw.random() < 0.5:
                del heard[draw.randrange(6)]
        pairs.append((said, tuple(heard)))
    real, ours = rates_of(pairs), rates_of(resaid(fit(pairs), pairs))
    assert ours.word_error_rate == pytest.approx(real.word_error_rate, rel=0.3)
    assert ours.wrong_sentences == pytest.approx(real.wrong_sentences, rel=0.15)


def test_edits_are_counted_by_kind() -> None:
    found = edits("turn on the lamp".split(), "uh turn on lamb".split())
    assert sorted(one.tag for one in found) == ["delete", "insert", "replace"]
