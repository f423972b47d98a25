"""A tone instead of words, where words tell nothing new."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from assistant.audio.chime import DONE
from assistant.learning.rewriting.store import Store
from assistant.stages.speak import SpeakStage
from assistant.testing import home_of, in_virtual_time
from assistant.turn import Reply
from devices.faults import Offline
from tests.pipeline.homes import HOME
from tests.rewriting.tables import rewrite, table


@cache
def chiming_voice() -> SpeakStage:
    voice = SpeakStage(chimes=True)
    voice.prepare()
    return voice


async def reply_to(said: str, area: str | None, *before: str) -> Reply:
    async with home_of(HOME, voice=chiming_voice()) as home:
        for earlier in before:
            await home.say(earlier, area=area)
        reply = (await home.say(said, area=area)).last(Reply)
    assert reply is not None
    return reply


@pytest.mark.parametrize(
    ("said", "area"),
    [
        ("turn on the kitchen light", "kitchen"),
        ("turn on the lamp and the kitchen light", "kitchen"),
        ("open the blinds", "bedroom"),
        ("pause the music", "bedroom"),
    ],
)
@in_virtual_time
async def test_what_is_seen_or_heard_there_anyhow(said: str, area: str) -> None:
    reply = await reply_to(said, area)
    assert reply.by == "chime"
    assert reply.text  # still shown
    assert reply.pcm == DONE.astype("<i2").tobytes()


@pytest.mark.parametrize(
    ("said", "area"),
    [
        ("turn on the kitchen light", "bedroom"),  # somewhere else
        ("turn on the kitchen light", None),  # who knows where
        ("set the thermostat to 22", "bedroom"),  # costly, and nothing to be seen
        ("unlock the front door", "hallway"),  # guarded
        ("is the kitchen light on", "kitchen"),
        ("turn on the kitchen light for ten minutes", "kitchen"),
        ("turn on the kitchen light and set a timer for five minutes", "kitchen"),
        ("turn on the kitchen light and what time is it", "kitchen"),
        ("turn on the kitchen light and the lamp in the bedroom", "kitchen"),
        ("turn on the oven", "kitchen"),  # there is none
        ("add eggs to the shopping list", "kitchen"),
    ],
)
@in_virtual_time
async def test_what_must_be_told(said: str, area: str | None) -> None:
    reply = await reply_to(said, area)
    assert reply.by == "words"
    assert reply.pcm != DONE.astype("<i2").tobytes()


@in_virtual_time
async def test_what_was_told_by_a_chime_is_repeated_in_words() -> None:
    reply = await reply_to("repeat that", "kitchen", "turn on the kitchen light")
    assert (reply.by, reply.text) == ("words", "The kitchen light is on.")


@in_virtual_time
async def test_a_failure_is_told() -> None:
    async with home_of(HOME, voice=chiming_voice()) as home:
        await home.inject("kitchen_light", Offline())
        reply = (await home.say("turn on the kitchen light", area="kitchen")).last(Reply)
    assert reply is not None
    assert reply.by == "words"


@in_virtual_time
async def test_who_was_taken_at_other_words_is_told_so(tmp_path: Path) -> None:
    learned = tmp_path / "learned.json"
    Store(learned).save(table(rewrite("turn on the moonlight", "turn on the kitchen light")))
    async with home_of(HOME, voice=chiming_voice(), learned=learned) as home:
        reply = (await home.say("turn on the moonlight", area="kitchen")).last(Reply)
    assert reply is not None
    assert (reply.by, reply.text) == ("words", "The kitchen light is on.")


@in_virtual_time
async def test_words_unless_a_chime_is_asked_for() -> None:
    voice = SpeakStage()
    voice.prepare()
    async with home_of(HOME, voice=voice) as home:
        reply = (await home.say("turn on the kitchen light", area="kitchen")).last(Reply)
    assert reply is not None
    assert reply.by == "words"


def test_it_is_short_and_neither_clicks_nor_clips() -> None:
    floats = DONE / 32767
    assert len(DONE) / 16_000 < 0.5
    assert np.abs(floats).max() == pytest.approx(0.25, abs=0.01)
    assert np.abs(floats[[0, -1]]).max() < 0.001
    assert abs(floats.mean()) < 0.001
