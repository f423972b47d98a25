"""What would come of a text, as rewriting asks it."""

import pytest

from assistant.context import Context
from assistant.foresight import prospect_of
from assistant.home.model import Home
from assistant.turn import Candidate, Decision, Reading, Resolution
from tests.rewriting.tables import NOW

CONTEXT = Context(
    home=Home(floors=(), areas=(), devices=(), people=()), states={}, now=NOW.replace(tzinfo=None)
)


def resolution(decision: Decision, *, exact: bool, matched_by: str = "template") -> Resolution:
    reading = Reading(
        intent="HassTurnOn",
        slots={},
        probability=0.97,
        matched_by=matched_by,
        text="x",
        exact=exact,
    )
    return Resolution(
        decision=decision, candidates=(Candidate(reading=reading, devices=(), probability=0.97),)
    )


@pytest.mark.parametrize(
    ("found", "guessed"),
    [
        (resolution("act", exact=True), False),
        (resolution("act", exact=False), True),
        (resolution("ask", exact=False), True),
        (resolution("ignore", exact=False), False),
        (resolution("act", exact=False, matched_by="reference"), False),
        (Resolution(decision="decline"), False),
    ],
)
def test_what_was_passed_over_is_guessed_at(found: Resolution, guessed: bool) -> None:
    """But what is ignored is no request, and "turn it off" leans on what was said before."""
    assert prospect_of(found, CONTEXT).guessed == guessed
