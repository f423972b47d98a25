"""The frozen encoder: one vector for each piece of a word.

Every piece goes alone through all layers of all-MiniLM-L6-v2; the outputs are narrowed to their
principal components (as in Model2Vec: Tulkens and van Dongen, 2024) and kept in eight bits. What
stands beside a piece is lost by that; the network on top sees whole dialogues.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from transformers import AutoModel

from wishes.network import encoder_folder
from wishes.pieces_kept import full_vocabulary

PIECES = 20000
"""The encoder's vocabulary begins with the commonest."""
WIDTH = 128
MANY = 512
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")


@dataclass(frozen=True, slots=True)
class Table:
    """The pieces in their order, and their vectors in eight bits; the first is of no piece."""

    pieces: tuple[str, ...]
    vectors: np.ndarray
    """Whole numbers, shape (pieces, WIDTH)."""
    scale: float


def table(cache: Path) -> Table:
    """Made once, then read from the cache."""
    if not cache.is_file():
        cache.parent.mkdir(parents=True, exist_ok=True)
        made = _made()
        np.savez(cache, pieces=np.array(made.pieces), vectors=made.vectors, scale=made.scale)
    with np.load(cache) as kept:
        return Table(tuple(kept["pieces"].tolist()), kept["vectors"], float(kept["scale"]))


def _made() -> Table:
    kept = {
        piece: number
        for piece, number in full_vocabulary().items()
        if piece in SPECIAL or _is_common(piece, number)
    }
    vectors = _narrowed(_encoded(list(kept.values())))
    vectors[: len(SPECIAL)] = 0.0
    scale = float(np.abs(vectors).max() / 127)
    return Table(tuple(kept), np.round(vectors / scale).astype(np.int8), scale)


def _is_common(piece: str, number: int) -> bool:
    bare = piece.removeprefix("##")
    return bare.isascii() and (number < PIECES or len(bare) == 1) and not piece.startswith("[")


def _encoded(ids: list[int]) -> np.ndarray:
    """The mean over the last layer, shape (ids, 384)."""
    encoder = AutoModel.from_pretrained(encoder_folder()).eval()
    start, end = (full_vocabulary()[mark] for mark in ("[CLS]", "[SEP]"))
    found = []
    with torch.no_grad():
        for first in range(0, len(ids), MANY):
            rows = torch.tensor([[start, one, end] for one in ids[first : first + MANY]])
            found.append(encoder(input_ids=rows).last_hidden_state.mean(1).numpy())
    return np.concatenate(found)


def _narrowed(vectors: np.ndarray) -> np.ndarray:
    """The principal components, each vector then of length one."""
    centred = vectors - vectors.mean(0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    narrow = centred @ axes[:WIDTH].T
    found: np.ndarray = narrow / np.linalg.norm(narrow, axis=1, keepdims=True)
    return np.clip(found, -0.5, 0.5)
