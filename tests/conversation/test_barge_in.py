"""Interrupting it, and its own voice, which must not interrupt it."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.audio.frame import FRAME_SAMPLES, Frame, Samples, milliseconds
from assistant.conversation.attention import AttentionSettings
from assistant.conversation.conversation import ConversationSettings
from assistant.conversation.signals import Listening, Signal, Spoken
from assistant.evaluation.room import Room, synthetic_response
from assistant.evaluation.voice import voice
from assistant.hearing import Ears
from assistant.learning.journal import Journal
from assistant.stages.wake import WakeStage
from assistant.testing import home_of, in_virtual_time, outcome_of
from assistant.turn import BargeIn, Reply, Turn, WakeWord
from tests.conversation.talks import LONG, Heard, at_db, noise, recording, spoken_turn, talk
from tests.pipeline.homes import HOME

OWN_VOICE_DB = -20.0
"""About what espeak-ng makes."""


def said_at(said: Samples, at_seconds: float, total_seconds: float) -> Samples:
    near = noise(total_seconds)
    begin = int(16_000 * at_seconds)
    near[begin : begin + len(said)] += said
    return near


def spoken(signals: list[Signal]) -> list[Spoken]:
    return [signal for signal in signals if isinstance(signal, Spoken)]


@pytest.mark.parametrize(("leak_db", "delay_ms"), [(0, 0), (-10, 120), (-20, 60)])
@in_virtual_time
async def test_its_own_voice_does_not_interrupt_it(
    real_ears: Ears, leak_db: float, delay_ms: float
) -> None:
    room = Room(noise(40), response=synthetic_response(), leak_db=leak_db, delay_ms=delay_ms)
    sayings = [spoken_turn(turn_id=str(number)) for number in range(3)]
    async with home_of(HOME, ears=real_ears) as home:
        heard = await talk(home, real_ears, room, *sayings)
        assert home.broker.commands == []
    assert heard.turns == []
    assert room.silent_at_ms == []
    assert [one.interrupted for one in spoken(heard.signals)] == [False] * 3


async def interrupted_by(
    said: Samples, ears: Ears, journal: Journal | None = None
) -> tuple[Turn, Heard, dict[str, object], float]:
    """It says something, then tells at length what it did; then somebody speaks into it.

    The interrupted turn, what came of it, the kitchen light's state, and how many ms after they
    began to speak it was silent.
    """
    before = spoken_turn("I have turned off the lamp in the bedroom.", "before")
    begins_seconds = duration(before) / 1000 + 3.11
    room = Room(
        said_at(said, begins_seconds, begins_seconds + 8),
        response=synthetic_response(),
        delay_ms=40,
    )
    async with home_of(HOME, ears=ears, journal=journal) as home:
        turn = await home.say("turn off the bedroom lamp")
        turn.append(spoken_turn().steps[0])
        heard = await talk(home, ears, room, before, turn)
        state = dict(home.state("kitchen_light"))
        heard.music = home.state("speaker")["state"]
    silent_at_ms = next(iter(room.silent_at_ms), math.inf)
    return turn, heard, state, silent_at_ms - 1000 * begins_seconds


@pytest.mark.parametrize("louder_db", [0, 6, 12])
@in_virtual_time
async def test_somebody_speaks_into_it(real_ears: Ears, louder_db: float) -> None:
    """It is silent within 200 ms, and knows what had been heard of it."""
    said = at_db(voice("turn on the kitchen light"), OWN_VOICE_DB + louder_db)
    turn, heard, _, silent_ms = await interrupted_by(said, real_ears)
    assert silent_ms < 200
    assert [one.interrupted for one in spoken(heard.signals)][:2] == [False, True]
    cut = turn.last(BargeIn)
    assert cut is not None
    assert cut.offset_ms == pytest.approx(3150, abs=160)
    assert LONG.startswith(cut.said_so_far)
    assert 40 < len(cut.said_so_far) < 70
    assert [s.why for s in heard.signals if isinstance(s, Listening)] == ["barge_in"]


@in_virtual_time
async def test_what_was_said_into_it_is_done(real_ears: Ears) -> None:
    said = at_db(voice("turn on the kitchen light"), OWN_VOICE_DB + 6)
    _, heard, light, _ = await interrupted_by(said, real_ears)
    assert light["state"] == "on"
    assert len(heard.turns) == 1


@pytest.mark.parametrize("name", ["en-us", "en-gb-scotland"])
@in_virtual_time
async def test_stop_is_answered_by_silence(real_ears: Ears, name: str) -> None:
    """And the music goes on: it was not said to the music."""
    said = at_db(voice("stop", name, 130), OWN_VOICE_DB + 6)
    turn, heard, _, silent_ms = await interrupted_by(said, real_ears)
    assert silent_ms < 400
    assert turn.last(BargeIn) is not None
    assert len(spoken(heard.signals)) == 2
    assert heard.music == "playing"
    assert [outcome_of(one).intent for one in heard.turns] == ["LeaveIt"]


@pytest.mark.parametrize("name", ["en-us", "en-gb-scotland"])
@in_virtual_time
async def test_it_falls_silent_in_the_first_second_of_its_first_words(
    real_ears: Ears, name: str
) -> None:
    """The echo canceller does not know the room yet."""
    said = at_db(voice("stop", name, 150), OWN_VOICE_DB + 6)
    room = Room(said_at(said, 0.4, 4.0), response=synthetic_response(seed=1), delay_ms=40)
    async with home_of(HOME, ears=real_ears) as home:
        await talk(home, real_ears, room, spoken_turn())
    assert 400 < room.silent_at_ms[0] < 720


@pytest.mark.parametrize("level_db", [-30, -15])
@in_virtual_time
async def test_stop_is_heard_where_its_own_voice_does_not_come_back(
    real_ears: Ears, level_db: float
) -> None:
    """With headphones."""
    said = at_db(voice("stop"), level_db)
    room = Room(said_at(said, 3.0, 8.0))
    turn = spoken_turn()
    async with home_of(HOME, ears=real_ears) as home:
        await talk(home, real_ears, room, turn)
    assert turn.last(BargeIn) is not None
    assert 3000 < room.silent_at_ms[0] < 3350


@in_virtual_time
async def test_the_wake_word_interrupts_it_and_the_journal_knows(
    real_ears: Ears, tmp_path: Path
) -> None:
    with Journal.open(tmp_path / "journal.db") as journal:
        said = recording("kitchen_light_on")
        turn, heard, _, _ = await interrupted_by(said, real_ears, journal)
        kept = journal.turn(turn.id)
        told = {one.id: one.interrupted_ms for one in journal.recent(9)}
    assert heard.turns[0].last(WakeWord) is not None
    assert outcome_of(heard.turns[0]).intent == "HassTurnOn"
    assert kept is not None
    cut = kept.steps[-1].event
    assert isinstance(cut, BargeIn)
    assert told == {turn.id: cut.offset_ms, heard.turns[0].id: None}


class Noting(WakeStage):
    """Hears no wake word, and remembers when it was told to be careful."""

    def __init__(self) -> None:
        super().__init__()
        self.careful_ms: list[float] = []

    def another(self) -> "Noting":
        return self

    async def hear(
        self, frame: Frame, end_ms: float, *, own_voice: bool = False
    ) -> WakeWord | None:
        if own_voice:
            self.careful_ms.append(end_ms)
        return None


@in_virtual_time
async def test_while_it_speaks_and_shortly_after_a_wake_word_may_be_its_own(
    real_ears: Ears,
) -> None:
    wake, turn = Noting(), spoken_turn("The front door is locked.")
    room = Room(noise(8), response=synthetic_response(), delay_ms=40)
    async with home_of(HOME, ears=real_ears) as home:
        await talk(home, replace(real_ears, wake=wake), room, turn)
    assert wake.careful_ms[0] == milliseconds(FRAME_SAMPLES)
    assert wake.careful_ms[-1] == pytest.approx(duration(turn) + 2000, abs=161)


@in_virtual_time
async def test_where_it_hears_itself_only_the_wake_word_interrupts(real_ears: Ears) -> None:
    settings = ConversationSettings(attention=AttentionSettings(hears_itself=True))
    room = Room(noise(22), response=synthetic_response(), delay_ms=40, cancels_echo=False)
    turns = [spoken_turn(turn_id=str(number)) for number in range(2)]
    async with home_of(HOME, ears=real_ears) as home:
        await talk(home, real_ears, room, *turns, settings=settings)
    assert room.silent_at_ms == []


@in_virtual_time
async def test_a_door_that_bangs_is_no_interruption(real_ears: Ears) -> None:
    """It may hesitate, but it says the rest."""
    bang = at_db(np.random.default_rng(1).integers(-9000, 9000, 3200).astype(np.int16), -12)
    room = Room(said_at(bang, 3.0, 16.0), response=synthetic_response(), delay_ms=40)
    turn = spoken_turn()
    async with home_of(HOME, ears=real_ears) as home:
        heard = await talk(home, real_ears, room, turn)
    assert len(room.silent_at_ms) <= 1
    assert turn.last(BargeIn) is None
    assert heard.turns == []
    (one,) = spoken(heard.signals)
    assert one.played_ms == pytest.approx(duration(turn), abs=81)


def duration(turn: Turn) -> float:
    reply = turn.last(Reply)
    assert reply is not None
    return milliseconds(len(reply.pcm) // 2)
