"""`assistant replay`: run cases, print what came of them."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path

from rich.progress import Progress

from assistant import terminal, virtual_time
from assistant.audio.frame import AudioError
from assistant.broker_url import BrokerUrl
from assistant.hearing import check_hearing, load_ears
from assistant.home.file import load_home
from assistant.memory_bus import MemoryBroker
from assistant.mqtt import MqttConnector
from assistant.replay.cases import Case, Unusable, read_cases
from assistant.replay.report import json_line, json_summary, show, summarise
from assistant.replay.runner import Replayer, Result
from assistant.settings import Settings
from assistant.skill import Skill, discover
from assistant.stages.resolve import ResolveStage
from assistant.stages.understand import UnderstandStage
from devices.broker import EmbeddedBroker
from devices.contract import Connect

console = terminal.console()
notes = terminal.console(errors=True)


def replay_paths(settings: Settings, paths: Sequence[Path], *, as_json: bool) -> int:
    """Run every case of the paths; the exit status of the command."""
    check_hearing(settings)
    cases = list(read_cases(paths, load_home(settings.home_file)))
    outcomes = _run_all(settings, cases)
    summary = summarise(outcomes)
    if as_json:
        for outcome in outcomes:
            print(json_line(outcome))
        print(json_summary(summary))
    else:
        show(console, outcomes, summary)
    for outcome in outcomes:
        if isinstance(outcome, Unusable) and as_json:
            told = f"cannot run {outcome.where}: {outcome.why}"
            notes.print(told, highlight=False, markup=False, soft_wrap=True)
    return summary.exit_status


def _run_all(settings: Settings, cases: Sequence[Case | Unusable]) -> list[Result | Unusable]:
    """Written cases in simulated time and memory, spoken ones on a real broker.

    Spoken ones are heard in the language of their own home, loaded once for those in a row.
    """
    runnable = [case for case in cases if isinstance(case, Case)]
    written = [case for case in runnable if not _is_spoken(case)]
    spoken = [case for case in runnable if _is_spoken(case)]
    stages = _stages()
    results: dict[int, Result | Unusable] = {}
    with Progress(console=notes, transient=True) as progress:
        bar = progress.add_task("replaying", total=len(runnable))

        async def run_written() -> None:
            replayer = Replayer(*stages)
            for case in written:
                results[id(case)] = await replayer.run(case, MemoryBroker().connect)
                progress.advance(bar)

        async def run_spoken() -> None:
            async with EmbeddedBroker(port=0) as broker:
                connect = MqttConnector(BrokerUrl.parse(broker.url))
                for home, cases_there in groupby(spoken, lambda case: case.home):
                    ears = await asyncio.to_thread(load_ears, settings, notes, home)
                    replayer = Replayer(*stages, ears)
                    for case in cases_there:
                        results[id(case)] = await _run_spoken(replayer, case, connect)
                        progress.advance(bar)

        if written:
            virtual_time.run(run_written())
        if spoken:
            asyncio.run(run_spoken())
    return [case if isinstance(case, Unusable) else results[id(case)] for case in cases]


@cache
def _stages() -> tuple[Mapping[str, Skill], UnderstandStage, ResolveStage]:
    """What all cases share, prepared once."""
    skills = discover()
    understand = UnderstandStage(skills)
    understand.prepare()
    return skills, understand, ResolveStage(skills)


async def _run_spoken(replayer: Replayer, case: Case, connect: Connect) -> Result | Unusable:
    try:
        return await replayer.run(case, connect)
    except AudioError as error:
        return Unusable(
            id=case.id, where=case.where, why=str(error), passed_through=case.passed_through
        )


def _is_spoken(case: Case) -> bool:
    return any(said.audio is not None for said in (*case.history, case.said))
