"""A network to go on with, from what was written for Vosk: the way back from `export`."""

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor, nn

from speech_model.kaldi import Affine, Matrix
from speech_model.network import SPLICE_FRAMES, Factored, Network

USUAL_WEIGHT = 0.08
"""Root mean square of the weights of a layer that has learned: how far a step goes beside them."""


@torch.no_grad()
def restore(network: Network, known: Mapping[str, Affine], cepstra: Tensor) -> None:
    """The same function as before, normalised by what it makes of some cepstra.

    What was normalised while it learned was written as one map; so the normalisation begins anew,
    with the moments of `cepstra`, shape (batch, frames, 40), and changes nothing at first.
    """
    moments = 2 * SPLICE_FRAMES + 1
    mean = np.tile(network.mean.double().numpy(), moments)
    deviation = np.tile(network.deviation.double().numpy(), moments)
    first = known["first.affine"]
    _put(network.first, first.weights * deviation, first.bias + first.weights @ mean)
    for number, layer in enumerate(network.layers, start=1):
        assert isinstance(layer, Factored)
        earlier, later = np.split(known[f"layer{number}.narrow"].weights, 2, axis=1)
        _put(layer.narrow, np.concatenate((earlier, later)))
        wide = known[f"layer{number}.wide"]
        _put(layer.wide, wide.weights, wide.bias)
    _put(network.last, known["last"].weights, known["last"].bias)
    _normalise(network, cepstra)


def _put(layer: nn.Linear, weights: Matrix, bias: Matrix | None = None) -> None:
    layer.weight.copy_(torch.from_numpy(weights))
    if bias is not None:
        layer.bias.copy_(torch.from_numpy(bias))


def _normalise(network: Network, cepstra: Tensor) -> None:
    """Layers before a normalisation get weights of one size, and the normalisation undoes it."""
    layers = [layer for layer in network.layers if isinstance(layer, Factored)]
    normed = [(network.first, network.norm), *((layer.wide, layer.norm) for layer in layers)]
    for _, norm in normed:
        norm.reset_parameters()
    network.eval()
    for linear, norm in normed:  # in their order: each must hear the ones before it as they were
        assert norm.running_mean is not None and norm.running_var is not None
        outputs: list[Tensor] = []
        watched = linear.register_forward_hook(lambda *parts, kept=outputs: kept.append(parts[2]))
        network(cepstra)
        watched.remove()
        found = outputs[0].flatten(0, 1)
        mean, variance = found.mean(dim=0), found.var(dim=0)
        scale = USUAL_WEIGHT / linear.weight.square().mean(dim=1).sqrt()
        linear.weight.mul_(scale[:, None])
        linear.bias.sub_(mean).mul_(scale)
        norm.running_var.copy_(variance * scale**2)
        norm.weight.copy_((variance + norm.eps / scale**2).sqrt())
        norm.bias.copy_(mean)
