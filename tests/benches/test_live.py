"""What the live benchmark and the soak count."""

from pathlib import Path

from assistant.learning.journal import Journal
from assistant.testing import home_of, in_virtual_time
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
