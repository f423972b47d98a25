"""What is weighed otherwise than before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.learning.weighing.model import LearnedWeight


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedWeight:
    """A sign of the context that counts more or less than before."""

    name: str
    before: float
    after: float
    evidence: tuple[str, ...] = ()
    """Ids of turns."""


def changed_weights(
    before: Sequence[LearnedWeight], after: Sequence[LearnedWeight]
) -> Iterator[ChangedWeight]:
    """From one table to the next; what is no longer named counts as written."""
    old = {one.name: one for one in before}
    new = {one.name: one for one in after}
    for name in sorted(old.keys() | new.keys()):
        prior = (new.get(name) or old[name]).prior
        was = old[name].value if name in old else prior
        now = new[name].value if name in new else prior
        if was != now:
            evidence = new[name].evidence if name in new else ()
            yield ChangedWeight(name=name, before=was, after=now, evidence=evidence)
