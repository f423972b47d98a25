"""What all tests share."""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from rich.console import Console

from assistant.hearing import Ears, load_ears
from assistant.settings import Settings

CHECKS_VARIABLE = "CHECKS_FAILED"
"""Set by scripts/test: the checks of style, types and imports that failed, one on each line."""

hypothesis_settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("any machine")
"""A slow or busy machine is no counterexample."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Repeat failed checks right above the closing line, where they are seen."""
    for check in os.environ.get(CHECKS_VARIABLE, "").splitlines():
        terminalreporter.write_line(f"FAILED check, see the top: {check}", red=True)


@pytest.fixture(scope="session", autouse=True)
def _data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is kept between runs is kept for these tests alone, never in the developer's own."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(scope="session")
def real_ears(tmp_path_factory: pytest.TempPathFactory) -> Ears:
    """Wake word, end-pointing, recogniser and voice as the program loads them, once for all."""
    settings = Settings(
        home_file=Path(__file__).parents[1] / "home.yaml",
        data_dir=tmp_path_factory.mktemp("ears"),
        speech_model="vosk-home-small",
    )
    return load_ears(settings, Console(file=io.StringIO()))
