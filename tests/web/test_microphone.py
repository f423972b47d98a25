"""A browser's microphone and speaker, as its script would use them, with the real models."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soxr
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from assistant.audio.fed import FedSource
from assistant.audio.frame import RATE
from assistant.audio.halves import WAITING_FRAMES
from assistant.audio.wav import read_wav
from assistant.evaluation.voice import voice
from assistant.hearing import Ears
from assistant.stages.speak import SpeakStage
from assistant.testing import in_virtual_time
from assistant.turn import Reply
from assistant.web import microphone as microphones
from assistant.web.browser_audio import BrowserPlayer
from tests.pipeline.homes import HOME
from tests.web.opened import PATIENCE_SECONDS, Opened, opened

RECORDING = Path(__file__).parents[1] / "recordings/kitchen_light_on.wav"


@asynccontextmanager
async def microphone(served: Opened, rate: int = RATE) -> AsyncIterator[ClientConnection]:
    async with served.page("/microphone") as page:
        await page.socket.send(json.dumps({"is": "Begin", "rate": rate, "area": "hallway"}))
        yield page.socket


def spoken(rate: int = RATE) -> bytes:
    samples = read_wav(RECORDING).samples
    with_silence = np.concatenate((samples, np.zeros(2 * RATE, np.int16)))
    return soxr.resample(with_silence, RATE, rate).astype("<i2").tobytes()


async def speak(socket: ClientConnection, pcm: bytes, pause_seconds: float = 0.0) -> None:
    """Frames of 80 ms; a pause after each keeps what is long within what may come at once."""
    for at in range(0, len(pcm), 2560):
        await socket.send(pcm[at : at + 2560])
        await asyncio.sleep(pause_seconds)


async def reply(socket: ClientConnection) -> bytes:
    """The samples of the next reply; they are played at once."""
    heard = b""
    async with asyncio.timeout(PATIENCE_SECONDS):
        async for message in socket:
            if isinstance(message, bytes):
                heard += message
            elif json.loads(message)["is"] == "End":
                await socket.send(json.dumps({"is": "Played", "ms": len(heard) / 32}))
                return heard
    raise AssertionError("the connection ended")


@pytest.mark.parametrize("rate", [RATE, 48_000])
async def test_a_spoken_command_changes_the_home_and_the_reply_comes_back(
    tmp_path: Path, real_ears: Ears, rate: int
) -> None:
    async with opened(tmp_path, HOME, ears=real_ears) as served, served.page() as page:
        async with microphone(served, rate) as socket:
            await speak(socket, spoken(rate))
            pcm = await reply(socket)
        end = await page.until(lambda message: message.get("ended"))
        for doing in ("speaking", "waiting"):
            await page.until(lambda message, doing=doing: message.get("doing") == doing)
        assert served.home.state("kitchen_light")["state"] == "on"
    did = [message["doing"] for message in page.told if message["is"] == "TalkView"]
    assert did == ["listening", "waiting", "speaking", "waiting"]
    assert end["ended"] == "action_done"
    assert 1.0 < len(pcm) / (2 * RATE) < 4.0
    assert np.abs(np.frombuffer(pcm, "<i2")).max() > 3000
    partials = [message["text"] for message in page.told if message["is"] == "PartialView"]
    assert partials[-1].startswith("turn on the kitchen")
    scores = [message["score"] for message in page.told if message["is"] == "WakeView"]
    assert 0.0 < max(scores) <= 1.0
    assert "wake_word" in [m["stage"] for m in page.told if m["is"] == "StepView"]


async def test_after_a_reply_it_follows_up_where_that_is_switched_on(
    tmp_path: Path, real_ears: Ears
) -> None:
    """The second command comes without the wake word."""
    quiet = np.zeros(2 * RATE, np.int16)
    second = np.concatenate((quiet, voice("turn off the kitchen light"), quiet))
    async with (
        opened(tmp_path, HOME, ears=real_ears, follow_up_seconds=30.0) as served,
        microphone(served) as socket,
    ):
        await speak(socket, spoken())
        await reply(socket)
        await speak(socket, second.astype("<i2").tobytes(), pause_seconds=0.065)
        await reply(socket)
        assert served.home.state("kitchen_light")["state"] == "off"


async def refused(served: Opened, *messages: str | bytes) -> str:
    async with served.page("/microphone") as page:
        with pytest.raises(ConnectionClosed) as closed:
            for message in messages:
                await page.socket.send(message)
            async with asyncio.timeout(PATIENCE_SECONDS):
                while True:
                    await page.socket.recv()
    assert closed.value.rcvd is not None
    return closed.value.rcvd.reason


async def test_who_says_nothing_does_not_keep_others_from_the_microphone(
    tmp_path: Path, real_ears: Ears, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(microphones, "BEGIN_SECONDS", 0.1)
    async with opened(tmp_path, HOME, ears=real_ears) as served, served.page("/microphone") as page:
        with pytest.raises(ConnectionClosed, match="nothing came"):
            async with asyncio.timeout(PATIENCE_SECONDS):
                await page.socket.recv()


async def test_what_is_no_audio_is_refused_with_the_reason(
    tmp_path: Path, real_ears: Ears, caplog: pytest.LogCaptureFixture
) -> None:
    begin = json.dumps({"is": "Begin", "rate": RATE})
    async with opened(tmp_path, HOME, ears=real_ears) as served:
        assert "Begin was expected" in await refused(served, b"\0\0")
        assert "Begin was expected" in await refused(served, "{")
        assert "rate" in await refused(served, json.dumps({"is": "Begin", "rate": 1}))
        assert "rate" in await refused(served, json.dumps({"is": "Begin", "rate": "fast"}))
        assert "odd number" in await refused(served, begin, b"\0\0\0")
        assert "Played was expected" in await refused(served, begin, '{"is": "Say"}')
        flood = [bytes(16_000)] * 60
        assert "16000 samples a second" in await refused(served, begin, *flood)
    assert "switched off" in caplog.text


async def trouble(served: Opened, frame: bytes) -> str:
    """What is told about a microphone that sends this twelve times a second."""
    async with microphone(served) as socket, asyncio.timeout(PATIENCE_SECONDS):
        while True:
            await socket.send(frame)
            try:
                notice = json.loads(await asyncio.wait_for(socket.recv(), 0.08))
            except TimeoutError:
                continue
            if notice["is"] == "Trouble":
                return str(notice["text"])


async def test_silence_missing_samples_and_clipping_are_told(
    tmp_path: Path, real_ears: Ears
) -> None:
    async with opened(tmp_path, HOME, ears=real_ears) as served:
        silent, short = await asyncio.gather(
            trouble(served, bytes(2560)), trouble(served, b"\1\0" * 320)
        )
        clipped = await trouble(served, b"\xff\x7f\x01\x80" * 640)
    assert "nothing but digital silence" in silent
    assert "announced samples" in short
    assert "overloaded" in clipped


async def test_a_browser_that_does_not_take_its_turn_loses_the_oldest_audio() -> None:
    source = FedSource(RATE, "test")
    for number in range(WAITING_FRAMES + 5):
        source.feed(np.full(1280, number, "<i2").tobytes())
    assert source.dropped_frames == 5
    assert (await anext(source))[0] == 5


class Browser:
    """Remembers what it was sent."""

    def __init__(self) -> None:
        self.sent: list[str | bytes] = []

    async def send(self, message: str | bytes) -> None:
        self.sent.append(message)

    @property
    def notices(self) -> list[str]:
        return [json.loads(one)["is"] for one in self.sent if isinstance(one, str)]


@in_virtual_time
async def test_a_reply_that_is_stopped_is_not_sent_to_its_end() -> None:
    browser = Browser()
    player = BrowserPlayer(browser.send)
    playing = asyncio.create_task(player.play(bytes(2 * RATE * 20)))
    await asyncio.sleep(0.2)
    player.stop()
    await asyncio.sleep(0.05)
    player.note_played(180.0)
    assert await playing == 180.0
    assert browser.notices == ["Play", "Stop"]
    assert sum(len(one) for one in browser.sent if isinstance(one, bytes)) < 2 * RATE * 2


@in_virtual_time
async def test_a_reply_that_was_sent_whole_can_still_be_stopped() -> None:
    browser = Browser()
    player = BrowserPlayer(browser.send)
    playing = asyncio.create_task(player.play(bytes(RATE)))  # half a second
    await asyncio.sleep(0.1)
    player.stop()
    await asyncio.sleep(0.05)
    player.note_played(90.0)
    assert await playing == 90.0
    assert browser.notices == ["Play", "End", "Stop"]


@in_virtual_time
async def test_a_browser_that_never_answers_does_not_hold_up_the_conversation() -> None:
    player = BrowserPlayer(Browser().send, patience_seconds=0.05)
    began = asyncio.get_running_loop().time()
    assert await player.play(bytes(3200)) == 100.0
    assert asyncio.get_running_loop().time() - began < 1.0


class Listener:
    """A browser that plays in real time and says how far it came."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._began = 0.0
        self._bytes = 0
        self._to_the_end: asyncio.Task[None] | None = None
        self.stopped_after_ms: float | None = None
        self.plays = asyncio.Event()

    async def listen(self) -> None:
        async for message in self._socket:
            if isinstance(message, bytes):
                self._bytes += len(message)
                continue
            match json.loads(message)["is"]:
                case "Play":
                    self._began, self._bytes = asyncio.get_running_loop().time(), 0
                    self.plays.set()
                case "End":
                    self._to_the_end = asyncio.create_task(self._finish())
                case "Stop":
                    if self._to_the_end is not None:
                        self._to_the_end.cancel()
                    self.stopped_after_ms = self._heard_ms()
                    await self._tell(self.stopped_after_ms)

    async def _finish(self) -> None:
        whole_ms = self._bytes / 32
        await asyncio.sleep((whole_ms - self._heard_ms()) / 1000)
        await self._tell(whole_ms)

    def _heard_ms(self) -> float:
        passed_ms = 1000 * (asyncio.get_running_loop().time() - self._began)
        return min(self._bytes / 32, passed_ms)

    async def _tell(self, ms: float) -> None:
        await self._socket.send(json.dumps({"is": "Played", "ms": ms}))


async def speak_in_real_time(socket: ClientConnection, name: str, until: asyncio.Event) -> None:
    """A recording, then a quiet room until something happens."""
    samples = read_wav(RECORDING.with_name(f"{name}.wav")).samples
    begins = np.argmax(np.abs(samples) > 1000)  # at once, for the reply is short
    pcm = samples[begins:].astype("<i2").tobytes()
    at = 0
    while at < len(pcm) or not until.is_set():
        frame = pcm[at : at + 2560]
        await socket.send(frame + bytes(2560 - len(frame)))
        at += 2560
        await asyncio.sleep(0.078)


class Talkative(SpeakStage):
    """Says everything slowly and six times, so that a busy machine can be interrupted, too."""

    def __init__(self) -> None:
        super().__init__(words_per_minute=80)
        self.said_ms = 0.0
        """How long the first one is."""

    def speak(self, text: str) -> Reply:
        reply = super().speak(" ".join([text] * 6))
        self.said_ms = self.said_ms or reply.duration_ms
        return reply


@pytest.mark.slow
async def test_its_reply_is_interrupted_in_the_browser(tmp_path: Path, real_ears: Ears) -> None:
    talkative = Talkative()
    talkative.prepare()
    ears = replace(real_ears, speak=talkative)
    async with opened(tmp_path, HOME, ears=ears) as served, served.page() as page:
        async with microphone(served) as socket, asyncio.timeout(PATIENCE_SECONDS):
            browser = Listener(socket)
            listening = asyncio.create_task(browser.listen())
            await speak_in_real_time(socket, "kitchen_light_on", browser.plays)
            browser.plays.clear()
            await speak_in_real_time(socket, "hallway_light_off", browser.plays)
            listening.cancel()
        cut = await page.until(lambda message: message.get("stage") == "barge-in")
    assert browser.stopped_after_ms is not None
    assert browser.stopped_after_ms < talkative.said_ms
    assert "interrupted after" in cut["words"]
