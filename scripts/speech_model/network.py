"""The acoustic network: a factored time-delay network that steps 30 ms at a time.

After Povey et al., 2018, "Semi-orthogonal low-rank matrix factorization for deep neural
networks": each layer is a narrow linear map of two moments and a wide one of two more, with a
path around it. Here nothing is held orthogonal, and every layer already runs at 30 ms.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from speech_model.features import CEPSTRA
from speech_model.sounds import OUTPUT_COUNT

STEP_FRAMES = 3
"""Vosk takes it for granted that an output comes every third frame."""
SPLICE_FRAMES = 4
"""Frames on either side that the first layer sees."""
WIDTH, NARROW = 512, 96
OFFSETS = (1, 1, 1, 1, 1, 2, 2, 2)
"""How many steps of 30 ms each factored layer looks to either side."""
CONTEXT_STEPS = sum(OFFSETS)
CONTEXT_FRAMES = STEP_FRAMES * CONTEXT_STEPS + SPLICE_FRAMES
"""Frames on either side that an output depends on."""
AROUND = 0.66
"""Share of a layer's input that is added to its output."""


class Factored(nn.Module):
    """Two moments to a narrow vector, two of those to a wide one, and a path around it."""

    def __init__(self, offset: int) -> None:
        super().__init__()
        self.offset = offset
        self.narrow = nn.Linear(WIDTH, 2 * NARROW, bias=False)
        """Both moments' maps in one; what belongs together is added afterwards."""
        self.wide = nn.Linear(2 * NARROW, WIDTH)
        self.norm = nn.BatchNorm1d(WIDTH)

    def forward(self, x: Tensor) -> Tensor:
        """Shape (batch, steps, width) to `2 * offset` steps fewer."""
        both = self.narrow(x)
        narrow = both[:, : -self.offset, :NARROW] + both[:, self.offset :, NARROW:]
        moments = torch.cat((narrow[:, : -self.offset], narrow[:, self.offset :]), dim=2)
        wide = _normed(self.norm, self.wide(moments))
        return wide.relu() + AROUND * x[:, self.offset : -self.offset]


class Network(nn.Module):
    """Cepstra to a score for each output."""

    mean: Tensor
    deviation: Tensor

    def __init__(self, mean: Tensor, deviation: Tensor) -> None:
        """`mean` and `deviation`, shape (40,), of the cepstra that are learned from."""
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("deviation", deviation)
        self.first = nn.Linear((2 * SPLICE_FRAMES + 1) * CEPSTRA, WIDTH)
        self.norm = nn.BatchNorm1d(WIDTH)
        self.layers = nn.ModuleList(Factored(offset) for offset in OFFSETS)
        self.last = nn.Linear(WIDTH, OUTPUT_COUNT)
        nn.init.zeros_(self.last.weight)
        nn.init.zeros_(self.last.bias)

    def forward(self, cepstra: Tensor) -> Tensor:
        """Shape (batch, frames + 2 * context, 40) to (batch, ceil(frames / 3), outputs)."""
        x = (cepstra - self.mean) / self.deviation
        spliced = x.unfold(1, 2 * SPLICE_FRAMES + 1, STEP_FRAMES).transpose(2, 3).flatten(2)
        x = _normed(self.norm, self.first(spliced)).relu()
        for layer in self.layers:
            x = layer(x)
        return self.last(x)


def padded(utterances: Sequence[Tensor]) -> Tensor:
    """A batch in which each begins and ends with its first and last frame repeated.

    Whole steps, so that the last output is there for a length that is no multiple of 3.
    """
    longest = max(map(len, utterances))
    whole = STEP_FRAMES * -(-longest // STEP_FRAMES) - STEP_FRAMES + 1
    batch = torch.empty(len(utterances), whole + 2 * CONTEXT_FRAMES, CEPSTRA)
    for row, frames in zip(batch, utterances, strict=True):
        end = CONTEXT_FRAMES + len(frames)
        row[:CONTEXT_FRAMES] = frames[0]
        row[CONTEXT_FRAMES:end] = frames[: len(row) - CONTEXT_FRAMES]
        row[end:] = frames[-1]
    return batch


def step_count(frames: int) -> int:
    """Outputs for so many frames."""
    return -(-frames // STEP_FRAMES)


def _normed(norm: nn.BatchNorm1d, x: Tensor) -> Tensor:
    normed: Tensor = norm(x.flatten(0, 1)).view(x.shape)
    return normed
