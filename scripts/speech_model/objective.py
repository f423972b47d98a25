"""The lattice-free MMI objective: what was said, against everything that might have been.

After Hadian et al., 2018, "End-to-end speech recognition using lattice-free MMI": no alignment
is needed; the forward-backward algorithm runs over all ways to say the text (numerator) and over
a loop of all phones (denominator). Its gradient is the difference of how much each occupies every
output at every step.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from speech_model.graphs import STAY, Doubles, Integers, PhoneLoop, TextGraph

TINY = 1e-280
FLOOR = 1e-30
"""The least probable output, beside the most probable one of a step."""


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How well a graph explains each utterance of a batch, and by which outputs."""

    logs: Doubles
    """Shape (batch,)."""
    occupied: npt.NDArray[np.float32]
    """Shape (batch, steps, outputs)."""


@dataclass(frozen=True, slots=True)
class _Joined:
    """The graphs of a batch as one graph with a part for each utterance."""

    sources: Integers
    targets: Integers
    places: Integers
    """Where the output of each arc lies in a step of shape (batch * outputs)."""
    arc_of: Integers
    state_of: Integers
    """Which utterance an arc and a state belong to."""
    starts: Integers
    finals: Integers


def numerator(
    scores: npt.NDArray[np.float32], lengths: Integers, graphs: Sequence[TextGraph]
) -> Likelihood:
    """Of the texts; `scores` has shape (batch, steps, outputs), `lengths` counts steps."""
    batch, steps, outputs = scores.shape
    joined = _join(graphs, outputs)
    probable, logs = _scaled(scores, lengths)
    forward = np.zeros(len(joined.state_of))
    forward[joined.starts] = 1
    alphas, passed, active = [forward], [], lengths[:, None] > np.arange(steps)
    for step in range(steps):
        arcs = STAY * probable[:, step].reshape(-1)[joined.places]
        reached = _summed(joined.targets, alphas[-1][joined.sources] * arcs, len(forward))
        total = np.maximum(_summed(joined.state_of, reached, batch), TINY)
        logs += np.where(active[:, step], np.log(total), 0)
        here = active[joined.state_of, step]
        alphas.append(np.where(here, reached / total[joined.state_of], alphas[-1]))
        passed.append(arcs / total[joined.arc_of])
    ends = np.zeros_like(forward)
    ends[joined.finals] = 1
    total = np.maximum(_summed(joined.state_of, alphas[-1] * ends, batch), TINY)
    logs += np.log(total)
    backward = ends / total[joined.state_of]
    occupied = np.zeros((steps, batch * outputs), np.float32)
    for step in reversed(range(steps)):
        onward = passed[step] * backward[joined.targets]
        share = alphas[step][joined.sources] * onward * active[joined.arc_of, step]
        occupied[step] = _summed(joined.places, share, batch * outputs)
        before = _summed(joined.sources, onward, len(forward))
        backward = np.where(active[joined.state_of, step], before, backward)
    return Likelihood(logs, occupied.reshape(steps, batch, outputs).swapaxes(0, 1))


def denominator(scores: npt.NDArray[np.float32], lengths: Integers, loop: PhoneLoop) -> Likelihood:
    """Of any phones; a state is a phone."""
    probable, logs = _scaled(scores, lengths)
    enter, stay = probable[:, :, 0::2], probable[:, :, 1::2]
    active = lengths[:, None] > np.arange(scores.shape[1])
    arrive, forward = loop.first * enter[:, 0], np.zeros(0)
    entered, remained, alphas, totals = [arrive], [np.zeros_like(arrive)], [], []
    for step in range(scores.shape[1]):
        if step > 0:
            entered.append((1 - STAY) * (forward @ loop.follows) * enter[:, step])
            remained.append(STAY * forward * stay[:, step])
        reached = entered[-1] + remained[-1]
        total = np.maximum(reached.sum(axis=1, keepdims=True), TINY)
        here = active[:, step, None]
        logs += np.where(active[:, step], np.log(total[:, 0]), 0)
        forward = reached / total if step == 0 else np.where(here, reached / total, forward)
        alphas.append(forward)
        totals.append(total)
    total = np.maximum((forward * loop.last).sum(axis=1, keepdims=True), TINY)
    logs += np.log(total[:, 0])
    backward = np.broadcast_to(loop.last / total, forward.shape)
    occupied = np.zeros(scores.shape, np.float32)
    for step in reversed(range(scores.shape[1])):
        here = active[:, step, None]
        onward = backward / totals[step]
        occupied[:, step, 0::2] = entered[step] * onward * here
        occupied[:, step, 1::2] = remained[step] * onward * here
        before = (1 - STAY) * ((enter[:, step] * onward) @ loop.follows.T) + STAY * stay[
            :, step
        ] * onward
        backward = np.where(here, before, backward)
    return Likelihood(logs, occupied)


def _scaled(scores: npt.NDArray[np.float32], lengths: Integers) -> tuple[Doubles, Doubles]:
    """Probabilities beside the best of each step, and the logarithm of what was taken out."""
    best = scores.max(axis=2, keepdims=True)
    probable = np.maximum(np.exp((scores - best).astype(np.float64)), FLOOR)
    active = lengths[:, None] > np.arange(scores.shape[1])
    return probable, (best[:, :, 0] * active).sum(axis=1, dtype=np.float64)


def _summed(places: Integers, values: Doubles, length: int) -> Doubles:
    return np.bincount(places, values, length)


def _join(graphs: Sequence[TextGraph], outputs: int) -> _Joined:
    firsts = np.cumsum([0, *(graph.states for graph in graphs)])[:-1]
    arc_of = np.repeat(np.arange(len(graphs)), [len(graph.sources) for graph in graphs])
    pairs = list(zip(graphs, firsts, strict=True))
    return _Joined(
        sources=np.concatenate([graph.sources + first for graph, first in pairs]),
        targets=np.concatenate([graph.targets + first for graph, first in pairs]),
        places=np.concatenate([graph.outputs for graph in graphs]) + outputs * arc_of,
        arc_of=arc_of,
        state_of=np.repeat(np.arange(len(graphs)), [graph.states for graph in graphs]),
        starts=firsts,
        finals=np.concatenate([graph.finals + first for graph, first in pairs]),
    )
