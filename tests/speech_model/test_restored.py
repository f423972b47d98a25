"""A network comes back from what was written for Vosk; only where the training's packages are."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("kaldi_native_fbank")

from assistant.speech.choose import bundled_folder  # noqa: E402
from speech_model.export import exported  # noqa: E402
from speech_model.kaldi import Affine, affine_maps, write  # noqa: E402
from speech_model.network import Network  # noqa: E402
from speech_model.restored import restore  # noqa: E402


def test_the_bundled_network_comes_back_as_it_was(tmp_path: Path) -> None:
    known = affine_maps(bundled_folder() / "am" / "final.mdl")
    torch.manual_seed(1)
    network = Network(torch.ones(40), torch.full((40,), 9.0))
    restore(network, known, 10 * torch.randn(2, 300, 40))
    again = exported(network.eval())
    for node in again.nodes:
        if isinstance(node.component, Affine):
            assert np.allclose(node.component.weights, known[node.name].weights, atol=1e-6)
            assert np.allclose(node.component.bias, known[node.name].bias, atol=1e-5)
    write(again, tmp_path / "final.mdl")
    assert affine_maps(tmp_path / "final.mdl").keys() == known.keys()
