"""What context is worth on the cases written for it."""

from pathlib import Path

import pytest

from assistant import virtual_time
from assistant.home.file import load_home
from assistant.memory_bus import MemoryBroker
from assistant.ranking.ranker import ALL_SIGNALS, Ranker
from assistant.replay.cases import Case, read_cases
from assistant.replay.runner import Replayer, Result
from assistant.skill import discover
from assistant.stages.resolve import ResolveStage
from assistant.stages.understand import UnderstandStage

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "ambiguous"
FEWER_ERRORS = 0.6
"""Errors with context, at most this share of those without."""


@pytest.mark.slow
def test_context_is_worth_having() -> None:
    with_context, without = _run(Ranker()), _run(Ranker(disabled=ALL_SIGNALS))
    assert _wrong(with_context) <= _wrong(without)  # what words get wrong is not for context
    assert _errors(with_context, plain=False) <= FEWER_ERRORS * _errors(without, plain=False)
    assert _errors(with_context, plain=True) <= _errors(without, plain=True)


def _run(ranker: Ranker) -> list[Result]:
    skills = discover()
    understand = UnderstandStage(skills)
    replayer = Replayer(skills, understand, ResolveStage(skills, ranker=ranker))
    cases = list(read_cases([CASES], load_home(ROOT / "home.yaml")))
    assert all(isinstance(case, Case) for case in cases)

    async def every() -> list[Result]:
        return [
            await replayer.run(case, MemoryBroker().connect)
            for case in cases
            if isinstance(case, Case)
        ]

    return virtual_time.run(every())


def _wrong(results: list[Result]) -> set[str]:
    """Ids of the cases in which something was done that nobody asked for."""
    return {one.case.id for one in results if one.verdict is not None and one.verdict.wrong_action}


def _errors(results: list[Result], *, plain: bool) -> int:
    """Cases that failed, among those that context must decide or must leave alone."""
    return sum(
        result.verdict is not None and not result.verdict.passed
        for result in results
        if result.case.id.startswith(("control", "ask")) is plain
    )
