"""What a stage said, in words for a person."""

import pytest

from assistant.show import words_of
from assistant.turn import Resolution


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        ("no_intent_match", "decline: it was not understood"),
        ("no_entity", "decline: there is no such device"),
        ("some_new_code", "decline: some new code"),
        ("", "decline"),
    ],
)
def test_why_nothing_was_done_is_told_without_codes(reason: str, shown: str) -> None:
    assert words_of(Resolution(decision="decline", reason=reason)) == shown
