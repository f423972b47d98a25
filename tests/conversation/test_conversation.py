"""One microphone, any number of turns, with the real models."""

from pathlib import Path

import numpy as np

from assistant.audio.source import SamplesSource
from assistant.audio.speaker import NullSpeaker
from assistant.audio.wav import read_wav
from assistant.conversation.conversation import Conversation
from assistant.conversation.mouth import Mouth, cut_at
from assistant.conversation.signals import Listening, Signal
from assistant.hearing import Ears
from assistant.learning.journal import Journal
from assistant.pipeline import Origin
from assistant.testing import home_of, in_virtual_time, reply_of
from assistant.turn import BargeIn, Reply, Turn
from tests.pipeline.homes import HOME

RECORDINGS = Path(__file__).parents[1] / "recordings"


@in_virtual_time
async def test_turn_after_turn_until_the_source_ends(real_ears: Ears) -> None:
    quiet = np.zeros(32_000, np.int16)
    names = ("kitchen_light_on", "front_door_unlock")
    said = [read_wav(RECORDINGS / f"{name}.wav").samples for name in names]
    turns: list[Turn] = []
    signals: list[Signal] = []
    async with home_of(HOME, ears=real_ears) as home:
        await Conversation(
            home.pipeline,
            real_ears.another_pair(),
            SamplesSource(np.concatenate((said[0], quiet, said[1], quiet))),
            Mouth(NullSpeaker()),
            Origin(source="microphone", area="hallway"),
            watcher=signals.append,
            finished=turns.append,
        ).run()
        assert home.state("kitchen_light")["state"] == "on"
    assert reply_of(turns[0]) == "The kitchen light is on."
    assert len(turns) == 2
    assert [s.why for s in signals if isinstance(s, Listening)] == ["wake_word", "wake_word"]


def test_half_a_word_was_not_heard() -> None:
    reply = Reply(text="The kitchen light is on.", duration_ms=2400)
    assert cut_at(reply, 1400).said_so_far == "The kitchen"
    assert cut_at(reply, 2400).said_so_far == reply.text
    assert cut_at(reply, 0).said_so_far == ""


@in_virtual_time
async def test_a_turn_that_has_ended_is_cut_short_in_the_journal(tmp_path: Path) -> None:
    with Journal.open(tmp_path / "journal.db") as journal:
        async with home_of(HOME, journal=journal) as home:
            turn = await home.say("turn on the kitchen light")
            home.pipeline.cut_short(turn, BargeIn(offset_ms=400, said_so_far="The kitchen"))
        kept = journal.turn(turn.id)
    assert kept is not None
    assert kept.steps == turn.steps
    assert kept.last(BargeIn) == BargeIn(offset_ms=400, said_so_far="The kitchen")
