"""The graphs: the same bytes as OpenFst's own tools, and heard by Vosk."""

import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from assistant.audio.wav import read_wav
from assistant.speech.choose import bundled_folder
from assistant.speech.language.fst import (
    EPSILON,
    Property,
    Transducer,
    constant,
    intervals,
    lookahead,
)
from assistant.speech.language.language import language_of
from assistant.speech.language.lexicon import Lexicon
from assistant.speech.language.model import compile_for, is_ours, known_words
from assistant.speech.vosk import VoskRecogniser
from tests.hearing.ears import RECORDINGS

PLUGINS = Path("/usr/lib/x86_64-linux-gnu/fst/22")
SAID = ("turn on the kitchen light", "turn off the kitchen light", "open the zorblax")


def small() -> Transducer:
    """Reads 1 2 and writes 1, or reads 3 and writes 2, with states in the order of a search."""
    fst = Transducer()
    for _ in range(3):
        fst.add_state()
    fst.add_arc(0, 1, 1, EPSILON, 0.5)
    fst.add_arc(0, 2, 3, 2, 1.0)
    fst.add_arc(1, 2, 2, 1, 0.25)
    fst.finals[2] = 0.0
    return fst


@pytest.mark.skipif(shutil.which("fstcompile") is None, reason="needs libfst-tools")
def test_a_constant_transducer_is_read_by_openfst(tmp_path: Path) -> None:
    path = tmp_path / "small.fst"
    path.write_bytes(constant(small(), "output", Property.OUTPUT_SORTED))
    printed = subprocess.run(["fstprint", path], capture_output=True, text=True, check=True).stdout
    lines = [line.split("\t") for line in printed.splitlines()]
    assert lines == [
        ["0", "1", "1", "0", "0.5"],
        ["0", "2", "3", "2", "1"],
        ["1", "2", "2", "1", "0.25"],
        ["2"],
    ]


@pytest.mark.skipif(not PLUGINS.is_dir(), reason="needs libfst22-plugins-base")
def test_look_ahead_data_is_openfsts(tmp_path: Path) -> None:
    text = "0\t1\t1\t0\t0.5\n0\t2\t3\t2\t1\n1\t2\t2\t1\t0.25\n2\t0\n"
    path = tmp_path / "theirs.fst"
    command = (
        "fstcompile | fstarcsort --sort_type=olabel | fstconvert --fst_type=olabel_lookahead "
        f"--save_relabel_opairs={tmp_path}/pairs > {path}"
    )
    environment = {**os.environ, "LD_LIBRARY_PATH": str(PLUGINS)}
    subprocess.run(["bash", "-c", command], input=text, text=True, check=True, env=environment)
    inner = constant(small(), "output", Property.OUTPUT_SORTED)
    ours = lookahead(inner, [intervals([1, 2]), intervals([1]), intervals([3])], 3)
    theirs = path.read_bytes()
    assert ours[-96:] == theirs[-96:]
    assert len(ours) == len(theirs)


def test_vosk_hears_a_word_that_nobody_knew(tmp_path: Path) -> None:
    language = language_of({tuple(said.split()): 1.0 for said in SAID}, Lexicon())
    compile_for(bundled_folder(), tmp_path / "model", language)
    recogniser = VoskRecogniser(tmp_path / "model")
    pcm = read_wav(RECORDINGS / "no_wake_command.wav").samples.tobytes()
    assert recogniser.transcribe(pcm)[0].hypothesis.text == SAID[0]
    assert "zorblax" in known_words(tmp_path / "model")


def test_a_model_that_is_not_ours_keeps_its_sounds(tmp_path: Path) -> None:
    """Its words and sounds are as they were; only what is said is new."""
    other = tmp_path / "other"
    shutil.copytree(bundled_folder(), other)
    phones = other / "graph" / "phones.txt"
    phones.write_text(phones.read_text().replace("AA_B", "AA0_B"))
    assert is_ours(bundled_folder())
    assert not is_ours(other)
    language = language_of({tuple(SAID[0].split()): 1.0}, Lexicon())
    compile_for(other, tmp_path / "model", language)
    assert known_words(tmp_path / "model") == known_words(other)
    pcm = read_wav(RECORDINGS / "no_wake_command.wav").samples
    heard = VoskRecogniser(tmp_path / "model").transcribe(np.asarray(pcm).tobytes())
    assert heard[0].hypothesis.text == SAID[0]
