"""What was learned where a name belongs to a thing in every room, or to another thing here."""

from pathlib import Path

import pytest

from assistant.home.file import parse_home
from assistant.learning.contrast import rooms_of
from assistant.learning.journal import Journal
from assistant.learning.learn import LearnSettings, learn
from assistant.learning.markov.states import guarded_devices
from assistant.learning.rewriting.model import NAMED, LearnedRewrite
from assistant.learning.rewriting.store import Store
from assistant.learning.rewriting.verdicts import pin
from assistant.schooling import gate_of
from assistant.testing import HomeUnderTest, home_of, in_virtual_time
from tests.learning.pasts import past

HOME: dict[str, object] = {
    "areas": [{"id": "bedroom", "name": "bedroom"}, {"id": "office", "name": "office"}],
    "devices": [
        {"id": "bedroom_ceiling", "name": "ceiling light", "kind": "light", "area": "bedroom"},
        {"id": "bedroom_lamp", "name": "lamp", "kind": "light", "area": "bedroom"},
        {"id": "office_ceiling", "name": "ceiling light", "kind": "light", "area": "office"},
        {"id": "office_lamp", "name": "lamp", "kind": "light", "area": "office"},
    ],
}


async def evenings(there: HomeUnderTest, *said: str) -> None:
    """On five evenings in the bedroom; later all goes off."""
    for _ in range(5):
        for text in said:
            await there.say(text, area="bedroom")
            await there.wait(8)
        await there.wait(3600)
        await there.say("turn off the lights", area="bedroom")
        await there.wait(20 * 3600)


def learned(folder: Path) -> LearnedRewrite:
    """The one thing that the night brings."""
    history, home = past(folder), parse_home(HOME, "home")
    settings = LearnSettings(rooms=rooms_of(home), guarded=guarded_devices(home))
    store = Store(folder / "learned.json")
    found, _ = learn(
        [history],
        store.load().table,
        settings,
        now=history.until,
        gate=gate_of(home, history.until),
    )
    store.save(found)
    (one,) = found.rewrites
    return one


@in_virtual_time
async def test_a_name_that_every_room_has_is_meant_of_the_room(tmp_path: Path) -> None:
    with Journal.open(tmp_path / "journal.db") as journal:
        async with home_of(HOME, journal=journal, learned=tmp_path / "learned.json") as there:
            await evenings(there, "turn on the moonlight", "turn on the ceiling light")
            one = learned(tmp_path)
            assert (one.status, one.areas) == ("live", ("bedroom",))
            await there.say("turn on the moonlight", area="bedroom")
            assert there.state("bedroom_ceiling")["state"] == "on"
            await there.say("turn on the moonlight", area="office")
            assert there.state("office_ceiling")["state"] == "off"


@pytest.mark.parametrize("put_right", ["no, the ceiling light", "no, I meant the ceiling light"])
@in_virtual_time
async def test_what_names_another_thing_is_proposed_but_not_used(
    tmp_path: Path, put_right: str
) -> None:
    """However often it is put right: whoever says lamp gets the lamp, until somebody decides."""
    with Journal.open(tmp_path / "journal.db") as journal:
        async with home_of(HOME, journal=journal, learned=tmp_path / "learned.json") as there:
            await evenings(there, "turn on the lamp", put_right)
            one = learned(tmp_path)
            assert (one.heard, one.rewrite) == ("turn on the lamp", "turn on the ceiling light")
            assert (one.status, one.reason) == ("proposed", NAMED)
            await there.say("turn on the lamp", area="bedroom")
            assert there.state("bedroom_lamp")["state"] == "on"
            assert there.state("bedroom_ceiling")["state"] == "off"
            await there.say("turn off the lights", area="bedroom")

            pin(Store(tmp_path / "learned.json"), one.id)
            assert learned(tmp_path).status == "pinned"
            await there.say("turn on the lamp", area="bedroom")
            assert there.state("bedroom_lamp")["state"] == "off"
            assert there.state("bedroom_ceiling")["state"] == "on"
            await there.say("turn on the lamp", area="office")
            assert there.state("office_lamp")["state"] == "on"
