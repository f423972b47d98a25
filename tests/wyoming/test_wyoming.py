"""Our services by the package's own client, and others' by the package's own server, over TCP."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
import pytest
from wyoming.asr import Transcribe, Transcript
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.client import AsyncTcpClient
from wyoming.error import Error
from wyoming.event import Event, Eventable
from wyoming.handle import Handled, NotHandled
from wyoming.info import Describe, Info
from wyoming.intent import Intent, NotRecognized, Recognize
from wyoming.ping import Ping, Pong
from wyoming.server import AsyncEventHandler, AsyncTcpServer
from wyoming.tts import Synthesize
from wyoming.wake import Detect, Detection, NotDetected

from assistant.app import Assistant
from assistant.audio.frame import RATE
from assistant.audio.wav import read_wav
from assistant.broker_url import BrokerUrl
from assistant.hearing import Ears
from assistant.household import Household
from assistant.settings import SettingsError
from assistant.skill import discover
from assistant.speech.recogniser import Reading, RecogniserError
from assistant.stages.resolve import ResolveStage
from assistant.stages.understand import UnderstandStage
from assistant.testing import HomeUnderTest, home_of
from assistant.wyoming.client import Service, WyomingError
from assistant.wyoming.offer import offer
from assistant.wyoming.recogniser import RemoteRecogniser
from assistant.wyoming.satellite import Services
from assistant.wyoming.server import networks, serving
from assistant.wyoming.voice import RemoteVoice
from tests.bus.brokers import free_port
from tests.pipeline.homes import HOME

RECORDINGS = Path(__file__).parents[1] / "recordings"
PATIENCE_SECONDS = 180.0
FORM = {"rate": RATE, "width": 2, "channels": 1}


@asynccontextmanager
async def served(ears: Ears) -> AsyncIterator[tuple[HomeUnderTest, int]]:
    """A home whose services are on a port of this machine."""
    port = free_port()
    async with home_of(HOME, ears=ears) as home:
        household = Household(
            url=BrokerUrl.parse("mqtt://127.0.0.1"), clock=home.clock, house=home.house
        )
        assistant = Assistant(
            pipeline=home.pipeline, live=home.live, household=household, bus=home.bus, area=None
        )
        skills = discover()
        understand = UnderstandStage(skills)
        understand.prepare()
        info = offer(
            recogniser=ears.transcribe.recogniser_name, wake_words=("hey_jarvis",), speaks=True
        )
        services = Services(
            assistant=assistant,
            ears=ears,
            understand=understand,
            resolve=ResolveStage(skills),
            info=info,
        )
        async with serving(services, "127.0.0.1", port, networks((), "127.0.0.1")):
            yield home, port


async def told(client: AsyncTcpClient) -> Event:
    async with asyncio.timeout(PATIENCE_SECONDS):
        event = await client.read_event()
    assert event is not None
    return event


async def say(client: AsyncTcpClient, name: str, *, rate: int = RATE, channels: int = 1) -> None:
    """Play a recording as a satellite streams it."""
    samples = read_wav(RECORDINGS / f"{name}.wav").samples
    if rate != RATE:
        samples = np.repeat(samples, rate // RATE)
    pcm = np.repeat(samples, channels).astype("<i2").tobytes()
    form = {"rate": rate, "width": 2, "channels": channels}
    await client.write_event(AudioStart(**form).event())
    size = 2 * channels * rate // 50
    for at in range(0, len(pcm), size):
        await client.write_event(AudioChunk(**form, audio=pcm[at : at + size]).event())
    await client.write_event(AudioStop().event())


async def ask(client: AsyncTcpClient, question: Eventable) -> Event:
    await client.write_event(question.event())
    return await told(client)


async def test_it_says_what_it_offers(real_ears: Ears) -> None:
    async with served(real_ears) as (_, port), AsyncTcpClient("127.0.0.1", port) as client:
        info = Info.from_event(await ask(client, Describe()))
        assert Pong.is_type((await ask(client, Ping(text="x"))).type)
    assert info.asr[0].models[0].name == "vosk:vosk-home-small"
    assert info.wake[0].models[0].phrase == "hey jarvis"
    assert info.tts[0].voices[0].languages == ["en"]
    assert info.intent[0].models
    assert info.handle[0].supports_home_control


async def test_speech_to_text_at_any_rate(real_ears: Ears) -> None:
    async with served(real_ears) as (_, port), AsyncTcpClient("127.0.0.1", port) as client:
        for rate, channels in ((RATE, 1), (48_000, 2)):
            await client.write_event(Transcribe(language="en").event())
            await say(client, "kitchen_light_on", rate=rate, channels=channels)
            heard = Transcript.from_event(await told(client))
            assert heard.text == "turn on the kitchen light"
        await client.write_event(Transcribe().event())
        await say(client, "digital_silence")
        assert Transcript.from_event(await told(client)).text == ""


async def test_the_wake_word_is_found_where_it_is(real_ears: Ears) -> None:
    async with served(real_ears) as (_, port), AsyncTcpClient("127.0.0.1", port) as client:
        await client.write_event(Detect(names=["hey_jarvis"]).event())
        await say(client, "kitchen_light_on")
        found = Detection.from_event(await told(client))
        assert found.name == "hey_jarvis"
        assert found.timestamp is not None
        assert 900 < found.timestamp < 1500
        await client.write_event(Detect().event())
        await say(client, "no_wake_command")
        assert NotDetected.is_type((await told(client)).type)


async def test_text_to_speech(real_ears: Ears) -> None:
    async with served(real_ears) as (_, port), AsyncTcpClient("127.0.0.1", port) as client:
        start = AudioStart.from_event(await ask(client, Synthesize(text="The light is on.")))
        assert (start.rate, start.width, start.channels) == (RATE, 2, 1)
        pcm = b""
        while AudioChunk.is_type((event := await told(client)).type):
            pcm += AudioChunk.from_event(event).audio
        assert AudioStop.is_type(event.type)
    assert 0.5 < len(pcm) / (2 * RATE) < 3


async def test_intents_are_recognised_without_doing_anything(real_ears: Ears) -> None:
    async with served(real_ears) as (home, port), AsyncTcpClient("127.0.0.1", port) as client:
        event = await ask(client, Recognize(text="turn on the kitchen light"))
        found = Intent.from_event(event)
        assert found.name == "HassTurnOn"
        assert {entity.name: entity.value for entity in found.entities} == {"name": "kitchen light"}
        assert NotRecognized.is_type(
            (await ask(client, Recognize(text="my aunt grows tomatoes"))).type
        )
        assert home.broker.commands == []


async def test_requests_are_carried_out_by_the_same_rules(real_ears: Ears) -> None:
    async with served(real_ears) as (home, port), AsyncTcpClient("127.0.0.1", port) as client:
        done = Handled.from_event(await ask(client, Transcript(text="turn on the kitchen light")))
        assert done.text == "The kitchen light is on."
        assert home.state("kitchen_light")["state"] == "on"
        told_so = await ask(client, Transcript(text="is the front door locked"))
        assert Handled.from_event(told_so).text == "Yes, the front door is locked."
        asked = await ask(client, Transcript(text="unlock the front door"))
        assert Handled.from_event(asked).text == "Shall I unlock the front door?", "who heard it?"
        assert home.state("front_door")["state"] == "locked"
        no = NotHandled.from_event(await ask(client, Transcript(text="colourless green ideas")))
        assert no.text


async def test_what_cannot_be_read_is_told_and_the_client_stays(
    real_ears: Ears, caplog: pytest.LogCaptureFixture
) -> None:
    async with served(real_ears) as (_, port), AsyncTcpClient("127.0.0.1", port) as client:
        for bad in (
            Event(type="synthesize", data={}),
            Event(
                type="audio-chunk", data={"rate": "fast", "width": 2, "channels": 1}, payload=b"x"
            ),
            Event(type="recognize", data={"text": 7}),
        ):
            await client.write_event(bad)
            assert Error.is_type((await told(client)).type), bad
        await client.write_event(Event(type="from-the-future", data={}))
        assert Pong.is_type((await ask(client, Ping())).type)
    assert "cannot be read" in caplog.text


async def test_garbage_and_giants_are_cut_off(
    real_ears: Ears, caplog: pytest.LogCaptureFixture
) -> None:
    async with served(real_ears) as (_, port):
        for line in (
            b"\x00\xff\n",
            b'{"type": "audio-chunk", "payload_length": 99999999999}\n',
            b"x" * 200_000,
        ):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(line)
            async with asyncio.timeout(PATIENCE_SECONDS):
                with contextlib.suppress(ConnectionError):
                    assert await reader.read() == b""
            writer.close()
        async with AsyncTcpClient("127.0.0.1", port) as client:
            assert Pong.is_type((await ask(client, Ping())).type)
    assert "announces 99999999999 bytes" in caplog.text


def test_who_may_come() -> None:
    with pytest.raises(SettingsError, match="--allow"):
        networks((), "0.0.0.0")
    with pytest.raises(SettingsError, match="no-address"):
        networks(("no-address",), "0.0.0.0")
    assert len(networks(("192.168.1.5", "10.0.0.0/8"), "0.0.0.0")) == 4


# others' services, played by the package's own server


class Other(AsyncEventHandler):
    """Hears "Turn off the lamp." in everything, and speaks in beeps at 22,050 hertz, stereo."""

    heard_bytes = 0
    broken = False

    async def handle_event(self, event: Event) -> bool:
        if Other.broken:
            return False
        if Describe.is_type(event.type):
            info = offer(recogniser="other", wake_words=(), speaks=True)
            await self.write_event(info.event())
        elif AudioChunk.is_type(event.type):
            Other.heard_bytes += len(event.payload or b"")
        elif AudioStop.is_type(event.type):
            await self.write_event(Transcript(text="Turn off the lamp.").event())
        elif Synthesize.is_type(event.type):
            beep = np.repeat(8000 * np.sin(np.arange(22_050) / 20), 2).astype("<i2").tobytes()
            chunk = AudioChunk(rate=22_050, width=2, channels=2, audio=beep)
            await self.write_event(chunk.event())
            await self.write_event(AudioStop().event())
        return True


@asynccontextmanager
async def other_service() -> AsyncIterator[str]:
    port = free_port()
    server = AsyncTcpServer("127.0.0.1", port)
    Other.broken, Other.heard_bytes = False, 0
    await server.start(Other)
    try:
        yield f"tcp://127.0.0.1:{port}"
    finally:
        await server.stop()


class Instead:
    """Our own recogniser, as far as it matters here."""

    name = "our own"
    description = "our own"

    def transcribe(self, pcm: bytes) -> tuple[Reading, ...]:
        return (Reading(words=(), confidence=0.5),)


async def test_anothers_recogniser_hears_and_ours_steps_in(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with other_service() as url:
        remote = await asyncio.to_thread(RemoteRecogniser, url, Instead())
        (reading,) = await asyncio.to_thread(remote.transcribe, bytes(2 * RATE))
        assert reading.hypothesis.text == "turn off the lamp"
        assert Other.heard_bytes == 2 * RATE
        assert 0 <= reading.words[0].start_ms < reading.words[-1].end_ms <= 1000
        Other.broken = True
        (reading,) = await asyncio.to_thread(remote.transcribe, bytes(2 * RATE))
        assert reading.hypothesis.text == ""
        assert "hearing with our own" in caplog.text
        Other.broken = False
        (reading,) = await asyncio.to_thread(remote.transcribe, bytes(2 * RATE))
        assert reading.hypothesis.text == "turn off the lamp"
        assert "is back" in caplog.text


async def test_anothers_voice_speaks_and_ours_steps_in(
    real_ears: Ears, caplog: pytest.LogCaptureFixture
) -> None:
    async with other_service() as url:
        voice = await asyncio.to_thread(RemoteVoice, url)
        voice.prepare()
        reply = await asyncio.to_thread(voice.speak, "All right.")
        assert reply.duration_ms == pytest.approx(1000, abs=5)
        assert len(reply.pcm) == pytest.approx(2 * RATE, abs=200)
        Other.broken = True
        reply = await asyncio.to_thread(voice.speak, "All right.")
    assert reply.pcm
    assert reply.duration_ms != pytest.approx(1000, abs=5)
    assert "built-in voice" in caplog.text


async def test_ours_by_our_own_client(real_ears: Ears) -> None:
    async with served(real_ears) as (_, port):
        url = f"tcp://127.0.0.1:{port}"
        remote = await asyncio.to_thread(RemoteRecogniser, url, Instead())
        pcm = read_wav(RECORDINGS / "kitchen_light_on.wav").samples.tobytes()
        (reading,) = await asyncio.to_thread(remote.transcribe, pcm)
        voice = await asyncio.to_thread(RemoteVoice, url)
        reply = await asyncio.to_thread(voice.speak, "The light is on.")
    assert reading.hypothesis.text == "turn on the kitchen light"
    assert 500 < reply.duration_ms < 3000


def test_what_is_no_service_is_said_at_the_start() -> None:
    for url in ("tcp://", "http://x:1", "tcp://host", "nonsense", "tcp://host:99999999"):
        with pytest.raises(WyomingError, match="tcp://HOST:PORT"):
            Service.parse(url)
    with pytest.raises(RecogniserError, match="no Wyoming service answers"):
        RemoteRecogniser(f"tcp://127.0.0.1:{free_port()}", Instead())
