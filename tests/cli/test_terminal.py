"""Lines for people: as wide as their terminal, and whole where a program reads them."""

import pytest

from assistant.terminal import console

LINE = "these devices have not said anything: " + ", ".join(f"lamp {n}" for n in range(40))


def test_a_pipe_gets_whole_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    console().print(LINE)
    console(errors=True).print(LINE)
    told = capsys.readouterr()
    assert (told.out, told.err) == (f"{LINE}\n", f"{LINE}\n")


def test_a_width_that_is_set_is_kept_to(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    console().print(LINE)
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 60
