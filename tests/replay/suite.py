"""The cases that come with the house, and how a test holds one to account."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from assistant.hearing import Ears
from assistant.home.file import load_home
from assistant.memory_bus import MemoryBroker
from assistant.replay.cases import Case, Unusable, read_cases
from assistant.replay.runner import Replayer, Result
from assistant.skill import discover
from assistant.stages.resolve import ResolveStage
from assistant.stages.understand import UnderstandStage
from assistant.testing import in_virtual_time

ROOT = Path(__file__).parents[2]
HOME_FILE = ROOT / "home.yaml"
UTTERANCES = ROOT / "tests" / "utterances"
RECORDINGS = ROOT / "tests" / "recordings"


def cases_in(path: Path) -> list[Case | Unusable]:
    return list(read_cases([path], load_home(HOME_FILE)))


@cache
def replayer(ears: Ears | None = None) -> Replayer:
    """One set of stages for all cases."""
    skills = discover()
    understand = UnderstandStage(skills)
    understand.prepare()
    return Replayer(skills, understand, ResolveStage(skills), ears)


@in_virtual_time
async def run(case: Case, ears: Ears | None = None) -> Result:
    """Run one case on a home in memory."""
    return await replayer(ears).run(case, MemoryBroker().connect)


def hold_to_account(case: Case | Unusable, ears: Ears | None = None) -> None:
    """Fails unless the case passes; a known miss may miss, and still may do nothing wrong."""
    if isinstance(case, Unusable):
        pytest.fail(f"{case.where}: {case.why}", pytrace=False)
    verdict = run(case, ears).verdict
    if verdict is None:
        pytest.fail(f"{case.where}: nothing is expected", pytrace=False)
    said = case.said.say or (case.said.audio and case.said.audio.name)
    if verdict.wrong_action:
        pytest.fail(f"wrong action: {said!r}: {verdict.why}", pytrace=False)
    if not verdict.passed and (reason := known_miss(case)):
        pytest.xfail(f"{reason}: {verdict.why}")
    if not verdict.passed:
        pytest.fail(f"{said!r}: {verdict.why}", pytrace=False)


def known_miss(case: Case) -> str:
    """Why a case is known not to pass; empty for those that should."""
    meta = case.passed_through.get("meta")
    return str(meta.get("known_miss") or "") if isinstance(meta, Mapping) else ""
