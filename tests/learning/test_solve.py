"""The chains are exact, however they are solved, and an update solves only what it touches."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.learning.markov import solve
from assistant.learning.markov.counts import Counts, Row
from assistant.learning.markov.model import Model
from assistant.learning.markov.solve import solve_component
from tests.learning.chains import NAMES, TODAY, dense, rows_strategy, session, visit, weights


@given(rows_strategy)
def test_as_the_dense_reference(rows: dict[str, Row]) -> None:
    model = Model.of(rows)
    states, fundamental, success = dense(rows)
    absorbed = fundamental @ success
    for number, state in enumerate(states):
        if state in rows:
            assert model.success(state) == pytest.approx(absorbed[number], abs=1e-9)
        component = model.component(state)
        if component is None:
            continue
        visits = dict.fromkeys(states, 0.0)
        visits.update(zip(component.states, component.visits_from(state), strict=True))
        assert list(visits.values()) == pytest.approx(fundamental[number], abs=1e-9)


@given(rows_strategy, st.sampled_from(["_factored", "_iterated"]))
def test_sparse_and_iterated_are_the_same(rows: dict[str, Row], way: str) -> None:
    states, fundamental, success = dense(rows)
    if not states:
        return
    component = solve_component(states, rows)
    found = getattr(solve, way)(component.onward, success)
    assert found == pytest.approx(fundamental @ success, abs=1e-8)


changes = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from([*NAMES, None]), weights), max_size=12
)


@given(rows_strategy, changes)
def test_updates_come_to_the_same_as_starting_over(
    rows: dict[str, Row], edits: list[tuple[str, str | None, float]]
) -> None:
    model = Model.of(rows)
    for state, following, weight in edits:
        row = rows.setdefault(state, Row(success=1.0))
        if following is None:
            row.onward.clear()
        else:
            row.onward[following] = weight
        model.touch([state])
    fresh = Model.of(rows)
    for state in rows:
        assert model.success(state) == pytest.approx(fresh.success(state), abs=1e-9)


def test_a_state_that_is_forgotten() -> None:
    rows = {"a": Row(onward={"b": 1.0}, failure=1.0), "b": Row(success=1.0)}
    model = Model.of(rows)
    del rows["a"]
    model.touch(["a"])
    assert model.success("a") is None
    assert model.success("b") == 1.0
    assert model.component("b") is None


def test_a_circle_without_end_is_a_failure() -> None:
    rows = {
        "a": Row(onward={"b": 1.0}),
        "b": Row(onward={"a": 1.0}),
        "c": Row(onward={"a": 1.0}, success=1.0),
    }
    model = Model.of(rows)
    assert model.success("a") == 0.0
    assert model.success("c") == pytest.approx(0.5)


def test_rows_of_nothing() -> None:
    model = Model.of({"a": Row(), "b": Row(onward={"a": 1.0})})
    assert model.success("a") == 0.0
    assert model.success("b") == 0.0
    assert Model.of({}).success("a") is None


def test_only_touched_components_are_solved_again() -> None:
    counts = Counts(as_of=TODAY)
    for number in range(50):
        counts.add(session(visit(f"{number} a", 0.9, 0.9), visit(f"{number} b")))
    model = Model.of(counts.rows)
    assert model.solved_components == 50
    model.touch(counts.add(session(visit("7 a", 0.9, 0.9), visit("7 c"))))
    assert model.solved_components == 51


def test_one_giant_component_is_exact_and_updated_in_under_a_second() -> None:
    dice = np.random.default_rng(0)
    counts = Counts(as_of=TODAY)
    for _ in range(20_000):
        first, second = dice.integers(0, 6_000, 2)
        counts.add(session(visit(f"s{first}", 0.7, 0.9), visit(f"s{second}", 0.0, 0.1)))
    model = Model.of(counts.rows)
    component = model.component("s0")
    assert component is not None
    assert len(component.states) > solve.FACTORED_UP_TO
    onward, right = component.onward, component.succeeds_at_once
    assert np.abs(right + onward @ component.success - component.success).max() < 1e-9
    began = time.process_time()  # of this process alone, however busy the machine is
    model.touch(counts.add(session(visit("s0", 0.9, 0.9), visit("s1"))))
    assert time.process_time() - began < 1.0
