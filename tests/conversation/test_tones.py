"""Tones in a room where the microphone hears them."""

import numpy as np
import pytest

from assistant.audio.chime import DONE
from assistant.conversation.conversation import ConversationSettings
from assistant.conversation.signals import Listening, Speaking
from assistant.evaluation.room import Room, synthetic_response
from assistant.hearing import Ears
from assistant.testing import home_of, in_virtual_time
from assistant.turn import Reply, Step, Turn
from tests.conversation.talks import noise, recording, talk
from tests.pipeline.homes import HOME


@pytest.mark.parametrize("wake_tone", [True, False])
@in_virtual_time
async def test_the_wake_tone_does_not_spoil_what_is_said_in_the_same_breath(
    real_ears: Ears, wake_tone: bool
) -> None:
    near = np.concatenate((noise(0.6), recording("kitchen_light_on"), noise(6)))
    room = Room(near, response=synthetic_response(), delay_ms=40)
    settings = ConversationSettings(wake_tone=wake_tone)
    async with home_of(HOME, ears=real_ears) as home:
        heard = await talk(home, real_ears, room, settings=settings)
        assert home.state("kitchen_light")["state"] == "on"
    assert [signal.why for signal in heard.signals if isinstance(signal, Listening)] == [
        "wake_word"
    ]


@in_virtual_time
async def test_chimes_neither_wake_nor_interrupt_it(real_ears: Ears) -> None:
    room = Room(noise(20), response=synthetic_response(), delay_ms=40)
    pcm = DONE.astype("<i2").tobytes()
    chimed = Reply(text="The light is on.", by="chime", duration_ms=len(pcm) / 32, pcm=pcm)
    step = Step(type="tts-end", at_ms=0.0, took_ms=0.0, event=chimed)
    async with home_of(HOME, ears=real_ears) as home:
        heard = await talk(home, real_ears, room, *(Turn(str(n), [step]) for n in range(12)))
    assert heard.turns == []
    assert room.silent_at_ms == []
    assert sum(isinstance(signal, Speaking) for signal in heard.signals) == 12
