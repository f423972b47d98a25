"""The doctor finds what is there, what is not, and never breaks itself."""

import io
import socket
from collections.abc import Iterable
from pathlib import Path

import pytest
from rich.console import Console

from assistant import doctor
from assistant.doctor import Finding

HOME = """
areas: [{id: kitchen, name: kitchen}]
devices: [{id: lamp, name: lamp, kind: light, area: kitchen}]
"""


@pytest.fixture
def home_file(tmp_path: Path) -> Path:
    path = tmp_path / "home.yaml"
    path.write_text(HOME)
    return path


def only(findings: Iterable[Finding]) -> Finding:
    (finding,) = findings
    return finding


def shown(*findings: Finding) -> str:
    screen = io.StringIO()
    doctor.print_report(findings, Console(file=screen, width=200))
    return screen.getvalue()


def test_looks_at_everything_and_each_gap_has_its_command(home_file: Path, tmp_path: Path) -> None:
    findings = doctor.examine(home_file, tmp_path, None)
    assert {"Python", "packages", "speech models", "home", "broker"} <= {f.name for f in findings}
    assert all(f.fix for f in findings if f.ok is False)


def test_a_good_home_is_counted(home_file: Path) -> None:
    finding = only(doctor.home(home_file))
    assert finding.ok
    assert "1 devices in 1 areas" in finding.detail


def test_a_broken_home_is_told_with_its_line(home_file: Path) -> None:
    home_file.write_text(HOME.replace("area: kitchen", "area: attic"))
    finding = only(doctor.home(home_file))
    assert finding.ok is False
    assert f"{home_file}:3" in finding.detail
    assert str(home_file) in (finding.fix or "")


def test_a_data_folder_that_does_not_exist_yet_is_fine(tmp_path: Path) -> None:
    writable, roomy = doctor.data_folder(tmp_path / "not" / "yet")
    assert writable.ok
    assert roomy.ok
    assert not (tmp_path / "not").exists()


def test_a_file_in_place_of_the_data_folder_is_not(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    writable, _ = doctor.data_folder(tmp_path / "data")
    assert writable.ok is False


def test_a_broker_that_is_absent_fails() -> None:
    with socket.socket() as placeholder:
        placeholder.bind(("127.0.0.1", 0))
        port = placeholder.getsockname()[1]
        finding = only(doctor.broker(f"mqtt://127.0.0.1:{port}"))
    assert finding.ok is False
    assert finding.fix == f"mosquitto -p {port}"


def test_a_broker_url_that_makes_no_sense_fails() -> None:
    assert only(doctor.broker("http://broker")).ok is False


def test_our_own_broker_is_content_with_another_port(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setattr(doctor, "DEFAULT_PORT", taken.getsockname()[1])
        assert only(doctor.broker(None)).ok is None


def test_a_check_that_breaks_is_a_finding(tmp_path: Path) -> None:
    findings = doctor.examine(tmp_path / "\0", tmp_path, None)
    assert any(f.name == "home" and f.ok is False for f in findings)


def test_the_report_lists_the_fixes_below() -> None:
    told = shown(
        Finding(name="espeak-ng", ok=False, detail="[not found]", fix="apt-get install espeak-ng"),
        Finding(name="speaker", ok=None, detail="none"),
    )
    assert "[not found]" in told
    assert told.splitlines()[-1] == "  apt-get install espeak-ng   (espeak-ng)"


def test_status_is_1_when_something_needed_is_missing(tmp_path: Path) -> None:
    assert doctor.main(tmp_path / "absent.yaml", tmp_path, None) == 1
