"""What several homes have said, learned by the command from the journals that `say` has written."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli import app
from assistant.learning.rewriting.store import Store


def assistant(*arguments: str) -> None:
    done = CliRunner().invoke(app, list(arguments))
    assert done.exit_code == 0, done.output


@pytest.mark.slow
def test_frames_of_homes_with_other_things(tmp_path: Path) -> None:
    journals = []
    for name in ("moonbeam", "glowworm"):
        folder = tmp_path / name
        folder.mkdir()
        home = folder / "home.yaml"
        home.write_text(f"devices:\n  - {{id: light.{name}, name: {name}}}\n")
        kept = ("--data-dir", str(folder), "--home", str(home))
        assistant("say", f"please turn on the {name}", *kept)
        journals.append(str(folder / "journal.db"))
    assistant("learn", *journals, "--data-dir", str(tmp_path), "--home", str(home))
    loaded = Store(tmp_path / "learned.json").load()
    assert [(one.text, one.kind) for one in loaded.table.requests] == [("turn on {name}", "light")]
