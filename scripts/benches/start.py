"""How long the command takes to start: `assistant --help`, beside a bare Python."""

import statistics
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from benches.report import Row

BARE = (sys.executable, "-c", "")
OURS = (sys.executable, "-m", "assistant", "--help")


def add_options(parser: ArgumentParser) -> None:
    """How often to start."""
    parser.add_argument("--times", type=int, default=10, help="starts to measure (10)")


def measure(options: Namespace) -> Iterator[Row]:
    """Median time from start to end of the process."""
    for peer, command in (("python", BARE), ("ours", OURS)):
        times_ms = [_run_ms(command) for _ in range(options.times)]
        yield Row(
            measure="start_p50_ms",
            set="help",
            value=statistics.median(times_ms),
            unit="ms",
            n=options.times,
            peer=peer,
        )


def _run_ms(command: tuple[str, ...]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - begun) * 1000
