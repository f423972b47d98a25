"""What all tests share."""

import os

import pytest

CHECKS_VARIABLE = "CHECKS_FAILED"
"""Set by scripts/test: the checks of style, types and imports that failed, one on each line."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Repeat failed checks right above the closing line, where they are seen."""
    for check in os.environ.get(CHECKS_VARIABLE, "").splitlines():
        terminalreporter.write_line(f"FAILED check, see the top: {check}", red=True)
