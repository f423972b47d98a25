"""Speech as the channel: deterministic, worse in noise, and heard by the assistant's own ears."""

from pathlib import Path

import numpy as np
import pytest

from assistant.evaluation.simulation.arms import EVERYTHING, NONE
from assistant.evaluation.simulation.chance import chance
from assistant.evaluation.simulation.experiment import Experiment, run
from assistant.evaluation.simulation.noise.room import FULL_SCALE, Room, heard_in, room_of
from assistant.evaluation.simulation.noise.speech import HomeEars, SpokenAir
from assistant.home.file import parse_home
from assistant.home.model import Home

RATE = 16_000
DRY = Room(reverberation_seconds=0.2, echo_db=-60.0, noise_below_db=90.0, pink=True)
HOME = {
    "areas": [{"id": "attic", "name": "attic"}],
    "devices": [
        {"id": "lamp", "name": "desk lamp", "kind": "light", "area": "attic"},
        {"id": "fan", "name": "ceiling fan", "kind": "fan", "area": "attic"},
    ],
}


def tone(seconds: float = 0.5) -> np.ndarray:
    time = np.arange(int(seconds * RATE)) / RATE
    return (0.1 * FULL_SCALE * np.sin(2 * np.pi * 440 * time)).astype(np.int16)


def test_a_room_is_the_same_for_the_same_seed() -> None:
    room = room_of(chance("room"), 1.0)
    assert np.array_equal(heard_in(room, tone(), 7), heard_in(room, tone(), 7))
    assert not np.array_equal(heard_in(room, tone(), 7), heard_in(room, tone(), 8))


def test_more_noise_is_louder_and_an_echo_goes_on() -> None:
    def level(room: Room, first: float, last: float) -> float:
        heard = heard_in(room, tone(), 7).astype(float)[int(first * RATE) : int(last * RATE)]
        return float(np.sqrt(np.mean(heard**2)))

    noisy = Room(reverberation_seconds=0.2, echo_db=-60.0, noise_below_db=10.0, pink=False)
    echoing = Room(reverberation_seconds=0.5, echo_db=-6.0, noise_below_db=90.0, pink=True)
    assert level(noisy, 0.0, 0.3) > 20 * level(DRY, 0.0, 0.3)
    assert level(echoing, 0.92, 1.1) > 20 * level(DRY, 0.92, 1.1)


@pytest.fixture(scope="module")
def home() -> Home:
    return parse_home(HOME, "home")


@pytest.fixture(scope="module")
def ears(home: Home, tmp_path_factory: pytest.TempPathFactory) -> HomeEars:
    return SpokenAir(tmp_path_factory.mktemp("languages")).in_home(home)


@pytest.mark.slow
def test_most_is_heard_in_a_quiet_room_and_less_in_a_loud_one(ears: HomeEars) -> None:
    said = "turn on the desk lamp"
    quiet = [ears.hear(said, "anna", take, severity=0.0) for take in range(12)]
    loud = [ears.hear(said, "anna", take, severity=1.6) for take in range(12)]
    assert quiet.count(said) >= 8
    assert loud.count(said) < quiet.count(said)
    assert [ears.hear(said, "anna", take, severity=0.0) for take in range(12)] == quiet


@pytest.mark.slow
def test_a_day_in_spoken_homes(tmp_path: Path) -> None:
    small = Experiment(
        homes=1, days=1, seeds=(5,), arms=(NONE, EVERYTHING), processes=1, channel="audio"
    )
    found = run(small, tmp_path, lambda *_: None)
    assert [one.arm for one in found] == [NONE, EVERYTHING]
    assert all(one.tallies for one in found)
