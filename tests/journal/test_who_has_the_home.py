"""Whoever passes by a home that runs leaves its journal where it is."""

import asyncio
from dataclasses import replace
from pathlib import Path

from assistant.app import open_assistant
from assistant.settings import Settings


def test_only_who_has_the_home_sets_a_damaged_journal_aside(tmp_path: Path) -> None:
    (tmp_path / "home.yaml").write_text("devices: []")
    settings = Settings(home_file=tmp_path / "home.yaml", data_dir=tmp_path, port=0, page=False)
    damaged = b"not a database " * 100
    told: list[str] = []

    def damage() -> None:
        for file in tmp_path.glob("journal.db*"):
            file.unlink()
        settings.journal_file.write_bytes(damaged)

    async def passing_by() -> None:
        async with open_assistant(settings, told.append, simulate=True):
            damage()
            async with open_assistant(replace(settings, port=None), told.append):
                pass

    asyncio.run(passing_by())
    assert settings.journal_file.read_bytes() == damaged
    assert any("unrecorded" in line and "damaged" in line for line in told)

    async def starting() -> None:
        async with open_assistant(settings, told.append, simulate=True):
            pass

    asyncio.run(starting())
    (aside,) = tmp_path.glob("journal.db.damaged-*[0-9]")
    assert aside.read_bytes() == damaged
    assert any(str(aside) in line for line in told)
