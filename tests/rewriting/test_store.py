"""The file of what was learned: whole, damaged, changed by two, rolled back."""

import contextlib
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.learning.rewriting.model import Learned
from assistant.learning.rewriting.shelf import Shelf
from assistant.learning.rewriting.store import LearnedError, Store, as_text, from_text
from assistant.learning.weighing.model import LearnedWeight
from tests.rewriting.tables import NOW, known, rewrite, table

ONE = rewrite("turn on the moonlight", "turn on the bedroom lamp")
TWO = rewrite("play some quite jazz", "play some quiet jazz")
WEIGHT = LearnedWeight(name="room", prior=4.0, value=1.5, evidence=("turn-1",), learned=NOW)
KNOWN = known("play some quiet jazz")
FULL = replace(table(ONE, TWO, requests=(KNOWN,)), context_weights=(WEIGHT,))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "learned.json")


def test_saved_and_loaded(store: Store) -> None:
    assert store.load().table == Learned()
    store.save(FULL)
    assert store.load().table == FULL
    assert store.load().notice is None
    assert store.path.stat().st_mode & 0o077 == 0


def test_rolled_back_and_forward(store: Store) -> None:
    with pytest.raises(LearnedError, match="nothing to roll back"):
        store.roll_back()
    store.save(table(ONE))
    store.save(table(TWO))
    assert store.roll_back().table == table(ONE)
    assert store.roll_back().table == table(TWO)


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("steps", range(4))
def test_who_is_killed_while_rolling_back_loses_no_version(
    store: Store, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(table(ONE))
    store.save(table(TWO))
    left = iter(range(steps))

    def one_step_less(replace_file: Callable[[Path, Path], Path]) -> Callable[..., Path]:
        def replacing(file: Path, target: Path) -> Path:
            if next(left, None) is None:
                raise Killed
            return replace_file(file, target)

        return replacing

    with monkeypatch.context() as killing, contextlib.suppress(Killed):
        killing.setattr(Path, "replace", one_step_less(Path.replace))
        store.roll_back()
    now = store.load().table
    assert now in (table(ONE), table(TWO))
    other = table(ONE) if now == table(TWO) else table(TWO)
    assert store.roll_back().table == other
    assert store.roll_back().table == now
    assert [file.name for file in store.path.parent.glob("*.rolling*")] == []


def test_what_was_left_of_rolling_back_is_not_taken_for_what_came_later(store: Store) -> None:
    store.save(table(ONE))
    store.rolling.write_text(as_text(table(ONE)))
    store.save(table(TWO))
    assert store.roll_back().table == table(ONE)
    store.previous.unlink()
    store.rolling.write_text(as_text(table(TWO)))  # killed just before the last step
    store.save(FULL)
    assert store.roll_back().table == table(ONE)


def test_a_truncated_file_is_kept_aside(store: Store) -> None:
    store.save(FULL)
    store.path.write_text(as_text(FULL)[:400])
    loaded = store.load()
    assert loaded.table == Learned()
    assert loaded.notice is not None
    assert "damaged" in loaded.notice
    (aside,) = store.path.parent.glob("*.damaged-*")
    assert aside.read_text() == as_text(FULL)[:400]
    assert store.load().notice is None


def test_of_a_file_edited_by_hand_the_rest_is_kept(store: Store) -> None:
    found = json.loads(as_text(FULL))
    found["rewrites"][0]["status"] = "splendid"
    found["context_weights"] = "many"
    store.path.write_text(json.dumps(found))
    loaded = store.load()
    assert loaded.table.rewrites == (TWO,)
    assert loaded.table.requests == FULL.requests
    assert loaded.notice is not None
    assert "status" in loaded.notice


@pytest.mark.parametrize("text", ["", "[]", "null", '{"version": 99}', '{"rewrites": 3}', "\x00"])
def test_nonsense_is_told(store: Store, text: str) -> None:
    store.path.write_text(text)
    assert store.load().notice is not None
    with pytest.raises(LearnedError):
        from_text(text)


def test_what_changes_nothing_does_not_cost_what_can_be_rolled_back(store: Store) -> None:
    for saved in (table(ONE), table(TWO), table(TWO)):
        store.save(saved)
    assert store.roll_back().table == table(ONE)


def test_an_empty_table_has_nothing_to_roll_back(store: Store) -> None:
    store.save(table())
    with pytest.raises(LearnedError, match="nothing to roll back"):
        store.roll_back()


def test_two_at_once_lose_nothing(store: Store) -> None:
    def add(number: int) -> None:
        one = rewrite(f"heard {number}", "meant")
        store.change(lambda before: replace(before, rewrites=(*before.rewrites, one)))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(12)))
    assert len(store.load().table.rewrites) == 12


def test_who_waits_too_long_is_told(store: Store) -> None:
    with store.locked(), pytest.raises(LearnedError, match="another process"), store.locked(0.0):
        pass


def test_the_shelf_sees_a_switch_and_survives_damage(store: Store) -> None:
    told: list[str] = []
    shelf = Shelf(store.path, tell=told.append)
    assert shelf.rewriter().is_empty
    store.save(table(ONE))
    first = shelf.rewriter()
    assert not first.is_empty
    assert shelf.rewriter() is first
    store.path.write_text("{")
    assert shelf.rewriter().is_empty
    assert len(told) == 1
