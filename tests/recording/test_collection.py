"""The folder of recordings: what is kept, and what a broken one says."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
import yaml

from assistant.home.file import load_home
from assistant.home.model import Home
from assistant.recording.collection import CONSENT, MANIFEST, Collection, CollectionError
from assistant.recording.prompts import prompts
from assistant.replay.cases import Case, read_cases
from assistant.settings import default_home_file

HOME = load_home(default_home_file())
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SAMPLES = np.zeros(16_000, np.int16)


def test_what_is_kept_is_what_replay_reads(tmp_path: Path) -> None:
    collection = Collection(tmp_path)
    first, second = prompts(HOME)[:2]
    home = collection.keep_home(default_home_file())
    for prompt in (first, second):
        collection.keep(prompt, SAMPLES, home=home, area="kitchen", person="anna", level="good")
    cases = list(read_cases([tmp_path], Home()))
    assert [type(case) for case in cases] == [Case, Case]
    assert cases[0].id == f"anna_{first.id}"
    assert cases[0].home == HOME
    assert cases[0].said.audio == tmp_path / f"anna_{first.id}.wav"
    assert cases[0].expected is not None
    assert set(cases[0].expected.after or {}) == set(first.after)


def test_a_second_start_goes_on_and_a_retake_replaces(tmp_path: Path) -> None:
    prompt = prompts(HOME)[0]
    Collection(tmp_path).keep(
        prompt, SAMPLES, home="home.yaml", area=None, person="anna", level="first"
    )
    again = Collection(tmp_path)
    assert again.done("anna") == {prompt.id}
    assert again.done("ben") == frozenset()
    again.keep(prompt, SAMPLES, home="home.yaml", area=None, person="anna", level="second")
    entries = yaml.safe_load((tmp_path / MANIFEST).read_text())
    assert [entry["meta"]["level"] for entry in entries] == ["second"]


def test_takes_of_another_home_keep_theirs(tmp_path: Path) -> None:
    collection = Collection(tmp_path / "recordings")
    collection.folder.mkdir()
    file = tmp_path / "ours.yaml"
    names = []
    for content in ("areas: []", "areas: [{id: den}]", "areas: []"):
        file.write_text(content)
        names.append(collection.keep_home(file))
    assert names == ["home.yaml", "home_2.yaml", "home.yaml"]
    assert (collection.folder / "home.yaml").read_text() == "areas: []"


def test_consent_is_each_persons_own_and_stays(tmp_path: Path) -> None:
    collection = Collection(tmp_path)
    collection.agree("anna", NOW)
    collection.agree("ben", NOW)
    assert Collection(tmp_path).agreed("anna")
    assert not Collection(tmp_path).agreed("clara")
    stored = yaml.safe_load((tmp_path / CONSENT).read_text())
    assert stored[0] == {
        "statement": collection.statement,
        "person": "anna",
        "given_at": "2026-03-01T12:00:00+00:00",
    }


@pytest.mark.parametrize("content", ["home: yes", "- only text", "a: [1", "\x00"])
def test_a_folder_of_something_else_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / MANIFEST).write_text(content)
    with pytest.raises(CollectionError, match=MANIFEST):
        Collection(tmp_path)
    assert (tmp_path / MANIFEST).read_text() == content
