"""An hour of its own speech in many rooms, faster than real time: does it interrupt itself?

Each session is a minute in one room with one voice and a canceller that knows nothing yet: replies
of all lengths go from the mouth through the room's impulse response, its loudness and delay, into
the same canceller, wake word and attention as anywhere. Nobody else says a word there.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.conversation.signals import Listening, Spoken
from assistant.evaluation.room import Floats, Room, synthetic_response
from assistant.hearing import Ears
from assistant.home.model import Home
from assistant.testing import in_virtual_time
from assistant.turn import Turn
from benches._live_rooms import converse, noise, responses, seconds_of, spoken_turn
from benches.report import Row

SESSION_SECONDS = 60.0
SAYINGS_FILE = Path(__file__).with_name("own_sayings.txt")
OWN_VOICES = (
    ("en", 165, 45),
    ("en-us", 150, 60),
    ("en-gb-scotland", 140, 40),
    ("en-us+f3", 170, 70),
    ("en-gb-x-rp+m3", 180, 35),
    ("en+f2", 155, 55),
)
"""The first is the one it has; any other of espeak-ng's may be chosen."""
FADING_SECONDS = (0.2, 0.5, 0.9)
"""Of the made-up rooms beside the recorded ones."""
LEAKS_DB = (0.0, -6.0, -12.0, -20.0)
DELAYS_MS = (10.0, 20.0, 60.0, 140.0, 220.0)
APART_SECONDS = (0.1, 1.0, 3.0)
ROOMS_DB = (-70.0, -65.0, -55.0)
"""Noise that is there anyhow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One voice in one room."""

    number: int
    voice: tuple[str, int, int]
    room: int
    """Which response."""
    leak_db: float
    delay_ms: float
    noise_db: float
    apart_seconds: float
    """Between two replies."""
    sayings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What came of one session."""

    cuts: int
    """How often it took itself for somebody, by the wake word or without."""
    hesitations: int
    seconds: float
    """That it spoke."""


def own_voice_rows(ears: Ears, home: Home, minutes: float) -> Iterator[Row]:
    """So many minutes of its own speech; needs no recordings, but uses those of rooms it finds."""
    rooms = all_rooms()
    total, heard = 0.0, []
    number = 0
    while total < 60 * minutes:
        one = listen_to_itself(ears, home, rooms, session(number, len(rooms)))
        number, total = number + 1, total + one.seconds
        heard.append(one)
    for measure, count in (
        ("self_interruptions_per_hour", sum(one.cuts for one in heard)),
        ("hesitations_per_hour", sum(one.hesitations for one in heard)),
    ):
        value = round(3600 * count / total, 2)
        yield Row(measure=measure, set="own_voice", value=value, unit="1/h", n=round(total / 60))


def all_rooms() -> Sequence[Floats]:
    """The recorded ones that are there, and some made up."""
    made_up = (synthetic_response(fading, seed) for seed, fading in enumerate(FADING_SECONDS))
    return (*responses(), *made_up)


def session(number: int, rooms: int) -> Session:
    """The same for the same number."""
    chance = random.Random(number)
    lines = SAYINGS_FILE.read_text("utf-8").splitlines()
    return Session(
        number=number,
        voice=OWN_VOICES[0] if number % 2 else chance.choice(OWN_VOICES[1:]),
        room=number % rooms,
        leak_db=LEAKS_DB[number // rooms % len(LEAKS_DB)],
        delay_ms=chance.choice(DELAYS_MS),
        noise_db=chance.choice(ROOMS_DB),
        apart_seconds=chance.choice(APART_SECONDS),
        sayings=tuple(chance.sample(lines, len(lines))),
    )


@in_virtual_time
async def listen_to_itself(ears: Ears, home: Home, rooms: Sequence[Floats], one: Session) -> Heard:
    """Let it talk for a minute."""
    turns: list[Turn] = []
    seconds = 0.0
    for saying in one.sayings:
        turns.append(spoken_turn(saying, str(len(turns)), one.voice))
        seconds += seconds_of(turns[-1])
        if seconds >= SESSION_SECONDS:
            break
    room = Room(
        noise(seconds + 12 + (0.2 + one.apart_seconds) * len(turns), one.noise_db),
        response=rooms[one.room],
        leak_db=one.leak_db,
        delay_ms=one.delay_ms,
    )
    signals = await converse(ears, home, room, *turns, apart_seconds=one.apart_seconds)
    spoken = [signal for signal in signals if isinstance(signal, Spoken)]
    return Heard(
        cuts=sum(isinstance(signal, Listening) for signal in signals),
        hesitations=len(room.silent_at_ms),
        seconds=sum(said.played_ms for said in spoken) / 1000,
    )
