"""The trained network to the three small files that the assistant reads."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch

from assistant.learning.rephrase_model.inputs import MOST_PIECES, SIGNS
from assistant.learning.rephrase_model.model import CARD, MODEL, VOCABULARY
from rephrases.network import Network

NAMES = ("pieces", "likeness", "signs")
OPSET = 17


def export(
    network: Network, pieces: Sequence[str], card: Mapping[str, object], folder: Path
) -> None:
    """Weights as trained, the table in eight bits, the pieces one a line, what it was made of."""
    folder.mkdir(parents=True, exist_ok=True)
    rows, turns, words = 2, 3, 5
    torch.onnx.export(
        network.eval(),
        (
            torch.ones(rows, turns, words, MOST_PIECES, dtype=torch.long),
            torch.ones(rows, turns - 1, words, words),
            torch.ones(rows, turns, SIGNS),
        ),
        str(folder / MODEL),
        input_names=list(NAMES),
        output_names=["chances"],
        dynamic_axes={
            "pieces": {0: "rows", 1: "turns", 2: "words"},
            "likeness": {0: "rows", 1: "later", 2: "words", 3: "words"},
            "signs": {0: "rows", 1: "turns"},
            "chances": {0: "rows", 1: "turns"},
        },
        opset_version=OPSET,
        dynamo=False,
    )
    (folder / VOCABULARY).write_text("\n".join(pieces) + "\n", "utf-8")
    (folder / CARD).write_text(json.dumps(dict(card), indent=1) + "\n", "utf-8")
