"""Which recogniser is chosen, and what happens to models that cannot be used."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
import vosk

from assistant.audio.wav import read_wav
from assistant.speech.choose import BUNDLED, bundled_folder, choose
from assistant.speech.language.language import language_of
from assistant.speech.language.lexicon import Lexicon, from_letters
from assistant.speech.language.sphinx import write_language
from assistant.speech.pocketsphinx import PocketsphinxRecogniser
from assistant.speech.vosk import VoskRecogniser
from tests.hearing.ears import RECORDINGS

SENTENCES = ("turn on the kitchen light", "open the garage door", "ask quaxly for help")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder that Vosk looks into."""
    folder = tmp_path / "cache"
    folder.mkdir()
    monkeypatch.setattr(vosk, "MODEL_DIRS", [None, folder])
    return folder


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(variable, "http://127.0.0.1:9")  # nobody listens on this port
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)


def model(folder: Path) -> Path:
    shutil.copytree(bundled_folder(), folder)
    return folder


def test_the_bundled_model_is_the_default(cache: Path) -> None:
    choice = choose()
    assert choice.recogniser.name == f"vosk:{BUNDLED}"
    assert choice.notes == (f"speech: {choice.recogniser.description}",)


def test_a_cached_official_model_comes_first(cache: Path) -> None:
    model(cache / "vosk-model-small-en-us-0.15")
    model(cache / "vosk-model-small-de-0.15")
    assert choose().recogniser.name == "vosk:vosk-model-small-en-us-0.15"
    assert choose(BUNDLED).recogniser.name == f"vosk:{BUNDLED}"
    assert choose("vosk-model-small-de-0.15").recogniser.name == "vosk:vosk-model-small-de-0.15"


def test_a_path_comes_before_everything(cache: Path, tmp_path: Path) -> None:
    model(cache / "vosk-model-small-en-us-0.15")
    own = model(tmp_path / "own")
    assert choose(str(own)).recogniser.name == "vosk:own"


@pytest.mark.parametrize(
    "broken",
    ["am/final.mdl", "graph/HCLr.fst", "graph/Gr.fst", "graph/words.txt", "conf/model.conf"],
)
@pytest.mark.parametrize("how", ["missing", "cut"])
def test_a_damaged_folder_is_passed_over(
    cache: Path, tmp_path: Path, broken: str, how: str
) -> None:
    path = model(tmp_path / "own") / broken
    content = path.read_bytes()
    path.unlink()
    if how == "cut":
        path.write_bytes(content[: len(content) // 2])
    choice = choose(str(tmp_path / "own"))
    if how == "cut" and broken.endswith((".txt", ".conf")):  # half a list is a shorter list
        return
    assert choice.recogniser.name == f"vosk:{BUNDLED}"
    assert len(choice.notes) == 2
    assert "own cannot be used" in choice.notes[0]


def test_what_is_no_model(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x")
    for name in ("empty", "file", "nowhere"):
        choice = choose(str(tmp_path / name))
        assert choice.recogniser.name == f"vosk:{BUNDLED}"
        assert f"{name} cannot be used" in choice.notes[0]


def test_a_name_that_is_not_here(cache: Path) -> None:
    choice = choose("vosk-model-en-us-0.22")
    assert choice.recogniser.name == f"vosk:{BUNDLED}"
    assert "no download was asked for" in choice.notes[0]


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("name", [None, "vosk-model-en-us-0.22"])
def test_a_download_without_a_network(
    cache: Path, name: str | None, capfd: pytest.CaptureFixture[str]
) -> None:
    choice = choose(name, download=True)
    assert choice.recogniser.name == f"vosk:{BUNDLED}"
    assert len(choice.notes) == 2
    assert "cannot be downloaded" in choice.notes[0]
    assert capfd.readouterr() == ("", "")


def test_held_to_phrases() -> None:
    recogniser = VoskRecogniser(bundled_folder(), phrases=["hey jarvis", *SENTENCES[:2]])
    pcm = read_wav(RECORDINGS / "kitchen_light_on.wav").samples.tobytes()
    assert recogniser.transcribe(pcm)[0].hypothesis.text.endswith(SENTENCES[0])


def test_silence_has_no_words() -> None:
    best, *_ = VoskRecogniser(bundled_folder()).transcribe(bytes(64_000))
    assert best.words == ()
    assert best.confidence > 0.5


@dataclass(frozen=True)
class Compiled:
    """A language that is there already."""

    folder: Path

    def folder_for(self, model: Path | None) -> Path:
        return self.folder


def test_pocketsphinx_learns_the_language(tmp_path: Path) -> None:
    language = language_of({tuple(said.split()): 9.0 for said in SENTENCES}, Lexicon())
    write_language(language, tmp_path / "language")
    recogniser = choose("pocketsphinx", language=Compiled(tmp_path / "language")).recogniser
    assert isinstance(recogniser, PocketsphinxRecogniser)
    assert "language of the home" in recogniser.description
    samples = read_wav(RECORDINGS / "no_wake_command.wav").samples
    readings = recogniser.transcribe(samples.tobytes())
    assert readings[0].hypothesis.text == SENTENCES[0]
    assert 0 < sum(reading.confidence for reading in readings) <= 1
    assert readings[0].words[0].end_ms > readings[0].words[0].start_ms > 0


@pytest.mark.parametrize(
    ("name", "sounds"), [("quaxly", "K W AE K S L IY"), ("Sheila", "SH EH IH L AE"), ("7", "")]
)
def test_names_that_no_dictionary_has(name: str, sounds: str) -> None:
    assert " ".join(from_letters(name)) == sounds
