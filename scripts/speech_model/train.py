"""Training: fixed steps and seeds, a checkpoint to go on from, a mean of the last weights."""

import copy
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from speech_model.distort import distorted
from speech_model.features import Floats
from speech_model.graphs import PhoneLoop, TextGraph, phone_loop, text_graph
from speech_model.kaldi import Affine
from speech_model.network import STEP_FRAMES, Network, padded, step_count
from speech_model.objective import denominator, numerator
from speech_model.restored import restore
from speech_model.shard import Utterance
from speech_model.sounds import pronunciations, shortest

SEED = 11
BATCH_FRAMES = 12_000
SHORTEST_FRAMES, LONGEST_FRAMES = 50, 1000
WARM_UP_STEPS = 150
LAST_RATE = 0.02
"""The rate falls, in the end to this share of itself."""
WEIGHT_DECAY, OUTPUT_DECAY, STEEPEST = 1e-3, 5e-5, 1.0
AVERAGED_SHARE, AVERAGED_EVERY = 0.15, 20
"""The weights of the last steps are averaged, and kept if that is better."""
TOLD_EVERY, KEPT_EVERY = 50, 250
TUNING_UTTERANCES = 120


@dataclass(frozen=True, slots=True)
class Course:
    """How a network learns."""

    steps: int
    rate: float
    full_rate_share: float
    """The rate falls after this share of the steps."""
    distorted_from: float
    """Share of the steps."""
    distorted_fully: float

    def rate_at(self, step: int) -> float:
        """How far a step goes."""
        warm = min(1.0, (step + 1) / WARM_UP_STEPS)
        done = step / self.steps
        falling = max(0.0, (done - self.full_rate_share) / (1 - self.full_rate_share))
        return float(self.rate * warm * LAST_RATE**falling)

    def distorted_share(self, step: int) -> float:
        """Share of the utterances that are made others; more than 1 is all."""
        done = step / self.steps
        return (done - self.distorted_from) / (self.distorted_fully - self.distorted_from)


FROM_NOTHING = Course(
    steps=4500, rate=2e-3, full_rate_share=0.3, distorted_from=0.03, distorted_fully=0.3
)
"""A flat start learns from what is easy first."""
IN_ROOMS = Course(
    steps=2000, rate=1e-3, full_rate_share=0.1, distorted_from=-1.0, distorted_fully=0.0
)
"""Going on from there, with voices that are farther away."""


@dataclass(frozen=True, slots=True)
class _Batch:
    cepstra: Tensor
    steps: np.ndarray
    graphs: list[TextGraph]


class Lessons:
    """Batches of utterances of like length; the same seed gives the same ones."""

    def __init__(self, utterances: Sequence[Utterance]) -> None:
        usable = [one for one in utterances if _usable(one)]
        random.Random(SEED).shuffle(usable)
        self.tuning, self.training = usable[:TUNING_UTTERANCES], usable[TUNING_UTTERANCES:]
        self._graphs: dict[str, TextGraph] = {}
        self._batches = list(_batched(self.training))

    def __len__(self) -> int:
        return len(self._batches)

    def batch(self, step: int, course: Course) -> _Batch:
        """The batch of one step."""
        epoch, place = divmod(step, len(self._batches))
        order = list(range(len(self._batches)))
        random.Random(f"{SEED} {epoch}").shuffle(order)
        share = course.distorted_share(step)
        numbers = np.random.default_rng((SEED, step))
        chosen = [self.training[index] for index in self._batches[order[place]]]
        return self._made(chosen, [_varied(one, share, numbers) for one in chosen])

    def tuning_batches(self) -> Iterator[_Batch]:
        """What is not learned from, as it is."""
        for places in _batched(self.tuning):
            chosen = [self.tuning[index] for index in places]
            yield self._made(chosen, [one.features.astype(np.float32) for one in chosen])

    def _made(self, chosen: Sequence[Utterance], features: Sequence[Floats]) -> _Batch:
        cepstra = padded([torch.from_numpy(one) for one in features])
        steps = np.array([step_count(len(one)) for one in features])
        return _Batch(cepstra, steps, [self._graph(one.text) for one in chosen])

    def _graph(self, text: str) -> TextGraph:
        if text not in self._graphs:
            self._graphs[text] = text_graph(text)
        return self._graphs[text]


def train(
    utterances: Sequence[Utterance],
    course: Course,
    checkpoint: Path,
    begun: Mapping[str, Affine] | None = None,
) -> Network:
    """Learn, from a network of before or from nothing.

    Goes on from the checkpoint where there is one of the same number of steps.
    """
    steps = course.steps
    torch.manual_seed(SEED)
    lessons = Lessons(utterances)
    loop = phone_loop(one.text for one in lessons.training)
    network = Network(*_statistics(lessons.training))
    if begun is not None:
        restore(network, begun, lessons.batch(0, course).cepstra)
    optimiser = torch.optim.AdamW(network.parameters(), lr=course.rate, weight_decay=WEIGHT_DECAY)
    averaged = torch.optim.swa_utils.AveragedModel(network, use_buffers=True)
    first = _resumed(checkpoint, steps, network, optimiser, averaged)
    frames = sum(len(one.features) for one in lessons.training)
    print(
        f"{len(lessons.training)} utterances, {frames / 360_000:.1f} hours, "
        f"{len(lessons)} batches; {steps} steps from {first}",
        flush=True,
    )
    began, told = time.monotonic(), []
    with ThreadPoolExecutor(1) as ahead:
        coming = ahead.submit(lessons.batch, first, course)
        for step in range(first, steps):
            batch = coming.result()
            coming = ahead.submit(lessons.batch, min(step + 1, steps - 1), course)
            for group in optimiser.param_groups:
                group["lr"] = course.rate_at(step)
            told.append(_learn(network, optimiser, batch, loop))
            if step >= steps * (1 - AVERAGED_SHARE) and step % AVERAGED_EVERY == 0:
                averaged.update_parameters(network)
            if (step + 1) % TOLD_EVERY == 0:
                passed = time.monotonic() - began
                minutes = passed / (step + 1 - first) * (steps - step - 1) / 60
                print(
                    f"step {step + 1}/{steps}: {np.mean(told):.4f} a step, "
                    f"{minutes:.0f} minutes left",
                    flush=True,
                )
                told.clear()
            if (step + 1) % KEPT_EVERY == 0:
                _keep(checkpoint, step + 1, steps, network, optimiser, averaged)
    measured = {
        name: (_measured(found, lessons, loop), found)
        for name, found in (("last", network), ("averaged", averaged.module))
    }
    for name, (objective, _) in measured.items():
        print(f"tuning, {name}: {objective:.4f} a step")
    best: Network = max(measured.values(), key=lambda one: one[0])[1]
    return best


def _learn(
    network: Network, optimiser: torch.optim.Optimizer, batch: _Batch, loop: PhoneLoop
) -> float:
    """One step; the objective of a step of 30 ms before it."""
    network.train()
    scores = network(batch.cepstra)[:, : int(batch.steps.max())]
    objective, gradient = _judged(scores.detach(), batch, loop)
    optimiser.zero_grad()
    scores.backward(gradient)
    nn.utils.clip_grad_norm_(network.parameters(), STEEPEST)
    optimiser.step()
    return objective


def _judged(scores: Tensor, batch: _Batch, loop: PhoneLoop) -> tuple[float, Tensor]:
    """The objective of a step, and the gradient of what is to become small."""
    values, total = scores.numpy(), int(batch.steps.sum())
    said = numerator(values, batch.steps, batch.graphs)
    might = denominator(values, batch.steps, loop)
    active = batch.steps[:, None, None] > np.arange(values.shape[1])[None, :, None]
    gradient = (might.occupied - said.occupied + 2 * OUTPUT_DECAY * values * active) / total
    return float((said.logs - might.logs).sum() / total), torch.from_numpy(gradient)


@torch.no_grad()
def _measured(network: Network, lessons: Lessons, loop: PhoneLoop) -> float:
    network.eval()
    totals = [0.0, 0]
    for batch in lessons.tuning_batches():
        scores = network(batch.cepstra)[:, : int(batch.steps.max())]
        objective, _ = _judged(scores, batch, loop)
        totals[0] += objective * int(batch.steps.sum())
        totals[1] += int(batch.steps.sum())
    return totals[0] / totals[1]


def _varied(one: Utterance, share: float, numbers: np.random.Generator) -> Floats:
    features = one.features.astype(np.float32)
    if numbers.random() >= share:
        return features
    return distorted(features, numbers, STEP_FRAMES * (shortest(one.text) + 3))


def _usable(one: Utterance) -> bool:
    length = len(one.features)
    return (
        SHORTEST_FRAMES < length < LONGEST_FRAMES
        and all(pronunciations(word) for word in one.text.split())
        and shortest(one.text) + 2 < length // STEP_FRAMES
    )


def _batched(utterances: Sequence[Utterance]) -> Iterator[list[int]]:
    """Places of utterances of like length, of so many frames together."""
    by_length = sorted(range(len(utterances)), key=lambda place: len(utterances[place].features))
    batch: list[int] = []
    for place in by_length:
        if batch and len(utterances[place].features) * (len(batch) + 1) > BATCH_FRAMES:
            yield batch
            batch = []
        batch.append(place)
    yield batch


def _statistics(utterances: Sequence[Utterance]) -> tuple[Tensor, Tensor]:
    some = np.concatenate([one.features for one in utterances[:2000]]).astype(np.float64)
    return torch.tensor(some.mean(axis=0)).float(), torch.tensor(some.std(axis=0)).float()


def _keep(path: Path, step: int, steps: int, *parts: nn.Module | torch.optim.Optimizer) -> None:
    state = {"step": step, "steps": steps, "parts": [copy.deepcopy(p.state_dict()) for p in parts]}
    torch.save(state, path.with_suffix(".part"))
    path.with_suffix(".part").rename(path)


def _resumed(path: Path, steps: int, *parts: nn.Module | torch.optim.Optimizer) -> int:
    """Put back what was kept; the step to go on with."""
    if not path.exists():
        return 0
    state = torch.load(path)
    if state["steps"] != steps:
        return 0
    for part, kept in zip(parts, state["parts"], strict=True):
        part.load_state_dict(kept)
    return int(state["step"])
