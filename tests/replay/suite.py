"""The cases that come with the house, and how a test holds one to account."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from assistant.hearing import Ears
from assistant.home.file import load_home
from assistant.replay.cases import Case, Unusable, read_cases
from assistant.replay.runner import Replayer, Result
from assistant.skill import discover
from assistant.stages.resolve import ResolveStage
from assistant.stages.understand import UnderstandStage

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


def hold_to_account(case: Case | Unusable, run: Callable[[Case], Result]) -> None:
    """Fails unless the case passes; a known miss may miss, and still may do nothing wrong."""
    if isinstance(case, Unusable):
        pytest.fail(f"{case.where}: {case.why}")
    verdict = run(case).verdict
    assert verdict is not None, "nothing is expected of this case"
    assert not verdict.wrong_action, verdict.why
    if reason := known_miss(case):
        if not verdict.passed:
            pytest.xfail(f"{reason}: {verdict.why}")
        return
    assert verdict.passed, verdict.why


def known_miss(case: Case) -> str:
    """Why a case is known not to pass; empty for those that should."""
    meta = case.passed_through.get("meta")
    return str(meta.get("known_miss") or "") if isinstance(meta, Mapping) else ""
