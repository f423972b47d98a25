"""Every case of tests/utterances: what is said in writing, and what the home is like afterwards."""

from pathlib import Path

import pytest

from assistant.replay.cases import Case, Unusable
from tests.replay.suite import UTTERANCES, cases_in, hold_to_account

CASES = cases_in(UTTERANCES)


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_utterance(case: Case | Unusable) -> None:
    hold_to_account(case)


def test_there_are_enough_and_each_has_its_own_name() -> None:
    assert len(CASES) >= 150
    assert len({case.id for case in CASES}) == len(CASES)


def test_no_case_goes_unjudged() -> None:
    assert [case.id for case in CASES if isinstance(case, Case) and case.expected is None] == []


def test_every_file_has_cases() -> None:
    files = {Path(case.where.split(",")[0]).name for case in CASES}
    assert files == {file.name for file in UTTERANCES.rglob("*.yaml")}
