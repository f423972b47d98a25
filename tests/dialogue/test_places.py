"""A conversation belongs to a place and a person; what happened elsewhere can only be told of."""

from pathlib import Path

import pytest

from assistant.learning.journal import Journal
from assistant.testing import HomeUnderTest, home_of, in_virtual_time, outcome_of, reply_of

HOME = {
    "areas": [
        {"id": "kitchen", "name": "kitchen"},
        {"id": "bedroom", "name": "bedroom"},
        {"id": "hall", "name": "hall"},
    ],
    "devices": [
        {"id": "front", "name": "front door", "kind": "lock", "area": "hall",
         "state": {"state": "locked"}},
        {"id": "back", "name": "back door", "kind": "lock", "area": "hall",
         "state": {"state": "locked"}},
        {"id": "lamp", "name": "lamp", "kind": "light", "area": "kitchen"},
        {"id": "desk", "name": "desk lamp", "kind": "light", "area": "bedroom",
         "state": {"state": "on"}},
        {"id": "shutter", "name": "shutter", "kind": "cover", "class": "shutter", "area": "hall",
         "state": {"state": "open"}},
    ],
}  # fmt: skip


def locked(home: HomeUnderTest) -> bool:
    return {home.state(door)["state"] for door in ("front", "back")} == {"locked"}


@pytest.mark.parametrize("answer", ["the front one", "yes", "both", "the first one", "front door"])
@pytest.mark.parametrize(
    ("area", "person"), [("kitchen", None), ("bedroom", "kid"), (None, None), (None, "anna")]
)
@in_virtual_time
async def test_only_who_was_asked_can_answer(
    answer: str, area: str | None, person: str | None
) -> None:
    async with home_of(HOME) as home:
        await home.say("unlock the door", area="bedroom", person="anna")
        turn = await home.say(answer, area=area, person=person)
        assert not outcome_of(turn).actions
        assert locked(home)
        await home.say("the front one", area="bedroom", person="anna")
        assert home.state("front")["state"] == "unlocked"


@in_virtual_time
async def test_two_questions_are_open_at_once() -> None:
    async with home_of(HOME) as home:
        await home.say("unlock the door", area="bedroom")
        await home.say("turn on the lamp", area="kitchen", confidence=0.6)
        await home.say("yes", area="kitchen")
        assert (home.state("lamp")["state"], locked(home)) == ("on", True)
        await home.say("the back one", area="bedroom")
        assert home.state("back")["state"] == "unlocked"


@in_virtual_time
async def test_who_is_not_known_may_be_anybody_in_the_room() -> None:
    async with home_of(HOME) as home:
        await home.say("unlock the door", area="bedroom", person="anna")
        await home.say("the front one", area="bedroom")
        assert home.state("front")["state"] == "unlocked"


@pytest.mark.parametrize(
    "text",
    ["undo that", "no I meant the desk lamp", "not that one", "no that's wrong", "at seven",
     "that's not what I said", "again"],
)  # fmt: skip
@in_virtual_time
async def test_what_another_room_did_is_left_alone(text: str) -> None:
    async with home_of(HOME) as home:
        await home.say("turn on the lamp", area="kitchen")
        turn = await home.say(text, area="hall")
        assert not outcome_of(turn).actions
        assert not reply_of(turn).startswith("Shall I")
        assert home.state("lamp")["state"] == "on"


@in_virtual_time
async def test_each_room_takes_back_its_own() -> None:
    async with home_of(HOME) as home:
        await home.say("turn on the lamp", area="kitchen")
        await home.say("turn off the desk lamp", area="bedroom")
        await home.say("undo that", area="kitchen")
        assert (home.state("lamp")["state"], home.state("desk")["state"]) == ("off", "off")
        await home.say("undo that", area="bedroom")
        assert (home.state("lamp")["state"], home.state("desk")["state"]) == ("off", "on")


@in_virtual_time
async def test_what_happened_elsewhere_can_be_asked() -> None:
    async with home_of(HOME) as home:
        await home.say("turn on the lamp", area="kitchen")
        told = await home.say("what did you do", area="bedroom")
        assert "turned on the lamp" in reply_of(told)
        why = await home.say("why did you do that", area="bedroom")
        assert '"turn on the lamp"' in reply_of(why)


@in_virtual_time
async def test_a_timer_of_another_room_closes_no_question() -> None:
    async with home_of(HOME) as home:
        await home.say("set a timer for ten seconds", area="kitchen")
        await home.say("unlock the door", area="bedroom")
        await home.wait(12)
        await home.say("the front one", area="bedroom")
        assert home.state("front")["state"] == "unlocked"


@in_virtual_time
async def test_what_was_planned_here_is_spoken_of_here() -> None:
    async with home_of(HOME) as home:
        await home.say("turn on the lamp in twenty seconds", area="hall")
        await home.wait(25)
        assert home.state("lamp")["state"] == "on"
        await home.say("undo that", area="bedroom")
        assert home.state("lamp")["state"] == "on"
        await home.say("undo that", area="hall")
        assert home.state("lamp")["state"] == "off"


@in_virtual_time
async def test_a_complaint_is_about_what_was_done_here_before(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path / "journal.db")
    async with home_of(HOME, journal=journal) as home:
        await home.say("turn on the lamp", area="kitchen")
    async with home_of(HOME, journal=journal) as home:
        elsewhere = await home.say("that's not what I said", area="bedroom")
        assert not reply_of(elsewhere).startswith("Shall I")
        here = await home.say("that's not what I said", area="kitchen")
        assert reply_of(here) == "Shall I take back what I did with the lamp?"
