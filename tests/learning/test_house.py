"""Signs in turns of the real pipeline, as its journal has them."""

from datetime import timedelta
from pathlib import Path

from assistant.home.file import load_home
from assistant.learning.feedback.signals import Verdict, verdicts
from assistant.learning.history import history_of
from assistant.testing import home_of, in_virtual_time

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
async def test_neither_and_given_up() -> None:
    asked, _, lost = await talked("turn on the light", "neither", "make me a unicorn")
    assert "neither" in signs(asked)
    assert signs(lost) == {"abandoned"}
    assert lost.exchange.failed
