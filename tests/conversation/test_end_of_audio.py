"""A microphone that ends or breaks just when it has paused, because somebody may have spoken."""

import asyncio
import contextlib

import numpy as np
import pytest

from assistant.audio.frame import RATE, AudioError, Frame
from assistant.conversation.conversation import Conversation
from assistant.conversation.mouth import Mouth
from assistant.conversation.signals import Signal, Spoken
from assistant.evaluation.room import Room
from assistant.evaluation.voice import voice
from assistant.hearing import Ears
from assistant.pipeline import Origin
from assistant.testing import home_of, in_virtual_time
from tests.conversation.talks import at_db, noise, spoken_turn
from tests.pipeline.homes import HOME


class Loudspeaker:
    """Plays in virtual time, in another room."""

    def __init__(self) -> None:
        self.stopped = asyncio.Event()
        self.stops = 0

    async def play(self, pcm: bytes) -> float:
        self.stopped.clear()
        loop = asyncio.get_running_loop()
        began = loop.time()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(len(pcm) / 2 / RATE):
                await self.stopped.wait()
        return 1000 * (loop.time() - began)

    def stop(self) -> None:
        self.stops += 1
        self.stopped.set()


class Breaking(Room):
    """A microphone that is pulled out."""

    async def __anext__(self) -> Frame:
        try:
            return await super().__anext__()
        except StopAsyncIteration:
            raise AudioError("the microphone is gone") from None


class HalfAFrame(Room):
    """A microphone that ends when only half of the loud frame has come."""

    async def __anext__(self) -> Frame:
        if self.now_ms >= 4000 and len(self._near) > self._at:
            self._told(self._half())
            raise StopAsyncIteration
        return await super().__anext__()


@pytest.mark.parametrize("kind", [Room, Breaking, HalfAFrame])
@in_virtual_time
async def test_what_it_was_saying_is_said_to_its_end(real_ears: Ears, kind: type[Room]) -> None:
    shout = at_db(voice("turn on the kitchen light"), -15.0)[: round(0.3 * RATE)]
    room, speaker = kind(np.concatenate((noise(4), shout))), Loudspeaker()
    signals: list[Signal] = []
    mouth = Mouth(speaker, signals.append)
    async with home_of(HOME, ears=real_ears) as home:
        conversation = Conversation(
            home.pipeline, real_ears.another_pair(), room, mouth, Origin(source="microphone")
        )
        saying = asyncio.create_task(mouth.say(spoken_turn()))
        await asyncio.sleep(0)
        with pytest.raises(AudioError) if kind is Breaking else contextlib.nullcontext():
            await conversation.run()
        assert await saying is None
    assert speaker.stops == 1
    assert [one.interrupted for one in signals if isinstance(one, Spoken)] == [False]
