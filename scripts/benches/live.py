"""Talking to it live: virtual sound devices, a real browser, interruptions in simulated rooms."""

import asyncio
import io
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from rich.console import Console

from assistant.audio.frame import RATE, Samples
from assistant.audio.wav import read_wav
from assistant.broker_url import BrokerUrl
from assistant.bus import Bus
from assistant.evaluation.virtual_sound import VirtualSound, missing, virtual_devices
from assistant.hearing import load_ears
from assistant.home.file import load_home
from assistant.mqtt import MqttConnector
from assistant.running import running_broker
from assistant.settings import Settings
from benches import wake
from benches._chromium import NoChromium
from benches._live_browser import CONDITIONS, browser_rows
from benches._live_own_voice import own_voice_rows
from benches._live_rooms import RESPONSES, room_rows
from benches.report import Row

ROOT = Path(__file__).resolve().parents[2]
RECORDINGS = ROOT / "tests" / "recordings"
HOME_FILE = ROOT / "home.yaml"
COMMANDS = (
    "kitchen_light_on", "desk_lamp_forty", "blinds_close", "bedside_lamp_blue", "vacuum_start",
    "bathroom_fan_on",
)  # fmt: skip
LOUD = 400
STEP_SECONDS = 0.01
START_SECONDS = 60.0
TURN_SECONDS = 12.0
_notes: dict[str, str] = {}


def add_options(parser: ArgumentParser) -> None:
    """How much of each."""
    parser.add_argument("--rounds", type=int, default=2, help="of each command, over devices (2)")
    parser.add_argument("--repeats", type=int, default=18, help="interruptions at a loudness (18)")
    parser.add_argument(
        "--minutes",
        type=float,
        default=8.0,
        help="of its own speech, 60 for every room at every loudness (8)",
    )
    parser.add_argument("--no-devices", action="store_true", help="no virtual devices")
    parser.add_argument("--no-rooms", action="store_true", help="no simulated rooms")
    parser.add_argument("--no-own-voice", action="store_true", help="not its own speech")
    parser.add_argument("--no-browser", action="store_true", help="not the page in a browser")
    parser.add_argument("--no-wake", action="store_true", help="no wake words")
    parser.add_argument(
        "--wake-clips", type=int, default=10_000, help="at most so many clips of a set"
    )


def conditions(options: Namespace) -> Mapping[str, str]:
    """What is counted, and what was left out."""
    return {
        "virtual_devices": "`assistant run --listen` on PulseAudio null sinks; wavs are really "
        "played; times between what is loud on the monitors and what the broker hands on, so the "
        "devices' own latency is in them",
        "browser": CONDITIONS,
        "rooms": "simulated: espeak-ng voices through recorded impulse responses, AEC in the loop, "
        "speech 0, 6, 12 dB over the echo, in the first second of its first words 6 dB; "
        "the replies' own voice as it is",
        "own voice": f"{options.minutes:g} minutes of its own speech, faster than real time: six "
        "voices, replies of all lengths, recorded and made-up rooms, as loud as it was played to "
        "20 dB less, 10 to 220 ms late, nobody else there",
        **({} if options.no_wake else wake.conditions(options)),
        **_notes,
    }


def measure(options: Namespace) -> Iterator[Row]:
    """Devices first: they need the machine for themselves."""
    if options.no_devices:
        _notes["devices"] = "left out"
    elif (why := missing()) is not None:
        _notes["devices"] = f"skipped: {why}"
    else:
        yield from _device_rows(options.rounds)
    if not options.no_browser:
        try:
            yield from browser_rows()
        except NoChromium as why:
            _notes["page"] = f"skipped: {why}"
    yield from _simulated_rows(options)
    if options.no_wake:
        _notes["wake words"] = "left out"
    else:
        yield from wake.measure(Namespace(set=None, peer=["ours"], limit=options.wake_clips))


def _simulated_rows(options: Namespace) -> Iterator[Row]:
    """In simulated rooms, where time is counted in samples."""
    if options.no_rooms and options.no_own_voice:
        return
    settings = Settings(home_file=HOME_FILE, data_dir=Path(tempfile.gettempdir()))
    ears, home = load_ears(settings, Console(file=io.StringIO())), load_home(HOME_FILE)
    if not RESPONSES.is_dir():
        _notes["impulse responses"] = "no data: nothing was interrupted, its rooms are made up"
    elif not options.no_rooms:
        yield from room_rows(ears, home, options.repeats)
    if not options.no_own_voice:
        yield from own_voice_rows(ears, home, options.minutes)


# --- Over virtual sound devices ------------------------------------------------------------------


@dataclass(slots=True)
class Monitor:
    """Listens to one virtual device and notes when something on it was loud."""

    sound: VirtualSound
    device: str
    first_loud: float | None = None
    last_loud: float | None = None
    _process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        self._process = self.sound.listen(self.device)
        threading.Thread(target=self._read, daemon=True).start()

    def reset(self) -> None:
        self.first_loud = self.last_loud = None

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)

    def _read(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        while data := self._process.stdout.read(2 * int(STEP_SECONDS * RATE)):
            if np.abs(np.frombuffer(data, "<i2").astype(np.int32)).max(initial=0) > LOUD:
                now = time.monotonic()
                self.first_loud = self.first_loud or now
                self.last_loud = now


@dataclass(slots=True)
class Times:
    """In milliseconds after the end of speech."""

    command: list[float] = field(default_factory=list)
    reply: list[float] = field(default_factory=list)
    unanswered: int = 0


def _device_rows(rounds: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder, virtual_devices(Path(folder)) as sound:
        times = asyncio.run(_over_devices(sound, Path(folder) / "data", rounds))
    for name, found in (("command", times.command), ("reply", times.reply)):
        if found:
            for share, value in (("p50", statistics.median(found)),
                                 ("p95", float(np.percentile(found, 95)))):  # fmt: skip
                yield Row(measure=f"{name}_{share}_ms", set="virtual_devices",
                          value=round(value, 1), unit="ms", n=len(found))  # fmt: skip
    _notes["not heard"] = f"{times.unanswered} of {times.unanswered + len(times.command)}"


async def _over_devices(sound: VirtualSound, data: Path, rounds: int) -> Times:
    times = Times()
    air, loudspeaker = Monitor(sound, "air.monitor"), Monitor(sound, "loudspeaker.monitor")
    async with _running(sound, data) as bus:
        published: list[float] = []
        bus.on_message(lambda message: published.append(time.monotonic())
                       if message.topic.endswith("/set") else None)  # fmt: skip
        bus.subscribe("#")
        air.start()
        loudspeaker.start()
        try:
            await asyncio.sleep(1.0)
            for name in COMMANDS * rounds:
                said = read_wav(RECORDINGS / f"{name}.wav").samples
                for monitor in (air, loudspeaker):
                    monitor.reset()
                published.clear()
                await _speak(sound, said)
                await _wait_until(lambda: loudspeaker.first_loud is not None)
                _take_down(times, air.last_loud, published, loudspeaker.first_loud)
                await asyncio.sleep(3.0)
        finally:
            air.stop()
            loudspeaker.stop()
    return times


def _take_down(
    times: Times, ended: float | None, published: list[float], replied: float | None
) -> None:
    if ended is None or not published:
        times.unanswered += 1
        return
    times.command.append(1000 * (published[0] - ended))
    if replied is not None:
        times.reply.append(1000 * (replied - ended))


@asynccontextmanager
async def _running(sound: VirtualSound, data: Path) -> AsyncIterator[Bus]:
    """The program as a person starts it, and a bus beside it."""
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "assistant", "run", "--listen", "--port", "0", "--no-page",
        "--area", "kitchen", "--data-dir", str(data), "--home", str(HOME_FILE),
        env={**os.environ, **sound.environment}, cwd=ROOT,
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        async with asyncio.timeout(START_SECONDS):
            assert program.stdout is not None
            while b"Listening on" not in await program.stdout.readline():
                pass
        drain = asyncio.create_task(program.stdout.read())
        url = running_broker(Settings(home_file=HOME_FILE, data_dir=data))
        assert url is not None, "the program runs and has written down where its broker is"
        async with Bus(MqttConnector(BrokerUrl.parse(url))) as bus:
            yield bus
    finally:
        program.terminate()
        await program.wait()
    await drain


async def _speak(sound: VirtualSound, samples: Samples) -> None:
    quiet = np.zeros(RATE // 2, np.int16)
    await asyncio.to_thread(sound.speak, np.concatenate((quiet, samples, quiet)))


async def _wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + TURN_SECONDS
    while not condition() and time.monotonic() < deadline:  # noqa: ASYNC110  other threads set it
        await asyncio.sleep(0.02)
