"""What the live benchmark and the soak count."""

from pathlib import Path

from assistant.learning.journal import Journal
from assistant.testing import home_of, in_virtual_time
from benches._live_own_voice import LEAKS_DB, OWN_VOICES, SESSION_SECONDS, all_rooms, session
from benches.live import Times, _take_down
from benches.soak import Day, _missing
from tests.pipeline.homes import HOME


def test_times_count_from_the_end_of_speech() -> None:
    times = Times()
    _take_down(times, 10.0, [10.25, 10.5], 11.0)
    _take_down(times, 20.0, [20.3], None)
    _take_down(times, 30.0, [], 31.0)
    _take_down(times, None, [40.0], 41.0)
    assert [round(ms) for ms in times.command] == [250, 300]
    assert times.reply == [1000.0]
    assert times.unanswered == 2


def test_growth_is_told_apart_from_what_fills_at_first() -> None:
    day = Day(resident_mb=[300.0, 310.0, 312.0, 313.0])
    assert day.grown_mb(1, 3) == 12.0
    assert day.grown_mb(3) == 1.0
    assert day.grown_mb(5) == 0.0


@in_virtual_time
async def test_a_turn_without_all_its_steps_is_missing(tmp_path: Path) -> None:
    day, file = Day(), tmp_path / "journal.db"
    with Journal.open(file) as journal:
        async with home_of(HOME, journal=journal) as home:
            day.note(await home.say("turn on the kitchen light"))
            day.note(await home.say("what time is it"))
    async with home_of(HOME) as unrecorded:
        day.note(await unrecorded.say("what time is it"))
    assert _missing(day, file) == 1
    day.turns[0] = (day.turns[0][0], (*day.turns[0][1], "barge-in"))
    assert _missing(day, file) == 2


def test_in_an_hour_it_hears_itself_in_every_room_at_every_loudness() -> None:
    rooms = 9  # six recorded ones and those made up
    hour = [session(number, rooms) for number in range(round(3600 / SESSION_SECONDS))]
    assert {(one.room, one.leak_db) for one in hour} == {
        (room, leak_db) for room in range(rooms) for leak_db in LEAKS_DB
    }
    assert {one.voice for one in hour} == set(OWN_VOICES)
    assert hour == [session(number, rooms) for number in range(len(hour))]
    assert len(all_rooms()) in (3, rooms)
