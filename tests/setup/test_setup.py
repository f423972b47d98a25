"""scripts/setup, in a house of its own with an apt-get that only remembers."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = ("scripts/setup", "requirements.lock", "requirements-dev.lock", "pyproject.toml")


class House:
    """A copy of what setup needs, ready and stamped, at a path with a space."""

    def __init__(self, root: Path, tools: Path) -> None:
        self.root = root
        self.tools = tools
        self.asked = tools / "asked"
        for name in FILES:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, root / name)
        self.tool("espeak-ng", "")
        self.tool("mosquitto", "")
        self.tool("ldconfig", "echo libportaudio.so.2")
        self.tool("apt-get", f'echo "$*" >>"{self.asked}"')
        self.tool("dpkg", "")
        self.tool("sudo", 'shift; exec "$@"')
        python = root / ".venv/bin/python"
        python.parent.mkdir(parents=True)
        python.symlink_to(shutil.which("python3") or "python3")

    def tool(self, name: str, script: str) -> None:
        """Put a stand-in for a command in front of the real one."""
        self.tools.mkdir(exist_ok=True)
        path = self.tools / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def stamp(self, purpose: str, lock: str) -> None:
        """Say that this purpose's packages are installed."""
        seen = f"{self.root}\n".encode()
        seen += (self.root / lock).read_bytes() + (self.root / "pyproject.toml").read_bytes()
        stamp = f"{hashlib.sha256(seen).hexdigest()}  -\n"
        (self.root / f".venv/.ready-{purpose}").write_text(stamp)

    def set_up(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.root / "scripts/setup", *arguments],
            env={**os.environ, "PATH": f"{self.tools}:{os.environ['PATH']}"},
            cwd="/",
            capture_output=True,
            text=True,
            timeout=180,
        )


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(tmp_path / "my home", tmp_path / "tools")
    house.stamp("run", "requirements.lock")
    return house


def test_a_second_start_does_and_says_nothing(house: House) -> None:
    done = house.set_up()
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not house.asked.exists()


def test_installs_only_the_debian_package_that_is_missing(house: House) -> None:
    house.tool("ldconfig", "")
    done = house.set_up()
    assert done.returncode == 0
    assert done.stderr == "setup: installing Debian packages: libportaudio2\n"
    (asked,) = house.asked.read_text().splitlines()
    assert asked.startswith("install --yes")
    assert asked.endswith(" libportaudio2")


def test_refreshes_the_lists_and_tries_again_when_apt_does_not_know_a_package(house: House) -> None:
    house.tool("ldconfig", "")
    known = house.tools / "known"
    house.tool(
        "apt-get",
        f'echo "$1" >>"{house.asked}"; [ "$1" != update ] || touch "{known}"; [ -e "{known}" ]',
    )
    assert house.set_up().returncode == 0
    assert house.asked.read_text().split() == ["install", "update", "install"]


def test_goes_on_when_apt_fails_and_says_what_to_do(house: House) -> None:
    house.tool("ldconfig", "")
    house.tool("apt-get", "echo no network >&2; exit 100")
    done = house.set_up()
    assert done.returncode == 0
    assert "no network" in done.stderr
    assert "apt-get install libportaudio2" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root needs nobody's help")
def test_without_root_it_names_the_packages_and_goes_on(house: House) -> None:
    house.tool("ldconfig", "")
    house.tool("sudo", "exit 1")
    done = house.set_up()
    assert done.returncode == 0
    assert "sudo apt-get install libportaudio2" in done.stderr
    assert not house.asked.exists()


def test_without_a_python_it_says_which_is_needed(house: House) -> None:
    (house.root / "requirements.lock").write_text("changed\n")
    for name in ("python3.11", "python3.12", "python3.13", "python3"):
        house.tool(name, "exit 1")
    done = house.set_up()
    assert done.returncode == 1
    assert "Python 3.11 or newer is needed" in done.stderr


def test_an_unknown_purpose_is_refused(house: House) -> None:
    done = house.set_up("everything")
    assert done.returncode == 2
    assert "scripts/setup [run|test]" in done.stderr
