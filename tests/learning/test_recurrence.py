"""What is said each time after the same failure was meant; what belongs to an evening was not."""

import pytest

from tests.learning.talk import Talk

DAY = 24 * 3600.0


def said_again(failed: str, then: str, days: int) -> float:
    """Probability that the latter words the former anew, on the first of so many days."""
    talk = Talk()
    turns = []
    for _ in range(days):
        turns.append(talk.say(failed, "declined", after=DAY))
        talk.say(then, intent="HassTurnOn", slots={"name": "ceiling light"}, after=10)
    return talk.verdict(turns[0]).said_again


def test_day_after_day_the_same_instead() -> None:
    failed, then = "put on the big moon", "put on the ceiling light"
    assert said_again(failed, then, 1) < 0.2
    assert said_again(failed, then, 3) >= 0.5


@pytest.mark.parametrize("failed", ["order me a pizza", "what will the weather be"])
def test_two_wishes_of_every_evening(failed: str) -> None:
    assert said_again(failed, "put on the ceiling light", 9) < 0.3


def test_twice_on_one_day_is_one_day() -> None:
    talk = Talk()
    for _ in range(3):
        turn = talk.say("put on the big moon", "declined", after=600)
        talk.say("put on the ceiling light", intent="HassTurnOn", after=10)
    assert talk.verdict(turn).said_again < 0.2
