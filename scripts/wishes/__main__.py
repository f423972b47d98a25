"""Train the wishes: `scripts/train_wishes`.

Learns from sentences sampled from our own templates and, where the shared data is there, from
the half of it that is for building; the other half is never opened here.
"""

import argparse
import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

import numpy as np
import torch

from assistant.evaluation.understanding.shared import NoData
from assistant.understanding.wishes.labels import OTHER
from assistant.understanding.wishes.model import title_in
from assistant.wordpiece import pieces
from wishes import cases, contrast, crowd, nonsense, slips, templates, worded
from wishes.example import Example
from wishes.export import export, export_asides
from wishes.fit_evidence import fit
from wishes.held_out import HeldOut, keep
from wishes.network import LONGEST, Network, train
from wishes.pieces_kept import (
    COMMON,
    FEWER,
    check_pieces,
    cut_down,
    kept_before,
    kept_pieces,
)

SEED = 7
FOLDS = 2
MOST_OTHER = 9000
EVERY = 20
"""One in so many sentences is cut up by the library too."""
MANY = 256
"""Sentences that are read at once."""
SHIPPED = Path("assistant/data/models/wishes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=SHIPPED, help=f"folder to write ({SHIPPED})")
    parser.add_argument(
        "--folds",
        type=Path,
        default=Path("build/wishes_held_out.json"),
        help="where to keep what was said of sentences that had not been seen (%(default)s)",
    )
    parser.add_argument(
        "--only-evidence", action="store_true", help="fit the weights of the evidence again"
    )
    parser.add_argument(
        "--only-asides", action="store_true", help="train what hears asides again, and nothing else"
    )
    parser.add_argument(
        "--requests",
        action="store_true",
        help=f"learn from {worded.FOLDER.name}/{worded.REQUESTS}.txt, too (see {SHIPPED}/README.md "
        "for what that gained and cost)",
    )
    asked = parser.parse_args()
    if asked.only_evidence:
        fit(asked.folds, asked.out)
        return
    from_crowd = _crowd()
    if asked.only_asides:
        asides(from_crowd, _sampled(), kept_before(asked.out), asked.out)
        return
    made_up = _sampled()
    sampled = [*made_up, *(_requested() if asked.requests else ())]
    labels = sorted({one.wish for one in (*from_crowd, *sampled)} | {OTHER})
    check_pieces([*from_crowd, *sampled][::EVERY])
    kept = kept_pieces((*from_crowd, *sampled), FEWER if asked.requests else COMMON)
    vocabulary = cut_down(kept)
    print(f"{len(from_crowd)} of the crowd, {len(sampled)} from templates, {len(labels)} wishes")
    if from_crowd:
        held_out(Material(from_crowd, sampled, labels, vocabulary, kept), asked.folds)
    chosen = _mixed(from_crowd, sampled)
    network = train(chosen, labels, vocabulary, kept, seed=SEED, told="all")
    counts = Counter(one.source for one in chosen)
    export(network, labels, vocabulary, {"examples": dict(counts), "seed": SEED}, asked.out)
    _report_kept_back(network, labels, vocabulary)
    asides(from_crowd, made_up, kept, asked.out)
    if from_crowd:
        fit(asked.folds, asked.out)
    elif asked.out != SHIPPED:
        print(f"without the data the evidence is not weighed again: copy it from {SHIPPED}")


def asides(
    from_crowd: Sequence[Example], sampled: Sequence[Example], kept: Sequence[int], folder: Path
) -> None:
    """Train what hears asides, for a network that looks up these pieces."""
    plain = _mixed(from_crowd, [*sampled, *cases.examples()])
    written = list(worded.written())
    requests = list(worded.written(name=worded.REQUESTS))
    talk = [*written, *worded.written(name=worded.TALK)]
    wishes = [one for one in (*plain, *written) if one.wish != OTHER]
    others = [one for one in plain if one.wish == OTHER]
    composed = worded.composed(wishes, others)
    chosen = [*plain, *requests, *talk * worded.AS_WRITTEN, *composed]
    labels = sorted({one.wish for one in chosen})
    network = train(chosen, labels, cut_down(kept), kept, seed=SEED, told="asides", epochs=2)
    counts = Counter(one.source for one in chosen)
    export_asides(network, labels, {"examples": dict(counts), "seed": SEED}, folder)


def _crowd() -> list[Example]:
    try:
        return list(crowd.examples())
    except NoData as missing:
        print(f"skipped: no data: {missing}; learning from the templates alone")
        return []


def _sampled() -> list[Example]:
    """Wishes from the templates, and what is near them and is none."""
    wishes = list(templates.examples())
    return [*wishes, *nonsense.examples(), *contrast.examples(wishes)]


def _requested() -> list[Example]:
    """Whole requests that were written down, and what is near them and is none."""
    return [*worded.written(), *worded.written(name=worded.REQUESTS)]


def _report_kept_back(network: Network, labels: Sequence[str], vocabulary: dict[str, int]) -> None:
    """How often the wish of what was written down and kept back is found."""
    kept_back = list(worded.written(name=worded.REQUESTS, kept_back=True))
    texts = [" ".join(one.words) for one in kept_back]
    said = dict(zip(texts, _said(network, kept_back, vocabulary), strict=True))
    _report(kept_back, said, labels)


def _mixed(from_crowd: Sequence[Example], sampled: Sequence[Example]) -> list[Example]:
    """What is learned from: not too much of what nobody asks a home, and variants of the rest."""
    chance = random.Random(SEED)
    home = [one for one in from_crowd if one.wish != OTHER]
    other = [one for one in from_crowd if one.wish == OTHER]
    chance.shuffle(other)
    variants = [
        varied
        for one in (*home, *home, *sampled)
        if chance.random() < 0.4
        for varied in slips.varied(one, chance)
    ]
    return [*home, *other[:MOST_OTHER], *sampled, *variants]


@dataclass(frozen=True, slots=True)
class Material:
    """What every network is made of."""

    from_crowd: Sequence[Example]
    sampled: Sequence[Example]
    labels: Sequence[str]
    vocabulary: dict[str, int]
    kept: Sequence[int]


def held_out(material: Material, path: Path) -> None:
    """What networks that had not seen a sentence say of it: what probabilities are fitted on."""
    said: dict[str, HeldOut] = {}
    for fold in range(FOLDS):
        said |= of_fold(material, fold)
    keep(said, material.labels, path)


def of_fold(material: Material, fold: int) -> dict[str, HeldOut]:
    """What a network that has not seen this part of the crowd's sentences says of them."""
    seen = [one for one in material.from_crowd if _fold(one.group) != fold]
    network = train(
        _mixed(seen, material.sampled),
        material.labels,
        material.vocabulary,
        material.kept,
        seed=SEED,
        told=f"{fold}",
    )
    unseen = [one for one in material.from_crowd if _fold(one.group) == fold]
    texts = [" ".join(one.words) for one in unseen]
    said = dict(zip(texts, _said(network, unseen, material.vocabulary), strict=True))
    _report(unseen, said, material.labels)
    return said


def _fold(group: str) -> int:
    return hashlib.sha256(f"fold {group}".encode()).digest()[0] % FOLDS


def _said(
    network: Network, examples: Sequence[Example], vocabulary: dict[str, int]
) -> list[HeldOut]:
    """What is said of each, those of one length together so that nothing is padded."""
    cut = [pieces(one.words, vocabulary) for one in examples]
    ids = [of_one[:LONGEST] for of_one, _ in cut]
    by_length = sorted(range(len(ids)), key=lambda place: len(ids[place]))
    said: dict[int, HeldOut] = {}
    with torch.no_grad():
        for _, group in groupby(by_length, key=lambda place: len(ids[place])):
            for places in batched(group, MANY):
                rows = torch.tensor([ids[place] for place in places])
                wishes, parts, _ = network(rows, torch.ones_like(rows))
                for place, wish, part in zip(places, wishes.numpy(), parts.numpy(), strict=True):
                    title = title_in(examples[place].words, part, cut[place][1])
                    said[place] = HeldOut(tuple(round(float(one), 3) for one in wish), title)
    return [said[place] for place in range(len(ids))]


def batched(places: Iterable[int], size: int) -> Iterator[tuple[int, ...]]:
    """`itertools.batched` of Python 3.12."""
    left = iter(places)
    while batch := tuple(islice(left, size)):
        yield batch


def _report(unseen: Sequence[Example], said: Mapping[str, HeldOut], labels: Sequence[str]) -> None:
    """How often the most probable wish is the labelled one."""
    for source in sorted({one.source for one in unseen}):
        of_source = [one for one in unseen if one.source == source]
        for name, those in (
            ("of the home", [one for one in of_source if one.wish != OTHER]),
            ("other", [one for one in of_source if one.wish == OTHER]),
        ):
            right = [
                labels[int(np.argmax(said[" ".join(one.words)].logits))] == one.wish
                for one in those
            ]
            if right:
                print(f"{source}, {name}: {np.mean(right):.3f} right of {len(right)}")


if __name__ == "__main__":
    main()
