"""Rooms that nobody built: how they answer an impulse, by the image method.

After Allen and Berkley, 1979, "Image method for efficiently simulating small-room acoustics", with
walls that swallow each band of frequencies differently, and with images moved a little, as by De
Sena et al., 2015, "On the modeling of rectangular geometries in room acoustic simulations": those
of a perfect box would whistle.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.signal import resample_poly

from assistant.audio.frame import RATE

SEED = 29
COUNT = 400
"""Rooms to learn in."""

FLOOR_M, HEIGHT_M = (2.5, 7.0), (2.3, 3.0)
DISTANCE_M = (0.3, 4.0)
TALKER_HEIGHT_M, MICROPHONE_HEIGHT_M = (0.9, 1.8), (0.4, 1.6)
TALKER_EDGE_M, MICROPHONE_EDGE_M = 0.4, 0.1
"""From the walls; a microphone stands on a shelf or a table."""
DECAY_SECONDS = (0.15, 0.4, 0.9)
"""Until the echo is 60 dB down, at 1,500 Hz: a furnished bedroom, most rooms, a bare kitchen."""
KEPT_DB = 40
"""The echo is followed until it is so far down."""

BANDS_HZ = np.array([200.0, 600.0, 1500.0, 3500.0, 7000.0])
USUAL_DECAY = np.array([1.2, 1.1, 1.0, 0.9, 0.75])
"""Of each band, by that at 1,500 Hz."""
DECAY_SPREAD, WALL_SPREAD = 0.2, 0.6
"""Standard deviations of the logarithm, from band to band and from wall to wall."""
AIR_DB_A_METRE = np.array([0.0, 0.003, 0.007, 0.025, 0.09])
LOWEST_HZ = 100.0
"""Nothing is passed an octave below: there a box only booms."""
TURNED_DB = np.array([1.0, 2.0, 4.0, 7.0, 9.0])
"""What the straight way loses, beside the echo, where the talker looks away."""
TURNED = (-0.5, 1.0)
"""So many times; less than nothing where the talker looks to the microphone."""

SOUND_M_A_SECOND = 343.0
SABINE_SECONDS_A_METRE = 0.161
MOVED_M = 0.08
FINER = 4
"""Arrivals are placed at so many times the rate."""
LEAD_SAMPLES = 8
"""Before the direct sound."""

Numbers = npt.NDArray[np.float64]
Samples = Numbers


@dataclass(frozen=True, slots=True)
class Room:
    """A box with a talker and a microphone in it."""

    size_m: Numbers
    talker_m: Numbers
    microphone_m: Numbers
    reflected: Numbers
    """Shape (5 bands, 3 axes, 2 walls): the logarithm of what a reflection leaves of a pressure."""
    turned_db: Numbers
    """What the straight way loses in each band."""
    reach_m: float
    """Images farther away are not heard."""


def responses(count: int = COUNT, seed: int = SEED) -> tuple[Samples, ...]:
    """Answers of so many rooms, each beginning with the direct sound; the same seed, the same."""
    chances = np.random.default_rng(seed).spawn(count)
    return tuple(response(some_room(chance), chance) for chance in chances)


def some_room(chance: np.random.Generator) -> Room:
    """Any size, furniture and place."""
    size = np.array([*chance.uniform(*FLOOR_M, 2), chance.uniform(*HEIGHT_M)])
    talker, microphone = _places(size, chance)
    decay = chance.triangular(*DECAY_SECONDS)
    decays = decay * USUAL_DECAY * np.exp(chance.normal(0, DECAY_SPREAD, len(BANDS_HZ)))
    areas = np.repeat(size.prod() / size, 2).reshape(3, 2)
    uneven = np.exp(chance.normal(0, WALL_SPREAD, (3, 2)))
    uneven *= areas.sum() / (areas * uneven).sum()
    # Eyring: the logarithm of what is left of the power at a wall, of pressure half of it.
    mean = -SABINE_SECONDS_A_METRE * size.prod() / areas.sum() / decays / 2
    return Room(
        size_m=size,
        talker_m=talker,
        microphone_m=microphone,
        reflected=mean[:, None, None] * uneven,
        turned_db=chance.uniform(*TURNED) * TURNED_DB,
        reach_m=SOUND_M_A_SECOND * decay * KEPT_DB / 60,
    )


def _places(size: Numbers, chance: np.random.Generator) -> tuple[Numbers, Numbers]:
    """Where the talker and the microphone are; near is as probable as far, where there is space."""
    edge = TALKER_EDGE_M
    while True:
        floor, height = chance.uniform(edge, size[:2] - edge), chance.uniform(*TALKER_HEIGHT_M)
        talker = np.array([*floor, height])
        distance, angle = chance.uniform(*DISTANCE_M), chance.uniform(0, 2 * np.pi)
        rise = chance.uniform(*MICROPHONE_HEIGHT_M) - height
        if abs(rise) >= distance:
            continue
        along = np.sqrt(distance**2 - rise**2)
        microphone = talker + np.array([along * np.cos(angle), along * np.sin(angle), rise])
        if np.all((microphone > MICROPHONE_EDGE_M) & (microphone < size - MICROPHONE_EDGE_M)):
            return talker, microphone


def response(room: Room, chance: np.random.Generator) -> Samples:
    """The pressure at the microphone, the largest sample 1."""
    reach = max(room.reach_m, 2 * DISTANCE_M[1])
    offsets, losses = zip(*(_images(room, axis, reach) for axis in range(3)), strict=True)
    x, y, z = np.ix_(*(offset**2 for offset in offsets))
    distances = np.sqrt(x + y + z)
    heard = np.nonzero(distances < reach)
    distance = distances[heard]
    direct = float(np.linalg.norm(room.talker_m - room.microphone_m))
    straight = int(np.argmin(distance))
    distance += chance.uniform(-MOVED_M, MOVED_M, len(distance))
    distance[straight] = direct
    places = np.round((distance - direct) / SOUND_M_A_SECOND * RATE * FINER).astype(int)
    places = np.maximum(places, 0) + LEAD_SAMPLES * FINER
    total = np.zeros(1)
    for band, loss_db in enumerate(AIR_DB_A_METRE):
        logs = sum(loss[band][at] for loss, at in zip(losses, heard, strict=True))
        logs = logs - distance * loss_db * np.log(10) / 20
        logs[straight] -= room.turned_db[band] * np.log(10) / 20
        arrived = np.bincount(places, np.exp(logs) / distance)
        total = total + _in_band(resample_poly(arrived, 1, FINER), band)
    answer: Samples = total / np.abs(total).max()
    return answer


def _images(room: Room, axis: int, reach: float) -> tuple[Numbers, Numbers]:
    """Along one axis: how far each image of the talker is away, and its losses in each band."""
    length = room.size_m[axis]
    most = int(np.ceil(reach / (2 * length))) + 1
    shift = np.arange(-most, most + 1)
    offsets, losses = [], []
    for mirrored in (0, 1):
        place = (1 - 2 * mirrored) * room.talker_m[axis] + 2 * shift * length
        offsets.append(place - room.microphone_m[axis])
        near, far = room.reflected[:, axis, 0], room.reflected[:, axis, 1]
        losses.append(np.outer(near, np.abs(shift - mirrored)) + np.outer(far, np.abs(shift)))
    return np.concatenate(offsets), np.concatenate(losses, axis=1)


def _in_band(samples: Samples, band: int) -> Samples:
    """The part of one band; all bands together are the whole, but for the lowest frequencies."""
    padded = len(samples) + RATE // 8
    hertz = np.maximum(np.fft.rfftfreq(padded, 1 / RATE), 1.0)
    share = np.interp(np.log(hertz), np.log(BANDS_HZ), np.arange(len(BANDS_HZ)) == band)
    share *= np.clip(np.log2(hertz / LOWEST_HZ) + 1, 0, 1)
    part: Samples = np.fft.irfft(np.fft.rfft(samples, padded) * share, padded)[: len(samples)]
    return part
