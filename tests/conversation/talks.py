"""A person in a simulated room with an assistant that is speaking."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from assistant.audio.frame import RATE, Samples, milliseconds
from assistant.audio.wav import read_wav
from assistant.conversation.conversation import Conversation, ConversationSettings
from assistant.conversation.mouth import Mouth
from assistant.conversation.signals import Signal
from assistant.evaluation.room import Room
from assistant.evaluation.voice import voice
from assistant.hearing import Ears
from assistant.pipeline import Origin
from assistant.testing import HomeUnderTest
from assistant.turn import Reply, Step, Turn

RECORDINGS = Path(__file__).parents[1] / "recordings"
LONG = (
    "The living room has three lights and they are all off. The bedroom lamp is on at forty "
    "percent, the front door is locked, the garage door is closed and it is nineteen degrees."
)


def recording(name: str) -> Samples:
    return read_wav(RECORDINGS / f"{name}.wav").samples


def silence(seconds: float) -> Samples:
    return np.zeros(int(seconds * RATE), np.int16)


def at_db(samples: Samples, level_db: float) -> Samples:
    """As loud as this, below full scale, where it is not silent."""
    floats = samples.astype(np.float64)
    loud = floats[np.abs(floats) > 0.02 * np.abs(floats).max()]
    scaled = floats * 32768 * 10 ** (level_db / 20) / np.sqrt(np.mean(loud**2))
    return np.clip(np.round(scaled), -32768, 32767).astype(np.int16)


def noise(seconds: float, level_db: float = -65.0) -> Samples:
    rng = np.random.default_rng(0)
    scale = 32768 * 10 ** (level_db / 20)
    return np.round(rng.normal(0, scale, int(seconds * RATE))).astype(np.int16)


def spoken_turn(text: str = LONG, turn_id: str = "spoken") -> Turn:
    """A turn whose reply is to be said."""
    pcm = voice(text, "en", 165, 45).astype("<i2").tobytes()
    reply = Reply(text=text, duration_ms=milliseconds(len(pcm) // 2), pcm=pcm)
    return Turn(turn_id, [Step(type="tts-end", at_ms=0.0, took_ms=0.0, event=reply)])


@dataclass(slots=True)
class Heard:
    """What happened in the room."""

    turns: list[Turn] = field(default_factory=list)
    signals: list[Signal] = field(default_factory=list)
    music: object = None


async def talk(
    home: HomeUnderTest,
    ears: Ears,
    room: Room,
    *saying: Turn,
    settings: ConversationSettings | None = None,
) -> Heard:
    """Let the room's time pass; the assistant begins by saying these."""
    heard = Heard()
    mouth = Mouth(room, heard.signals.append)
    conversation = Conversation(
        home.pipeline,
        ears.another_pair(),
        room,
        mouth,
        Origin(source="microphone", area="hallway"),
        settings=settings,
        watcher=heard.signals.append,
        finished=heard.turns.append,
    )
    said = [asyncio.create_task(mouth.say(turn)) for turn in saying]
    await asyncio.sleep(0)
    await conversation.run()
    await asyncio.gather(*said)
    return heard
