"""The locks are complete, hashed, and tied to no index."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")


def pins(lock: str) -> dict[str, str]:
    """Each `name==version ; marker` of a lock and the hashes that follow it."""
    text = (ROOT / lock).read_text()
    blocks = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]
    return {block.partition(" \\")[0]: block for block in blocks}


def names(lock: str) -> set[str]:
    return {pin.partition("==")[0] for pin in pins(lock)}


def declared(*requirements: str) -> set[str]:
    return {re.split(r"[^\w.-]", line, maxsplit=1)[0].lower() for line in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_is_exact_and_hashed(lock: str) -> None:
    for pin, block in pins(lock).items():
        assert "==" in pin
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", block), pin


@pytest.mark.parametrize("lock", LOCKS)
def test_names_no_index_and_no_path(lock: str) -> None:
    assert not re.search(r"https?:|file:|--\w*index|--find-links", (ROOT / lock).read_text())


def test_all_that_the_project_declares_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert declared(*project["project"]["dependencies"]) <= names("requirements.lock")
    assert declared(*project["dependency-groups"]["dev"]) <= names("requirements-dev.lock")


def test_tests_run_on_the_versions_that_people_run() -> None:
    assert pins("requirements.lock").keys() <= pins("requirements-dev.lock").keys()


def test_no_training_framework_is_needed() -> None:
    assert not names("requirements.lock") & {"torch", "tensorflow", "tflite-runtime"}
