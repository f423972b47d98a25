"""What was learned is told in a person's words."""

from typing import get_args

import pytest

from assistant.learning.markov.rewrites import Refusal
from assistant.learning.markov.standing import Withdrawal
from assistant.learning.rewriting.guardrails import Objection
from assistant.learning.rewriting.model import (
    ADDS,
    CHANGED,
    DOUBTED,
    LACKING,
    NAMED,
    SAYS_MORE,
    Status,
)
from assistant.learning.rewriting.told import IN_WORDS, STANDING, counted, in_words


@pytest.mark.parametrize("reason", sorted({*LACKING, SAYS_MORE, CHANGED, DOUBTED, NAMED}))
def test_every_reason_to_wait_has_words(reason: str) -> None:
    assert IN_WORDS[reason] == in_words(reason) != reason


@pytest.mark.parametrize("reason", [*get_args(Objection), ADDS])
def test_every_objection_has_words(reason: str) -> None:
    assert IN_WORDS[reason] == in_words(reason) != reason


@pytest.mark.parametrize("reason", get_args(Withdrawal))
def test_every_reason_to_give_up_has_words(reason: str) -> None:
    assert reason in IN_WORDS


def test_nothing_has_words_that_is_no_reason() -> None:
    assert IN_WORDS.keys() <= {
        *get_args(Refusal),
        *get_args(Withdrawal),
        *get_args(Objection),
        ADDS,
        DOUBTED,
        NAMED,
    }


def test_every_standing_has_words() -> None:
    assert STANDING.keys() == set(get_args(Status))


def test_several_reasons_and_what_is_in_words_already() -> None:
    told = in_words("too few chains, not here")
    assert told == f"{IN_WORDS['too few chains']}, and not here"


def test_counted() -> None:
    told = [counted(number, "request") for number in (0, 1, 2)]
    assert told == ["no requests", "1 request", "2 requests"]
