"""After one correction: "did you mean ...?", and what a yes, a no and silence come to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.learning.rewriting.answers import after_answer
from assistant.learning.rewriting.model import LearnedRewrite, RewriteSettings
from assistant.learning.rewriting.rewriter import MOST_ASKED, Rewriter
from assistant.learning.rewriting.store import Store
from assistant.testing import HomeUnderTest, in_virtual_time, outcome_of, reply_of
from assistant.turn import Rewritten, Transcript
from tests.rewriting.tables import SCENE, rewrite, table
from tests.rewriting.test_end_to_end import HEARD, MEANT, home, learn_tonight, taken_as

ONCE = replace(rewrite(HEARD, MEANT), status="proposed", reason="too few chains")
QUESTION = f'Did you mean "{MEANT}"?'


@asynccontextmanager
async def after_one_evening(folder: Path) -> AsyncIterator[HomeUnderTest]:
    """It failed once and was put right at once."""
    async with home(folder) as there:
        await there.say(HEARD, area="hall")
        await there.wait(8)
        await there.say(MEANT, area="hall")
        await there.wait(3600)
        await there.say("turn off the bedroom lamp", area="hall")
        await there.wait(20 * 3600)
        learn_tonight(folder)
        yield there


def learned(folder: Path) -> tuple[LearnedRewrite, ...]:
    return Store(folder / "learned.json").load().table.rewrites


@in_virtual_time
async def test_a_yes_does_it_and_the_next_time_it_is_done_at_once(tmp_path: Path) -> None:
    async with after_one_evening(tmp_path) as there:
        asked = await there.say(HEARD, area="hall")
        assert (outcome_of(asked).kind, reply_of(asked)) == ("confirm", QUESTION)
        assert there.state("lamp")["state"] == "off"
        assert reply_of(await there.say("yes", area="hall")) == "The bedroom lamp is on."
        assert there.state("lamp")["state"] == "on"
        await there.wait(3600)
        await there.say("turn off the bedroom lamp", area="hall")
        await there.wait(3600)
        assert taken_as(await there.say(HEARD, area="hall")) == MEANT
        assert there.state("lamp")["state"] == "on"
        await there.wait(3600)
        learn_tonight(tmp_path)
    assert [(one.status, one.confirmed) for one in learned(tmp_path)] == [("live", True)]


@in_virtual_time
async def test_to_say_what_was_offered_is_a_yes(tmp_path: Path) -> None:
    async with after_one_evening(tmp_path) as there:
        assert reply_of(await there.say(HEARD, area="hall")) == QUESTION
        await there.wait(5)
        await there.say(MEANT, area="hall")
    assert [(one.status, one.confirmed) for one in learned(tmp_path)] == [("live", True)]


@in_virtual_time
async def test_to_say_it_an_hour_later_is_none(tmp_path: Path) -> None:
    async with after_one_evening(tmp_path) as there:
        await there.say(HEARD, area="hall")
        await there.wait(3600)
        await there.say(MEANT, area="hall")
    assert [(one.status, one.confirmed) for one in learned(tmp_path)] == [("proposed", False)]


@in_virtual_time
async def test_a_no_is_final(tmp_path: Path) -> None:
    async with after_one_evening(tmp_path) as there:
        await there.say(HEARD, area="hall")
        await there.say("no", area="hall")
        assert there.state("lamp")["state"] == "off"
        await there.wait(3600)
        again = await there.say(HEARD, area="hall")
        assert outcome_of(again).kind == "declined"
        await there.wait(20 * 3600)
        learn_tonight(tmp_path)
        assert outcome_of(await there.say(HEARD, area="hall")).kind == "declined"
    assert [(one.status, one.reason) for one in learned(tmp_path)] == [("withdrawn", "said no")]


@in_virtual_time
async def test_a_no_after_a_yes_withdraws_it(tmp_path: Path) -> None:
    async with after_one_evening(tmp_path) as there:
        await there.say(HEARD, area="hall")
        await there.say("yes", area="hall")
        await there.say("no, that's not what I said", area="hall")
        assert there.state("lamp")["state"] == "off"
        await there.wait(3600)
        assert taken_as(await there.say(HEARD, area="hall")) is None
    assert [one.status for one in learned(tmp_path)] == ["withdrawn"]


@in_virtual_time
async def test_who_does_not_answer_is_left_in_peace(tmp_path: Path) -> None:
    async with after_one_evening(tmp_path) as there:
        kinds = []
        for _ in range(MOST_ASKED + 1):
            kinds.append(outcome_of(await there.say(HEARD, area="hall")).kind)
            await there.wait(20 * 3600)
            learn_tonight(tmp_path)
    assert kinds == ["confirm"] * MOST_ASKED + ["declined"]


@in_virtual_time
async def test_another_request_is_no_answer(tmp_path: Path) -> None:
    async with after_one_evening(tmp_path) as there:
        await there.say(HEARD, area="hall")
        await there.say("turn on the jazz radio", area="hall")
        assert (there.state("lamp")["state"], there.state("radio")["state"]) == ("off", "on")
        await there.say("yes", area="hall")
        assert there.state("lamp")["state"] == "off"
    assert [one.status for one in learned(tmp_path)] == ["proposed"]


@in_virtual_time
async def test_a_lock_is_never_asked_for(tmp_path: Path) -> None:
    """Not even by a file written by hand."""
    by_hand = [
        replace(rewrite(heard, meant), status="proposed", reason="too few chains")
        for heard, meant in (
            ("good evening dear", "open the entrance"),
            ("let me in", "unlock the entrance"),
            ("open the end rants", "turn on the bedroom lamp and open the entrance"),
        )
    ]
    Store(tmp_path / "learned.json").save(table(*by_hand))
    async with home(tmp_path) as there:
        for one in by_hand:
            turn = await there.say(one.heard, area="hall")
            assert taken_as(turn) is None, one.heard
            await there.say("yes", area="hall")
        assert there.state("lock")["state"] == "locked"
        assert there.broker.commands == []


def offered(one: LearnedRewrite, settings: RewriteSettings | None = None) -> Rewritten | None:
    return Rewriter(table(one), settings).ask(Transcript(text=one.heard), SCENE, 1.0)


@pytest.mark.parametrize("reason", ["too few chains", "not clearly right", "says more"])
def test_more_evidence_is_what_a_yes_gives(reason: str) -> None:
    found = offered(replace(ONCE, reason=reason))
    assert found is not None
    assert (found.rewritten, found.asks) == (MEANT, True)


@pytest.mark.parametrize(
    "change",
    [
        {"status": "withdrawn", "reason": "said no"},
        {"reason": "guarded"},
        {"reason": "names something that has changed"},
        {"reason": "it would have spoiled 2 requests that went well"},
        {"layer": "global"},
        {"asked": MOST_ASKED},
        {"rewrite": "turn off the bedroom lamp"},
    ],
)
def test_what_is_not_asked(change: dict[str, str]) -> None:
    assert offered(replace(ONCE, **change)) is None


def test_it_can_be_switched_off() -> None:
    assert offered(ONCE, RewriteSettings(ask=False)) is None
    assert Rewriter(table(ONCE), RewriteSettings(ask=False)).is_empty


def test_what_is_understood_is_not_asked_about() -> None:
    assert Rewriter(table(ONCE)).ask(Transcript(text=HEARD), SCENE, 0.2) is None


def test_a_yes_to_what_says_more_stays_allowed() -> None:
    heard, meant = "get the propeller spinning", "turn on the fan"
    one = replace(rewrite(heard, meant), status="proposed", reason="says more")
    said = Rewritten(original=heard, rewritten=meant, learned=one.id, asks=True)
    (after,) = after_answer(table(one), said, "yes").rewrites
    assert after.live
    taken = Rewriter(table(after), RewriteSettings(held_out=0.0)).look_up(
        Transcript(text=heard), SCENE, 1.0
    )
    assert taken is not None
    assert taken.rewritten == meant
    unasked = replace(after, confirmed=False)
    assert Rewriter(table(unasked)).look_up(Transcript(text=heard), SCENE, 1.0) is None
