"""Writes OpenFst's binary files: a constant transducer, with or without look-ahead data.

The layouts are those of OpenFst 1.7 and later, which Vosk has built in. Files written by
`fstcompile` and `fstconvert --fst_type=olabel_lookahead` have the same bytes.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntFlag

import numpy as np
from numpy.typing import NDArray

MAGIC, ADDON_MAGIC = 2125659606, 446681434
CONST_VERSION, LOOKAHEAD_VERSION = 2, 1
ARC = np.dtype([("input", "<i4"), ("output", "<i4"), ("cost", "<f4"), ("to", "<i4")])
STATE = np.dtype(
    [
        ("final", "<f4"),
        ("first", "<u4"),
        ("arcs", "<u4"),
        ("input_epsilons", "<u4"),
        ("output_epsilons", "<u4"),
    ]
)
EPSILON = 0
Interval = tuple[int, int]
"""Labels from the first up to, not including, the second."""


class Property(IntFlag):
    """What a reader may rely on, bit by bit as in OpenFst's `properties.h`."""

    EXPANDED = 1 << 0
    ACCEPTOR = 1 << 16
    NOT_ACCEPTOR = 1 << 17
    EPSILONS = 1 << 22
    INPUT_EPSILONS = 1 << 24
    OUTPUT_EPSILONS = 1 << 26
    INPUT_SORTED = 1 << 28
    OUTPUT_SORTED = 1 << 30
    WEIGHTED = 1 << 32
    CYCLIC = 1 << 34


@dataclass(slots=True)
class Transducer:
    """Arcs as they come; state 0 is the start. Costs are negative natural logarithms."""

    states: int = 0
    arcs: list[tuple[int, int, int, int, float]] = field(default_factory=list)
    """From, to, input label, output label, cost."""
    finals: dict[int, float] = field(default_factory=dict)
    """Costs of the states where a path may end."""

    def add_state(self) -> int:
        self.states += 1
        return self.states - 1

    def add_arc(self, start: int, end: int, read: int, write: int, cost: float = 0.0) -> None:
        self.arcs.append((start, end, read, write, cost))


def constant(fst: Transducer, by: str, properties: Property) -> bytes:
    """The file of a `const` transducer, the arcs of each state sorted by `input` or `output`."""
    table = np.array(
        fst.arcs,
        dtype=[
            ("from", "<i4"),
            ("to", "<i4"),
            ("input", "<i4"),
            ("output", "<i4"),
            ("cost", "<f4"),
        ],
    )
    table = table[np.lexsort((table["to"], table[by], table["from"]))]
    arcs = np.empty(len(table), ARC)
    for name in ("input", "output", "cost", "to"):
        arcs[name] = table[name]
    header = _header(
        "const", CONST_VERSION, properties | Property.EXPANDED, 0, fst.states, len(arcs)
    )
    return header + _states(fst, table).tobytes() + arcs.tobytes()


def lookahead(inner: bytes, reaches: Sequence[Sequence[Interval]], final_label: int) -> bytes:
    """The file of an `olabel_lookahead` transducer around a constant one.

    `reaches`: for each state the output labels that come first on its paths; `final_label` stands
    for an end without any.
    """
    properties = struct.unpack_from("<Q", inner, inner.index(b"standard") + 16)[0]
    parts = [
        _header("olabel_lookahead", LOOKAHEAD_VERSION, properties, -1, 0, 0),
        struct.pack("<i", ADDON_MAGIC),
        inner,
        struct.pack("<????", True, False, True, False),
        struct.pack("<?iq", False, final_label, len(reaches)),
    ]
    for intervals in reaches:
        parts.append(struct.pack("<q", len(intervals)))
        parts += [struct.pack("<ii", *interval) for interval in intervals]
        parts.append(struct.pack("<i", sum(end - begin for begin, end in intervals)))
    return b"".join(parts)


def intervals(labels: Sequence[int]) -> tuple[Interval, ...]:
    """Sorted labels as runs without a gap."""
    found: list[Interval] = []
    for label in labels:
        if found and found[-1][1] == label:
            found[-1] = (found[-1][0], label + 1)
        else:
            found.append((label, label + 1))
    return tuple(found)


def symbols(words: Mapping[str, int]) -> str:
    """The text of a symbol table."""
    return "<eps> 0\n" + "".join(f"{word} {label}\n" for word, label in words.items())


def _states(fst: Transducer, table: NDArray[np.void]) -> NDArray[np.void]:
    states = np.zeros(fst.states, STATE)
    states["final"] = np.inf
    for state, cost in fst.finals.items():
        states["final"][state] = cost
    count = np.bincount(table["from"], minlength=fst.states)
    states["arcs"] = count
    states["first"] = np.cumsum(count) - count
    for name, column in (("input_epsilons", "input"), ("output_epsilons", "output")):
        empty = table["from"][table[column] == EPSILON]
        states[name] = np.bincount(empty, minlength=fst.states)
    return states


def _header(kind: str, version: int, properties: int, start: int, states: int, arcs: int) -> bytes:
    return b"".join(
        (
            struct.pack("<i", MAGIC),
            *(struct.pack("<i", len(name)) + name.encode() for name in (kind, "standard")),
            struct.pack("<iiQqqq", version, 0, properties, start, states, arcs),
        )
    )
