"""Fits the network to dialogues."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from rich.progress import track
from torch import Tensor, nn

from assistant.learning.rephrase_model.inputs import LONGEST, Encoder, Inputs
from assistant.learning.rephrase_model.model import vocabulary_of
from rephrases.behaviour import Labelled
from rephrases.network import Network
from rephrases.table import Table

ROUNDS = 8
BATCH = 64
RATE = 2e-3
WARM_UP = 200
WEIGHT_DECAY = 0.01
SMOOTHING = 0.05
"""How much of the truth is spread: people are less clear than labels."""


@dataclass(frozen=True, slots=True)
class Batch:
    inputs: Inputs
    edges: np.ndarray
    """Place of the first and of the last word of the rephrase, shape (dialogues, 2); 0 is none."""


def learn(rounds: Iterator[Sequence[Labelled]], table: Table, *, seed: int) -> Network:
    """New dialogues in each round; the same rounds and seed give the same network."""
    torch.manual_seed(seed)
    dice = random.Random(seed)
    network = Network(table)
    encoder = Encoder(vocabulary_of(table.pieces))
    batches = [list(_batches(told, encoder)) for told in track(rounds, "telling", ROUNDS)]
    steps = sum(map(len, batches))
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=WEIGHT_DECAY)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, step / WARM_UP) * max(0.0, 1 - step / steps)
    )
    network.train()
    every = (one for told in batches for one in dice.sample(told, len(told)))
    for batch in track(every, "learning", total=steps):
        optimiser.zero_grad()
        loss = _loss(network, batch)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
    return network.eval()


def _loss(network: Network, batch: Batch) -> Tensor:
    """Cross-entropy of the first word and of the last, and of the turn that they snap to."""
    given = [torch.from_numpy(one) for one in _arrays(batch.inputs)]
    logits = network.logits(*given)
    edges = torch.from_numpy(batch.edges)
    spans = nn.functional.cross_entropy(logits, edges)
    words = given[0].shape[2]
    turns = torch.where(edges[:, 0] > 0, (edges[:, 0] - 1) // words + 1, 0)
    chances = network.snapped(logits, given[0].shape[1])
    kept = (1 - SMOOTHING) * chances + SMOOTHING / chances.shape[1]
    of_turns = nn.functional.nll_loss(kept.log(), turns)
    return 0.3 * spans + of_turns


def _arrays(inputs: Inputs) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return inputs.pieces, inputs.likeness, inputs.signs


def _batches(dialogues: Sequence[Labelled], encoder: Encoder) -> Iterator[Batch]:
    """Dialogues of about the same size together."""
    order = sorted(dialogues, key=_size)
    for start in range(0, len(order), BATCH):
        cut = order[start : start + BATCH]
        inputs = encoder.inputs([one.dialogue for one in cut])
        yield Batch(inputs, np.array([_edges(one, inputs.pieces.shape[2]) for one in cut]))


def _edges(one: Labelled, words: int) -> tuple[int, int]:
    if not one.rephrase:
        return 0, 0
    start = 1 + (one.rephrase - 1) * words
    last = min(LONGEST, len(one.dialogue.turns[one.rephrase].words)) - 1
    return start + min(one.begins, last), start + last


def _size(one: Labelled) -> tuple[int, int]:
    turns = one.dialogue.turns
    return len(turns), max(min(LONGEST, len(turn.words)) for turn in turns)
