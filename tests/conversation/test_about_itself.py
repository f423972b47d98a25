"""Asked aloud what it said and did, and told to leave it."""

import numpy as np
import pytest

from assistant.conversation.signals import Listening, Speaking
from assistant.evaluation.room import Room
from assistant.evaluation.voice import voice
from assistant.hearing import Ears
from assistant.testing import home_of, in_virtual_time, outcome_of, reply_of
from tests.conversation.talks import noise, recording, talk
from tests.pipeline.homes import HOME

CALL = voice("hey jarvis", "en-gb", 150, 50)


@in_virtual_time
async def test_what_it_said_what_it_did_and_why(real_ears: Ears) -> None:
    asked = ("repeat that", "what did you do", "why did you do that")
    parts = [noise(0.6), recording("kitchen_light_on"), noise(5)]
    for text in asked:
        parts += [CALL, noise(0.1), voice(text, "en-us", 160), noise(7)]
    async with home_of(HOME, ears=real_ears) as home:
        heard = await talk(home, real_ears, Room(np.concatenate(parts)))
    assert [outcome_of(turn).intent for turn in heard.turns] == [
        "HassTurnOn", "RepeatLast", "ExplainLast", "ExplainWhy",
    ]  # fmt: skip
    assert reply_of(heard.turns[1]) == "The kitchen light is on."
    assert all("kitchen light" in reply_of(turn) for turn in heard.turns[2:])
    assert sum(isinstance(signal, Speaking) for signal in heard.signals) == 4


@pytest.mark.parametrize("said", ["never mind", "stop", "cancel"])
@in_virtual_time
async def test_its_question_is_left_in_silence(real_ears: Ears, said: str) -> None:
    question = np.concatenate((CALL, noise(0.1), voice("turn on the lamp")))
    near = np.concatenate((noise(0.6), question, noise(5), voice(said, "en-us", 160), noise(6)))
    async with home_of(HOME, ears=real_ears) as home:
        heard = await talk(home, real_ears, Room(near))
        assert home.broker.commands == []
    assert outcome_of(heard.turns[0]).kind == "clarify"
    assert [signal.why for signal in heard.signals if isinstance(signal, Listening)] == [
        "wake_word", "answer",
    ]  # fmt: skip
    assert reply_of(heard.turns[1]) == ""
    assert sum(isinstance(signal, Speaking) for signal in heard.signals) == 1
