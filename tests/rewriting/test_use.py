"""What speaks for a known request besides its likeness."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.learning.rewriting.model import Prospect
from assistant.learning.rewriting.rewriter import Rewriter
from assistant.learning.rewriting.use import WEIGHTS, Heard, odds_of, signs, signs_of_prospect
from assistant.turn import Hypothesis, Transcript
from tests.rewriting.tables import NOW, SCENE, known, table

JAZZ = known("play some quiet jazz")
HEARD = Transcript(text="play some quite jazz")
SAID = Heard(transcript=HEARD, doubt=1.0)


@pytest.mark.parametrize(
    ("sign", "more", "less"),
    [
        ("habit", replace(JAZZ, times=8.0), JAZZ),
        ("here", replace(JAZZ, areas=("kitchen",)), replace(JAZZ, areas=("attic",))),
        ("recent", JAZZ, replace(JAZZ, last=NOW - timedelta(days=30))),
        ("hour", replace(JAZZ, hours=(11, 12, 13)), replace(JAZZ, hours=(1, 23, 2))),
        ("success", replace(JAZZ, times=9.0, failed=0.1), replace(JAZZ, times=1.0, failed=9.0)),
    ],
)
def test_what_speaks_for_it(sign: str, more: object, less: object) -> None:
    found = [signs(one, SCENE, SAID) for one in (more, less)]  # type: ignore[arg-type]
    assert found[0][sign] > found[1][sign]
    assert odds_of(found[0]) > odds_of(found[1])


def test_midnight_is_near_eleven() -> None:
    late = replace(JAZZ, hours=(23,))
    assert signs(late, replace(SCENE, now=NOW.replace(hour=0)), SAID)["hour"] > 0


def test_how_badly_it_was_heard_and_how_little_was_understood() -> None:
    badly = Transcript(text=HEARD.text, confidence=0.3, recogniser="vosk")
    well = replace(badly, confidence=0.99)
    odds = [
        odds_of(signs(JAZZ, SCENE, Heard(transcript=one, doubt=doubt)))
        for one, doubt in ((badly, 1.0), (well, 1.0), (well, 0.5))
    ]
    assert odds == sorted(odds, reverse=True)
    assert signs(JAZZ, SCENE, SAID)["ear"] == 0  # typed


@given(st.floats(0, 1), st.booleans())
def test_what_would_come_of_it_never_speaks_for_it(doubt: float, idle: bool) -> None:
    assert odds_of(signs_of_prospect(Prospect(doubt=doubt, idle=idle))) <= 0


def test_every_sign_has_a_weight() -> None:
    found = {**signs(JAZZ, SCENE, SAID), **signs_of_prospect(Prospect(doubt=0.5))}
    assert set(found) == set(WEIGHTS)


def test_what_cannot_be_done_here_is_no_candidate() -> None:
    rewriter = Rewriter(table(requests=(JAZZ,)))

    def taken(prospect: Prospect) -> str | None:
        found = rewriter.search(HEARD, SCENE, 1.0, lambda _: prospect)
        return found.rewritten if found else None

    assert taken(Prospect(doubt=0.05)) == JAZZ.text
    assert taken(Prospect(doubt=1.0, understood=False)) is None
    assert taken(Prospect(doubt=0.05, guarded=True)) is None


def test_the_recogniser_had_thought_of_it() -> None:
    also = replace(HEARD, alternatives=(Hypothesis(text=JAZZ.text, confidence=0.4),))
    rewriter = Rewriter(table(requests=(JAZZ,)))

    def score(transcript: Transcript) -> float:
        found = rewriter.search(transcript, SCENE, 1.0)
        assert found is not None
        return found.options[0].score

    assert score(also) > score(HEARD)
