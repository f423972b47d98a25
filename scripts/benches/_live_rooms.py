"""Interrupting it in simulated rooms with recorded impulse responses."""

import asyncio
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from assistant.audio.frame import RATE, Samples
from assistant.audio.wav import read_wav
from assistant.conversation.conversation import Conversation
from assistant.conversation.mouth import Mouth
from assistant.conversation.signals import Signal
from assistant.evaluation.room import Floats, Room
from assistant.evaluation.voice import voice
from assistant.hearing import Ears
from assistant.home.model import Home
from assistant.pipeline import Origin
from assistant.testing import home_of, in_virtual_time
from assistant.turn import BargeIn, Reply, Step, Turn
from benches.report import Row

RESPONSES = Path(__file__).resolve().parents[3] / "shared" / "data" / "audio" / "rir"
OWN_VOICE = ("en", 165, 45)
OWN_VOICE_DB = -20.0
DELAYS_MS = (20.0, 60.0, 140.0)
LOUDER_DB = (0, 6, 12)
FIRST_SECOND_DB = 6
ROOM_DB = -65.0
VOICES = (("en-us", 150, 60), ("en-gb-scotland", 140, 40), ("en-us+f3", 160, 70))
INTERRUPTING = ("turn on the kitchen light", "stop", "never mind", "what time is it")
SAYINGS = (
    "The living room has three lights and they are all off. The bedroom lamp is on at forty "
    "percent, the front door is locked, the garage door is closed and it is nineteen degrees.",
    "Tomorrow it will be cloudy with a high of twelve degrees, and some rain in the evening.",
    "I have turned on the kitchen light, the hallway lamp and the fan in the bedroom.",
    "Which lamp do you mean, the desk lamp, the floor lamp or the one beside the bed?",
)


@dataclass(slots=True)
class Interruptions:
    """What came of speaking into its replies at one loudness."""

    silent_after_ms: list[float] = field(default_factory=list)
    missed: int = 0


def room_rows(ears: Ears, home: Home, repeats: int) -> Iterator[Row]:
    """Needs the impulse responses; none where they are not there."""
    rooms = responses()
    if not rooms:
        return
    every: list[float] = []
    for louder_db in LOUDER_DB:
        found = Interruptions()
        for number in range(repeats):
            _interrupt(ears, home, rooms[number % len(rooms)], louder_db, number, found)
        every += found.silent_after_ms
        asked = len(found.silent_after_ms) + found.missed
        yield _row("missed_barge_ins", f"{louder_db}db", found.missed / asked, "ratio", asked)
    yield _first_second(ears, home, rooms, repeats)
    if every:
        yield _row("barge_in_p50_ms", "rooms", statistics.median(every), "ms", len(every))
        p95 = float(np.percentile(every, 95))
        yield _row("barge_in_p95_ms", "rooms", p95, "ms", len(every))


def _first_second(ears: Ears, home: Home, rooms: Sequence[Floats], repeats: int) -> Row:
    """Into the first words that it ever says, before the canceller knows the room."""
    found = Interruptions()
    for number in range(repeats):
        response = rooms[number % len(rooms)]
        _interrupt(ears, home, response, FIRST_SECOND_DB, number, found, first=True)
    return _row("missed_barge_ins", "first_second", found.missed / repeats, "ratio", repeats)


@in_virtual_time
async def _interrupt(
    ears: Ears,
    home: Home,
    response: Floats,
    louder_db: int,
    number: int,
    found: Interruptions,
    *,
    first: bool = False,
) -> None:
    speaker = VOICES[number % len(VOICES)]
    said = _at_db(
        voice(INTERRUPTING[number % len(INTERRUPTING)], *speaker), OWN_VOICE_DB + louder_db
    )
    before, cut = spoken_turn(SAYINGS[1], "before"), spoken_turn(SAYINGS[0], "cut")
    begins = 0.2 + 0.1 * (number % 8) if first else seconds_of(before) + 2.5 + 0.37 * (number % 8)
    near = noise(begins + 7)
    near[int(begins * RATE) : int(begins * RATE) + len(said)] += said
    room = Room(near, response=response, delay_ms=DELAYS_MS[number % len(DELAYS_MS)])
    await converse(ears, home, room, *((cut,) if first else (before, cut)))
    silent = [at for at in room.silent_at_ms if at > 1000 * begins]
    if cut.last(BargeIn) is None or not silent:  # or its own voice had cut it short before
        found.missed += 1
        return
    found.silent_after_ms.append(silent[0] - 1000 * begins)


async def converse(
    ears: Ears, home: Home, room: Room, *saying: Turn, apart_seconds: float = 0.0
) -> Sequence[Signal]:
    """Let it say these one after the other, and the room's time pass to its end."""
    signals: list[Signal] = []

    async def say_all(mouth: Mouth) -> None:
        for turn in saying:
            await mouth.say(turn)
            goes_on_ms = room.now_ms + 1000 * apart_seconds
            while room.now_ms < goes_on_ms:  # noqa: ASYNC110  the room's time, not the clock's
                await asyncio.sleep(0)

    async with home_of(home, ears=ears) as there:
        mouth = Mouth(room, signals.append)
        conversation = Conversation(
            there.pipeline,
            ears,
            room,
            mouth,
            Origin(source="microphone"),
            watcher=signals.append,
        )
        talk = asyncio.create_task(say_all(mouth))
        await asyncio.sleep(0)
        await conversation.run()
        talk.cancel()
        await asyncio.gather(talk, return_exceptions=True)
    return signals


def spoken_turn(text: str, turn_id: str, how: tuple[str, int, int] = OWN_VOICE) -> Turn:
    """A turn whose reply is to be said; `how`: a voice of espeak-ng, words a minute, pitch."""
    samples = _at_db(voice(text, *how), OWN_VOICE_DB)
    pcm = samples.astype("<i2").tobytes()
    reply = Reply(text=text, duration_ms=1000 * len(samples) / RATE, pcm=pcm)
    return Turn(turn_id, [Step(type="tts-end", at_ms=0.0, took_ms=0.0, event=reply)])


def seconds_of(turn: Turn) -> float:
    """How long its reply is."""
    reply = turn.last(Reply)
    return reply.duration_ms / 1000 if reply else 0.0


def _at_db(samples: Samples, level_db: float) -> Samples:
    floats = samples.astype(np.float64)
    loud = floats[np.abs(floats) > 0.02 * np.abs(floats).max()]
    scaled = floats * 32768 * 10 ** (level_db / 20) / np.sqrt(np.mean(loud**2))
    return np.clip(np.round(scaled), -32768, 32767).astype(np.int16)


def noise(seconds: float, level_db: float = ROOM_DB) -> Samples:
    """Of a quiet room, below full scale."""
    scale = 32768 * 10 ** (level_db / 20)
    values = np.random.default_rng(0).normal(0, scale, int(seconds * RATE))
    return np.round(values).astype(np.int16)


def responses() -> Sequence[Floats]:
    """Of the recorded rooms; none where they are not there."""
    return [_response(path) for path in sorted(RESPONSES.glob("*.wav"))]


def _response(path: Path) -> Floats:
    """From its direct sound on, as loud as what went in."""
    samples = read_wav(path).samples.astype(np.float64)
    samples = samples[max(0, int(np.argmax(np.abs(samples))) - 80) :]
    response: Floats = samples / np.sqrt(np.sum(samples**2))
    return response


def _row(measure: str, on: str, value: float, unit: str, n: int) -> Row:
    return Row(measure=measure, set=on, value=round(value, 4), unit=unit, n=n)
