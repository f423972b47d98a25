"""Plans outlive the process, a damaged file and each other's changes."""

import fcntl
import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from assistant.agenda import store as agenda_store
from assistant.agenda.agenda import Agenda
from assistant.agenda.changes import Add, AgendaError, Cancel, Told
from assistant.agenda.entries import Alarm, Appointment, Deed, Timer
from assistant.agenda.store import Store
from assistant.turn import Candidate, Reading

NOON = datetime(2026, 3, 2, 12)
PIZZA = Timer(seconds=600, started=NOON, ends=NOON + timedelta(minutes=10), name="pizza")


def agenda_in(folder: Path, told: list[str] | None = None) -> Agenda:
    return Agenda(Store(folder / "agenda.json", (told if told is not None else []).append))


def test_plans_are_there_after_a_restart(tmp_path: Path) -> None:
    agenda_in(tmp_path).apply(Add(entry=PIZZA))
    assert [timer.name for timer in agenda_in(tmp_path).plans.timers] == ["pizza"]


def test_an_alarm_is_there_after_a_restart_and_an_older_file_has_none(tmp_path: Path) -> None:
    agenda_in(tmp_path).apply(Add(entry=PIZZA))
    kept = json.loads((tmp_path / "agenda.json").read_text())
    del kept["plans"]["alarms"]
    (tmp_path / "agenda.json").write_text(json.dumps(kept))
    assert agenda_in(tmp_path).plans.alarms == ()
    agenda_in(tmp_path).apply(Add(entry=Alarm(at=NOON, weekdays=(0, 4), area="bedroom")))
    assert agenda_in(tmp_path).plans.alarms == (
        Alarm(at=NOON, weekdays=(0, 4), area="bedroom", id=2),
    )


def test_an_alarm_that_nobody_answered_is_told_after_a_restart(tmp_path: Path) -> None:
    missed = Alarm(at=NOON, first=NOON, rung=5, area="bedroom", id=1)
    agenda_in(tmp_path).update(lambda plans: replace(plans, missed=(missed,)))
    assert agenda_in(tmp_path).plans.missed_in("bedroom") == (missed,)
    assert agenda_in(tmp_path).plans.missed_in("kitchen") == ()
    agenda_in(tmp_path).apply(Told(missed=(missed,)))
    assert agenda_in(tmp_path).plans.missed == ()


def test_two_processes_change_the_same_plans(tmp_path: Path) -> None:
    one, other = agenda_in(tmp_path), agenda_in(tmp_path)
    one.apply(Add(entry=PIZZA))
    other.apply(Add(entry=PIZZA))
    assert [timer.id for timer in one.plans.timers] == [1, 2]
    one.apply(Cancel(id=2))
    assert [timer.id for timer in other.plans.timers] == [1]


def test_while_another_process_changes_them_it_says_so_instead_of_waiting_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agenda_store, "PATIENCE_SECONDS", 0.05)
    agenda = agenda_in(tmp_path)
    with (tmp_path / "agenda.json.lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(AgendaError, match="another process is changing it"):
            agenda.apply(Add(entry=PIZZA))
    assert not agenda.plans.timers
    agenda.apply(Add(entry=PIZZA))
    assert [timer.name for timer in agenda.plans.timers] == ["pizza"]


def test_all_changes_or_none(tmp_path: Path) -> None:
    agenda = agenda_in(tmp_path)
    with pytest.raises(AgendaError):
        agenda.apply(Add(entry=PIZZA), Cancel(id=99))
    assert len(agenda.plans) == 0
    assert len(agenda_in(tmp_path).plans) == 0


def test_plans_of_a_newer_version_are_left_as_they_are_and_told(tmp_path: Path) -> None:
    file, told = tmp_path / "agenda.json", list[str]()
    file.write_text(newer := '{"version": 9, "plans": {"chimes": []}}')
    agenda = agenda_in(tmp_path, told)
    assert len(agenda.plans) == 0
    (line,) = told
    assert "written by a newer version (plans 9, this one knows 1): update the assistant" in line
    assert "nothing can be planned" in line
    with pytest.raises(AgendaError, match="newer version"):
        agenda.apply(Add(entry=PIZZA))
    assert file.read_text() == newer


def test_plans_of_an_older_version_say_so(tmp_path: Path) -> None:
    (tmp_path / "agenda.json").write_text('{"version": 0, "plans": {}}')
    told: list[str] = []
    assert len(agenda_in(tmp_path, told).plans) == 0
    assert "they are of version 0, and this one knows 1" in told[0]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"version": 0, "plans": {}}', '{"version": 1, "plans": {"timers": [1]}}'],
)
def test_a_damaged_file_is_set_aside(tmp_path: Path, text: str) -> None:
    (tmp_path / "agenda.json").write_text(text)
    told: list[str] = []
    agenda = agenda_in(tmp_path, told)
    assert len(agenda.plans) == 0
    assert len(told) == 1
    assert list(tmp_path.glob("agenda.json.damaged-*"))
    agenda.apply(Add(entry=PIZZA))
    assert len(agenda_in(tmp_path).plans) == 1


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    agenda = agenda_in(tmp_path / "file")
    with pytest.raises(AgendaError):
        agenda.apply(Add(entry=PIZZA))


def test_a_command_comes_back_as_it_was(tmp_path: Path) -> None:
    reading = Reading(
        intent="HassLightSet",
        slots={"name": "lamp", "brightness": 30, "except_name": ("desk lamp",)},
        probability=0.97,
        matched_by="frame",
        text="dim the lamp",
    )
    command = Candidate(
        reading=reading, devices=("lamp",), probability=0.9, signals=(("habit", 0.4),)
    )
    deed = Deed(said="dim the lamp", commands=(command,))
    agenda_in(tmp_path).apply(Add(entry=Appointment(at=NOON, deed=deed, weekdays=(0, 1))))
    assert agenda_in(tmp_path).plans.appointments[0].deed == deed


def test_a_change_of_another_process_right_after_our_own_is_seen(tmp_path: Path) -> None:
    class Overtaken(Store):
        """Another process saves as soon as the lock is free."""

        def update(self, change):  # type: ignore[no-untyped-def]
            mine = super().update(change)
            Store(self.path, print).update(lambda plans: plans.apply(Add(entry=PIZZA)))
            return mine

    agenda = Agenda(Overtaken(tmp_path / "agenda.json", print))
    agenda.apply(Add(entry=PIZZA))
    assert len(agenda.plans) == 2


def test_plans_that_cannot_be_read_now_are_left_where_they_are(tmp_path: Path) -> None:
    path, told = tmp_path / "agenda.json", list[str]()
    path.symlink_to(path)  # reading fails and says nothing about what was kept
    agenda = Agenda(Store(path, told.append))
    assert "cannot be read" in told[0]
    with pytest.raises(AgendaError):
        agenda.apply(Add(entry=PIZZA))
    assert path.is_symlink()
    assert [file.name for file in tmp_path.iterdir() if "damaged" in file.name] == []
