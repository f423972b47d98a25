"""Interrupting it, and its own voice, in simulated rooms with recorded impulse responses."""

import asyncio
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

import numpy as np

from assistant.audio.frame import RATE, Samples
from assistant.audio.wav import read_wav
from assistant.conversation.conversation import Conversation
from assistant.conversation.mouth import Mouth
from assistant.conversation.signals import Spoken
from assistant.evaluation.room import Floats, Room
from assistant.evaluation.voice import voice
from assistant.hearing import Ears
from assistant.home.model import Home
from assistant.pipeline import Origin
from assistant.testing import home_of, in_virtual_time
from assistant.turn import BargeIn, Reply, Step, Turn
from benches.report import Row

RESPONSES = Path(__file__).resolve().parents[3] / "shared" / "data" / "audio" / "rir"
OWN_VOICE_DB = -20.0
LEAKS_DB = (0.0, -6.0, -12.0)
DELAYS_MS = (20.0, 60.0, 140.0)
LOUDER_DB = (0, 6, 12)
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


def room_rows(ears: Ears, home: Home, minutes: float, repeats: int) -> Iterator[Row]:
    """Needs the impulse responses; none where they are not there."""
    responses = [_response(path) for path in sorted(RESPONSES.glob("*.wav"))]
    if not responses:
        return
    every: list[float] = []
    for louder_db in LOUDER_DB:
        found = Interruptions()
        for number in range(repeats):
            _interrupt(ears, home, responses[number % len(responses)], louder_db,
                                     number, found)  # fmt: skip
        every += found.silent_after_ms
        asked = len(found.silent_after_ms) + found.missed
        yield _row("missed_barge_ins", f"{louder_db}db", found.missed / asked, "ratio", asked)
    if every:
        yield _row("barge_in_p50_ms", "rooms", statistics.median(every), "ms", len(every))
        p95 = float(np.percentile(every, 95))
        yield _row("barge_in_p95_ms", "rooms", p95, "ms", len(every))
    cuts, pauses, seconds = 0, 0, 0.0
    for number in range(max(1, round(minutes * 60 / 75))):
        spoken = _listen_to_itself(ears, home, responses[number % len(responses)], number)
        cuts, pauses, seconds = cuts + spoken[0], pauses + spoken[1], seconds + spoken[2]
    hours = seconds / 3600
    for measure, count in (("self_interruptions_per_hour", cuts), ("hesitations_per_hour", pauses)):
        yield _row(measure, "rooms", count / hours, "1/h", round(seconds / 60))


@in_virtual_time
async def _interrupt(
    ears: Ears, home: Home, response: Floats, louder_db: int, number: int, found: Interruptions
) -> None:
    speaker = VOICES[number % len(VOICES)]
    said = _at_db(
        voice(INTERRUPTING[number % len(INTERRUPTING)], *speaker), OWN_VOICE_DB + louder_db
    )
    before, cut = _turn(SAYINGS[1], "before"), _turn(SAYINGS[0], "cut")
    begins = _seconds(before) + 2.5 + 0.37 * (number % 8)
    near = _noise(begins + 7)
    near[int(begins * RATE) : int(begins * RATE) + len(said)] += said
    room = Room(near, response=response, delay_ms=DELAYS_MS[number % len(DELAYS_MS)])
    await _converse(ears, home, room, before, cut)
    silent = [at for at in room.silent_at_ms if at > 1000 * begins]
    if cut.last(BargeIn) is None or not silent:  # or its own voice had cut it short before
        found.missed += 1
        return
    found.silent_after_ms.append(silent[0] - 1000 * begins)


@in_virtual_time
async def _listen_to_itself(
    ears: Ears, home: Home, response: Floats, number: int
) -> tuple[int, int, float]:
    """How often it was cut short, how often it hesitated, and for how many seconds it spoke."""
    turns = [_turn(text, str(at)) for at, text in enumerate(islice(cycle(SAYINGS), 10))]
    seconds = sum(_seconds(turn) for turn in turns)
    room = Room(
        _noise(seconds + 12),
        response=response,
        leak_db=LEAKS_DB[number % len(LEAKS_DB)],
        delay_ms=DELAYS_MS[number // len(LEAKS_DB) % len(DELAYS_MS)],
    )
    spoken = await _converse(ears, home, room, *turns)
    return sum(one.interrupted for one in spoken), len(room.silent_at_ms), seconds


async def _converse(ears: Ears, home: Home, room: Room, *saying: Turn) -> Sequence[Spoken]:
    signals: list[object] = []
    async with home_of(home, ears=ears) as there:
        mouth = Mouth(room, signals.append)
        conversation = Conversation(there.pipeline, ears, room, mouth, Origin(source="microphone"))
        tasks = [asyncio.create_task(mouth.say(turn)) for turn in saying]
        await asyncio.sleep(0)
        await conversation.run()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return [signal for signal in signals if isinstance(signal, Spoken)]


def _turn(text: str, turn_id: str) -> Turn:
    samples = _at_db(voice(text, "en", 165, 45), OWN_VOICE_DB)
    pcm = samples.astype("<i2").tobytes()
    reply = Reply(text=text, duration_ms=1000 * len(samples) / RATE, pcm=pcm)
    return Turn(turn_id, [Step(type="tts-end", at_ms=0.0, took_ms=0.0, event=reply)])


def _seconds(turn: Turn) -> float:
    reply = turn.last(Reply)
    return reply.duration_ms / 1000 if reply else 0.0


def _at_db(samples: Samples, level_db: float) -> Samples:
    floats = samples.astype(np.float64)
    loud = floats[np.abs(floats) > 0.02 * np.abs(floats).max()]
    scaled = floats * 32768 * 10 ** (level_db / 20) / np.sqrt(np.mean(loud**2))
    return np.clip(np.round(scaled), -32768, 32767).astype(np.int16)


def _noise(seconds: float) -> Samples:
    scale = 32768 * 10 ** (ROOM_DB / 20)
    values = np.random.default_rng(0).normal(0, scale, int(seconds * RATE))
    return np.round(values).astype(np.int16)


def _response(path: Path) -> Floats:
    """From its direct sound on, as loud as what went in."""
    samples = read_wav(path).samples.astype(np.float64)
    samples = samples[max(0, int(np.argmax(np.abs(samples))) - 80) :]
    response: Floats = samples / np.sqrt(np.sum(samples**2))
    return response


def _row(measure: str, on: str, value: float, unit: str, n: int) -> Row:
    return Row(measure=measure, set=on, value=round(value, 4), unit=unit, n=n)
