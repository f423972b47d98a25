"""The network: words of two requests compared, then turns of the dialogue.

Each later turn is read beside the first: every word sees what it corresponds to on the other side
(decomposable attention: Parikh et al., 2016), then all words of both see each other. One vector a
turn goes on, with what happened around it, and the turns see each other. Each word of a later
turn is then judged as the first and as the last of the rephrase; a place of its own says "none".
"""

import math

import torch
from torch import Tensor, nn

from assistant.learning.rephrase_model.dialogue import MOST_TURNS
from assistant.learning.rephrase_model.inputs import LONGEST, SIGNS
from rephrases.table import WIDTH as TABLE_WIDTH
from rephrases.table import Table

WIDTH = 96
HEADS = 4
LAYERS = 2
DROPOUT = 0.15
SHARPNESS = 10.0
NEVER = -1e4
"""Logit of what is not there."""


class Layer(nn.Module):
    """Attention among the places of a row, then each place on its own."""

    def __init__(self) -> None:
        super().__init__()
        self.before, self.between = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.asks = nn.Linear(WIDTH, 3 * WIDTH)
        self.joins = nn.Linear(WIDTH, WIDTH)
        self.thinks = nn.Sequential(
            nn.Linear(WIDTH, 2 * WIDTH), nn.GELU(), nn.Linear(2 * WIDTH, WIDTH)
        )
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, row: Tensor, there: Tensor) -> Tensor:
        """`row` (n, places, WIDTH); `there` (n, places), 1 or 0."""
        rows, places, _ = row.shape
        parts = self.asks(self.before(row)).reshape(rows, places, 3, HEADS, WIDTH // HEADS)
        query, key, value = parts.permute(2, 0, 3, 1, 4).unbind(0)
        fit = query @ key.transpose(-1, -2) / math.sqrt(WIDTH // HEADS)
        fit = fit + (1 - there)[:, None, None, :] * NEVER
        seen = (fit.softmax(-1) @ value).permute(0, 2, 1, 3).reshape(rows, places, WIDTH)
        row = row + self.dropout(self.joins(seen))
        return row + self.dropout(self.thinks(self.between(row)))


class Network(nn.Module):
    """Inputs of the runtime to the probability of each turn."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self.register_buffer("table", torch.from_numpy(table.vectors))
        self.scale = table.scale
        self.narrow = nn.Linear(TABLE_WIDTH, WIDTH)
        self.compare = nn.Sequential(nn.Linear(4 * WIDTH + 4, WIDTH), nn.GELU())
        self.place = nn.Parameter(torch.zeros(2, LONGEST, WIDTH))
        self.of_words = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.signs = nn.Linear(SIGNS, WIDTH)
        self.first_signs = nn.Linear(SIGNS, WIDTH)
        self.turn = nn.Linear(3 * WIDTH, WIDTH)
        self.order = nn.Parameter(torch.zeros(MOST_TURNS, WIDTH))
        self.of_turns = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.edges = nn.Sequential(nn.Linear(2 * WIDTH, WIDTH), nn.GELU(), nn.Linear(WIDTH, 2))
        self.none = nn.Linear(WIDTH, 2)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, pieces: Tensor, likeness: Tensor, signs: Tensor) -> Tensor:
        """Probabilities, shape (dialogues, turns); the first is that of none."""
        return self.snapped(self.logits(pieces, likeness, signs), pieces.shape[1])

    def snapped(self, logits: Tensor, turns: int) -> Tensor:
        """From words to whole turns: both edges must lie in the turn."""
        edges = logits.softmax(1)
        of_turns = edges[:, 1:].reshape(logits.shape[0], turns - 1, -1, 2).sum(2)
        both = torch.cat([edges[:, :1], of_turns], 1).prod(-1)
        return both / both.sum(1, keepdim=True)

    def logits(self, pieces: Tensor, likeness: Tensor, signs: Tensor) -> Tensor:
        """Of the first and the last word, shape (dialogues, 1 + later turns * words, 2)."""
        dialogues, turns, words = pieces.shape[:3]
        meant, there = self._words(pieces)
        later = turns - 1
        first = meant[:, :1].expand(-1, later, -1, -1).reshape(-1, words, TABLE_WIDTH)
        first_there = there[:, :1].expand(-1, later, -1).reshape(-1, words)
        second = meant[:, 1:].reshape(-1, words, TABLE_WIDTH)
        second_there = there[:, 1:].reshape(-1, words)
        pair = self._pairs(
            first, first_there, second, second_there, likeness.reshape(-1, words, words)
        )
        both_there = torch.cat([first_there, second_there], 1)
        for layer in self.of_words:
            pair = layer(pair, both_there)
        turn = self._turns(pair, first_there, second_there).reshape(dialogues, later, WIDTH)
        present = torch.cat([torch.ones_like(there[:, :1, 0]), there[:, 1:, 0]], 1)
        begins = self.first_signs(signs[:, :1])
        row = torch.cat([begins, turn + self.signs(signs[:, 1:])], 1) + self.order[:turns]
        for layer in self.of_turns:
            row = layer(row, present)
        of_word = pair[:, words:].reshape(dialogues, later, words, WIDTH)
        around = row[:, 1:, None].expand(-1, -1, words, -1)
        edges = self.edges(torch.cat([of_word, around], -1))
        edges = edges + (1 - there[:, 1:, :, None]) * NEVER
        return torch.cat([self.none(row[:, :1]), edges.reshape(dialogues, -1, 2)], 1)

    def _words(self, pieces: Tensor) -> tuple[Tensor, Tensor]:
        """The mean of the pieces of each word, and whether there is a word."""
        known = (pieces > 0).to(torch.float32)
        vectors = self.table[pieces].to(torch.float32) * self.scale
        count = known.sum(-1)
        mean = (vectors * known[..., None]).sum(-2) / count.clamp(min=1.0)[..., None]
        length = mean.square().sum(-1, keepdim=True).clamp(min=1e-6).sqrt()
        return mean / length, count.clamp(max=1.0)

    def _pairs(
        self, first: Tensor, first_there: Tensor, second: Tensor, second_there: Tensor,
        likeness: Tensor,
    ) -> Tensor:  # fmt: skip
        """All words of both sides, each beside what it corresponds to on the other."""
        meaning = first @ second.transpose(1, 2)
        fit = SHARPNESS * torch.maximum(meaning, likeness)
        ours, theirs = self.narrow(first), self.narrow(second)
        to_second = fit + (1 - second_there)[:, None] * NEVER
        to_first = (fit + (1 - first_there)[:, :, None] * NEVER).transpose(1, 2)
        words = likeness.shape[1]
        left = self._compared(ours, theirs, to_second, meaning, likeness)
        right = self._compared(
            theirs, ours, to_first, meaning.transpose(1, 2), likeness.transpose(1, 2)
        )
        left, right = left + self.place[0, :words], right + self.place[1, :words]
        return self.dropout(torch.cat([left, right], 1))

    def _compared(
        self, ours: Tensor, theirs: Tensor, fit: Tensor, meaning: Tensor, likeness: Tensor
    ) -> Tensor:
        share = fit.softmax(-1)
        partner = share @ theirs
        best = torch.stack(
            [
                meaning.amax(-1),
                likeness.amax(-1),
                (share * meaning).sum(-1),
                (share * likeness).sum(-1),
            ],
            -1,
        )
        return self.compare(
            torch.cat([ours, partner, ours * partner, (ours - partner).abs(), best], -1)
        )

    def _turns(self, pair: Tensor, first_there: Tensor, second_there: Tensor) -> Tensor:
        """One vector of each pair: both sides' means, and the most that any word says."""
        words = first_there.shape[1]
        there = torch.cat([first_there, second_there], 1)[..., None]
        most = (pair + (1 - there) * NEVER).amax(1)
        left, right = pair[:, :words], pair[:, words:]
        of_first = (left * first_there[..., None]).sum(1) / first_there.sum(1, True).clamp(min=1.0)
        of_second = (right * second_there[..., None]).sum(1) / second_there.sum(1, True).clamp(
            min=1.0
        )
        # a turn that is not there has no word: its most would be endless
        most = most * second_there[:, :1]
        return self.turn(torch.cat([of_first, of_second, most], -1))
