"""A tree of topics and one of topic patterns: lookups by level, however many there are.

A broker with a thousand clients would otherwise compare every message with every subscription.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Level:
    below: dict[str, "_Level"] = field(default_factory=dict)
    whole: str | None = None
    """The topic or pattern that ends here."""


class TopicTree:
    """Topics or patterns; asks work in both directions."""

    def __init__(self) -> None:
        self._top = _Level()

    def add(self, topic: str) -> None:
        level = self._top
        for part in topic.split("/"):
            level = level.below.setdefault(part, _Level())
        level.whole = topic

    def remove(self, topic: str) -> None:
        """Forget a topic, with the levels that only it had; unknown ones are fine."""
        path = [self._top]
        for part in topic.split("/"):
            below = path[-1].below.get(part)
            if below is None:
                return
            path.append(below)
        path[-1].whole = None
        parts = topic.split("/")
        for depth in range(len(parts), 0, -1):
            if path[depth].below or path[depth].whole is not None:
                return
            del path[depth - 1].below[parts[depth - 1]]

    def patterns_for(self, topic: str) -> Iterator[str]:
        """The patterns in this tree that match a topic."""
        parts = topic.split("/")
        return _patterns(self._top, parts, 0)

    def topics_for(self, pattern: str) -> Iterator[str]:
        """The topics in this tree that match a pattern."""
        return _topics(self._top, pattern.split("/"), 0)


def _patterns(level: _Level, parts: list[str], depth: int) -> Iterator[str]:
    wild = depth > 0 or not parts[0].startswith("$")  # `$SYS` is not for everybody's `#`
    rest = level.below.get("#")
    if rest is not None and rest.whole is not None and wild:
        yield rest.whole
    if depth == len(parts):
        if level.whole is not None:
            yield level.whole
        return
    same = level.below.get(parts[depth])
    if same is not None:
        yield from _patterns(same, parts, depth + 1)
    any_part = level.below.get("+")
    if any_part is not None and wild:
        yield from _patterns(any_part, parts, depth + 1)


def _topics(level: _Level, parts: list[str], depth: int) -> Iterator[str]:
    if depth == len(parts):
        if level.whole is not None:
            yield level.whole
        return
    part = parts[depth]
    if part == "#":
        yield from _everything(level, hidden=depth > 0)
    elif part == "+":
        for name, below in level.below.items():
            if depth > 0 or not name.startswith("$"):
                yield from _topics(below, parts, depth + 1)
    elif part in level.below:
        yield from _topics(level.below[part], parts, depth + 1)


def _everything(level: _Level, *, hidden: bool) -> Iterator[str]:
    if level.whole is not None:
        yield level.whole
    for name, below in level.below.items():
        if hidden or not name.startswith("$"):
            yield from _everything(below, hidden=True)
