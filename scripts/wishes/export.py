"""The trained network to the three small files that the assistant reads."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from wishes.network import Network

MODEL, VOCABULARY, CARD = "wishes.onnx", "pieces.txt", "card.json"


def export(
    network: Network,
    labels: Sequence[str],
    vocabulary: Mapping[str, int],
    card: Mapping[str, object],
    folder: Path,
) -> None:
    """Weights in eight bits, the pieces one a line, and what it was made of."""
    folder.mkdir(parents=True, exist_ok=True)
    ids = torch.tensor([[1, 2, 3]])
    with TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        torch.onnx.export(
            network,
            (ids, torch.ones_like(ids)),
            str(whole),
            input_names=["ids", "mask"],
            output_names=["wish", "part"],
            dynamic_axes={"ids": {0: "rows", 1: "length"}, "mask": {0: "rows", 1: "length"}},
            dynamo=False,
        )
        quantize_dynamic(whole, folder / MODEL, weight_type=QuantType.QInt8)
    (folder / VOCABULARY).write_text("\n".join(vocabulary) + "\n", "utf-8")
    text = json.dumps({"labels": list(labels), **card}, indent=1) + "\n"
    (folder / CARD).write_text(text, "utf-8")
