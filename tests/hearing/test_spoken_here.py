"""What the recogniser is told of people's own words, and how often that is read."""

import os
from pathlib import Path

import pytest

from assistant.hearing import SpokenHere
from assistant.home.model import Home
from assistant.learning.rewriting.store import Store
from assistant.settings import Settings, default_home_file
from tests.rewriting.tables import rewrite, table

NOBODYS = Home(areas=(), devices=())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home_file=default_home_file(), data_dir=tmp_path)


def learn(settings: Settings, heard: str) -> os.stat_result:
    Store(settings.learned_file).save(table(rewrite(heard, "turn on the lamp")))
    return settings.learned_file.stat()


def test_what_was_learned_is_heard_as_soon_as_it_is_there(settings: Settings) -> None:
    here = SpokenHere(settings)
    assert here.spoken_in(NOBODYS).learned == ()
    learn(settings, "turn on the glow")
    assert here.spoken_in(NOBODYS).learned == ("turn on the glow",)
    learn(settings, "turn on the glim and glow")
    assert here.spoken_in(NOBODYS).learned == ("turn on the glim and glow",)
    settings.learned_file.unlink()
    assert here.spoken_in(NOBODYS).learned == ()


def test_the_table_is_not_read_again_before_it_was_written(settings: Settings) -> None:
    here = SpokenHere(settings)
    first = learn(settings, "turn on the glow")
    assert here.spoken_in(NOBODYS).learned == ("turn on the glow",)
    second = learn(settings, "turn on the glim")
    assert second.st_size == first.st_size
    os.utime(settings.learned_file, ns=(first.st_mtime_ns, first.st_mtime_ns))
    assert here.spoken_in(NOBODYS).learned == ("turn on the glow",)
    os.utime(settings.learned_file, ns=(second.st_mtime_ns, second.st_mtime_ns + 1))
    assert here.spoken_in(NOBODYS).learned == ("turn on the glim",)
