"""What was weighed and why it was decided so, in lines that a person can read."""

from collections.abc import Iterator, Sequence

from assistant.turn import Candidate, Resolution

LISTED = 6
"""More alternatives than this explain nothing."""
TELLING = 0.005
"""Probabilities below this are not worth a line."""
DECIDED_BY_WORDS = 0.05
"""A smaller difference than this was not made by context."""


def weighed(resolution: Resolution) -> Iterator[str]:
    """One line for each alternative, the best first, and one that says why."""
    for place, candidate in enumerate(resolution.candidates):
        if place and (place >= LISTED or candidate.probability < TELLING):
            break
        yield _line(candidate)
    yield _why(resolution)


def _line(candidate: Candidate) -> str:
    parts = [f"{candidate.probability:.2f}", candidate.reading.intent, _devices(candidate)]
    if candidate.why:
        parts.append(f"({candidate.why})")
    if candidate.signals:
        signals = (f"{name.replace('_', ' ')} {value:+.1f}" for name, value in candidate.signals)
        parts.append("because of " + ", ".join(signals))
    return " ".join(part for part in parts if part)


def _devices(candidate: Candidate) -> str:
    shown = ", ".join(candidate.devices[:3])
    more = len(candidate.devices) - 3
    return f"{shown} and {more} more" if more > 0 else shown


def _why(resolution: Resolution) -> str:
    candidates = resolution.candidates
    match resolution.decision:
        case "act":
            return f"acts: {_sure(candidates)}" if candidates else "acts"
        case "ask":
            return f"asks: the words leave {len(candidates)} open, {_left_open(candidates)}"
        case "confirm":
            sure = f"{candidates[0].probability:.2f}" if candidates else "this"
            return f"asks whether it is meant: {sure} is not enough to act on what is at stake"
        case _:
            return f"does nothing: {resolution.reason.replace('_', ' ') or 'not asked to'}"


def _sure(candidates: Sequence[Candidate]) -> str:
    """Whether words or context made the best one sure enough."""
    best = candidates[0]
    by_words = best.reading.probability
    if best.also or best.probability - by_words <= DECIDED_BY_WORDS:
        return f"the words alone give {by_words:.2f}"
    return f"context lifts it from {by_words:.2f} to {best.probability:.2f}"


def _left_open(candidates: Sequence[Candidate]) -> str:
    if not any(one.signals for one in candidates):
        return "and nothing in the context tells them apart"
    return "and context does not settle it; the likelier ones come first"
