"""When a conversation is over: not while it speaks, nor while it waits for an answer."""

import numpy as np

from assistant.audio.frame import Samples
from assistant.conversation.conversation import ConversationSettings
from assistant.conversation.signals import Awaiting, Idle, Listening, Partial, Speaking, Spoken
from assistant.conversation.signals import Heard as Frame
from assistant.evaluation.room import Room
from assistant.evaluation.voice import voice
from assistant.hearing import Ears
from assistant.testing import home_of, in_virtual_time
from tests.conversation.talks import noise, recording, talk
from tests.pipeline.homes import HOME

CALL = voice("hey jarvis", "en-gb", 150, 50)
QUESTION = np.concatenate((CALL, noise(0.1), voice("turn on the lamp")))


async def course_of(
    ears: Ears, *parts: Samples, settings: ConversationSettings | None = None
) -> list[type]:
    """The kinds of signals, without those of every frame."""
    async with home_of(HOME, ears=ears) as home:
        near = np.concatenate((noise(0.6), *parts))
        heard = await talk(home, ears, Room(near), settings=settings)
    return [type(signal) for signal in heard.signals if not isinstance(signal, Frame | Partial)]


@in_virtual_time
async def test_after_the_reply(real_ears: Ears) -> None:
    course = await course_of(real_ears, recording("kitchen_light_on"), noise(6))
    assert course == [Listening, Speaking, Spoken, Idle, Idle]  # the last one as the source ends


@in_virtual_time
async def test_after_nothing_was_said(real_ears: Ears) -> None:
    course = await course_of(real_ears, CALL, noise(8))
    assert course[:2] == [Listening, Idle]


@in_virtual_time
async def test_after_its_question_was_answered(real_ears: Ears) -> None:
    course = await course_of(real_ears, QUESTION, noise(5), voice("the bedroom"), noise(6))
    first_idle = course.index(Idle)
    assert course[:first_idle] == [
        Listening, Speaking, Spoken, Awaiting, Listening, Speaking, Spoken,
    ]  # fmt: skip


@in_virtual_time
async def test_after_nobody_answered(real_ears: Ears) -> None:
    course = await course_of(
        real_ears, QUESTION, noise(16), recording("kitchen_light_on"), noise(6)
    )
    again = course.index(Listening, 1)
    assert course[:again] == [Listening, Speaking, Spoken, Awaiting, Idle]


@in_virtual_time
async def test_after_a_follow_up_was_waited_for(real_ears: Ears) -> None:
    settings = ConversationSettings(follow_up_seconds=3.0)
    async with home_of(HOME, ears=real_ears) as home:
        near = np.concatenate((noise(0.6), recording("kitchen_light_on"), noise(10)))
        heard = await talk(home, real_ears, Room(near), settings=settings)
    spoken = next(at for at, one in enumerate(heard.signals) if isinstance(one, Spoken))
    idle = next(at for at, one in enumerate(heard.signals) if isinstance(one, Idle))
    waited_ms = 80 * sum(isinstance(one, Frame) for one in heard.signals[spoken:idle])
    assert 2900 <= waited_ms <= 3300
