"""What a set builder hands over: its items, and the rows that could not be decided."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.evaluation.understanding.item import Excluded, Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """Everything that one builder made of its source."""

    items: tuple[Item, ...]
    excluded: tuple[Excluded, ...] = ()
    skipped: str = ""
    """Why there is nothing at all (`no data`)."""

    def reasons(self) -> Mapping[str, int]:
        """How many rows were left out for each reason."""
        return Counter(entry.reason for entry in self.excluded)


def distinct(items: Iterable[Item]) -> tuple[Item, ...]:
    """Without those that ask the same for the same end in the same home."""
    found: dict[object, Item] = {}
    for item in items:
        same = (id(item.home), item.text.casefold(), item.area, item.set, repr(item.expected))
        found.setdefault(same, item)
    return tuple(found.values())
