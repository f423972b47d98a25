"""What people are asked to say does, in writing, just what the label claims."""

from pathlib import Path

import pytest
import yaml

from assistant.commands.replay import replay_paths
from assistant.home.file import load_home, parse_home
from assistant.recording.prompts import CALL, NOT_FOR_THE_HOME, prompts
from assistant.settings import Settings, default_home_file

HOME = load_home(default_home_file())


def test_every_label_is_true_of_the_words(tmp_path: Path) -> None:
    spoken = [one for one in prompts(HOME) if one.text.startswith(CALL)]
    assert len(spoken) > 60
    cases = []
    for one in spoken:
        case = one.case("none.wav", "kitchen", None)
        del case["audio"]
        cases.append({"say": one.text.removeprefix(f"{CALL}, "), **case})
    path = tmp_path / "cases.yaml"
    path.write_text(yaml.safe_dump(cases), "utf-8")
    settings = Settings(home_file=default_home_file(), data_dir=tmp_path / "data")
    assert replay_paths(settings, [path], as_json=False) == 0


def test_only_names_that_one_device_has_are_asked_for() -> None:
    text = " ".join(one.text for one in prompts(HOME))
    assert "kitchen light" in text
    assert "the lamp" not in text  # there are two
    assert "the ceiling light" not in text


def test_kinds_are_mixed_and_the_order_is_always_the_same() -> None:
    first = prompts(HOME)[:6]
    assert prompts(HOME)[:6] == first
    assert len({next(iter(one.after), one.id) for one in first}) == len(first)
    assert any(one.text in NOT_FOR_THE_HOME for one in first)


@pytest.mark.parametrize("name", ["лампа", "b2", "L.E.D."])
def test_names_that_nobody_can_be_asked_to_read_are_left_out(name: str) -> None:
    home = parse_home({"devices": [{"id": "one", "name": name, "kind": "light"}]}, "home.yaml")
    assert all(name not in one.text for one in prompts(home))
