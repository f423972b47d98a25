"""Without the wake word: answers, follow-ups; and two microphones that hear one call."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np

from assistant.audio.frame import Samples
from assistant.conversation.arbiter import Arbiter, Claim
from assistant.conversation.conversation import Conversation, ConversationSettings
from assistant.conversation.mouth import Mouth
from assistant.conversation.signals import Listening
from assistant.evaluation.room import Room
from assistant.evaluation.voice import voice
from assistant.hearing import Ears
from assistant.learning.exchange import exchange_of
from assistant.learning.journal import Journal
from assistant.learning.recordings import Recordings
from assistant.pipeline import Origin
from assistant.testing import home_of, in_virtual_time, outcome_of
from assistant.turn import Transcript, Turn
from tests.conversation.talks import Heard, noise, recording, talk
from tests.pipeline.homes import HOME

CALL = voice("hey jarvis", "en-gb", 150, 50)


def conversation_of(*said: Samples, pause_seconds: float = 5.0) -> Samples:
    parts = [part for one in said for part in (one, noise(pause_seconds))]
    return np.concatenate((noise(0.6), *parts))


def whys(heard: Heard) -> list[str]:
    return [signal.why for signal in heard.signals if isinstance(signal, Listening)]


def bytes_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("journal.db*"))


async def said_to(
    ears: Ears, near: Samples, settings: ConversationSettings | None = None
) -> tuple[Heard, dict[str, str]]:
    async with home_of(HOME, ears=ears) as home:
        heard = await talk(home, ears, Room(near), settings=settings)
        states = {name: str(home.state(name)["state"]) for name in ("kitchen_lamp", "bedroom_lamp",
                                                                    "kitchen_light")}  # fmt: skip
    return heard, states


@in_virtual_time
async def test_its_own_question_is_answered_without_the_wake_word(real_ears: Ears) -> None:
    asking = np.concatenate((CALL, noise(0.1), voice("turn on the lamp")))
    heard, states = await said_to(real_ears, conversation_of(asking, voice("the bedroom")))
    assert outcome_of(heard.turns[0]).kind == "clarify"
    assert whys(heard) == ["wake_word", "answer"]
    assert outcome_of(heard.turns[1]).kind == "action_done"
    assert states["kitchen_lamp"] == "off"


@in_virtual_time
async def test_after_a_while_nobody_is_listened_to_without_the_wake_word(real_ears: Ears) -> None:
    asking = np.concatenate((CALL, noise(0.1), voice("turn on the lamp")))
    near = conversation_of(asking, voice("the kitchen"), pause_seconds=14.0)
    heard, states = await said_to(real_ears, near)
    assert whys(heard) == ["wake_word"]
    assert states["kitchen_lamp"] == "off"


@in_virtual_time
async def test_following_up_is_off_unless_it_is_switched_on(real_ears: Ears) -> None:
    near = conversation_of(recording("kitchen_light_on"), voice("turn off the kitchen light"),
                           pause_seconds=4.0)  # fmt: skip
    heard, states = await said_to(real_ears, near)
    assert len(heard.turns) == 1
    assert states["kitchen_light"] == "on"
    follow_up = ConversationSettings(follow_up_seconds=6.0)
    heard, states = await said_to(real_ears, near, follow_up)
    assert whys(heard) == ["wake_word", "follow_up"]
    assert states["kitchen_light"] == "off"


@in_virtual_time
async def test_talk_that_is_not_for_it_is_ignored_in_silence(real_ears: Ears) -> None:
    near = conversation_of(recording("kitchen_light_on"), voice("a half"), pause_seconds=4.0)
    follow_up = ConversationSettings(follow_up_seconds=6.0)
    heard, states = await said_to(real_ears, near, follow_up)
    assert states["kitchen_light"] == "on"
    for turn in heard.turns[1:]:
        assert turn.last(type(outcome_of(heard.turns[0]))) is None or (
            outcome_of(turn).kind == "ignored" and not outcome_of(turn).reply
        )


@in_virtual_time
async def test_nothing_guarded_is_done_for_who_has_not_called(real_ears: Ears) -> None:
    near = conversation_of(recording("kitchen_light_on"), voice("unlock the front door"),
                           pause_seconds=4.0)  # fmt: skip
    follow_up = ConversationSettings(follow_up_seconds=6.0)
    async with home_of(HOME, ears=real_ears) as home:
        heard = await talk(home, real_ears, Room(near), settings=follow_up)
        assert home.state("front_door")["state"] == "locked"
    assert [outcome_of(turn).kind for turn in heard.turns] == ["action_done", "ignored"]


@asynccontextmanager
async def kept(
    ears: Ears, folder: Path, said_next: Samples
) -> AsyncIterator[tuple[Heard, Journal, Path]]:
    """What was said in the time to follow up, the journal, and the folder of the recordings."""
    near = conversation_of(recording("kitchen_light_on"), said_next, pause_seconds=4.0)
    recordings = Recordings(folder=folder / "recordings", enabled=True)
    with Journal.open(folder / "journal.db") as journal:
        async with home_of(HOME, ears=ears, journal=journal, recordings=recordings) as home:
            follow_up = ConversationSettings(follow_up_seconds=6.0)
            heard = await talk(home, ears, Room(near), settings=follow_up)
        yield heard, journal, recordings.folder


@in_virtual_time
async def test_what_was_not_said_to_it_leaves_neither_words_nor_sound(
    real_ears: Ears, tmp_path: Path
) -> None:
    said = voice("unlock the front door")
    async with kept(real_ears, tmp_path, said) as (heard, journal, recordings):
        ignored, done = journal.recent()
        turn = journal.turn(ignored.id)
    words = heard.turns[1].last(Transcript)
    assert words is not None and "front door" in words.text
    assert (ignored.kind, ignored.said, ignored.ended) == ("ignored", "", True)
    assert turn is not None and exchange_of(turn) is None
    assert [file.name for file in recordings.iterdir()] == [done.audio]
    on_disk = bytes_in(tmp_path)
    assert b"kitchen light" in on_disk
    assert b"front door" not in on_disk


@in_virtual_time
async def test_a_request_in_the_time_to_follow_up_is_kept_whole(
    real_ears: Ears, tmp_path: Path
) -> None:
    said = voice("turn off the kitchen light")
    async with kept(real_ears, tmp_path, said) as (heard, journal, recordings):
        assert journal.turn(heard.turns[1].id) == heard.turns[1]
        assert journal.recent(1)[0].audio == f"{heard.turns[1].id}.wav"
    assert len(list(recordings.iterdir())) == 2


@in_virtual_time
async def test_of_two_microphones_the_nearer_one_answers(real_ears: Ears) -> None:
    near = np.concatenate((recording("kitchen_light_on"), noise(3)))
    turns: dict[str, list[Turn]] = {"near": [], "far": []}
    async with home_of(HOME, ears=real_ears) as home:
        arbiter = Arbiter()

        async def listen(place: str, samples: Samples) -> None:
            room = Room(samples)
            await Conversation(
                home.pipeline, real_ears.another_pair(), room, Mouth(room),
                Origin(source="microphone", area="hallway"),
                arbiter=arbiter, finished=turns[place].append,
            ).run()  # fmt: skip

        await asyncio.gather(listen("far", near // 4), listen("near", near))
        assert home.state("kitchen_light")["state"] == "on"
    assert (len(turns["near"]), len(turns["far"])) == (1, 0)


@in_virtual_time
async def test_who_listens_alone_need_not_wait() -> None:
    arbiter, claim = Arbiter(), Claim(level_db=-30.0, score=0.9)
    with arbiter.listening():
        begun = asyncio.get_running_loop().time()
        assert await arbiter.wins(claim)
        assert asyncio.get_running_loop().time() == begun
        with arbiter.listening():
            louder = Claim(level_db=-20.0, score=0.5)
            assert await asyncio.gather(arbiter.wins(claim), arbiter.wins(louder)) == [False, True]
            await asyncio.sleep(1)  # what comes at once is the same call, heard late
            assert await arbiter.wins(claim)
