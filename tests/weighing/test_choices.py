"""What somebody chose, read from a conversation with the real pipeline."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from assistant.learning.feedback.signals import verdicts
from assistant.learning.journal import Journal
from assistant.learning.learn import LearnSettings, learn
from assistant.learning.rewriting.store import Store
from assistant.learning.weighing.choices import choices_of
from assistant.learning.weighing.model import Choice
from assistant.ranking.weights import bounds
from assistant.testing import HomeUnderTest, home_of, in_virtual_time, outcome_of, reply_of
from tests.learning.pasts import past

HOME: dict[str, object] = {
    "areas": [{"id": "lounge", "name": "lounge"}, {"id": "bedroom", "name": "bedroom"}],
    "devices": [
        {"id": "tv", "name": "tv", "kind": "media_player", "class": "tv", "area": "lounge"},
        {"id": "pod", "name": "pod", "kind": "media_player", "class": "speaker", "area": "lounge"},
        {"id": "here", "name": "lamp", "kind": "light", "area": "lounge"},
        {"id": "there", "name": "lamp", "kind": "light", "area": "bedroom"},
        {"id": "front", "name": "door", "kind": "lock", "area": "lounge"},
        {"id": "back", "name": "door", "kind": "lock", "area": "bedroom"},
    ],
}
HABITS = LearnSettings(weights=bounds())


@asynccontextmanager
async def home(folder: Path) -> AsyncIterator[HomeUnderTest]:
    with Journal.open(folder / "journal.db") as journal:
        async with home_of(HOME, journal=journal, learned=folder / "learned.json") as there:
            yield there


async def talk(there: HomeUnderTest, *texts: str, area: str | None = "lounge") -> None:
    for text in texts:
        await there.say(text, area=area)
        await there.wait(6)
    await there.wait(3600)


def chosen(folder: Path) -> Sequence[Choice]:
    return choices_of(verdicts(past(folder)))


@in_virtual_time
async def test_put_right(tmp_path: Path) -> None:
    async with home(tmp_path) as there:
        await talk(there, "play some jazz", "no, the tv")
    (one,) = chosen(tmp_path)
    assert (one.meant, one.taught) == (True, True)
    assert one.offered[one.place].counts["listening"] == -1
    assert one.credence > 0.5


@in_virtual_time
async def test_answered(tmp_path: Path) -> None:
    async with home(tmp_path) as there:
        await there.say("turn on the lamp in the lounge", area="lounge")
        await there.wait(3600)
        await talk(there, "turn on the lamp", "the one in the lounge", area=None)
    (one,) = chosen(tmp_path)
    assert (one.meant, one.taught) == (True, True)
    assert one.offered[one.place].counts["already_on"] == -1


@in_virtual_time
async def test_taken_back(tmp_path: Path) -> None:
    async with home(tmp_path) as there:
        await talk(there, "turn on the lamp", "no, that's wrong")
    (one,) = chosen(tmp_path)
    assert (one.meant, one.taught) == (False, True)


@in_virtual_time
async def test_nobody_complained(tmp_path: Path) -> None:
    async with home(tmp_path) as there:
        await talk(there, "turn on the lamp")
    (one,) = chosen(tmp_path)
    assert (one.meant, one.taught) == (True, False)


@in_virtual_time
async def test_words_that_say_enough_teach_nothing(tmp_path: Path) -> None:
    async with home(tmp_path) as there:
        await talk(there, "turn on the lamp in the bedroom", "turn off the tv")
    assert chosen(tmp_path) == ()


def learn_tonight(folder: Path, settings: LearnSettings = HABITS) -> str:
    history, store = past(folder), Store(folder / "learned.json")
    table, report = learn([history], store.load().table, settings, now=history.until)
    store.save(table)
    return report.weights_kept


def weights(folder: Path) -> dict[str, float]:
    table = Store(folder / "learned.json").load().table
    return {one.name: one.value for one in table.context_weights}


async def evenings(there: HomeUnderTest, number: int) -> None:
    for _ in range(number):
        await talk(there, "play some jazz", "no, the tv")
        await talk(there, "play the movie jaws")
        await talk(there, "turn off the tv")
        await there.wait(20 * 3600)


@in_virtual_time
async def test_who_hears_music_on_the_tv_is_understood_in_the_end(tmp_path: Path) -> None:
    async with home(tmp_path) as there:
        await evenings(there, 9)
        learn_tonight(tmp_path)
        learned = weights(tmp_path)
        assert learned["listening"] < bounds()["listening"][0]
        turn = await there.say("play some jazz", area="lounge")
        assert "pod" not in [action.device for action in outcome_of(turn).actions]

        await there.wait(3600)
        film = await there.say("play the movie jaws", area="lounge")
        assert [action.device for action in outcome_of(film).actions] == ["tv"]

        Store(tmp_path / "learned.json").roll_back()
        assert weights(tmp_path) == {}


@in_virtual_time
async def test_once_is_no_habit_and_a_part_that_is_off_learns_nothing(tmp_path: Path) -> None:
    async with home(tmp_path) as there:
        await evenings(there, 1)
    assert "1 of the 4 that it takes" in learn_tonight(tmp_path)
    assert weights(tmp_path) == {}
    assert learn_tonight(tmp_path, LearnSettings()) == ""


@in_virtual_time
async def test_who_says_no_to_everything_changes_nothing(tmp_path: Path) -> None:
    async with home(tmp_path) as there:
        for _ in range(12):
            await talk(there, "turn on the lamp", "no, that's wrong")
            await talk(there, "play some jazz", "no, that's wrong")
    learn_tonight(tmp_path)
    assert weights(tmp_path) == {}


@in_virtual_time
async def test_no_weight_opens_a_door(tmp_path: Path) -> None:
    async with home(tmp_path) as there:
        for _ in range(8):
            await talk(there, "unlock the door", "the one in the bedroom", area="bedroom")
            await talk(there, "lock the door", "the one in the bedroom", area="bedroom")
        learn_tonight(tmp_path)
        turn = await there.say("unlock the door", area="bedroom")
        assert outcome_of(turn).kind in ("clarify", "confirm"), reply_of(turn)
