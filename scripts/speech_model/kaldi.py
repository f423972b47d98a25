"""Kaldi's binary format of an acoustic model, as far as libvosk 0.3.45 asks for it."""

import math
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from speech_model.sounds import NUMBER, PHONES, SILENCE

Matrix = npt.NDArray[np.float64]

POSITIONS = ("B", "E", "I", "S")
"""Begin, end, inside, and a word of its own: the graph knows a phone in four places."""
PLACED = (SILENCE, *(phone for phone in PHONES for _ in POSITIONS))
"""The phone of each number of the graph, from 1."""
LEVELS = 65535


@dataclass(frozen=True, slots=True)
class Affine:
    """A linear map and what is added."""

    weights: Matrix
    """Shape (outputs, inputs)."""
    bias: Matrix


@dataclass(frozen=True, slots=True)
class Rectified:
    """Nothing below zero."""

    width: int


@dataclass(frozen=True, slots=True)
class Passed:
    """A node that only adds up what its inputs say."""

    width: int


Component = Affine | Rectified | Passed


@dataclass(frozen=True, slots=True)
class Node:
    """A component and where its input comes from, in nnet3's own language."""

    name: str
    component: Component
    source: str


@dataclass(frozen=True, slots=True)
class AcousticModel:
    """A whole network; the last node is its output."""

    inputs: int
    nodes: Sequence[Node]
    context_frames: int


def write(model: AcousticModel, path: Path) -> None:
    """Write `final.mdl`."""
    file = _Writer()
    _transitions(file)
    _network(file, model)
    path.write_bytes(bytes(file.content))


def affine_maps(path: Path) -> dict[str, Affine]:
    """The affine components of a `final.mdl` that `write` has written, by their names."""
    content, found = path.read_bytes(), {}
    for begin in re.finditer(rb"<ComponentName> (\S+) <AffineComponent> <LearningRate> ", content):
        at = begin.end() + struct.calcsize("<bf") + len(b"<LinearParams> CM2 ")
        low, reach, rows, columns = struct.unpack_from("<ffii", content, at)
        at += struct.calcsize("<ffii")
        levels = np.frombuffer(content, "<u2", rows * columns, at).astype(np.float64)
        at += 2 * rows * columns + len(b"<BiasParams> FV ") + struct.calcsize("<bi")
        bias = np.frombuffer(content, "<f4", rows, at).astype(np.float64)
        weights = low + levels.reshape(rows, columns) / LEVELS * reach
        found[begin[1].decode()] = Affine(weights, bias)
    return found


class _Writer:
    """Tokens and numbers; a number is preceded by how many bytes it takes."""

    def __init__(self) -> None:
        self.content = bytearray(b"\0B")

    def tokens(self, text: str) -> None:
        for token in text.split():
            self.content += token.encode() + b" "

    def whole(self, *values: int) -> None:
        for value in values:
            self.content += struct.pack("<bi", 4, value)

    def real(self, value: float) -> None:
        self.content += struct.pack("<bf", 4, value)

    def long_real(self, value: float) -> None:
        self.content += struct.pack("<bd", 8, value)

    def wholes(self, values: Sequence[int]) -> None:
        self.whole(len(values))
        self.content += np.asarray(values, "<i4").tobytes()

    def vector(self, values: npt.ArrayLike) -> None:
        array = np.asarray(values, "<f4")
        self.tokens("FV")
        self.whole(len(array))
        self.content += array.tobytes()

    def matrix(self, values: Matrix) -> None:
        """In steps of a 65,535th of the range, which loses nothing that can be measured."""
        low, high = float(values.min()), float(values.max())
        steps = np.round((values - low) / max(high - low, 1e-12) * LEVELS)
        self.tokens("CM2")
        self.content += struct.pack("<ffii", low, high - low, *values.shape)
        self.content += steps.astype("<u2").tobytes()


def _transitions(file: _Writer) -> None:
    """Every phone is one state: a first frame, then a loop."""
    count = len(PLACED)
    file.tokens("<TransitionModel> <Topology>")
    file.wholes(range(1, count + 1))
    file.wholes([-1, *[0] * count])
    file.whole(-1, 1, 2)  # loops have outputs of their own; one entry; of two states
    file.whole(0, 1, 2)  # output classes of entering and of staying; two ways on
    for state in (0, 1):
        file.whole(state)
        file.real(0.5)
    file.whole(-1, -1, 0)  # the end
    file.tokens("</Topology> <Tuples>")
    file.whole(count)
    for place, phone in enumerate(PLACED, start=1):
        file.whole(place, 0, 2 * NUMBER[phone], 2 * NUMBER[phone] + 1)
    file.tokens("</Tuples> <LogProbs>")
    file.vector([0.0, *[math.log(0.5)] * (2 * count)])
    file.tokens("</LogProbs> </TransitionModel>")


def _network(file: _Writer, model: AcousticModel) -> None:
    lines = [f"input-node name=input dim={model.inputs}"]
    lines += [
        f"component-node name={node.name} component={node.name} input={node.source}"
        for node in model.nodes
    ]
    lines.append(f"output-node name=output input={model.nodes[-1].name} objective=linear")
    file.tokens("<Nnet3>")
    file.content += ("\n" + "\n".join(lines) + "\n\n").encode()
    file.tokens("<NumComponents>")
    file.whole(len(model.nodes))
    for node in model.nodes:
        file.tokens(f"<ComponentName> {node.name}")
        _component(file, node.component)
    file.tokens("</Nnet3> <LeftContext>")
    file.whole(model.context_frames)
    file.tokens("<RightContext>")
    file.whole(model.context_frames)
    file.tokens("<Priors>")
    file.vector([])


def _component(file: _Writer, component: Component) -> None:
    match component:
        case Affine(weights, bias):
            file.tokens("<AffineComponent> <LearningRate>")
            file.real(0.001)
            file.tokens("<LinearParams>")
            file.matrix(weights)
            file.tokens("<BiasParams>")
            file.vector(bias)
            file.tokens("</AffineComponent>")
        case Rectified(width):
            file.tokens("<RectifiedLinearComponent> <Dim>")
            file.whole(width)
            file.tokens("<ValueAvg>")
            file.vector([])
            file.tokens("<DerivAvg>")
            file.vector([])
            file.tokens("<Count>")
            file.long_real(0.0)
            file.tokens("</RectifiedLinearComponent>")
        case Passed(width):
            file.tokens("<NoOpComponent> <Dim>")
            file.whole(width)
            file.tokens("<BackpropScale>")
            file.real(1.0)
            file.tokens("</NoOpComponent>")
