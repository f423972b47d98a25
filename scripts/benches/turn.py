"""How long a spoken command takes, stage by stage, and what the assistant needs while it listens.

Plays the recordings through the assistant as it runs at home: the embedded broker, every simulated
device a client of its own, physics on. Audio is handed over as fast as it is asked for; each frame
remembers when a microphone would have had it, so the times are those of a live room.
"""

import asyncio
import statistics
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Self, TypeVar

import numpy as np
from rich.console import Console

from assistant.app import CONNECT_SECONDS, HOME_SECONDS
from assistant.audio.frame import FRAME_MS, RATE, Frame, Framer, Samples
from assistant.audio.source import FileSource, SamplesSource
from assistant.audio.tape import Tape
from assistant.audio.wav import read_wav
from assistant.bus import Bus
from assistant.hearing import Ears, load_ears
from assistant.home.file import load_home
from assistant.household import simulated_household
from assistant.learning.journal import Journal
from assistant.live import LiveHome
from assistant.mqtt import MqttConnector
from assistant.pipeline import Origin, Pipeline, Stages
from assistant.records import Records
from assistant.replay.cases import Case, read_cases
from assistant.settings import Settings
from assistant.skill import discover
from assistant.stages.act import ActStage
from assistant.stages.resolve import ResolveStage
from assistant.stages.understand import UnderstandStage
from assistant.stages.wake import WakeStage
from assistant.turn import Failure, Turn, Utterance
from benches.report import Row
from devices.contract import Message

ROOT = Path(__file__).resolve().parents[2]
RECORDINGS = ROOT / "tests" / "recordings"
HOME_FILE = ROOT / "home.yaml"
WAKE_PHRASE = "hey jarvis"
WAITING_STAGE = "act"
"""Its time is spent waiting for the devices, not computing."""
ROOM_DB = -50.0
"""Level of the synthetic room, below full scale."""
Result = TypeVar("Result")


def add_options(parser: ArgumentParser) -> None:
    """What is played, and for how long it only listens."""
    parser.add_argument("--recordings", type=Path, default=RECORDINGS, help="folder with manifest")
    parser.add_argument("--minutes", type=float, default=10.0, help="of room noise (10)")
    parser.add_argument("--idle-seconds", type=float, default=20.0, help="of a quiet home (20)")


def conditions(options: Namespace) -> Mapping[str, str]:
    """What is counted."""
    return {
        "command_after_speech": "from the last frame with a voice (80 ms each) to the moment the "
        "first command is handed to the MQTT client, in act; the silence waited for is in it; "
        "only utterances that ended in silence and led to a command",
        "stages": "computing time; act waits for the devices' own confirmation, a bolt takes 1 s; "
        "vad includes the recogniser, which reads at each short pause, so stt is often 0",
        "real_time_factor": "computing time of all stages but act, by the length of the audio",
        "resident_mb": "1e6 bytes: one fresh process with broker, home and assistant, at the end",
        "listening": f"{options.minutes:g} minutes of pink noise at {ROOM_DB:g} dB and the "
        "recordings without the wake word; processor time by audio time; openwakeword: its own "
        "Model on the same frames",
        "home_core_percent": f"broker and simulated home alone, {options.idle_seconds:g} s",
    }


def measure(options: Namespace) -> Iterator[Row]:
    """Play the recordings, then listen to a room; each in a fresh process."""
    played = in_fresh_process(play_all, options.recordings, options.idle_seconds)
    yield from latency_rows(played)
    yield _row("resident_mb", "recordings", played.resident_mb, "MB", 1)
    yield _row("home_core_percent", "idle", played.idle_core_percent, "percent", 1)
    for peer, listen in (("ours", listen_ours), ("openwakeword", listen_openwakeword)):
        percent = in_fresh_process(listen, options.recordings, options.minutes)
        yield _row("listening_core_percent", "room", percent, "percent", 1, peer)


def in_fresh_process(work: Callable[..., Result], *arguments: object) -> Result:
    """Call it where nothing else has been loaded or allocated."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def _row(measure: str, on: str, value: float, unit: str, n: int, peer: str = "ours") -> Row:
    return Row(measure=measure, set=on, value=round(value, 4), unit=unit, n=n, peer=peer)


# --- Playing the recordings --------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """What one recording showed."""

    audio_ms: float
    stages_ms: Mapping[str, float]
    after_speech_ms: float | None
    """From the end of speech to the published command; None when it led to none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What all recordings showed, and the process that played them."""

    takes: tuple[Take, ...]
    resident_mb: float
    idle_core_percent: float


def latency_rows(played: Played) -> Iterator[Row]:
    """Percentiles of the stages and of the whole way from speech to command."""
    after = [take.after_speech_ms for take in played.takes if take.after_speech_ms is not None]
    for name, value in percentiles(after).items():
        yield _row(f"command_after_speech_{name}_ms", "recordings", value, "ms", len(after))
    stages: dict[str, list[float]] = defaultdict(list)
    for take in played.takes:
        for stage, took_ms in take.stages_ms.items():
            stages[stage].append(took_ms)
    for stage, took in stages.items():
        for name, value in percentiles(took).items():
            yield _row(f"{stage}_{name}_ms", "recordings", value, "ms", len(took))
    yield _row(
        "real_time_factor", "recordings", real_time_factor(played.takes), "ratio", len(played.takes)
    )


def real_time_factor(takes: Sequence[Take]) -> float:
    """Seconds of computing for each second of audio."""
    computing = sum(
        took for take in takes for stage, took in take.stages_ms.items() if stage != WAITING_STAGE
    )
    return computing / sum(take.audio_ms for take in takes)


def percentiles(values: Sequence[float]) -> dict[str, float]:
    """p50, p95 and p99; none of an empty list."""
    if not values:
        return {}
    if len(values) == 1:
        return dict.fromkeys(("p50", "p95", "p99"), values[0])
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98]}


class LiveSource:
    """A recording whose frames remember when a microphone would have had them.

    `now_ms` is the time in a live room, counted from the start of the audio: computing goes on
    where the last frame found it, and a frame is never handled before it has been heard.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.perf_counter) -> None:
        """`clock` tells the seconds that computing takes."""
        self._clock = clock
        self._source = FileSource(path)
        self.name = self._source.name
        self.audio_ms = 0.0
        self._began_ms = 0.0
        """When the latest frame could be taken up."""
        self._handed_at = clock()

    @property
    def now_ms(self) -> float:
        return self._began_ms + (self._clock() - self._handed_at) * 1000

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Frame:
        done_ms = self.now_ms
        frame = await anext(self._source)
        self.audio_ms += FRAME_MS
        self._began_ms = max(self.audio_ms, done_ms)
        self._handed_at = self._clock()
        return frame


class NotingBus(Bus):
    """Notes when the first command of a turn was handed over."""

    published_ms: float | None = None

    def listen_to(self, source: LiveSource) -> None:
        """A new turn begins, timed by this source."""
        self._source, self.published_ms = source, None

    async def publish(self, *messages: Message) -> None:
        if self.published_ms is None:
            self.published_ms = self._source.now_ms
        await super().publish(*messages)


def play_all(recordings: Path, idle_seconds: float) -> Played:
    """Everything from here on happens in a process of its own."""
    import assistant.commands.run  # noqa: F401, what `assistant run` has in memory

    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home_file=HOME_FILE, data_dir=Path(folder), port=0)
        return asyncio.run(_play_all(settings, recordings, idle_seconds))


async def _play_all(settings: Settings, recordings: Path, idle_seconds: float) -> Played:
    home = load_home(settings.home_file)
    cases = [case for case in read_cases([recordings], home) if isinstance(case, Case)]
    ears = load_ears(settings, Console(stderr=True))
    async with _assistant(settings, ears) as (noting, new_pipeline):
        takes = [await _play(case, noting, new_pipeline()) for case in cases]
        percent = await _idle_core_percent(idle_seconds)
        resident = resident_mb()
    return Played(takes=tuple(takes), resident_mb=resident, idle_core_percent=percent)


@asynccontextmanager
async def _assistant(
    settings: Settings, ears: Ears
) -> AsyncIterator[tuple[NotingBus, Callable[[], Pipeline]]]:
    """The wiring of `assistant run`, with a bus that notes times."""
    home = load_home(settings.home_file)
    skills = discover()
    understand = UnderstandStage(skills)
    understand.prepare()
    async with (
        simulated_household(settings, home) as there,
        NotingBus(MqttConnector(there.url)) as bus,
    ):
        live = LiveHome(home, bus, there.clock.now)
        await bus.wait_connected(CONNECT_SECONDS)
        await live.wait_until_known(HOME_SECONDS)
        stages = Stages(
            understand=understand,
            resolve=ResolveStage(skills),
            act=ActStage(skills, live, bus),
            wake=ears.wake,
            listen=ears.listen,
            transcribe=ears.transcribe,
            speak=ears.speak,
        )
        with Journal.open(settings.journal_file) as journal:
            yield bus, lambda: Pipeline(stages, live, Records(journal=lambda: journal))


async def _play(case: Case, noting: NotingBus, pipeline: Pipeline) -> Take:
    """One recording as a conversation of its own."""
    assert case.said.audio is not None, f"{case.where} is no recording"
    source = LiveSource(case.said.audio)
    noting.listen_to(source)
    turn = await pipeline.converse(Tape(source), Origin(source="file", area=case.said.area))
    if (failure := turn.last(Failure)) is not None:
        raise RuntimeError(f"{case.where}: {failure.message}")  # its times would mean nothing
    return Take(
        audio_ms=source.audio_ms,
        stages_ms=stage_times(turn),
        after_speech_ms=after_speech_ms(turn, noting.published_ms),
    )


def stage_times(turn: Turn) -> dict[str, float]:
    """Computing time by stage; the wake word's is known when the run starts."""
    times: dict[str, float] = {}
    for step in turn:
        if step.type in ("run-end", "error"):
            continue
        stage = "wake_word" if step.type == "run-start" else step.type.removesuffix("-end")
        times[stage] = times.get(stage, 0.0) + step.took_ms
    return times


def after_speech_ms(turn: Turn, published_ms: float | None) -> float | None:
    """From the last voiced frame to the first command on its way."""
    utterance = turn.last(Utterance)
    if published_ms is None or utterance is None or utterance.ended_by != "silence":
        return None
    return published_ms - utterance.speech_end_ms


async def _idle_core_percent(seconds: float) -> float:
    began = time.process_time()
    await asyncio.sleep(seconds)
    return 100 * (time.process_time() - began) / seconds if seconds else 0.0


def resident_mb() -> float:
    """Memory of this process, in millions of bytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


# --- Only listening ----------------------------------------------------------------------------


def listen_ours(recordings: Path, minutes: float) -> float:
    """Percent of one core that the wake stage takes."""
    stage = WakeStage()
    stage.prepare()
    audio = room(recordings, minutes)
    return _core_percent(audio, lambda: asyncio.run(_listen_to_the_end(stage, audio)))


async def _listen_to_the_end(stage: WakeStage, audio: Samples) -> None:
    """Goes on listening after a false alarm, as the assistant does."""
    tape = Tape(SamplesSource(audio))
    end_ms = 1000 * len(audio) / RATE
    while tape.position_ms < end_ms:
        await stage.listen(tape)


def listen_openwakeword(recordings: Path, minutes: float) -> float:
    """The same for openWakeWord's own streaming model, which ours replaces."""
    import openwakeword
    from openwakeword.model import Model

    model = Model(wakeword_model_paths=[openwakeword.models["hey_jarvis"]["model_path"]])
    audio = room(recordings, minutes)

    def listen() -> None:
        for frame in Framer().push(audio):
            model.predict(frame)

    return _core_percent(audio, listen)


def _core_percent(audio: Samples, listen: Callable[[], None]) -> float:
    began = time.process_time()
    listen()
    return 100 * (time.process_time() - began) / (len(audio) / RATE)


def room(recordings: Path, minutes: float) -> Samples:
    """A quiet room, and everything that was recorded without the wake word."""
    rng = np.random.default_rng(0)
    spoken = [read_wav(path).samples for path in without_wake_word(recordings)]
    noise = [pink(RATE * 60, rng) for _ in range(int(minutes))]
    noise.append(pink(int(RATE * 60 * (minutes % 1)), rng))
    return np.concatenate((*noise, *spoken))


def pink(samples: int, rng: np.random.Generator) -> Samples:
    """Noise with equal power in each octave, as rooms have."""
    if not samples:
        return np.empty(0, np.int16)
    spectrum = np.fft.rfft(rng.standard_normal(samples))
    spectrum[1:] /= np.sqrt(np.arange(1, len(spectrum)))
    wave = np.fft.irfft(spectrum, samples)
    wave *= 32767 * 10 ** (ROOM_DB / 20) / np.sqrt(np.mean(wave**2))
    return np.clip(np.round(wave), -32768, 32767).astype(np.int16)


def without_wake_word(recordings: Path) -> list[Path]:
    """Recordings in whose text nobody calls the assistant."""
    found = []
    for case in read_cases([recordings], load_home(HOME_FILE)):
        if isinstance(case, Case) and case.said.audio is not None:
            meta = case.passed_through.get("meta")
            text = str(meta.get("text", "")) if isinstance(meta, Mapping) else ""
            if not text.startswith(WAKE_PHRASE):
                found.append(case.said.audio)
    return found
