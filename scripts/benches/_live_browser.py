"""The page in a real browser: how soon a spoken command is sent, answered, and interrupted.

Chromium hears one long recording through its fake microphone, in real time, and the page sends it
to an assistant in this process, as `assistant run` serves it. When the browser began and stopped
to play a reply is noted in the browser itself; all clocks are those of one machine.
"""

import asyncio
import io
import tempfile
import time
import wave
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from rich.console import Console

from assistant.app import open_assistant
from assistant.audio.fed import FedSource
from assistant.audio.frame import FRAME_MS, FRAME_SAMPLES, RATE, Samples
from assistant.audio.wav import read_wav
from assistant.hearing import load_ears
from assistant.settings import Settings
from assistant.turn import Outcome, Step, Utterance
from assistant.web.audience import Audience
from assistant.web.server import open_page
from benches._chromium import Browser, chromium, fake_microphone
from benches.report import Row

ROOT = Path(__file__).resolve().parents[2]
RECORDINGS = ROOT / "tests" / "recordings"
COMMANDS = (
    "kitchen_light_on", "desk_lamp_forty", "bedside_lamp_red", "hallway_light_off",
    "curtains_open", "guest_bedroom_light", "coffee_maker_on", "bathroom_fan_on",
    "thermostat_twenty_three", "blinds_close", "music_resume", "vacuum_start",
)  # fmt: skip
"""Clean recordings of commands, in different voices."""
INTERRUPTIONS = (
    ("kitchen_light_on", "hallway_light_off"),
    ("guest_bedroom_light", "kitchen_light_on"),
    ("hallway_light_off", "desk_lamp_forty"),
    ("desk_lamp_forty", "guest_bedroom_light"),
)
"""A command, and what is said into its reply."""
LEARNING = 4
"""Commands before the first interruption."""
PAUSE_SECONDS = 4.5
INTO_REPLY_SECONDS = 1.3
"""From the end of a command to the interruption: its reply has begun, and is not over."""
CHUNKS_APART_SECONDS = 0.5
"""The pieces of one reply follow each other more closely."""
LOUD = 1000
"""A sample above this is somebody speaking; the recordings are clean."""
NOTED = """
window.played = []; window.silenced = [];
const [start, stop] = [AudioBufferSourceNode.prototype.start, AudioBufferSourceNode.prototype.stop];
AudioBufferSourceNode.prototype.start = function (when) {
  played.push(Date.now() + 1000 * Math.max(0, when - this.context.currentTime));
  return start.call(this, when);
};
AudioBufferSourceNode.prototype.stop = function () {
  silenced.push(Date.now());
  return stop.call(this);
};
"""
"""Runs in the page, before it plays anything."""


@dataclass(slots=True)
class Log:
    """What happened when, in seconds since 1970."""

    frames: list[float] = field(default_factory=list)
    """When each frame of the microphone came."""
    loud: list[bool] = field(default_factory=list)
    speech_ended: list[float] = field(default_factory=list)
    """When the last frame with a voice in it had come, for each command that was heard."""
    sent: list[tuple[float, float]] = field(default_factory=list)
    """End of speech, and when the first command was handed to the MQTT client."""
    played: list[float] = field(default_factory=list)
    silenced: list[float] = field(default_factory=list)

    def step(self, _turn: str, step: Step) -> None:
        now, event = time.time(), step.event
        if isinstance(event, Utterance):
            last = min(len(self.frames), round(event.speech_end_ms / FRAME_MS)) - 1
            self.speech_ended.append(self.frames[last])
        elif isinstance(event, Outcome) and event.actions and self.speech_ended:
            # done when the slowest has confirmed; all were sent at once
            slowest_ms = max(action.took_ms for action in event.actions)
            self.sent.append((self.speech_ended[-1], now - slowest_ms / 1000))


class TimedSource(FedSource):
    """Notes when each frame comes."""

    def __init__(self, rate: int, log: Log) -> None:
        super().__init__(rate, "browser")
        self._log = log

    def _put(self, frame: Samples | None) -> None:
        if frame is not None:
            self._log.frames.append(time.time())
            self._log.loud.append(bool(np.abs(frame).max() > LOUD))
        super()._put(frame)


CONDITIONS = (
    "Chromium without a window, its fake microphone and its own echo cancellation, no echo comes "
    "back; command and reply from the arrival of the last frame with a voice (80 ms each) to the "
    "MQTT client and to the first sample that is played; barge_in from the first loud frame within "
    f"a reply to the browser's silence, after {LEARNING} replies"
)


def browser_rows() -> Iterator[Row]:
    """Rows of the set `browser`. Raises NoChromium where there is none."""
    commands = asyncio.run(_session(_spoken(COMMANDS)))
    interrupted = asyncio.run(_session(_interrupted()))
    waits_ms = [1000 * (sent - ended) for ended, sent in commands.sent]
    replies_ms = list(_waits(commands.speech_ended, commands.played))
    silences_ms = list(_barge_ins(interrupted))
    for measure, values, percentile in (
        ("command_p50_ms", waits_ms, 50),
        ("command_p95_ms", waits_ms, 95),
        ("reply_p50_ms", replies_ms, 50),
        ("barge_in_p95_ms", silences_ms, 95),
    ):
        if values:
            value = float(np.percentile(values, percentile))
            yield _row(measure, round(value, 1), "ms", len(values))
    missed = len(INTERRUPTIONS) - len(silences_ms)
    yield _row("missed_barge_ins", missed / len(INTERRUPTIONS), "ratio", len(INTERRUPTIONS))


def _row(measure: str, value: float, unit: str, n: int) -> Row:
    return Row(measure=measure, set="browser", value=value, unit=unit, n=n)


def _waits(ends: Sequence[float], begins: Sequence[float]) -> Iterator[float]:
    """From each end of speech to the first sound behind it, before the next command's end."""
    for end, following in zip(ends, (*ends[1:], float("inf")), strict=True):
        first = min((begin for begin in begins if end <= begin < following), default=None)
        if first is not None:
            yield 1000 * (first - end)


def _barge_ins(log: Log) -> Iterator[float]:
    """From the first loud frame within a reply to the browser's silence."""
    replies = list(_firsts(log.played, CHUNKS_APART_SECONDS))
    for silence in _firsts(log.silenced, PAUSE_SECONDS):
        begun = max((reply for reply in replies if reply < silence), default=silence)
        heard = (at for at, loud in zip(log.frames, log.loud, strict=True) if loud and at > begun)
        onset = min(heard, default=silence) - FRAME_MS / 1000  # a frame comes when it is whole
        if onset < silence:
            yield 1000 * (silence - onset)


def _firsts(times: Sequence[float], apart_seconds: float) -> Iterator[float]:
    """The first of each group: a reply is played, and stopped, in pieces."""
    last = 0.0
    for one in sorted(times):
        if one - last > apart_seconds:
            yield one
        last = one


async def _session(samples: Samples) -> Log:
    """The assistant, its page, and a browser that hears this once."""
    log, audience, lines = Log(), Audience(), list[str]()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        settings = Settings(home_file=ROOT / "home.yaml", data_dir=data, port=0, page_port=0)
        ears = load_ears(settings, Console(file=io.StringIO()))
        async with AsyncExitStack() as stack:
            assistant = await stack.enter_async_context(
                open_assistant(
                    settings, lines.append, ears=ears, simulate=True, observers=(log.step,)
                )
            )
            page = open_page(
                settings,
                assistant,
                audience,
                lines.append,
                ears=ears,
                make_source=lambda rate: TimedSource(rate, log),
            )
            await stack.enter_async_context(page)
            address = lines[-1].removeprefix("The page is at ")
            await asyncio.to_thread(_listen, data, address, samples, log)
    return log


def _listen(folder: Path, address: str, samples: Samples, log: Log) -> None:
    with chromium(folder, *fake_microphone(_written(samples, folder / "said.wav"))) as browser:
        browser.driver.get(address)
        browser.until(lambda: browser.one("#microphone").is_displayed())
        browser.driver.execute_script(NOTED)
        browser.one("#microphone").click()
        _until_heard(browser, len(samples) / RATE, log)
        log.played = _noted(browser, "played")
        log.silenced = _noted(browser, "silenced")


def _until_heard(browser: Browser, seconds: float, log: Log) -> None:
    """The browser plays in real time, and begins when it likes."""
    browser.until(lambda: len(log.frames) > 0)
    time.sleep(seconds + 1)


def _noted(browser: Browser, name: str) -> list[float]:
    found: list[float] = browser.driver.execute_script(f"return window.{name}")
    return [milliseconds / 1000 for milliseconds in found]


def _spoken(names: Sequence[str]) -> Samples:
    """One command after the other, with a pause for each reply."""
    pause = _silence(PAUSE_SECONDS)
    parts = [part for name in names for part in (_speech(name), pause)]
    return np.concatenate((_silence(2.0), *parts))


def _interrupted() -> Samples:
    """After some replies, from which the assistant learns how its own voice comes back."""
    parts = [
        part
        for command, into_it in INTERRUPTIONS
        for part in (
            _speech(command),
            _silence(INTO_REPLY_SECONDS),
            _speech(into_it),
            _silence(2 * PAUSE_SECONDS),
        )
    ]
    return np.concatenate((_spoken(COMMANDS[:LEARNING]), *parts))


def _speech(name: str) -> Samples:
    """A recording without the silence around it."""
    samples = read_wav(RECORDINGS / f"{name}.wav").samples
    loud = np.flatnonzero(np.abs(samples) > LOUD)
    spoken: Samples = samples[loud[0] : loud[-1] + FRAME_SAMPLES]
    return spoken


def _silence(seconds: float) -> Samples:
    return np.zeros(round(RATE * seconds), np.int16)


def _written(samples: Samples, path: Path) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(samples.astype("<i2").tobytes())
    return path
