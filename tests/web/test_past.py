"""The journal and what was learned, through the page."""

from dataclasses import replace
from pathlib import Path

from assistant.audio.source import FileSource
from assistant.audio.wav import read_wav
from assistant.hearing import Ears
from assistant.learning.journal import Journal
from assistant.learning.rewriting.model import Learned
from assistant.learning.rewriting.store import Store
from assistant.learning.weighing.model import LearnedWeight
from devices.faults import Offline
from tests.pipeline.homes import HOME as SPOKEN_HOME
from tests.rewriting.tables import NOW, rewrite, table
from tests.web.opened import Opened, opened

RECORDING = Path(__file__).parents[1] / "recordings/kitchen_light_on.wav"


def from_page(served: Opened) -> dict[str, str]:
    return {"origin": served.origin}


async def test_the_journal_is_listed_searched_and_opened(tmp_path: Path) -> None:
    async with opened(tmp_path) as served, served.http() as http:
        assert (await http.get("/turns")).json() == []
        await served.home.say("turn on the kitchen light")
        await served.home.say("turn on the kettle")
        listed = (await http.get("/turns")).json()
        assert [one["said"] for one in listed] == [
            *("turn on the kettle", "turn on the kitchen light")
        ]
        await served.home.say("open the moon")
        await served.home.inject("kettle", Offline())
        await served.home.say("turn off the kettle")
        listed = (await http.get("/turns")).json()
        assert [(one["kind"], one["tone"]) for one in listed] == [
            *(("error", "bad"), ("declined", "warn")),
            *(("action_done", "good"), ("action_done", "good")),
        ]
        (found,) = (await http.get("/turns", params={"find": "light is on"})).json()
        steps = (await http.get(f"/turns/{found['id']}")).json()
        assert steps[1]["said"] == "turn on the kitchen light"
        assert steps[-1]["ended"] == "action_done"
        assert len((await http.get("/turns", params={"limit": "1"})).json()) == 1
        for odd in ("-1", "x", "9" * 30, ""):
            assert (await http.get("/turns", params={"limit": odd})).status_code == 200
        for odd in ("%", "'; DROP TABLE turns; --", "x" * 5000):
            assert (await http.get("/turns", params={"find": odd})).json() == []
        assert (await http.get("/turns/nobody")).json() == []
        assert (await http.get("/turns/nobody/audio")).status_code == 404


async def test_a_recording_that_was_kept_can_be_heard(tmp_path: Path, real_ears: Ears) -> None:
    async with (
        opened(tmp_path, SPOKEN_HOME, ears=real_ears) as served,
        served.http() as http,
    ):
        await served.home.hear(FileSource(RECORDING), area="hallway")
        (heard,) = (await http.get("/turns")).json()
        assert heard["audio"] is True
        answer = await http.get(f"/turns/{heard['id']}/audio")
        kept = tmp_path / "played.wav"
        kept.write_bytes(answer.content)
    assert len(read_wav(kept).samples) > 16_000
    assert answer.headers["content-type"] == "audio/wav"


async def test_nothing_but_recordings_is_served_whatever_the_journal_says(tmp_path: Path) -> None:
    (tmp_path / "secret.wav").write_bytes(b"not for the page")
    async with opened(tmp_path) as served, served.http() as http:
        turn = await served.home.say("turn on the kettle")
        with Journal.open(tmp_path / "journal.db") as journal:
            for elsewhere in ("../secret.wav", str(tmp_path / "secret.wav")):
                journal.end(turn.id, audio=elsewhere)
                assert (await http.get(f"/turns/{turn.id}/audio")).status_code == 404


async def test_what_was_learned_is_judged_by_a_person(tmp_path: Path) -> None:
    store = Store(tmp_path / "learned.json")
    async with opened(tmp_path) as served, served.http(headers=from_page(served)) as http:
        turn = await served.home.say("turn on the kettle")
        heard = rewrite("turn on the kettel", "turn on the kettle", status="proposed")
        store.save(table(replace(heard, evidence=(turn.id, "forgotten"))))
        (lesson,) = (await http.get("/lessons")).json()
        assert lesson["status"] == "proposed"
        assert lesson["evidence"][0]["said"] == "turn on the kettle"
        assert (len(lesson["evidence"]), lesson["speak"]) == (1, 2)
        (lesson,) = (await http.post(f"/lessons/{lesson['id']}/approve")).json()
        assert lesson["status"] == "live"
        assert store.load().table.rewrites[0].status == "live"
        assert (await http.post("/lessons/zzz/approve")).status_code == 409
        assert (await http.post(f"/lessons/{lesson['id']}/burn")).status_code == 404
        assert (await http.get(f"/lessons/{lesson['id']}/approve")).status_code == 405
        assert (await http.post(f"/lessons/{lesson['id']}/forget")).json() == []
    assert lesson["id"] in store.load().table.forgotten


async def test_a_weight_that_was_learned_can_be_forgotten(tmp_path: Path) -> None:
    weight = LearnedWeight(name="room", prior=1.0, value=1.5, learned=NOW)
    store = Store(tmp_path / "learned.json")
    store.save(Learned(context_weights=(weight,)))
    async with opened(tmp_path) as served, served.http(headers=from_page(served)) as http:
        (shown,) = (await http.get("/weights")).json()
        assert (shown["name"], shown["written"], shown["here"]) == ("room", 1.0, 1.5)
        assert (await http.post("/lessons/room/forget")).status_code == 200
        assert (await http.get("/weights")).json() == []
    assert store.load().table.forgotten == ("room",)


async def test_to_look_at_a_damaged_journal_does_not_move_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as served, served.http() as http:
        journal = tmp_path / "journal.db"
        damaged = b"not a database " * 100
        _write(journal, damaged)
        answer = await http.get("/turns")
        assert answer.status_code == 409
        assert "the journal is damaged" in answer.text
        assert _read(journal) == damaged


async def test_to_look_at_a_journal_never_writes_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as served, served.http() as http:
        journal = tmp_path / "journal.db"
        _write(journal, b"")
        answer = await http.get("/turns")
        assert answer.status_code == 409
        assert "no requests yet" in answer.text
        assert _read(journal) == b""


def _write(path: Path, content: bytes) -> None:
    """In its place, as whoever has damaged it."""
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()
    path.write_bytes(content)


def _read(path: Path) -> bytes:
    return path.read_bytes()


async def test_a_table_that_is_damaged_is_told(tmp_path: Path) -> None:
    async with opened(tmp_path) as served, served.http() as http:
        (tmp_path / "learned.json").mkdir()
        answer = await http.get("/lessons")
    assert answer.status_code == 409
    assert "learned.json" in answer.text
