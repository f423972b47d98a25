"""Every store on a full disk: what was kept before is still there, and the trouble is told."""

import logging
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from assistant.agenda.changes import AgendaError
from assistant.agenda.entries import Timer
from assistant.agenda.plans import Plans
from assistant.agenda.store import Store as Agenda
from assistant.ducking.lowered import Lowered
from assistant.ducking.store import Store as Ducked
from assistant.learning.rewriting.store import LearnedError
from assistant.learning.rewriting.store import Store as LearnedTable
from assistant.recording.collection import Collection
from assistant.speech.enrolment import EnrolledVoice, enrolled
from assistant.speech.enrolment import store as enrol
from devices.store import Kept
from devices.store import Store as House
from tests.kept.full_disk import room_for
from tests.rewriting.tables import rewrite, table

NOON = datetime(2026, 3, 2, 12)
TEA = Timer(seconds=300, started=NOON, ends=NOON + timedelta(minutes=5), name="tea")


def test_plans(tmp_path: Path) -> None:
    store = Agenda(tmp_path / "agenda.json", pytest.fail)
    store.update(lambda plans: Plans(timers=(TEA,)))
    with room_for(10), pytest.raises(AgendaError, match="I cannot keep plans: File too large"):
        store.update(lambda plans: Plans(timers=(TEA, TEA)))
    assert store.load().timers == (TEA,)


def test_what_was_learned(tmp_path: Path) -> None:
    store = LearnedTable(tmp_path / "learned.json")
    one = table(rewrite("turn on the moonlight", "turn on the bedroom lamp"))
    store.save(one)
    with room_for(10), pytest.raises(LearnedError, match=r"learned\.json: File too large"):
        store.save(table())
    assert store.load().table == one


def test_what_is_lowered(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    store = Ducked(tmp_path / "lowered.json")
    speaker = {"speaker": Lowered(former=0.5, quiet=0.1, back_to=0.5)}
    store.save(speaker)
    with room_for(10), caplog.at_level(logging.WARNING):
        store.save(speaker | {"radio": Lowered(former=0.4, quiet=0.1, back_to=0.4)})
    assert "File too large" in caplog.text
    assert list(store.load()) == ["speaker"]


def test_the_states_of_the_house(tmp_path: Path) -> None:
    store = House(tmp_path / "house.json")
    kept = {"lamp": Kept(kind="light", state={"state": "on"})}
    store.save(kept)
    with room_for(10), pytest.raises(OSError, match="File too large"):
        store.save({"lamp": Kept(kind="light", state={"state": "off"})})
    assert store.load() == kept


def test_an_enrolled_voice(tmp_path: Path) -> None:
    def voice(bias: float) -> EnrolledVoice:
        numbers = np.ones(96)
        return EnrolledVoice(
            person="anna", word="alexa", recordings=4, centre=numbers, weights=numbers, bias=bias
        )

    enrol(voice(1.0), tmp_path)
    with room_for(10), pytest.raises(OSError, match="File too large"):
        enrol(voice(2.0), tmp_path)
    assert [one.bias for one in enrolled(tmp_path)] == [1.0]


def test_consent_to_be_recorded(tmp_path: Path) -> None:
    Collection(tmp_path).agree("anna", NOON)
    with room_for(10), pytest.raises(OSError, match="File too large"):
        Collection(tmp_path).agree("ben", NOON)
    given = Collection(tmp_path)
    assert given.agreed("anna")
    assert not given.agreed("ben")
