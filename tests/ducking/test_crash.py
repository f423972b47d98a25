"""The program died while the music was quiet."""

import asyncio
import json
from pathlib import Path

import pytest

from assistant.app import Assistant, open_assistant
from assistant.conversation.signals import Listening
from assistant.ducking.ducking import Ducking
from assistant.learning.journal import Journal, StateChanged, VolumePutBack
from assistant.settings import Settings

HOME = """\
areas: [{id: kitchen, name: kitchen}]
devices:
  - {id: radio, name: radio, kind: media_player, area: kitchen,
     state: {state: playing, volume_level: 0.5}}
"""


def settings_in(folder: Path, *, duck: bool = True) -> Settings:
    home = folder / "home.yaml"
    home.write_text(HOME)
    return Settings(home_file=home, data_dir=folder / "data", port=0, page=False, duck=duck)


async def until_volume(assistant: Assistant, volume: float) -> None:
    house = assistant.household.house
    assert house is not None
    async with asyncio.timeout(60):
        while house.states()["radio"]["volume_level"] != volume:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("duck", [True, False])
async def test_the_next_start_puts_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, duck: bool
) -> None:
    settings = settings_in(tmp_path)
    with monkeypatch.context() as crash:
        crash.setattr(Ducking, "__aexit__", lambda *_: asyncio.sleep(0))  # it cannot tidy up
        async with open_assistant(settings, print, simulate=True) as assistant:
            assert assistant.ducking is not None
            assistant.ducking.watcher("kitchen")(Listening(why="wake_word", at_ms=0))
            await until_volume(assistant, 0.15)
    kept = json.loads(settings.house_file.read_text())
    assert kept["devices"]["radio"]["state"]["volume_level"] == 0.15

    async with open_assistant(settings_in(tmp_path, duck=duck), print, simulate=True) as again:
        assert again.live.mirror.state("radio")["volume_level"] == 0.5
        await until_volume(again, 0.5)
        await asyncio.sleep(0.1)
    assert not (settings.data_dir / "ducked.json").exists()
    with Journal.open(settings.journal_file) as journal:
        notes = [note for _, note in journal.notes()]
    assert VolumePutBack(device="radio") in notes
    assert not [note for note in notes if isinstance(note, StateChanged)]
