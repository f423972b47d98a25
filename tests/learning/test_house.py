"""Signs in turns of the real pipeline, as its journal has them."""

from datetime import timedelta
from pathlib import Path

import pytest

from assistant.home.file import load_home
from assistant.learning.feedback.model import FeedbackKind
from assistant.learning.feedback.signals import Verdict, verdicts
from assistant.learning.history import Change, history_of
from assistant.testing import home_of, in_virtual_time
from assistant.turn import BargeIn, Step
from devices.contract import Message, State

HOME = load_home(Path("home.yaml"))


async def talked(*said: str) -> list[Verdict]:
    async with home_of(HOME) as house:
        turns = []
        for text in said:
            now = house.clock.now()
            turns.append((now.astimezone(), await house.say(text)))
            await house.wait(5)
        end = house.clock.now().astimezone() + timedelta(hours=1)
        return list(verdicts(history_of(turns, now=end)))


def signs(verdict: Verdict) -> set[str]:
    return {sign.kind for sign in verdict.signs}


def probability(verdict: Verdict, kind: FeedbackKind) -> float:
    return max(sign.probability for sign in verdict.signs if sign.kind == kind)


@in_virtual_time
async def test_done_denied_and_done_otherwise() -> None:
    first, second, thanks = await talked(
        "turn on the kitchen light", "no, I meant the bedroom lamp", "thanks"
    )
    assert {"denied", "rephrase"} <= signs(first)
    assert first.exchange.exact
    assert first.exchange.slots == {"name": "kitchen light"}
    assert first.defect > 0.6
    assert signs(second) == {"praised"}
    assert thanks.exchange.is_talk


@in_virtual_time
async def test_undone() -> None:
    first, undo = await talked("turn on the kitchen light", "undo that")
    assert "undone_by_voice" in signs(first)
    assert undo.exchange.undoes == first.exchange.id


@in_virtual_time
async def test_said_again_and_said_otherwise() -> None:
    first, second, third = await talked(
        "turn on the moonlight", "turn on the moonlight", "turn on the bedroom lamp"
    )
    assert "repetition" in signs(first)
    assert "rephrase" in signs(second)
    assert probability(first, "repetition") > 0.5
    assert probability(second, "rephrase") > 0.5
    assert min(first.defect, second.defect) > 0.8 > third.defect


@pytest.mark.parametrize(
    ("then", "kind"),
    [("thanks that is enough", "barge_in_innocent"), ("no, that's wrong", "barge_in_annoyed")],
)
def test_interrupted(then: str, kind: FeedbackKind) -> None:
    """The step that is written when somebody speaks into the reply."""

    @in_virtual_time
    async def listened() -> Verdict:
        async with home_of(HOME) as house:
            turns = []
            for text in ("turn on the kitchen light", then):
                now = house.clock.now()
                turns.append((now.astimezone(), await house.say(text)))
                await house.wait(1)
            cut = BargeIn(offset_ms=300.0, said_so_far="The")
            turns[0][1].append(Step(type="barge-in", at_ms=900.0, took_ms=0.0, event=cut))
            end = house.clock.now().astimezone() + timedelta(hours=1)
            return verdicts(history_of(turns, now=end))[0]

    found = listened()
    assert kind in signs(found)
    assert probability(found, kind) > 0.5


@in_virtual_time
async def test_put_back_by_hand() -> None:
    """Seen on MQTT: the switch is flipped back within the minute, and the journal notes it."""
    async with home_of(HOME) as house:
        began = house.clock.now().astimezone()
        turn = await house.say("turn on the kitchen light")
        notes: list[Change] = []
        at = began + timedelta(seconds=20)

        def changed(device: str, before: State, after: State) -> None:
            notes.append(Change(at=at, device=device, before=before, after=after))

        house.live.mirror.on_state(changed)
        topic, _ = house.broker.commands[-1]
        await house.bus.publish(Message(topic=topic, payload='{"state": "OFF"}'))
        await house.wait(1)
    (found,) = verdicts(history_of([(began, turn)], notes, now=at + timedelta(hours=1)))
    assert probability(found, "undone_by_hand") > 0.5
    assert found.defect > 0.3


@in_virtual_time
async def test_neither_and_given_up() -> None:
    asked, _, lost = await talked("turn on the light", "neither", "make me a unicorn")
    assert "neither" in signs(asked)
    assert signs(lost) == {"abandoned"}
    assert lost.exchange.failed
