"""Every recording through the real models: wake word, end-pointing, recognition, and the home."""

import pytest

from assistant.hearing import Ears
from assistant.replay.cases import Case, Unusable
from tests.replay.suite import RECORDINGS, cases_in, hold_to_account

CASES = cases_in(RECORDINGS)


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_recording(case: Case | Unusable, real_ears: Ears) -> None:
    hold_to_account(case, real_ears)


def test_there_are_enough_recordings_in_enough_voices() -> None:
    metas = [case.passed_through.get("meta") for case in CASES if isinstance(case, Case)]
    voices = {meta.get("voice") for meta in metas if isinstance(meta, dict)} - {None}
    assert len(CASES) >= 40
    assert len(voices) >= 6


def test_every_recording_is_in_the_manifest() -> None:
    named = {case.said.audio for case in CASES if isinstance(case, Case)}
    assert set(RECORDINGS.glob("*.wav")) == named
