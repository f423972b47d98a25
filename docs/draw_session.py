#!/usr/bin/env python3
"""Draw docs/session.svg: recordings played to a fresh simulated home, exactly as it answers.

.venv/bin/python docs/draw_session.py [FILE]
"""

import asyncio
import re
import sys
import tempfile
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import MONOKAI

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from assistant.app import open_assistant  # noqa: E402
from assistant.audio.source import FileSource  # noqa: E402
from assistant.audio.tape import Tape  # noqa: E402
from assistant.hearing import load_ears  # noqa: E402
from assistant.pipeline import Origin  # noqa: E402
from assistant.replay.cases import Case, read_cases  # noqa: E402
from assistant.settings import Settings  # noqa: E402
from assistant.show import show_turn  # noqa: E402

RECORDINGS = ROOT / "tests" / "recordings"
PLAYED = ("kitchen_light_on", "bedside_lamp_blue", "is_the_door_locked", "no_wake_command")
WIDTH = 118
"""Characters in a line."""
FONTS = re.compile(r"@font-face \{\{.*?\}\}\s*", re.DOTALL)
"""Rich has the reader's browser fetch a font; the reader's own will do."""


async def play(console: Console, settings: Settings) -> None:
    """The chosen recordings, every stage of every turn."""
    ears = load_ears(settings, console)
    async with open_assistant(settings, console.print, ears=ears, simulate=True) as assistant:
        home = assistant.live.mirror.home
        console.print(f"{len(home.devices)} devices in {len(home.areas)} rooms\n", highlight=False)
        cases = {case.id: case for case in read_cases([RECORDINGS], home) if isinstance(case, Case)}
        for name in PLAYED:
            said = cases[name].said
            assert said.audio is not None
            console.print(f"[bold]{said.audio.name}[/bold]")
            origin = Origin(source="file", area=said.area)
            turn = await assistant.pipeline.converse(Tape(FileSource(said.audio)), origin)
            show_turn(console, turn)
            console.print()


def main(file: Path) -> None:
    with tempfile.TemporaryDirectory() as folder, Path("/dev/null").open("w") as nowhere:
        console = Console(record=True, width=WIDTH, file=nowhere, force_terminal=True)
        settings = Settings(home_file=ROOT / "home.yaml", data_dir=Path(folder), port=0)
        asyncio.run(play(console, settings))
    console.save_svg(
        str(file),
        title="assistant",
        theme=MONOKAI,
        code_format=FONTS.sub("", CONSOLE_SVG_FORMAT),
        unique_id="session",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("session.svg"))
