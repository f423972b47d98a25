"""What a learned weight says to a person."""

from datetime import UTC, datetime

from assistant.commands.learned_weights import IN_WORDS, weight_lines
from assistant.learning.weighing.model import LearnedWeight
from assistant.ranking.weights import FACTS, bounds


def test_every_sign_that_may_be_learned_has_words() -> None:
    assert IN_WORDS.keys() == bounds().keys() - FACTS


def test_a_weight_is_told_without_logarithms_first() -> None:
    learned = datetime(2026, 3, 1, tzinfo=UTC)
    told = weight_lines(LearnedWeight(name="listening", prior=2.0, value=1.0, learned=learned))
    assert told[0] == "listening: music is meant for a speaker rather than for a screen"
    assert "counts less than in others" in told[1]
    assert "2.7 times as likely as the other, elsewhere 7.4 times" in told[1]
