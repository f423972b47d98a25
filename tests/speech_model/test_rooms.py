"""Simulated rooms answer as rooms do."""

import numpy as np
import pytest
from numpy.typing import NDArray

from speech_model.rooms import LEAD_SAMPLES, RATE, Room, response, responses, some_room

DIRECT_SAMPLES = LEAD_SAMPLES + RATE // 500


def room_with(distance_m: float, left: float) -> Room:
    """Every wall leaves `left` of a pressure."""
    talker = np.array([1.0, 2.0, 1.5])
    return Room(
        size_m=np.array([6.0, 4.0, 2.5]),
        talker_m=talker,
        microphone_m=talker + np.array([distance_m, 0.0, 0.0]),
        reflected=np.full((5, 3, 2), np.log(left)),
        turned_db=np.zeros(5),
        reach_m=150.0,
    )


def answer(room: Room) -> NDArray[np.float64]:
    return response(room, np.random.default_rng(3))


def direct_db(room: Room) -> float:
    """Energy of the direct sound over that of its echo."""
    power = answer(room) ** 2
    return float(10 * np.log10(power[:DIRECT_SAMPLES].sum() / power[DIRECT_SAMPLES:].sum()))


def test_it_begins_with_the_direct_sound() -> None:
    assert np.abs(answer(room_with(1.0, 0.8))).argmax() == LEAD_SAMPLES


def test_far_away_more_of_it_is_echo() -> None:
    near, far = direct_db(room_with(0.4, 0.9)), direct_db(room_with(4.0, 0.9))
    assert near - far > 10


def test_bare_walls_echo_more_than_furniture() -> None:
    assert direct_db(room_with(2.0, 0.95)) < direct_db(room_with(2.0, 0.6)) - 5


def test_the_echo_fades_as_eyring_says() -> None:
    left, volume_m3, walls_m2 = 0.9, 60.0, 98.0
    expected = 0.161 * volume_m3 / (-2 * np.log(left) * walls_m2)
    power = answer(room_with(2.0, left)) ** 2
    decay_db = 10 * np.log10(np.cumsum(power[::-1])[::-1] / power.sum())
    first, last = (int(np.argmax(decay_db < level)) for level in (-5, -25))
    assert 3 * (last - first) / RATE == pytest.approx(expected, rel=0.35)


def test_the_same_seed_builds_the_same_rooms() -> None:
    once, again = responses(3, seed=5), responses(3, seed=5)
    assert all(np.array_equal(one, other) for one, other in zip(once, again, strict=True))
    assert not np.array_equal(once[0], once[1])


def test_talkers_and_microphones_are_inside() -> None:
    for chance in np.random.default_rng(1).spawn(50):
        room = some_room(chance)
        for place in (room.talker_m, room.microphone_m):
            assert np.all((place > 0) & (place < room.size_m))
