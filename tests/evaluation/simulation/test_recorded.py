"""Recordings as the channel: what they say, and that people are misheard as often as they are."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli import app
from assistant.evaluation.simulation.noise.recorded import FEWEST, recorded, words_of
from assistant.evaluation.simulation.noise.shipped import shipped_channel
from assistant.home.model import Home
from assistant.replay.cases import Case, Expected, Said
from assistant.settings import SettingsError

RECORDINGS = Path(__file__).parents[2] / "recordings"


def case(text: str | None, kind: str = "action_done") -> Case:
    meta: dict[str, object] = {} if text is None else {"meta": {"text": text}}
    expected = Expected(kinds=(kind,))
    return Case(id="x", where="x", said=Said(), home=Home(), expected=expected, passed_through=meta)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (case("Hey Jarvis, turn on lamp 2"), "turn on lamp two"),
        (case("turn it off"), "turn it off"),
        (case("I told her to turn it off", "ignored"), ""),
        (case(None), ""),
    ],
)
def test_what_was_said_to_the_home(found: Case, words: str) -> None:
    assert " ".join(words_of(found)) == words


def test_too_few_recordings_say_nothing(tmp_path: Path) -> None:
    (tmp_path / "manifest.yaml").write_text("[]")
    with pytest.raises(SettingsError, match=f"at least {FEWEST}"):
        recorded(tmp_path, tmp_path / "languages")


@pytest.mark.parametrize(
    "options", [["--channel", "recordings"], ["--recordings", str(RECORDINGS)]]
)
def test_channel_and_folder_belong_together(tmp_path: Path, options: list[str]) -> None:
    asked = CliRunner().invoke(app, ["simulate", "--report", str(tmp_path), *options])
    assert asked.exit_code == 2


@pytest.mark.slow
def test_misheard_as_often_as_the_recordings(tmp_path: Path) -> None:
    found = recorded(RECORDINGS, tmp_path)
    assert found.real.sentences >= 35, "those of the folder that are meant for the home"
    assert found.real.wrong_sentences < 25
    texts = [f"turn on the lamp number {number}" for number in range(400)]
    heard, usual = (
        sum(channel.hear(text, "anna", 0) != text for text in texts)
        for channel in (found.channel, shipped_channel())
    )
    assert 0 < heard < usual
