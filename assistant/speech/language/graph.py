"""The two graphs that Vosk decodes with: from sounds to words (HCLr) and from words to sentences
(Gr).

The phones have no context: each is one state of the network's chain topology, so that a phone's
transition ids follow from its number (self-loop 2p - 1, forward 2p).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assistant.home.phones import PHONES, Phones
from assistant.speech.language.fst import (
    EPSILON,
    Interval,
    Property,
    Transducer,
    constant,
    intervals,
    lookahead,
)
from assistant.speech.language.lexicon import dictionary_entries
from assistant.speech.language.ngram import END, START, UNKNOWN, History, Ngram

SILENCE = "SIL"
SILENCE_COST = math.log(2)
"""Silence between two words is as likely as none."""
SECOND_COST = 0.3
"""Of a further pronunciation of a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphSettings:
    """Costs, as negative natural logarithms.

    On 500 clips of the tuning half (voices clean, in real and simulated rooms, with noise) 170 of
    3,320 words were wrong with a word at 1 and an unknown one at 3, and 194 with neither: echoes
    and noise are heard less often as one more small word. People and others' synthesisers lost
    nothing.
    """

    unknown_word: float = 3.0
    """Of a word that is not in the lexicon, over what the sentences make of it."""
    unknown_phone: float = -0.8
    """Of each phone of it, over what the dictionary makes of it."""
    word: float = 1.0
    """Of every other word; more makes short words rarer."""


@dataclass(slots=True)
class _Lexicon:
    """A trie of pronunciations that is built up state by state.

    One may start with silence, go through the phones of a word, and is back where one started.
    """

    number: Mapping[str, int]
    """Of a phone with its place in a word, `K_B`, as the model counts them."""
    fst: Transducer = field(default_factory=Transducer)
    below: list[list[int]] = field(default_factory=list)
    """Words that come first on the paths from a state; empty for all words and the end."""
    start: int = 0
    root: int = 0
    leaves: dict[int, int] = field(default_factory=dict)
    children: dict[tuple[int, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.start, self.root, silent = self.state(), self.state(), self.state()
        phone = self.number[SILENCE]
        self.fst.add_arc(self.start, self.root, EPSILON, EPSILON, SILENCE_COST)
        self.fst.add_arc(self.start, silent, 2 * phone, EPSILON, SILENCE_COST)
        self.fst.add_arc(silent, silent, 2 * phone - 1, EPSILON)
        self.fst.add_arc(silent, self.root, EPSILON, EPSILON)
        self.fst.finals[self.root] = 0.0

    def state(self) -> int:
        self.below.append([])
        return self.fst.add_state()

    def phone_state(self, phone: int) -> int:
        """A state that stays in a phone as long as it sounds."""
        state = self.state()
        self.fst.add_arc(state, state, 2 * phone - 1, EPSILON)
        return state

    def leaf(self, phone: int) -> int:
        """Where every word ends that ends with this phone."""
        if phone not in self.leaves:
            self.leaves[phone] = self.phone_state(phone)
            self.fst.add_arc(self.leaves[phone], self.start, EPSILON, EPSILON)
        return self.leaves[phone]

    def child(self, parent: int, phone: int) -> int:
        if (parent, phone) not in self.children:
            self.children[parent, phone] = self.phone_state(phone)
            self.fst.add_arc(parent, self.children[parent, phone], 2 * phone, EPSILON)
        return self.children[parent, phone]

    def add(self, label: int, phones: Phones, cost: float) -> None:
        """One pronunciation of a word."""
        *body, last = (self.number[name] for name in placed(phones))
        state = self.root
        for phone in body:
            state = self.child(state, phone)
            self.below[state].append(label)
        self.fst.add_arc(state, self.leaf(last), 2 * last, label, cost)

    def add_unknown(self, label: int, costs: "PhonePairs", settings: GraphSettings) -> None:
        """Any phones, two or more, as likely as the dictionary has them in a row."""
        first, inner, end = (
            [self.number[f"{phone}_{place}"] for phone in PHONES] for place in "BIE"
        )
        begun, going_on = ([self.phone_state(phone) for phone in row] for row in (first, inner))
        for state in (*begun, *going_on):
            self.below[state].append(label)
        extra = settings.unknown_phone
        for one, state in enumerate(begun):
            cost = settings.unknown_word + extra + costs.first[one]
            self.fst.add_arc(self.root, state, 2 * first[one], EPSILON, cost)
        for one, states in enumerate(zip(begun, going_on, strict=True)):
            for state in states:
                for other in range(len(PHONES)):
                    cost = costs.next[one, other] + extra
                    self.fst.add_arc(state, going_on[other], 2 * inner[other], EPSILON, cost)
                    self.fst.add_arc(state, self.leaf(end[other]), 2 * end[other], label, cost)

    def reaches(self, last_label: int) -> list[tuple[Interval, ...]]:
        everything = ((1, last_label + 2),)
        return [intervals(sorted(set(labels))) or everything for labels in self.below]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhonePairs:
    """How unlikely phones are to begin a word and to follow each other, as costs."""

    first: NDArray[np.float64]
    next: NDArray[np.float64]


def phone_pairs() -> PhonePairs:
    """From all words of the dictionary, none of them more often than another."""
    place = {phone: index for index, phone in enumerate(PHONES)}
    counts = np.full((len(PHONES), len(PHONES)), 0.05)
    seen: set[str] = set()
    for word, phones in dictionary_entries():
        if word in seen:
            continue
        seen.add(word)
        known = [place[phone] for phone in phones]
        np.add.at(counts, (known[:-1], known[1:]), 1)
    return PhonePairs(
        first=-np.log(counts.sum(axis=1) / counts.sum()),
        next=-np.log(counts / counts.sum(axis=1, keepdims=True)),
    )


def placed(phones: Phones) -> tuple[str, ...]:
    """Phones with their place in the word: begin, inside, end, or single."""
    if len(phones) == 1:
        return (f"{phones[0]}_S",)
    first, *middle, last = phones
    return (f"{first}_B", *(f"{phone}_I" for phone in middle), f"{last}_E")


def labels_of(pronunciations: Mapping[str, Sequence[Phones]]) -> dict[str, int]:
    """Numbers of the words, neighbours in sound next to each other, as looking ahead wants them."""
    words = sorted(pronunciations, key=lambda word: (pronunciations[word][0], word))
    return {word: label for label, word in enumerate((*words, UNKNOWN), 1)}


def sound_graph(
    pronunciations: Mapping[str, Sequence[Phones]],
    labels: Mapping[str, int],
    phone_numbers: Mapping[str, int],
    settings: GraphSettings,
) -> bytes:
    """`HCLr.fst`, which reads transition ids and writes words, able to look ahead."""
    lexicon = _Lexicon(number=phone_numbers)
    for word, ways in pronunciations.items():
        for place, phones in enumerate(ways):
            lexicon.add(labels[word], phones, settings.word + (SECOND_COST if place else 0.0))
    lexicon.add_unknown(labels[UNKNOWN], phone_pairs(), settings)
    properties = (
        Property.NOT_ACCEPTOR
        | Property.EPSILONS
        | Property.INPUT_EPSILONS
        | Property.OUTPUT_EPSILONS
        | Property.OUTPUT_SORTED
        | Property.WEIGHTED
        | Property.CYCLIC
    )
    inner = constant(lexicon.fst, "output", properties)
    return lookahead(inner, lexicon.reaches(len(labels)), len(labels) + 1)


def sentence_graph(ngram: Ngram, labels: Mapping[str, int]) -> bytes:
    """`Gr.fst`, an acceptor of words with back-off arcs; words without a label are left out."""
    fst = Transducer()
    states: dict[History, int] = {}
    for history in ((START,), *(h for h in ngram.follow if h != (START,))):
        states[history] = fst.add_state()
    for history, words in ngram.follow.items():
        state = states[history]
        for word, probability in words.items():
            cost = -math.log(max(probability, 1e-12))
            if word == END:
                fst.finals[state] = cost
            elif (label := labels.get(word)) is not None:
                fst.add_arc(state, states[ngram.known((*history, word))], label, label, cost)
        if history:
            shorter = ngram.known(history[1:])
            cost = -math.log(max(ngram.left[history], 1e-12))
            fst.add_arc(state, states[shorter], EPSILON, EPSILON, cost)
    properties = (
        Property.ACCEPTOR
        | Property.EPSILONS
        | Property.INPUT_EPSILONS
        | Property.OUTPUT_EPSILONS
        | Property.INPUT_SORTED
        | Property.OUTPUT_SORTED
        | Property.WEIGHTED
    )
    return constant(fst, "input", properties)
