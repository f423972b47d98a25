"""The trained network as one of Kaldi's: every normalisation goes into the weights beside it."""

import numpy as np
from torch import nn

from speech_model.features import CEPSTRA
from speech_model.kaldi import AcousticModel, Affine, Matrix, Node, Passed, Rectified
from speech_model.network import (
    AROUND,
    CONTEXT_FRAMES,
    SPLICE_FRAMES,
    STEP_FRAMES,
    WIDTH,
    Factored,
    Network,
)


def exported(network: Network) -> AcousticModel:
    """The same function of the cepstra."""
    splice = ", ".join(_moment("input", at) for at in range(-SPLICE_FRAMES, SPLICE_FRAMES + 1))
    nodes = [
        Node("first.affine", _first(network), f"Append({splice})"),
        Node("first", Rectified(WIDTH), "first.affine"),
    ]
    for number, layer in enumerate(network.layers, start=1):
        assert isinstance(layer, Factored)
        nodes += _factored(f"layer{number}", layer, nodes[-1].name)
    nodes.append(Node("last", _affine(network.last), nodes[-1].name))
    return AcousticModel(CEPSTRA, nodes, CONTEXT_FRAMES)


def _factored(name: str, layer: Factored, before: str) -> list[Node]:
    frames = STEP_FRAMES * layer.offset
    narrow, wide, rectified = f"{name}.narrow", f"{name}.wide", f"{name}.rectified"
    around = f"Sum({rectified}, Scale({AROUND}, {before}))"
    return [
        Node(narrow, _both(layer.narrow), f"Append({_moment(before, -frames)}, {before})"),
        Node(
            wide,
            _normed(_affine(layer.wide), layer.norm),
            f"Append({narrow}, {_moment(narrow, frames)})",
        ),
        Node(rectified, Rectified(WIDTH), wide),
        Node(name, Passed(WIDTH), around),
    ]


def _both(layer: nn.Linear) -> Affine:
    """The maps of two moments side by side, as Kaldi appends its inputs."""
    earlier, later = np.split(_affine(layer).weights, 2)
    return Affine(np.concatenate((earlier, later), axis=1), np.zeros(len(earlier)))


def _first(network: Network) -> Affine:
    affine = _normed(_affine(network.first), network.norm)
    moments = 2 * SPLICE_FRAMES + 1
    mean = np.tile(network.mean.double().numpy(), moments)
    deviation = np.tile(network.deviation.double().numpy(), moments)
    weights = affine.weights / deviation
    return Affine(weights, affine.bias - weights @ mean)


def _affine(layer: nn.Linear) -> Affine:
    weights: Matrix = layer.weight.detach().double().numpy()
    bias = np.zeros(len(weights)) if layer.bias is None else layer.bias.detach().double().numpy()
    return Affine(weights, bias)


def _normed(affine: Affine, norm: nn.BatchNorm1d) -> Affine:
    """With the batch normalisation that follows it folded in."""
    assert norm.running_mean is not None and norm.running_var is not None
    scale = norm.weight.detach().double() / (norm.running_var.double() + norm.eps).sqrt()
    bias = (affine.bias - norm.running_mean.double().numpy()) * scale.numpy()
    return Affine(
        affine.weights * scale.numpy()[:, None], bias + norm.bias.detach().double().numpy()
    )


def _moment(name: str, frames: int) -> str:
    return f"Offset({name}, {frames})" if frames else name
