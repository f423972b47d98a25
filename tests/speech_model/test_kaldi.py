"""What is written for Vosk, read by Vosk."""

import json
import shutil
import struct
from pathlib import Path

import numpy as np
import pytest
import vosk

from assistant.audio.wav import read_wav
from assistant.speech.choose import bundled_folder
from speech_model.kaldi import (
    AcousticModel,
    Affine,
    Node,
    Passed,
    Rectified,
    _Writer,
    affine_maps,
    write,
)
from speech_model.sounds import NUMBER, OUTPUT_COUNT, SILENCE

RECORDING = Path(__file__).parents[1] / "recordings" / "kitchen_light_on.wav"
WIDTH = 8


def always(output: int) -> AcousticModel:
    """A network with every kind of node, which says the same whatever it hears."""
    bias = np.full(OUTPUT_COUNT, -30.0)
    bias[output] = 30.0
    around = "Sum(rectified, Scale(0.66, first))"
    nodes = [
        Node(
            "first",
            Affine(np.zeros((WIDTH, 80)), np.zeros(WIDTH)),
            "Append(Offset(input, -3), input)",
        ),
        Node("rectified", Rectified(WIDTH), "first"),
        Node("around", Passed(WIDTH), around),
        Node("last", Affine(np.zeros((OUTPUT_COUNT, WIDTH)), bias), "around"),
    ]
    return AcousticModel(40, nodes, context_frames=3)


def heard_with(model: AcousticModel, folder: Path) -> str:
    shutil.copytree(bundled_folder(), folder)
    write(model, folder / "am" / "final.mdl")
    vosk.SetLogLevel(-1)
    recogniser = vosk.KaldiRecognizer(vosk.Model(str(folder)), 16_000)
    recogniser.AcceptWaveform(read_wav(RECORDING).samples.tobytes())
    return str(json.loads(recogniser.FinalResult())["text"])


def test_vosk_loads_it_and_hears_what_the_network_says(tmp_path: Path) -> None:
    silence = 2 * NUMBER[SILENCE] + 1
    assert heard_with(always(silence), tmp_path / "silent") == ""


@pytest.mark.parametrize("shape", [(1, 1), (5, 3)])
def test_a_matrix_keeps_its_values(shape: tuple[int, int]) -> None:
    values = np.random.default_rng(1).normal(size=shape)
    writer = _Writer()
    writer.content.clear()
    writer.matrix(values)
    low, reach, rows, columns = struct.unpack_from("<ffii", writer.content, 4)
    levels = np.frombuffer(bytes(writer.content[20:]), "<u2").reshape(rows, columns)
    assert (rows, columns) == shape
    assert low + levels / 65535 * reach == pytest.approx(values, abs=reach / 65535 + 1e-6)


def test_what_was_written_can_be_read_back(tmp_path: Path) -> None:
    numbers = np.random.default_rng(2)
    first = Affine(numbers.normal(size=(WIDTH, 40)), numbers.normal(size=WIDTH))
    last = Affine(numbers.normal(size=(OUTPUT_COUNT, WIDTH)), numbers.normal(size=OUTPUT_COUNT))
    nodes = [Node("first", first, "input"), Node("relu", Rectified(WIDTH), "first")]
    nodes.append(Node("last", last, "relu"))
    write(AcousticModel(40, nodes, context_frames=0), tmp_path / "final.mdl")
    known = affine_maps(tmp_path / "final.mdl")
    assert list(known) == ["first", "last"]
    for one, other in ((known["first"], first), (known["last"], last)):
        assert one.weights == pytest.approx(other.weights, abs=1e-3)
        assert one.bias == pytest.approx(other.bias, abs=1e-6)
