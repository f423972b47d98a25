"""The experiment: every arm on the same homes, several seeds, over several processes.

A run is one seed and one arm. What is done lies in a folder and is not done again; runs of one
seed share a process, and with it everything that was understood before.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from multiprocessing import get_context
from multiprocessing.queues import Queue
from pathlib import Path
from queue import Empty
from typing import Literal, TypeAlias

from pydantic import TypeAdapter, ValidationError

from assistant.evaluation.simulation.answering import Assistant
from assistant.evaluation.simulation.arms import ARMS
from assistant.evaluation.simulation.knobs import Knobs
from assistant.evaluation.simulation.living import Setup, live
from assistant.evaluation.simulation.noise.air import Air
from assistant.evaluation.simulation.noise.fit import channel
from assistant.evaluation.simulation.noise.recorded import Recorded
from assistant.evaluation.simulation.noise.speech import SOURCE, SpokenAir
from assistant.evaluation.simulation.summary import Summary, summarise
from assistant.evaluation.workers import workers
from devices.whole_file import write_whole

VERSION = 5
"""Of the population and of what is kept; older runs are not taken for new ones."""
FIRST_SECONDS, AGAIN_SECONDS, LEARNING_SECONDS = 0.05, 0.01, 0.06
"""For each home day, on one free core of a small machine: understood for the first time, found
again in the next arm, and learned from, the last for two weeks."""
START_SECONDS = 4.0
_SUMMARY = TypeAdapter(Summary)
Told = Callable[[str, int], None]
"""Which run goes on, and how many home days more are done."""


ChannelName: TypeAlias = Literal["text", "audio", "recordings"]
"""Words that go wrong as a recogniser's do, or speech that a recogniser hears; or words that go
wrong as often as in recordings."""
SPOKEN_SECONDS = 6.0
"""For each home day, to be said and heard, once for all arms of a process; measured."""
LANGUAGES = "languages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """What is to be run."""

    homes: int = 12
    days: int = 14
    seeds: tuple[int, ...] = (1, 2)
    arms: tuple[str, ...] = tuple(ARMS)
    knobs: Knobs = field(default_factory=Knobs)
    processes: int = 2
    channel: ChannelName = "text"
    recorded: Recorded | None = None
    """Of the channel `recordings`."""

    @property
    def home_days(self) -> int:
        """Of all runs together."""
        return self.homes * self.days * len(self.seeds) * len(self.arms)

    @property
    def estimated_seconds(self) -> float:
        """Learning looks at all days so far, each night."""
        days = self.homes * self.days
        learning = sum(ARMS[name].learns for name in self.arms) * (self.days / 14)
        again = AGAIN_SECONDS * len(self.arms)
        spoken = SPOKEN_SECONDS if self.channel == "audio" else 0.0
        seed = START_SECONDS + days * (FIRST_SECONDS + again + LEARNING_SECONDS * learning + spoken)
        return seed * len(self.seeds) / min(self.processes, len(self.jobs()))

    def setup(self, seed: int) -> Setup:
        return Setup(homes=self.homes, days=self.days, seed=seed, knobs=self.knobs)

    def jobs(self) -> list["Job"]:
        """Runs that belong into one process; a single seed is shared out by arms, unless it is
        spoken: what was heard once is then kept for all arms."""
        together = self.channel == "audio" or len(self.seeds) >= self.processes
        parts = 1 if together else self.processes
        return [
            Job(experiment=self, seed=seed, arms=self.arms[part::parts])
            for seed in self.seeds
            for part in range(parts)
            if self.arms[part::parts]
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Arms of one seed, done one after the other."""

    experiment: Experiment
    seed: int
    arms: tuple[str, ...]


def run(experiment: Experiment, folder: Path, told: Told) -> tuple[Summary, ...]:
    """Do what is not done yet; all summaries, by seed and arm."""
    return run_all([experiment], folder, told, processes=experiment.processes)[0]


def run_all(
    experiments: Sequence[Experiment], folder: Path, told: Told, *, processes: int
) -> list[tuple[Summary, ...]]:
    """Several at once."""
    folder.mkdir(parents=True, exist_ok=True)
    jobs: list[Job] = []
    for experiment in experiments:
        for one in _kept(experiment, folder):
            told(f"seed {one.seed}, {one.arm}: done before", experiment.homes * experiment.days)
        jobs += (left for job in experiment.jobs() if (left := _left(job, folder)).arms)
    if processes <= 1 or len(jobs) <= 1:
        for job in jobs:
            _work(job, folder, told)
    else:
        _work_in_processes(jobs, folder, told, processes)
    return [tuple(_kept(experiment, folder)) for experiment in experiments]


def _left(job: Job, folder: Path) -> Job:
    """What of it is not done yet."""
    paths = {arm: _path(job.experiment, folder, job.seed, arm) for arm in job.arms}
    return replace(job, arms=tuple(arm for arm, path in paths.items() if _read(path) is None))


def _work_in_processes(jobs: Sequence[Job], folder: Path, told: Told, processes: int) -> None:
    news: Queue[tuple[str, int]] = get_context("spawn").Queue()
    with workers(processes, _tell_through, news) as pool:
        open_ = {pool.submit(_work_apart, job, folder) for job in jobs}
        while open_:
            done, open_ = wait(open_, timeout=0.5, return_when=FIRST_COMPLETED)
            _pass_on(news, told)
            for one in done:
                one.result()


def _pass_on(news: "Queue[tuple[str, int]]", told: Told) -> None:
    while True:
        try:
            told(*news.get_nowait())
        except Empty:
            return


_news: "list[Queue[tuple[str, int]]]" = []
"""Of this process, where it works for another one."""


def _tell_through(news: "Queue[tuple[str, int]]") -> None:
    news.cancel_join_thread()  # where the other one fails, nobody reads what is still under way
    _news.append(news)


def _work_apart(job: Job, folder: Path) -> None:
    (news,) = _news
    _work(job, folder, lambda what, days: news.put((what, days)))


def _work(job: Job, folder: Path, told: Told) -> None:
    assistant = Assistant()
    setup = job.experiment.setup(job.seed)
    air = air_of(job.experiment, folder)
    for name in job.arms:
        began = time.perf_counter()
        told_of = partial(told, f"seed {job.seed}, {name}")
        lived = live(setup, ARMS[name], air, assistant, told_of)
        seconds = round(time.perf_counter() - began, 1)
        summary = summarise(lived, ARMS[name], setup, seconds)
        path = _path(job.experiment, folder, job.seed, name)
        write_whole(path, _SUMMARY.dump_json(summary))  # broken off, it must not look finished


def source_of(experiment: Experiment) -> str:
    """What the channel is made of, in words."""
    if experiment.recorded is not None:
        return experiment.recorded.source
    return channel().source if experiment.channel == "text" else SOURCE


def air_of(experiment: Experiment, folder: Path) -> Air:
    """What lies between people and the assistant."""
    if experiment.recorded is not None:
        return experiment.recorded.channel
    return channel().channel if experiment.channel == "text" else SpokenAir(folder / LANGUAGES)


def _kept(experiment: Experiment, folder: Path) -> Iterator[Summary]:
    for seed in experiment.seeds:
        for arm in experiment.arms:
            found = _read(_path(experiment, folder, seed, arm))
            if found is not None:
                yield found


def _read(path: Path) -> Summary | None:
    """None where it is not there, or damaged: then it is done again, and replaced."""
    try:
        return _SUMMARY.validate_json(path.read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def _path(experiment: Experiment, folder: Path, seed: int, arm: str) -> Path:
    """Runs of other homes, days or knobs have other names."""
    what = (
        VERSION,
        experiment.homes,
        experiment.days,
        asdict(experiment.knobs),
        source_of(experiment),
    )
    digest = hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()[:10]
    return folder / f"{digest}-{seed}-{arm}.json"
