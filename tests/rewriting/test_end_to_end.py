"""A home that is misunderstood learns what is meant, says why, and takes no for an answer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from assistant.home.file import parse_home
from assistant.learning.contrast import rooms_of
from assistant.learning.journal import Journal
from assistant.learning.learn import LearnSettings, learn
from assistant.learning.markov.states import guarded_devices
from assistant.learning.rewriting.store import Store
from assistant.schooling import gate_of
from assistant.testing import HomeUnderTest, home_of, in_virtual_time, outcome_of, reply_of
from assistant.turn import Rewritten, Turn
from tests.learning.pasts import past
from tests.rewriting.tables import known, rewrite, table

HOME: dict[str, object] = {
    "areas": [{"id": "bedroom", "name": "bedroom"}, {"id": "hall", "name": "hall"}],
    "devices": [
        {"id": "lamp", "name": "bedroom lamp", "kind": "light", "area": "bedroom"},
        {"id": "ceiling", "name": "ceiling light", "kind": "light", "area": "bedroom"},
        {"id": "radio", "name": "jazz radio", "kind": "switch", "area": "hall"},
        {"id": "lock", "name": "entrance", "kind": "lock", "area": "hall"},
    ],
}
HEARD, MEANT = "turn on the moonlight", "turn on the bedroom lamp"


@asynccontextmanager
async def home(folder: Path) -> AsyncIterator[HomeUnderTest]:
    with Journal.open(folder / "journal.db") as journal:
        async with home_of(HOME, journal=journal, learned=folder / "learned.json") as there:
            yield there


async def evening(there: HomeUnderTest) -> None:
    """It fails twice, is put right, and at last nobody needs light any more."""
    for text in (HEARD, HEARD, MEANT):
        await there.say(text, area="hall")
        await there.wait(8)
    await there.wait(3600)
    await there.say("turn off the bedroom lamp", area="hall")
    await there.wait(20 * 3600)


def learn_tonight(folder: Path) -> None:
    history, plan = past(folder), parse_home(HOME, "home")
    settings = LearnSettings(rooms=rooms_of(plan), guarded=guarded_devices(plan))
    gate = gate_of(plan, history.until)
    store = Store(folder / "learned.json")
    store.save(learn([history], store.load().table, settings, now=history.until, gate=gate)[0])


def taken_as(turn: Turn) -> str | None:
    rewritten = turn.last(Rewritten)
    return rewritten.rewritten if rewritten else None


@in_virtual_time
async def test_learned_from_being_corrected_and_undone_by_no(tmp_path: Path) -> None:
    async with home(tmp_path) as there:
        for _ in range(3):
            await evening(there)
        assert taken_as(await there.say(HEARD, area="hall")) is None
        await there.wait(3600)
        learn_tonight(tmp_path)

        turn = await there.say(HEARD, area="hall")
        assert (taken_as(turn), reply_of(turn)) == (MEANT, "The bedroom lamp is on.")
        assert there.state("lamp")["state"] == "on"

        why = reply_of(await there.say("why did you do that", area="hall"))
        assert f'"{HEARD}"' in why
        assert f'"{MEANT}"' in why
        assert "corrected me before" in why

        await there.say("no, that's not what I said", area="hall")
        assert there.state("lamp")["state"] == "off"
        assert taken_as(await there.say(HEARD, area="hall")) is None
        assert there.state("lamp")["state"] == "off"
    learn_tonight(tmp_path)
    (one,) = Store(tmp_path / "learned.json").load().table.rewrites
    assert (one.status, one.reason) == ("withdrawn", "said no")


async def evenings(there: HomeUnderTest, *said: str) -> None:
    """The same is said on three evenings, soon one after the other; later the light goes off."""
    for _ in range(3):
        for text in said:
            await there.say(text, area="hall")
            await there.wait(8)
        await there.wait(3600)
        await there.say("turn off the bedroom lamp", area="hall")
        await there.wait(20 * 3600)


@pytest.mark.parametrize("verb", ["put on", "turn on"])
@pytest.mark.parametrize(
    "put_right",
    [
        "no, I meant the bedroom lamp",
        "I meant the bedroom lamp",
        "the bedroom lamp I mean",
        "no, I meant {verb} the bedroom lamp",
        "{verb} the bedroom lamp",
    ],
)
@in_virtual_time
async def test_however_a_request_that_failed_is_put_right(
    tmp_path: Path, verb: str, put_right: str
) -> None:
    glow = f"{verb} the evening glow"
    async with home(tmp_path) as there:
        await evenings(there, glow, put_right.format(verb=verb))
        learn_tonight(tmp_path)
        await there.say(glow, area="hall")
        assert there.state("lamp")["state"] == "on"
        assert there.state("ceiling")["state"] == "off"


@in_virtual_time
async def test_put_right_with_hardly_a_word_in_common_it_is_asked(tmp_path: Path) -> None:
    glow = "put on the evening glow"
    async with home(tmp_path) as there:
        await evenings(there, glow, "turn on the bedroom lamp")
        learn_tonight(tmp_path)
        assert "did you mean" in reply_of(await there.say(glow, area="hall")).lower()
        await there.say("yes", area="hall")
        assert there.state("lamp")["state"] == "on"


@in_virtual_time
async def test_two_wishes_that_were_both_done_are_no_correction(tmp_path: Path) -> None:
    async with home(tmp_path) as there:
        await evenings(there, "turn on the ceiling light", "turn on the bedroom lamp")
    learn_tonight(tmp_path)
    assert Store(tmp_path / "learned.json").load().table.rewrites == ()


@in_virtual_time
async def test_without_anything_learned_a_turn_is_as_before(tmp_path: Path) -> None:
    async with home(tmp_path) as there:
        turn = await there.say(HEARD)
    assert turn.last(Rewritten) is None
    assert "rewrite-end" not in [step.type for step in turn]


@in_virtual_time
async def test_an_answer_to_a_question_is_not_rewritten(tmp_path: Path) -> None:
    Store(tmp_path / "learned.json").save(table(rewrite("the ceiling one", MEANT)))
    async with home(tmp_path) as there:
        asked = await there.say("turn on the light", area="hall")
        assert outcome_of(asked).kind == "clarify"
        turn = await there.say("the ceiling one", area="hall")
        assert turn.last(Rewritten) is None
        assert there.state("lamp")["state"] == "off"


@in_virtual_time
async def test_a_lock_is_never_reached(tmp_path: Path) -> None:
    """Not even by a file written by hand whose words do not speak of locks."""
    by_hand = table(
        rewrite("good evening dear", "open the entrance"),
        rewrite("open the end rants", "open the entrance"),
        rewrite("let me in", "unlock the entrance"),
    )
    Store(tmp_path / "learned.json").save(by_hand)
    async with home(tmp_path) as there:
        for one in by_hand.rewrites:
            assert taken_as(await there.say(one.heard, area="hall")) is None
        assert there.state("lock")["state"] == "locked"
        assert there.broker.commands == []


@in_virtual_time
async def test_what_cannot_be_done_any_more_is_not_tried(tmp_path: Path) -> None:
    Store(tmp_path / "learned.json").save(table(rewrite(HEARD, "turn on the desk lamp")))
    async with home(tmp_path) as there:
        turn = await there.say(HEARD)
    rewritten = turn.last(Rewritten)
    assert rewritten is not None
    assert (rewritten.rewritten, rewritten.why) == (None, "it can no longer be done")
    assert "moonlight" in reply_of(turn)


@in_virtual_time
async def test_likeness_to_what_is_known_to_work(tmp_path: Path) -> None:
    works = (known("turn on the jazz radio", times=8), known("turn on the bedroom lamp"))
    Store(tmp_path / "learned.json").save(table(requests=works))
    async with home(tmp_path) as there:
        turn = await there.say("tune on the jazz rodeo")
        fine = await there.say("turn on the ceiling light")
        assert there.state("radio")["state"] == "on"
    assert taken_as(turn) == "turn on the jazz radio"
    assert taken_as(fine) is None
