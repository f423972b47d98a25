"""Weights come from JSON, keep their prior where nothing is said, and refuse nonsense."""

import json
from dataclasses import fields
from pathlib import Path

import pytest

from assistant.ranking.weights import Weights, WeightsError, load_weights, weights_from


def test_there_and_back() -> None:
    learned = Weights(room=1.5, presence=0.0)
    assert weights_from(json.loads(learned.to_json())) == learned


def test_what_is_left_out_keeps_its_prior() -> None:
    assert weights_from({"room": 1.0}) == Weights(room=1.0)


@pytest.mark.parametrize("given", [{"rooom": 1}, {"room": "much"}, {"room": -1}, {"room": True}, 3])
def test_nonsense_is_refused(given: object) -> None:
    with pytest.raises(WeightsError):
        weights_from(given)


def test_no_file_is_the_prior_and_a_broken_one_is_named(tmp_path: Path) -> None:
    file = tmp_path / "weights.json"
    assert load_weights(file) == Weights()
    file.write_text("{", "utf-8")
    with pytest.raises(WeightsError, match=r"weights\.json"):
        load_weights(file)


def test_every_weight_is_positive() -> None:
    assert all(getattr(Weights(), one.name) > 0 for one in fields(Weights))
