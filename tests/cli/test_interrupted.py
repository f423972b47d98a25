"""Ctrl-C where Python makes another error of it."""

import pytest

from assistant.cli.ending import guarded
from assistant.interrupted import INTERRUPTED


class _Interrupts:
    def __set_name__(self, owner: type, name: str) -> None:
        raise KeyboardInterrupt


def _make_a_class() -> int:
    type("Made", (), {"field": _Interrupts()})
    return 0


def test_while_a_class_is_being_made() -> None:
    assert guarded(_make_a_class) == INTERRUPTED


def test_another_error_stays_what_it_is() -> None:
    def fail() -> int:
        raise RuntimeError("a defect")

    with pytest.raises(RuntimeError, match="a defect"):
        guarded(fail)
