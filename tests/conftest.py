"""What all tests share."""

import io
import os
from pathlib import Path

import pytest
from rich.console import Console

from assistant.hearing import Ears, load_ears
from assistant.settings import Settings

CHECKS_VARIABLE = "CHECKS_FAILED"
"""Set by scripts/test: the checks of style, types and imports that failed, one on each line."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Repeat failed checks right above the closing line, where they are seen."""
    for check in os.environ.get(CHECKS_VARIABLE, "").splitlines():
        terminalreporter.write_line(f"FAILED check, see the top: {check}", red=True)


@pytest.fixture(scope="session")
def real_ears(tmp_path_factory: pytest.TempPathFactory) -> Ears:
    """Wake word, end-pointing, recogniser and voice as the program loads them, once for all."""
    settings = Settings(
        home_file=Path(__file__).parents[1] / "home.yaml",
        data_dir=tmp_path_factory.mktemp("ears"),
        speech_model="vosk-home-small",
    )
    return load_ears(settings, Console(file=io.StringIO()))
