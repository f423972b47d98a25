"""The language of a home: compiled once, and again when the home is another."""

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.home.file import parse_home
from assistant.home.model import Home
from assistant.home_language import Following, HomeLanguage, Spoken, compile_language
from assistant.speech.choose import BUNDLED, LanguageFor, bundled_folder, choose
from assistant.speech.language.error import LanguageError
from assistant.speech.language.model import known_words
from assistant.speech.recogniser import Reading
from assistant.speech.swappable import SwappableRecogniser
from tests.cli.program import until


def home(*names: str) -> Home:
    devices = [
        {"id": f"light.{number}", "name": name, "area": "den"} for number, name in enumerate(names)
    ]
    return parse_home({"areas": [{"id": "den"}], "devices": devices}, "test")


class Deaf:
    """A recogniser that only has a name."""

    description = ""

    def __init__(self, name: str) -> None:
        self.name = name

    def transcribe(self, pcm: bytes) -> tuple[Reading, ...]:
        return ()


def test_states_are_no_language_and_names_are() -> None:
    spoken = Spoken(home=home("den lamp"), wake_words=("alexa",))
    first, *_ = spoken.home.devices
    lit = replace(spoken.home, devices=(replace(first, state={"state": "on"}),))
    assert replace(spoken, home=lit).fingerprint(None) == spoken.fingerprint(None)
    others = (
        replace(spoken, home=home("pear lamp")),
        replace(spoken, wake_words=("hey_jarvis",)),
        replace(spoken, learned=("turn on the moonlight",)),
        replace(spoken, home=replace(spoken.home, pronunciations={"den": (("D", "EH", "N"),)})),
    )
    assert len({one.fingerprint(None) for one in (spoken, *others)}) == 5
    assert spoken.fingerprint(bundled_folder()) != spoken.fingerprint(None)


def test_compiled_once_with_names_that_nobody_knew(tmp_path: Path) -> None:
    spoken = Spoken(home=home("Zorblax", "Лампа"), learned=("turn on the moonlight",))
    language = HomeLanguage(tmp_path, spoken)
    folder = language.folder_for(bundled_folder())
    made = folder.stat().st_mtime_ns
    assert {"zorblax", "лампа", "moonlight", "den"} <= known_words(folder).keys()
    assert language.folder_for(bundled_folder()).stat().st_mtime_ns == made
    choice = choose(BUNDLED, language=language)
    assert choice.recogniser.name == f"vosk:{BUNDLED}"
    assert "language of this home" in choice.recogniser.description


def test_a_model_that_was_moved_is_compiled_for_where_it_is_now(tmp_path: Path) -> None:
    language = HomeLanguage(tmp_path / "kept", Spoken(home=home("den lamp")))
    before = Path(shutil.copytree(bundled_folder(), tmp_path / "before"))
    language.folder_for(before)
    after = before.rename(tmp_path / "after")
    assert (language.folder_for(after) / "am" / "final.mdl").is_file()


def test_two_programs_that_begin_together_compile_it_once(tmp_path: Path) -> None:
    spoken = Spoken(home=home("den lamp"))

    def begin(_: int) -> tuple[Path, int]:
        folder = HomeLanguage(tmp_path, spoken).folder_for(bundled_folder())
        return folder, folder.stat().st_mtime_ns

    with ThreadPoolExecutor(2) as programs:
        first, second = programs.map(begin, range(2))
    assert first == second
    assert "lamp" in known_words(first[0])


def test_where_nothing_can_be_written_the_model_speaks_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "full").write_text("a file, where a folder should be")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "full"))
    language = HomeLanguage(tmp_path / "full", Spoken(home=home("den lamp")))
    with pytest.raises(LanguageError, match="cannot be compiled"):
        language.folder_for(bundled_folder())
    choice = choose(BUNDLED, language=language)
    assert "does not know this home" in choice.notes[0]
    assert choice.recogniser.name == f"vosk:{BUNDLED}"


async def test_it_follows_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.home_language.LOOK_SECONDS", 0.01)
    spoken = Spoken(home=home("den lamp"))
    recogniser = SwappableRecogniser(Deaf("first"))

    def load(language: LanguageFor | None) -> Deaf:
        return Deaf("second")

    following = Following(recogniser=recogniser, load=load, known=spoken)
    now = [spoken]
    task = asyncio.create_task(following.follow(tmp_path, lambda: now[0], print))
    await asyncio.sleep(0.1)
    assert recogniser.name == "first"
    now[0] = Spoken(home=home("den lamp", "pear lamp"))
    await until(lambda: recogniser.name == "second")
    task.cancel()


@pytest.mark.slow
def test_a_thousand_devices(tmp_path: Path) -> None:
    """Names of up to four words; the time is measured by the benchmark."""
    names = [f"lamp {number} by the old chair" for number in range(1000)]
    compile_language(Spoken(home=home(*names)), bundled_folder(), tmp_path / "made")
    assert "chair" in known_words(tmp_path / "made")
