"""The program as a person starts it: a process of its own."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from typer.testing import CliRunner

from assistant.cli import app

ROOT = Path(__file__).parents[2]
HOME = """\
floors:
  - {id: ground, name: ground floor}
areas:
  - {id: kitchen, name: kitchen, floor: ground}
  - {id: bedroom, name: bedroom, floor: ground}
devices:
  - {id: kitchen_light, name: kitchen light, kind: light, area: kitchen}
  - {id: bedroom_lamp, name: lamp, kind: light, area: bedroom}
  - {id: front_door, name: front door, kind: lock, state: {state: locked}}
people:
  - {id: anna, name: Anna}
"""
PATIENCE_SECONDS = 240.0
"""A very busy machine; every wait ends at once when it is over, here in two or three seconds."""


@dataclass(frozen=True)
class Ended:
    """What a finished process left behind."""

    status: int
    output: str
    errors: str

    @property
    def is_clean(self) -> bool:
        """It never shows a person the inside of our code."""
        return f'File "{ROOT}/' not in self.errors + self.output


@dataclass
class Place:
    """A folder with a small home and its data; every command that runs here finds the others."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    language_is_compiled: bool = True
    """By whichever place came first, for all; else this one compiles its own."""

    def __post_init__(self) -> None:
        (self.folder / "home.yaml").write_text(HOME)
        kept = {k: v for k, v in os.environ.items() if not k.startswith("ASSISTANT_")}
        self.environment = {
            **kept,
            "ASSISTANT_HOME_FILE": str(self.folder / "home.yaml"),
            "ASSISTANT_DATA_DIR": str(self.data),
            "COLUMNS": "200",
            "PYTHONUNBUFFERED": "1",
            **self.environment,
        }

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def running_file(self) -> Path:
        return self.data / "running.json"

    async def start(self, *arguments: str, typed: bool = False) -> "Program":
        """A command that goes on until it is ended; with `typed` it has an open input."""
        if arguments[:1] == ("run",) and self.language_is_compiled and not self.data.exists():
            self._share_language()
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "assistant", *arguments,
            stdin=pipe if typed else asyncio.subprocess.DEVNULL, stdout=pipe, stderr=pipe,
            cwd=ROOT, env=self.environment,
        )  # fmt: skip
        return Program(process)

    def _share_language(self) -> None:
        shared = Path(os.environ["XDG_DATA_HOME"]) / "language"
        shared.mkdir(exist_ok=True)
        self.data.mkdir()
        (self.data / "language").symlink_to(shared)

    def inside(self, *arguments: str) -> Ended:
        """The same command inside this process, for what no process of its own can show better."""
        ours = {name: None for name in os.environ if name.startswith("ASSISTANT_")}
        result = CliRunner().invoke(app, list(arguments), env={**ours, **self.environment})
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ended(result.exit_code, result.stdout, result.stderr)

    async def run(self, *arguments: str, typed: str | None = None) -> Ended:
        """A command that ends by itself."""
        program = await self.start(*arguments, typed=typed is not None)
        return await program.ended(typed)


class Program:
    """A running command."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self._first_error = asyncio.create_task(_line(process.stderr))
        self._said: list[str] = []
        self._output = asyncio.create_task(self._read_output())
        self._errors = asyncio.create_task(_rest(process.stderr, after=self._first_error))

    @property
    def output_so_far(self) -> str:
        return "".join(self._said)

    @property
    def pid(self) -> int:
        return self.process.pid

    async def _read_output(self) -> str:
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            self._said.append(line.decode())
        return self.output_so_far

    def type(self, text: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(text.encode())

    async def first_error(self) -> str:
        """The first line that it tells on its error stream, as soon as it does."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await self._first_error

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    async def ended(self, typed: str | None = None) -> Ended:
        """Wait until it has ended; TimeoutError when it does not."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                if self.process.stdin is not None:
                    self.type(typed or "")
                    self.process.stdin.close()
                status = await self.process.wait()
                return Ended(status, await self._output, await self._errors)
        except TimeoutError:
            self.process.kill()
            raise

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.process.returncode is None:
            self.process.kill()
            await self.process.wait()
        await asyncio.gather(self._output, self._errors)


async def _line(stream: asyncio.StreamReader | None) -> str:
    assert stream is not None
    return (await stream.readline()).decode()


async def _rest(
    stream: asyncio.StreamReader | None, *, after: asyncio.Task[str] | None = None
) -> str:
    begun = await after if after else ""
    assert stream is not None
    return begun + (await stream.read()).decode()


async def until(condition: Callable[[], object]) -> None:
    """Wait for something that another process does."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not condition():  # noqa: ASYNC110  another process cannot set our event
            await asyncio.sleep(0.05)
