"""A place to run commands in."""

import signal
from pathlib import Path

import pytest

from tests.cli.program import Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture(autouse=True, scope="session")
def interrupts_are_heard() -> None:
    """Programs started in the background inherit that Ctrl-C is ignored; ours must hear it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
