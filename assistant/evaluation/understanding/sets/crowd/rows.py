"""The crowd's requests as one shape, from the three files that hold them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from assistant.evaluation.understanding.item import Expected
from assistant.evaluation.understanding.shared import Row, rows, several, text
from devices.contract import State

TEXTS = ("hwu64.jsonl", "slurp_prompts.jsonl")
RECOGNISED = "slurp_asr_pairs.jsonl"
_TIDY = re.compile(r"\s+('|n't\b)")


@dataclass(frozen=True, slots=True, kw_only=True)
class CrowdRow:
    """One request with its label."""

    id: str
    text: str
    """What is understood: as typed, or as a recogniser heard it."""
    prompt: str
    """What the person meant to say; the label describes this."""
    intent: str
    slots: tuple[tuple[str, str], ...]
    """Type and value, in order."""

    @property
    def words(self) -> str:
        """The prompt in lower case without punctuation, for looking things up in."""
        return " ".join(re.findall(r"[a-z0-9'%]+", self.prompt.lower()))

    def values(self, *types: str) -> tuple[str, ...]:
        """The annotated values of these types."""
        return tuple(value for kind, value in self.slots if kind in types)

    def says(self, *patterns: str) -> bool:
        """Whether any of these is in the prompt, as whole words."""
        return any(re.search(rf"\b(?:{pattern})(?![\w'])", self.words) for pattern in patterns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What a label comes to in the crowd's home, and how the home must be for it to show."""

    expected: Expected
    states: Mapping[str, State] = field(default_factory=dict)


class Undecided(Exception):
    """The label does not decide what is right; the text is the reason."""


def typed() -> Iterator[CrowdRow]:
    """Requests as people typed them."""
    for name in TEXTS:
        for row in rows(name):
            said = text(row, "text")
            yield CrowdRow(
                id=f"{name.removesuffix('.jsonl')}-{row.get('id')}",
                text=said,
                prompt=said,
                intent=text(row, "intent"),
                slots=_slots(row),
            )


def recognised() -> Iterator[CrowdRow]:
    """What a speech recogniser made of real recordings."""
    for number, row in enumerate(rows(RECOGNISED)):
        yield CrowdRow(
            id=f"asr-{row.get('slurp_id')}-{number}",
            text=_TIDY.sub(r"\1", text(row, "asr_text")),
            prompt=text(row, "text"),
            intent=text(row, "intent"),
            slots=_slots(row),
        )


def _slots(row: Row) -> tuple[tuple[str, str], ...]:
    return tuple(
        (text(slot, "type"), _TIDY.sub(r"\1", text(slot, "value")).lower())
        for slot in several(row, "slots")
    )
