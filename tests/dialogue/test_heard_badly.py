"""What goes on with a conversation counts for no more than its words were understood."""

import pytest

from assistant.testing import HomeUnderTest, home_of, in_virtual_time, outcome_of, reply_of

HOME = {
    "areas": [{"id": "hall", "name": "hall"}],
    "devices": [
        {"id": "front", "name": "front door", "kind": "lock", "area": "hall",
         "state": {"state": "locked"}},
        {"id": "back", "name": "back door", "kind": "lock", "area": "hall",
         "state": {"state": "locked"}},
        {"id": "lamp", "name": "lamp", "kind": "light", "area": "hall"},
        {"id": "oven", "name": "oven", "kind": "oven", "area": "hall"},
    ],
}  # fmt: skip
NORMAL = {"front": "locked", "back": "locked", "lamp": "off", "oven": "off"}


def states(home: HomeUnderTest) -> dict[str, object]:
    return {device: home.state(device)["state"] for device in NORMAL}


@pytest.mark.parametrize(
    ("wish", "answer"),
    [
        ("unlock the front door", "yes"),
        ("unlock the front door", "yes please do"),
        ("unlock the door", "the front one"),
        ("unlock the door", "both"),
        ("unlock the door", "front door"),
        ("turn on the oven", "yes"),
    ],
)
@pytest.mark.parametrize("confidence", [0.15, 0.2, 0.4])
@in_virtual_time
async def test_an_answer_is_asked_for_once_more(wish: str, answer: str, confidence: float) -> None:
    async with home_of(HOME) as home:
        assert outcome_of(await home.say(wish, confidence=0.7)).kind in ("confirm", "clarify")
        again = await home.say(answer, confidence=confidence)
        assert outcome_of(again).kind in ("confirm", "clarify")
        assert reply_of(again).startswith("Shall I")
        assert states(home) == NORMAL
        await home.say("yes", confidence=0.95)
        assert states(home) != NORMAL


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("turn on the lamp", "no unlock the front door"),
        ("turn on the lamp", "no turn on the oven"),
        ("turn on the lamp", "no I meant the oven"),
        ("turn on the lamp", "undo that"),
        ("turn on the lamp", "in five minutes"),
        ("turn on the lamp", "turn it off"),
        ("what time is it", "no turn on the oven"),
        ("unlock the front door", "no the back door"),
        ("turn off the oven", "and the lamp"),
    ],
)
@in_virtual_time
async def test_nothing_is_done_that_was_barely_heard(before: str, text: str) -> None:
    async with home_of(HOME) as home:
        await home.say(before)
        there = states(home)
        turn = await home.say(text, confidence=0.2)
        assert outcome_of(turn).kind in ("confirm", "clarify", "declined")
        assert not outcome_of(turn).actions
        assert states(home) == there
        await home.wait(600)
        assert states(home) == there


@in_virtual_time
async def test_what_would_open_a_door_again_is_asked() -> None:
    async with home_of(HOME) as home:
        await home.say("unlock the front door")
        await home.say("lock the front door")
        asked = await home.say("undo that", confidence=0.6)
        assert reply_of(asked) == "Shall I unlock the front door again?"
        assert reply_of(await home.say("yes", confidence=0.3)) == reply_of(asked)
        assert home.state("front")["state"] == "locked"


@in_virtual_time
async def test_what_is_taken_back_on_a_doubtful_word_is_asked_for() -> None:
    async with home_of(HOME) as home:
        await home.say("turn on the lamp")
        asked = await home.say("undo that", confidence=0.6)
        assert reply_of(asked) == "Shall I take back what I did with the lamp?"
        assert reply_of(await home.say("yes", confidence=0.6)) == "The lamp is off again."


@pytest.mark.parametrize("text", ["no", "never mind", "stop", "no thanks", "leave it"])
@pytest.mark.parametrize("wish", ["unlock the front door", "turn on the oven"])
@pytest.mark.parametrize("confidence", [0.15, 0.4, 0.65])
@in_virtual_time
async def test_leaving_things_alone_needs_no_certainty(
    text: str, wish: str, confidence: float
) -> None:
    async with home_of(HOME) as home:
        assert outcome_of(await home.say(wish, confidence=0.7)).kind == "confirm"
        turn = await home.say(text, confidence=confidence)
        assert outcome_of(turn).kind == "action_done"
        assert outcome_of(turn).intent in ("HassNevermind", "LeaveIt")
        late = await home.say("yes")  # to a question that is settled
        assert not outcome_of(late).actions
        assert states(home) == NORMAL


@pytest.mark.parametrize("before", ["turn on the lamp", "what time is it"])
@pytest.mark.parametrize("confidence", [0.15, 0.4, 0.65])
@in_virtual_time
async def test_never_mind_is_no_question(before: str, confidence: float) -> None:
    async with home_of(HOME) as home:
        await home.say(before)
        turn = await home.say("never mind", confidence=confidence)
        assert (outcome_of(turn).kind, outcome_of(turn).intent) == ("action_done", "HassNevermind")


@pytest.mark.parametrize("confidence", [0.4, 0.6, 0.75, 0.9])
@in_virtual_time
async def test_a_lamp_follows_a_yes_as_it_is_usually_heard(confidence: float) -> None:
    async with home_of(HOME) as home:
        assert outcome_of(await home.say("turn on the lamp", confidence=0.6)).kind == "confirm"
        await home.say("yes", confidence=confidence)
        assert home.state("lamp")["state"] == "on"


@pytest.mark.parametrize("confidence", [0.8, 0.9])
@in_virtual_time
async def test_a_door_follows_a_yes_that_was_heard_well(confidence: float) -> None:
    async with home_of(HOME) as home:
        await home.say("unlock the front door", confidence=0.85)
        await home.say("yes", confidence=confidence)
        assert states(home) == {**NORMAL, "front": "unlocked"}
