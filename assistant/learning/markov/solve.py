"""Absorbing Markov chains, solved: from each state, how probably it ends well.

With `P = [[Q, R], [0, I]]`, success is `B = (I - Q)^-1 R` and the expected visits from one state
are its row of `N = (I - Q)^-1`. Connected components do not touch each other, so each is solved
alone: small ones densely, larger ones by sparse LU, and the one giant component that pooled homes
make by iterating to the same numbers, because its LU factors would be nearly dense.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import linalg

from assistant.learning.markov.counts import Row
from assistant.learning.markov.states import State

Vector: TypeAlias = NDArray[np.float64]
DENSE_UP_TO = 64
FACTORED_UP_TO = 1500
TOLERANCE = 1e-12
MOST_ROUNDS = 10_000


@dataclass(frozen=True, slots=True)
class Component:
    """States that lead to each other, and nowhere else, with their chain solved."""

    states: tuple[State, ...]
    place: Mapping[State, int] = field(repr=False)
    onward: sparse.csr_array = field(repr=False)
    """Q."""
    succeeds_at_once: Vector = field(repr=False)
    """The column of R for success."""
    success: Vector = field(repr=False)
    """The column of B for success."""

    def visits_from(self, state: State) -> Vector:
        """Expected visits to each state, this one included: its row of N."""
        start = np.zeros(len(self.states))
        start[self.place[state]] = 1.0
        return _solve(self.onward.T.tocsr(), start)


def solve_component(states: Sequence[State], rows: Mapping[State, Row]) -> Component:
    """Solve the chain of these states; what leads out of them must be among them."""
    place = {state: number for number, state in enumerate(states)}
    totals = [rows[state].total if state in rows else 0.0 for state in states]
    from_, to, share = [], [], []
    for number, state in enumerate(states):
        if totals[number] > 0:
            for following, weight in rows[state].onward.items():
                from_.append(number)
                to.append(place[following])
                share.append(weight / totals[number])
    success = np.array(
        [
            rows[state].success / total if total > 0 else 0.0
            for state, total in zip(states, totals, strict=True)
        ]
    )
    onward = sparse.csr_array((share, (from_, to)), shape=(len(states), len(states)))
    onward = _with_ends(onward)
    return Component(
        states=tuple(states),
        place=place,
        onward=onward,
        succeeds_at_once=success,
        success=_solve(onward, success),
    )


def components_of(states: Collection[State], rows: Mapping[State, Row]) -> list[tuple[State, ...]]:
    """States grouped by what leads to what."""
    place = {state: number for number, state in enumerate(states)}
    pairs = [(place[a], place[b]) for a in states if a in rows for b in rows[a].onward]
    if not pairs:
        return [(state,) for state in states]
    ends = np.array(pairs).T
    graph = sparse.csr_array((np.ones(len(pairs)), (ends[0], ends[1])), shape=(len(place),) * 2)
    count, labels = sparse.csgraph.connected_components(graph, directed=False)
    groups: list[list[State]] = [[] for _ in range(count)]
    for state, label in zip(place, labels, strict=True):
        groups[label].append(state)
    return [tuple(group) for group in groups]


def _with_ends(onward: sparse.csr_array) -> sparse.csr_array:
    """States that can never leave a circle are given up: they lead nowhere, and so to failure."""
    leaves = np.asarray(onward.sum(axis=1)).ravel() < 1 - 1e-12
    if leaves.all():
        return onward
    ends = leaves.copy()
    while True:
        more = ends | (onward @ ends.astype(float) > 0)
        if (more == ends).all():
            break
        ends = more
    return sparse.csr_array(sparse.diags_array(ends.astype(float)) @ onward)


def _solve(onward: sparse.csr_array, right: Vector) -> Vector:
    """x of `x = right + onward x`."""
    size = len(right)
    if size == 1:
        return np.asarray(right / (1 - onward[0, 0]))
    if size <= DENSE_UP_TO:
        return np.asarray(np.linalg.solve(np.eye(size) - onward.toarray(), right))
    if size <= FACTORED_UP_TO:
        return _factored(onward, right)
    return _iterated(onward, right)


def _factored(onward: sparse.csr_array, right: Vector) -> Vector:
    matrix = sparse.csc_array(sparse.eye_array(len(right)) - onward)
    return np.asarray(linalg.splu(matrix).solve(right))


def _iterated(onward: sparse.csr_array, right: Vector) -> Vector:
    """Adds up the ways of every length; each round is one more attempt of the person."""
    total, term = right.copy(), right
    for _ in range(MOST_ROUNDS):
        term = onward @ term
        total += term
        if np.abs(term).max() < TOLERANCE:
            return total
    return _factored(onward, right)  # people who never give up make the series too slow
