"""The objective against sums over every path, and its gradient against small differences."""

from itertools import product

import numpy as np
import pytest

from speech_model.graphs import STAY, TextGraph, phone_loop, text_graph
from speech_model.objective import denominator, numerator
from speech_model.sounds import NUMBER, OUTPUT_COUNT

LOOP = phone_loop(["mum alexa", "jarvis"])
STEPS = 6


def scores(batch: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(batch, STEPS, OUTPUT_COUNT)).astype(np.float32)


def every_path(graph: TextGraph, given: np.ndarray) -> float:
    """The log likelihood by trying each sequence of arcs."""
    arcs = list(zip(graph.sources, graph.targets, graph.outputs, strict=True))
    reached = {0: 1.0}
    for step in given:
        ahead: dict[int, float] = {}
        for source, target, output in arcs:
            if source in reached:
                more = reached[source] * STAY * np.exp(float(step[output]))
                ahead[target] = ahead.get(target, 0.0) + more
        reached = ahead
    return float(np.log(sum(reached.get(final, 0.0) for final in graph.finals)))


def test_the_numerator_sums_over_every_way_to_say_it() -> None:
    given, graphs = scores(2), [text_graph("mum"), text_graph("mum")]
    found = numerator(given, np.array([STEPS, STEPS - 1]), graphs)
    assert found.logs[0] == pytest.approx(every_path(graphs[0], given[0]), abs=1e-4)
    assert found.logs[1] == pytest.approx(every_path(graphs[1], given[1][:-1]), abs=1e-4)


def test_the_denominator_sums_over_every_phone_in_any_order() -> None:
    given, steps = scores(1), 2
    total = 0.0
    for first, second in product(range(len(LOOP.first)), repeat=2):
        entered = LOOP.first[first] * np.exp(float(given[0, 0, 2 * first]))
        onward = (1 - STAY) * LOOP.follows[first, second] * np.exp(float(given[0, 1, 2 * second]))
        if first == second:
            onward += STAY * np.exp(float(given[0, 1, 2 * second + 1]))
        total += entered * onward * LOOP.last[second]
    found = denominator(given, np.array([steps]), LOOP)
    assert found.logs[0] == pytest.approx(np.log(total), abs=1e-4)


@pytest.mark.parametrize("which", ["numerator", "denominator"])
def test_what_is_occupied_is_the_gradient(which: str) -> None:
    given, lengths = scores(2, seed=4), np.array([STEPS, STEPS - 2])
    graphs = [text_graph("mum"), text_graph("mum")]

    def logs(values: np.ndarray) -> np.ndarray:
        if which == "numerator":
            return numerator(values, lengths, graphs).logs
        return denominator(values, lengths, LOOP).logs

    found = (
        numerator(given, lengths, graphs)
        if which == "numerator"
        else denominator(given, lengths, LOOP)
    )
    assert found.occupied.sum(axis=2) == pytest.approx(
        (lengths[:, None] > np.arange(STEPS)).astype(float), abs=1e-5
    )
    for step, phone in product((0, 2, STEPS - 1), ("M", "AH", "SIL")):
        for output in (2 * NUMBER[phone], 2 * NUMBER[phone] + 1):
            moved = given.copy()
            moved[:, step, output] += 0.01
            slope = (logs(moved) - logs(given)) / 0.01
            assert slope == pytest.approx(found.occupied[:, step, output], abs=0.02)


def test_a_word_with_two_pronunciations_may_end_in_either() -> None:
    assert len(text_graph("jarvis").finals) > len(text_graph("mum").finals)
