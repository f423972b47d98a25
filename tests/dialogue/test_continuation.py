"""A command, a pause, and its rest."""

from assistant.testing import home_of, in_virtual_time, outcome_of
from tests.pipeline.homes import HOME


@in_virtual_time
async def test_what_was_done_too_early_is_done_once_at_its_time() -> None:
    async with home_of(HOME) as home:
        await home.say("turn on the kitchen light")
        await home.say("in ten minutes")
        assert home.state("kitchen_light")["state"] == "off"
        told = len(home.broker.commands)
        await home.wait(540)
        assert home.state("kitchen_light")["state"] == "off"
        await home.wait(120)
        assert home.state("kitchen_light")["state"] == "on"
        assert len(home.broker.commands) == told + 1


@in_virtual_time
async def test_what_comes_late_amends_nothing() -> None:
    async with home_of(HOME) as home:
        await home.say("turn on the kitchen light")
        await home.wait(60)
        told = len(home.broker.commands)
        turn = await home.say("at seven")
        assert outcome_of(turn).kind == "declined"
        assert len(home.broker.commands) == told
        assert home.state("kitchen_light")["state"] == "on"
