"""How sure readings are, held against how sure it is that the words were said."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.turn import Interpretation, Reading
from assistant.understanding.readings import distinct
from assistant.understanding.templates import KEPT

SURE = 0.9
"""Below this free wording is looked at too; a template with a wildcard is never surer."""
DOUBTFUL = 0.5
"""Below this the templates as they stand are not believed alone."""
FAINT = 0.4
"""What is less probable is declined anyway."""


def is_sure(readings: Sequence[Reading], confidence: float) -> bool:
    """The first of them is."""
    return bool(readings) and readings[0].probability >= SURE * confidence


def is_likely(readings: Sequence[Reading], confidence: float = 1.0) -> bool:
    """The first of them is more probable than not."""
    return bool(readings) and readings[0].probability >= DOUBTFUL * confidence


def is_faint(readings: Sequence[Reading], confidence: float) -> bool:
    """None is worth acting on."""
    return not readings or readings[0].probability < FAINT * confidence


def surest(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Several ways to read one hypothesis do not add up: the surest of each meaning counts."""
    return distinct(readings)[:KEPT]


def doubted(found: Interpretation) -> Interpretation:
    """ "No" was said, and nobody knows to what: it is asked."""
    readings = (
        replace(one, probability=min(one.probability, DOUBTFUL), exact=False)
        for one in found.readings
    )
    return replace(found, readings=tuple(readings))


def not_quite(found: Interpretation) -> Interpretation:
    """What "it" is was taken from the words beside the wish, or only the network told those from
    it; no door opens on that alone.
    """
    return replace(found, readings=tuple(replace(one, exact=False) for one in found.readings))
