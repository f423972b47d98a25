"""One call, two assistants in two rooms on one real broker: one answers."""

import asyncio
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import replace
from pathlib import Path

import numpy as np

from assistant.app import Assistant, open_assistant
from assistant.audio.frame import FRAME_MS, Frame, Samples
from assistant.conversation.conversation import Conversation
from assistant.conversation.mouth import Mouth
from assistant.evaluation.room import Room
from assistant.hearing import Ears
from assistant.learning.journal import AnsweredElsewhere, Journal
from assistant.pipeline import Origin
from assistant.settings import Settings
from assistant.testing import outcome_of
from assistant.turn import Turn
from tests.conversation.talks import noise, recording

HOME = """
areas: [{id: kitchen, name: kitchen}, {id: hallway, name: hallway}]
devices: [{id: kitchen_light, name: kitchen light, kind: light, area: kitchen}]
"""


async def test_the_same_wav_in_two_rooms_is_answered_in_one(
    real_ears: Ears, tmp_path: Path
) -> None:
    (tmp_path / "home.yaml").write_text(HOME)
    here = Settings(home_file=tmp_path / "home.yaml", data_dir=tmp_path / "kitchen", port=0)
    call = np.concatenate((noise(1), recording("kitchen_light_on"), noise(2)))
    async with AsyncExitStack() as stack:
        kitchen = await stack.enter_async_context(opened(here, real_ears, "kitchen"))
        there = replace(here, port=None, broker=str(kitchen.household.url))
        there = replace(there, data_dir=tmp_path / "hallway")
        hallway = await stack.enter_async_context(opened(there, real_ears, "hallway"))
        turns = await asyncio.gather(
            hear(kitchen, real_ears, "kitchen", call), hear(hallway, real_ears, "hallway", call)
        )
    [turn] = [*turns[0], *turns[1]]
    assert outcome_of(turn).kind == "action_done"
    silent, answered = ("hallway", "kitchen") if turns[0] else ("kitchen", "hallway")
    with Journal.open(tmp_path / silent / "journal.db") as journal:
        notes = [note for _, note in journal.notes() if isinstance(note, AnsweredElsewhere)]
    assert [note.area for note in notes] == [answered]


class InStep(Room):
    """Time passes in it as outside, so that both rooms hear the call together."""

    async def __anext__(self) -> Frame:
        await asyncio.sleep(FRAME_MS / 1000)
        return await super().__anext__()


def opened(settings: Settings, ears: Ears, area: str) -> AbstractAsyncContextManager[Assistant]:
    settings = replace(settings, area=area)
    return open_assistant(settings, lambda _line: None, ears=ears, simulate=True)


async def hear(assistant: Assistant, ears: Ears, area: str, samples: Samples) -> list[Turn]:
    turns: list[Turn] = []
    room = InStep(samples)
    await Conversation(
        assistant.pipeline,
        ears.another_pair(),
        room,
        Mouth(room),
        Origin(source="microphone", area=area),
        arbiter=assistant.arbiter,
        finished=turns.append,
    ).run()
    return turns
