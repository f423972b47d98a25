"""The trained networks to the small files that the assistant reads."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from wishes.network import LONGEST, WIDTH, Network, OfPieces, OfVectors

MODEL, VOCABULARY, CARD = "wishes.onnx", "pieces.txt", "card.json"
ASIDES, ASIDES_CARD = "asides.onnx", "asides.json"
TABLE = "word_embeddings"
"""What is in the name of the table of pieces."""


def export(
    network: Network,
    labels: Sequence[str],
    vocabulary: Mapping[str, int],
    card: Mapping[str, object],
    folder: Path,
) -> None:
    """Weights in eight bits, the pieces one a line, and what it was made of."""
    folder.mkdir(parents=True, exist_ok=True)
    _keep_short(network)
    ids = torch.tensor([[1, 2, 3]])
    names = ("ids", "mask"), ("wish", "part")
    _write(OfPieces(network), (ids, torch.ones_like(ids)), *names, folder / MODEL)
    tell_vectors(folder / MODEL)
    (folder / VOCABULARY).write_text("\n".join(vocabulary) + "\n", "utf-8")
    _write_card(folder / CARD, labels, card)


def export_asides(
    network: Network, labels: Sequence[str], card: Mapping[str, object], folder: Path
) -> None:
    """The same of the network that hears asides, which reads what the other looked up."""
    _keep_short(network)
    vectors, mask = torch.zeros(1, 3, WIDTH), torch.ones(1, 3, dtype=torch.int64)
    names = ("vectors", "mask"), ("wish", "aside")
    _write(OfVectors(network), (vectors, mask), *names, folder / ASIDES)
    _write_card(folder / ASIDES_CARD, labels, card)


def tell_vectors(path: Path) -> None:
    """Let the network tell the vector of each piece too, so that another needs no table."""
    model = onnx.load(path)
    looked_up = next(
        node.output[0]
        for node in model.graph.node
        if node.op_type == "DequantizeLinear" and TABLE in node.output[0]
    )
    alike = onnx.helper.make_node("Identity", [looked_up], ["vectors"])
    model.graph.node.append(alike)
    shape = ["rows", "length", WIDTH]
    model.graph.output.append(
        onnx.helper.make_tensor_value_info("vectors", onnx.TensorProto.FLOAT, shape)
    )
    onnx.save(model, path)


def _keep_short(network: Network) -> None:
    """No place beyond the longest sentence is ever looked up."""
    embeddings = network.encoder.embeddings
    places = embeddings.position_embeddings.weight.detach()[:LONGEST]
    embeddings.position_embeddings = nn.Embedding.from_pretrained(places)


def _write(
    network: nn.Module,
    example: tuple[Tensor, Tensor],
    inputs: tuple[str, str],
    outputs: tuple[str, str],
    path: Path,
) -> None:
    with TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        axes = {0: "rows", 1: "length"}
        torch.onnx.export(
            network.eval(),
            example,
            str(whole),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes=dict.fromkeys(inputs, axes),
            dynamo=False,
        )
        quantize_dynamic(whole, path, weight_type=QuantType.QInt8)


def _write_card(path: Path, labels: Sequence[str], card: Mapping[str, object]) -> None:
    path.write_text(json.dumps({"labels": list(labels), **card}, indent=1) + "\n", "utf-8")
