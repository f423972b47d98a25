"""Replies one after the other, pauses, and silence while somebody is listened to."""

import asyncio

import numpy as np
import pytest

from assistant.audio.chime import WOKEN
from assistant.audio.frame import RATE, AudioError
from assistant.conversation.mouth import Mouth
from assistant.conversation.signals import Signal, Spoken
from assistant.testing import in_virtual_time
from assistant.turn import BargeIn, Reply, Step, Turn


class Clockwork:
    """A player that takes as long as the audio lasts, and remembers what it was given."""

    name = "clockwork"

    def __init__(self) -> None:
        self.given: list[float] = []
        self._stopped = asyncio.Event()

    async def play(self, pcm: bytes) -> float:
        length_ms = len(pcm) / 32
        self.given.append(length_ms)
        self._stopped.clear()
        begun = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(length_ms / 1000):
                await self._stopped.wait()
        except TimeoutError:
            return length_ms
        return 1000 * (asyncio.get_running_loop().time() - begun)

    def stop(self) -> None:
        self._stopped.set()


def tone(seconds: float) -> bytes:
    return np.full(round(RATE * seconds), 1000, "<i2").tobytes()


def turn_of(text: str = "one two three four", seconds: float = 2.0) -> Turn:
    reply = Reply(text=text, duration_ms=1000 * seconds, pcm=tone(seconds))
    return Turn(text, [Step(type="tts-end", at_ms=0.0, took_ms=0.0, event=reply)])


@in_virtual_time
async def test_one_after_the_other() -> None:
    player, signals = Clockwork(), list[Signal]()
    mouth = Mouth(player, signals.append)
    assert await asyncio.gather(mouth.say(turn_of("a")), mouth.say(turn_of("b"))) == [None, None]
    assert [(s.turn, s.played_ms) for s in signals if isinstance(s, Spoken)] == [
        ("a", 2000.0),
        ("b", 2000.0),
    ]


@in_virtual_time
async def test_after_a_pause_it_goes_on_a_little_earlier() -> None:
    player = Clockwork()
    mouth = Mouth(player)
    saying = asyncio.create_task(mouth.say(turn_of()))
    await asyncio.sleep(1.0)
    mouth.pause()
    await asyncio.sleep(0.5)
    mouth.go_on()
    assert await saying is None
    assert player.given == [2000.0, pytest.approx(1200.0, abs=1)]


@pytest.mark.parametrize("paused_at", [1.45, 1.95])
@in_virtual_time
async def test_what_was_said_to_its_last_word_is_not_begun_again(paused_at: float) -> None:
    """Its own last syllable may be what made it pause; half a second of silence follows."""
    player, signals = Clockwork(), list[Signal]()
    mouth = Mouth(player, signals.append)
    pcm = tone(1.5) + bytes(RATE)
    reply = Reply(text="one two three four", duration_ms=2000.0, pcm=pcm)
    turn = Turn("a", [Step(type="tts-end", at_ms=0.0, took_ms=0.0, event=reply)])
    saying = asyncio.create_task(mouth.say(turn))
    await asyncio.sleep(paused_at)
    mouth.pause()
    await asyncio.sleep(0.5)
    mouth.go_on()
    assert await saying is None
    assert player.given == [2000.0]
    assert [one.interrupted for one in signals if isinstance(one, Spoken)] == [False]


@in_virtual_time
async def test_hush_tells_what_was_heard() -> None:
    told: list[tuple[str, BargeIn]] = []
    mouth = Mouth(Clockwork())
    mouth.on_interruption(lambda turn, cut: told.append((turn.id, cut)))
    turn = turn_of()
    saying = asyncio.create_task(mouth.say(turn))
    await asyncio.sleep(1.0)
    mouth.hush()
    cut = await saying
    assert cut == BargeIn(offset_ms=1000.0, said_so_far="one two")
    assert told == [(turn.id, cut)]


@in_virtual_time
async def test_nothing_is_said_while_somebody_is_listened_to() -> None:
    player = Clockwork()
    mouth = Mouth(player)
    saying = asyncio.create_task(mouth.say(turn_of("first")))
    await asyncio.sleep(0.5)
    async with mouth.held():
        assert mouth.speaking is None
        later = asyncio.create_task(mouth.say(turn_of("second")))
        await asyncio.sleep(5.0)
        assert player.given == [2000.0]
    await later
    assert (await saying) is not None
    assert player.given == [2000.0, 2000.0]


@in_virtual_time
async def test_a_speaker_that_breaks_does_not_end_the_conversation(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Broken(Clockwork):
        async def play(self, pcm: bytes) -> float:
            raise AudioError("speaker kitchen: cannot be opened")

    mouth = Mouth(Broken())
    assert await mouth.say(turn_of()) is None
    assert mouth.speaking is None
    assert "speaker kitchen" in caplog.text


@in_virtual_time
async def test_there_is_nothing_to_stop() -> None:
    mouth = Mouth(Clockwork())
    mouth.hush()
    mouth.go_on()
    await mouth.quiet()
    assert await mouth.say(Turn("silent")) is None


@in_virtual_time
async def test_a_tone_may_sound_while_somebody_is_listened_to() -> None:
    player = Clockwork()
    mouth = Mouth(player)
    async with mouth.held():
        mouth.sound(WOKEN)
        await asyncio.sleep(0.02)
        assert mouth.speaking is None
        assert player.given == [len(WOKEN) / 16]
    assert await mouth.say(turn_of()) is None
    assert player.given[1:] == [2000.0]


@in_virtual_time
async def test_a_chime_that_is_cut_short_has_told_everything() -> None:
    mouth = Mouth(Clockwork())
    chimed = Reply(text="The light is on.", by="chime", duration_ms=400, pcm=bytes(12_800))
    turn = Turn("chimed", [Step(type="tts-end", at_ms=0.0, took_ms=0.0, event=chimed)])
    saying = asyncio.create_task(mouth.say(turn))
    await asyncio.sleep(0.2)
    mouth.hush()
    assert await saying is None
