"""A rewrite is no surer than it was heard, and what it may cost decides what becomes of it."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.learning.rewriting.model import LearnedRewrite, Status
from assistant.learning.rewriting.store import Store
from assistant.stages.rewrite import as_rewritten
from assistant.testing import home_of, in_virtual_time, outcome_of
from assistant.turn import RewriteOption, Rewritten, Transcript
from tests.rewriting.tables import rewrite, table

HOME = {
    "areas": [{"id": "kitchen", "name": "kitchen"}],
    "devices": [
        {"id": "oven", "name": "oven", "kind": "oven", "area": "kitchen"},
        {"id": "lamp", "name": "lamp", "kind": "light", "area": "kitchen"},
    ],
}
OVEN = rewrite("turn on the warmer", "turn on the oven")
LAMP = rewrite("turn on the sunshine", "turn on the lamp")


async def kind_of(
    one: LearnedRewrite, confidence: float, folder: Path, *, status: Status, confirmed: bool
) -> str:
    """What comes of saying what the rewrite is for."""
    path = folder / "learned.json"
    Store(path).save(table(replace(one, status=status, confirmed=confirmed)))
    async with home_of(HOME, learned=path) as home:
        turn = await home.say(one.heard, area="kitchen", confidence=confidence)
        rewritten = turn.last(Rewritten)
        assert rewritten is not None
        assert rewritten.rewritten == one.rewrite
        return outcome_of(turn).kind


@pytest.mark.parametrize("confidence", [0.15, 0.2, 0.5])
@in_virtual_time
async def test_an_oven_that_was_barely_heard_is_asked_about(
    confidence: float, tmp_path: Path
) -> None:
    kind = await kind_of(OVEN, confidence, tmp_path, status="pinned", confirmed=True)
    assert kind in ("confirm", "declined")


@in_virtual_time
async def test_an_oven_on_little_evidence_is_asked_about(tmp_path: Path) -> None:
    assert await kind_of(OVEN, 1.0, tmp_path, status="live", confirmed=False) == "confirm"


@pytest.mark.parametrize("status", ["live", "pinned"])
@in_virtual_time
async def test_what_a_person_has_said_is_enough_for_an_oven(status: Status, tmp_path: Path) -> None:
    assert await kind_of(OVEN, 0.9, tmp_path, status=status, confirmed=True) == "action_done"


@pytest.mark.parametrize("confidence", [0.4, 0.6, 0.9, 1.0])
@in_virtual_time
async def test_a_lamp_follows_what_was_learned(confidence: float, tmp_path: Path) -> None:
    assert await kind_of(LAMP, confidence, tmp_path, status="live", confirmed=False) == (
        "action_done"
    )


@in_virtual_time
async def test_a_lamp_that_was_barely_heard_is_asked_about(tmp_path: Path) -> None:
    assert await kind_of(LAMP, 0.2, tmp_path, status="pinned", confirmed=True) == "confirm"


@given(st.floats(0, 1), st.floats(0, 1), st.booleans())
def test_never_surer_than_it_may_be(heard: float, score: float, asks: bool) -> None:
    found = Rewritten(
        original="a",
        rewritten="b",
        asks=asks,
        options=(
            RewriteOption(text="b", score=score, by="home"),
            RewriteOption(text="a", score=1.0, by="heard"),
        ),
    )
    sure = as_rewritten(Transcript(text="a", confidence=heard), found).confidence
    assert sure == 1.0 if asks else sure <= score
    assert 0 <= sure <= 1
    if heard == 0 and not asks:
        assert sure == 0
