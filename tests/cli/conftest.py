"""A place to run commands in."""

from pathlib import Path

import pytest

from tests.cli.program import Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)
