"""Two days at speed with everything failing in turn, and a process that is killed: nothing is lost.

The days are lived in one process on a clock that jumps: requests typed and spoken, the broker gone,
devices that do not answer, microphones and speakers that break. Then the program itself is started
and killed again and again in the middle of its work.
"""

import asyncio
import gc
import io
import os
import signal
import sys
import tempfile
import threading
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from rich.console import Console

from assistant.audio.frame import RATE, AudioError, Frame, Samples
from assistant.audio.wav import read_wav
from assistant.conversation.conversation import Conversation
from assistant.conversation.mouth import Mouth
from assistant.evaluation.room import Room
from assistant.hearing import Ears, load_ears
from assistant.learning.journal import Journal
from assistant.pipeline import Origin
from assistant.settings import Settings
from assistant.testing import HomeUnderTest, home_of, in_virtual_time
from assistant.turn import Turn
from benches.report import Row
from devices.faults import Dropping

ROOT = Path(__file__).resolve().parents[2]
RECORDINGS = ROOT / "tests" / "recordings"
HOME_FILE = ROOT / "home.yaml"
HOUR_SECONDS = 3600.0
WARM_UP_HOURS = 24
"""Until then caches fill; what is taken afterwards is growth."""
TYPED = (
    "turn on the kitchen light", "what time is it", "set the desk lamp to forty percent",
    "turn it off", "is the front door locked", "what did you do", "open the moon",
)  # fmt: skip
REQUESTS = 5
"""Typed in each hour, before something fails."""
SPOKEN = "kitchen_light_on"
ANSWERED = "  tts "
"""What the terminal shows once a turn has its reply."""
PATIENCE_SECONDS = 60.0


def add_options(parser: ArgumentParser) -> None:
    """How long, and how often it is killed."""
    parser.add_argument("--hours", type=int, default=48, help="of the home's clock (48)")
    parser.add_argument("--kills", type=int, default=5, help="of the running program (5)")


def conditions(options: Namespace) -> Mapping[str, str]:
    """What is counted."""
    return {
        "day": f"{options.hours} hours on a clock that jumps, in memory; one process, real models",
        "turns_missing": "that are not in the journal with every step, of all that were begun",
        "memory_warm_up_mb": f"1e6 bytes, resident, from hour 1 to hour {WARM_UP_HOURS}",
        "memory_growth_mb": f"the same from hour {WARM_UP_HOURS} to the end",
        "left": "after everything was closed, more than before it was opened",
        "kills": f"{options.kills} times SIGKILL right after a reply; missing: replies that the "
        "journal does not know",
    }


def measure(options: Namespace) -> Iterator[Row]:
    """The day, then the kills."""
    settings = Settings(home_file=HOME_FILE, data_dir=Path(tempfile.gettempdir()))
    ears = load_ears(settings, Console(file=io.StringIO()))
    with tempfile.TemporaryDirectory() as folder:
        day = Day()
        _live(day, ears, Path(folder) / "warm.db", 1)  # what is made once and kept
        before = _held()
        day = Day()
        _live(day, ears, Path(folder) / "journal.db", options.hours)
        after = _held()
        missing = _missing(day, Path(folder) / "journal.db")
    yield _row("turns", "day", len(day.turns), "turns", len(day.turns))
    yield _row("turns_missing", "day", missing, "turns", len(day.turns))
    yield _row("memory_warm_up_mb", "day", day.grown_mb(1, WARM_UP_HOURS), "MB", WARM_UP_HOURS)
    yield _row("memory_growth_mb", "day", day.grown_mb(WARM_UP_HOURS), "MB", options.hours)
    for name, now, then in zip(("threads_left", "descriptors_left", "tasks_left"),
                               (*after, day.tasks), (*before, 1), strict=True):  # fmt: skip
        yield _row(name, "day", now - then, "count", 1)
    with tempfile.TemporaryDirectory() as folder:
        shown, missing = asyncio.run(_killed(Path(folder), options.kills))
    yield _row("turns", "kills", shown, "turns", shown)
    yield _row("turns_missing", "kills", missing, "turns", shown)


# --- The day -------------------------------------------------------------------------------------


@dataclass(slots=True)
class Day:
    """What happened."""

    turns: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """Id and types of the steps; the turns themselves hold audio, which would count as growth."""
    resident_mb: list[float] = field(default_factory=list)
    """At the end of each hour."""
    tasks: int = 0
    """Still there when everything was closed."""

    def note(self, *turns: Turn) -> None:
        """These were begun, and have ended."""
        self.turns += ((turn.id, tuple(step.type for step in turn)) for turn in turns)

    def grown_mb(self, begin: int, end: int | None = None) -> float:
        """How much more was held after the last of these hours than after the first, 1 for one."""
        hours = self.resident_mb[begin - 1 : end]
        return hours[-1] - hours[0] if hours else 0.0


@in_virtual_time
async def _live(day: Day, ears: Ears, journal_file: Path, hours: int) -> None:
    with Journal.open(journal_file) as journal:
        async with home_of(HOME_FILE, ears=ears, journal=journal) as home:
            pair = ears.another_pair()
            for hour in range(hours):
                await _hour(day, home, pair, hour)
                await home.wait(HOUR_SECONDS)
                home.broker.messages.clear()  # the benchmark's own record, not the assistant's
                day.resident_mb.append(_resident_mb())
    day.tasks = len(asyncio.all_tasks())


async def _hour(day: Day, home: HomeUnderTest, ears: Ears, hour: int) -> None:
    """Something fails in every hour, and something is asked for before, meanwhile and after."""
    for number in range(REQUESTS):
        await _type(day, home, hour + number)
    match hour % 6:
        case 0:
            await home.stop_broker()
            await _type(day, home, hour + 1)
            await home.start_broker()
        case 1:
            await home.inject("kitchen_ceiling", Dropping(1.0))
            await _type(day, home, 0)
            await home.inject("kitchen_ceiling", None)
        case 2:
            await _talk(day, home, ears, Breaking(_said(), after_frames=30))
        case 3:
            await _talk(day, home, ears, Mute(_said()))
        case 4:
            await asyncio.gather(_type(day, home, 0), _type(day, home, 2))
        case _:
            await _talk(day, home, ears, Room(np.concatenate((_said(), _said()))))
    await _talk(day, home, ears, Room(_said()))


async def _type(day: Day, home: HomeUnderTest, number: int) -> None:
    day.note(await home.say(TYPED[number % len(TYPED)], area="kitchen"))


async def _talk(day: Day, home: HomeUnderTest, ears: Ears, room: Room) -> None:
    turns: list[Turn] = []
    conversation = Conversation(
        home.pipeline,
        ears,
        room,
        Mouth(room),
        Origin(source="microphone", area="kitchen"),
        finished=turns.append,
    )
    try:
        await conversation.run()
    except AudioError:  # as `assistant run` does: it waits for the microphone to come back
        await asyncio.sleep(2.0)
    day.note(*turns)


class Breaking(Room):
    """Its microphone is pulled out."""

    def __init__(self, near: Samples, after_frames: int) -> None:
        super().__init__(near)
        self._left = after_frames

    async def __anext__(self) -> Frame:
        self._left -= 1
        if self._left < 0:
            raise AudioError("microphone simulated room: it went away")
        return await super().__anext__()

    async def play(self, pcm: bytes) -> float:
        """Without the microphone this room has no time to play in."""
        return 0.0 if self._left < 0 else await super().play(pcm)


class Mute(Room):
    """Its speaker cannot be opened."""

    async def play(self, pcm: bytes) -> float:
        raise AudioError("speaker simulated room: cannot be opened")


def _said() -> Samples:
    quiet = np.random.default_rng(0).integers(-8, 8, 3 * RATE).astype(np.int16)
    return np.concatenate((read_wav(RECORDINGS / f"{SPOKEN}.wav").samples, quiet))


def _missing(day: Day, journal_file: Path) -> int:
    """Turns that the journal does not have with all that happened in them."""
    with Journal.open(journal_file) as journal:
        kept = [journal.turn(turn_id) for turn_id, _ in day.turns]
    return sum(
        there is None or tuple(step.type for step in there) != types
        for (_, types), there in zip(day.turns, kept, strict=True)
    )


def _held() -> tuple[int, int]:
    """Threads and open descriptors of this process."""
    gc.collect()
    return threading.active_count(), sum(1 for _ in Path("/proc/self/fd").iterdir())


def _resident_mb() -> float:
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


# --- The kills -----------------------------------------------------------------------------------


async def _killed(folder: Path, kills: int) -> tuple[int, int]:
    """How many replies were shown, and how many of their turns are lost."""
    shown = 0
    for number in range(kills):
        async with _program(folder) as program:
            for text in TYPED[: 2 + number % 4]:
                assert program.stdin is not None
                program.stdin.write(f"{text}\n".encode())
                await _reply(program)
                shown += 1
            program.send_signal(signal.SIGKILL)
            await program.wait()
    with Journal.open(folder / "journal.db") as journal:
        kept = [one for one in journal.recent(1000) if one.replied]
    return shown, shown - len(kept)


@asynccontextmanager
async def _program(folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    pipe = asyncio.subprocess.PIPE
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "assistant", "run", "--text", "--port", "0", "--no-page",
        "--data-dir", str(folder), "--home", str(HOME_FILE),
        stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL, cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        yield program
    finally:
        if program.returncode is None:
            program.kill()
            await program.wait()


async def _reply(program: asyncio.subprocess.Process) -> None:
    """Wait until the terminal shows what it says."""
    assert program.stdout is not None
    async with asyncio.timeout(PATIENCE_SECONDS):
        while ANSWERED not in (await program.stdout.readline()).decode():
            pass


def _row(measure: str, on: str, value: float, unit: str, n: int) -> Row:
    return Row(measure=measure, set=on, value=round(value, 2), unit=unit, n=n)
