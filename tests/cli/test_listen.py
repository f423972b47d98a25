"""`assistant doctor --listen`: what it shows of the microphone."""

import io

import numpy as np
import pytest
from rich.console import Console

from assistant.audio.source import SamplesSource
from assistant.commands import listen
from assistant.hearing import Ears
from tests.conversation.talks import noise, recording


async def test_what_is_heard_is_shown(real_ears: Ears, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.StringIO()
    monkeypatch.setattr(listen, "console", Console(file=shown, width=120))
    said = np.concatenate((noise(1), recording("kitchen_light_on"), noise(3)))
    loudest_db = await listen.show(real_ears.another_pair(), SamplesSource(said), 20.0)
    assert "turn on the kitchen light" in shown.getvalue()
    assert -40 < loudest_db < -1


async def test_it_ends_with_the_source(real_ears: Ears) -> None:
    assert await listen.show(real_ears.another_pair(), SamplesSource(noise(3, -80.0)), 600.0) < -60


@pytest.mark.parametrize(
    ("level_db", "words"), [(-60.0, "muted"), (-2.0, "too loud"), (-20.0, "is good")]
)
def test_the_level_is_judged(level_db: float, words: str) -> None:
    assert words in listen.verdict(level_db)
