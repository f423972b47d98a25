"""What is put right just after a rewrite is asked about the next time, not done."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.learning.history import Change
from assistant.learning.markov.posterior import Posterior
from assistant.learning.rewriting.doubts import Doubts, doubted
from assistant.learning.rewriting.model import DOUBTED, Prospect
from assistant.learning.rewriting.rewriter import Rewriter
from assistant.learning.rewriting.store import Store
from assistant.testing import in_virtual_time, outcome_of, reply_of
from assistant.turn import Rewritten, Transcript
from tests.rewriting.tables import SCENE, known, rewrite, table
from tests.rewriting.test_end_to_end import HEARD, MEANT, home, learn_tonight, taken_as

LEARNED = replace(
    rewrite(HEARD, MEANT),
    devices=("lamp",),
    rewritten=Posterior(2.0, 0.0),
    alone=Posterior(0.0, 2.0),
)


async def after(folder: Path, *said: str) -> Sequence[str]:
    """What became of the rewrite: status and reason."""
    Store(folder / "learned.json").save(table(LEARNED))
    async with home(folder) as there:
        assert taken_as(await there.say(HEARD, area="hall")) == MEANT
        for text in said:
            await there.wait(8)
            await there.say(text, area="hall")
    (one,) = Store(folder / "learned.json").load().table.rewrites
    return one.status, one.reason


@pytest.mark.parametrize(
    "said",
    [("undo that",), ("thanks", "undo that"), (HEARD,)],
    ids=["at once", "after a word", "said once more"],
)
def test_put_right(tmp_path: Path, said: tuple[str, ...]) -> None:
    @in_virtual_time
    async def told() -> Sequence[str]:
        return await after(tmp_path, *said)

    assert told() == ("proposed", DOUBTED)


@pytest.mark.parametrize(
    "said",
    [(), ("thanks",), ("turn on the ceiling light",), (MEANT,)],
    ids=["nothing", "thanks", "the next wish", "the same once more"],
)
def test_not_put_right(tmp_path: Path, said: tuple[str, ...]) -> None:
    @in_virtual_time
    async def told() -> Sequence[str]:
        return await after(tmp_path, *said)

    assert told()[0] == "live"


@in_virtual_time
async def test_it_is_asked_about_and_a_yes_puts_it_back_to_use(tmp_path: Path) -> None:
    Store(tmp_path / "learned.json").save(table(LEARNED))
    async with home(tmp_path) as there:
        await there.say(HEARD, area="hall")
        await there.wait(8)
        await there.say("undo that", area="hall")
        await there.wait(20 * 3600)
        learn_tonight(tmp_path)
        asked = await there.say(HEARD, area="hall")
        assert (outcome_of(asked).kind, reply_of(asked)) == ("confirm", f'Did you mean "{MEANT}"?')
        assert there.state("lamp")["state"] == "off"
        await there.say("yes", area="hall")
        assert there.state("lamp")["state"] == "on"
        await there.wait(3600)
        assert taken_as(await there.say(HEARD, area="hall")) == MEANT


@in_virtual_time
async def test_it_fails_and_something_else_is_meant(tmp_path: Path) -> None:
    """A lamp that is off cannot be dimmed."""
    one = rewrite("make the moonlight darker", "dim the bedroom lamp")
    Store(tmp_path / "learned.json").save(table(one))
    async with home(tmp_path) as there:
        await there.say("turn on the ceiling light", area="bedroom")
        await there.wait(3600)
        failed = await there.say(one.heard, area="bedroom")
        assert (taken_as(failed), outcome_of(failed).kind) == (one.rewrite, "declined")
        await there.wait(8)
        await there.say("make the ceiling light darker", area="bedroom")
    (after,) = Store(tmp_path / "learned.json").load().table.rewrites
    assert after.reason == DOUBTED


@in_virtual_time
async def test_switched_back_by_hand(tmp_path: Path) -> None:
    found: list[Rewritten] = []
    doubts = Doubts(found.append)
    Store(tmp_path / "learned.json").save(table(LEARNED))
    async with home(tmp_path) as there:
        for step in await there.say(HEARD, area="hall"):
            doubts("turn", step)
        now = there.clock.now().astimezone()
    doubts.changed(Change(at=now, device="ceiling", before={"state": "on"}, after={"state": "off"}))
    assert found == []
    doubts.changed(Change(at=now, device="lamp", before={"state": "on"}, after={"state": "off"}))
    assert [one.learned for one in found] == [LEARNED.id]


@in_virtual_time
async def test_a_name_that_has_gone_to_another_thing(tmp_path: Path) -> None:
    """Learned when the bedroom lamp was another one."""
    before = replace(LEARNED, devices=("old_lamp",))
    Store(tmp_path / "learned.json").save(table(before))
    async with home(tmp_path) as there:
        turn = await there.say(HEARD, area="hall")
        assert taken_as(turn) is None
        assert there.state("lamp")["state"] == "off"
        await there.wait(3600)
        learn_tonight(tmp_path)
    (one,) = Store(tmp_path / "learned.json").load().table.rewrites
    assert (one.status, one.reason) == ("withdrawn", "names something that has changed")


def test_what_is_doubted_or_failed_is_not_done_by_likeness_either() -> None:
    heard, meant = "turn on the bed room lamb", "turn on the bedroom lamp"
    works = known(meant, times=8)
    one = rewrite(heard, meant)
    said = Transcript(text=heard)
    free = Rewriter(table(requests=(works,))).search(said, SCENE, 1.0)
    assert free is not None
    assert free.rewritten == meant
    for other in (
        replace(one, status="proposed", reason=DOUBTED),
        replace(one, status="withdrawn", reason="lost twice"),
    ):
        assert Rewriter(table(other, requests=(works,))).search(said, SCENE, 1.0) is None


def test_likeness_to_what_now_means_something_else() -> None:
    works = replace(known(MEANT, times=8), devices=("lamp",), areas=("kitchen",))
    rewriter = Rewriter(table(requests=(works,)))
    said = Transcript(text="turn on the bed room lamb")

    def of(device: str, area: str) -> str | None:
        prospect = Prospect(doubt=0.05, devices=frozenset({device}))
        found = rewriter.search(said, replace(SCENE, area=area), 1.0, lambda text: prospect)
        return found.rewritten if found else None

    assert of("lamp", "kitchen") == MEANT
    assert of("other", "kitchen") is None
    assert of("other", "bedroom") == MEANT


def test_what_is_pinned_stays_and_what_all_know_is_left_here() -> None:
    applied = Rewritten(original=HEARD, rewritten=MEANT, learned=LEARNED.id)
    pinned = replace(LEARNED, status="pinned")
    assert doubted(table(pinned), applied).rewrites == (pinned,)
    shared = rewrite(HEARD, MEANT, layer="global")
    told = replace(applied, learned=shared.id)
    assert doubted(table(shared), told).rewrites[0].status == "withdrawn"
