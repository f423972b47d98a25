"""Build the acoustic model that the assistant ships: `scripts/train_speech_model`.

Synthetic voices say sentences of a home and of English in general; people's recordings under the
shared data join them where they are there. A network learns to tell the phones from nothing, by
LF-MMI; then it goes on with voices of which half are across a simulated room, and becomes a
`final.mdl` that Vosk loads beside the graphs of the bundled model. Every step is seeded; what was
made is kept in the work folder, and the training goes on from there.

Before you ship it, fit how far to trust it and compare: `scripts/fit_confidence --model FOLDER`,
`scripts/bench hearing --model FOLDER`.
"""

import argparse
import json
import shutil
import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from speech_model import kaldi, people, shard, synthesis
from speech_model.export import exported
from speech_model.shard import Utterance
from speech_model.train import FROM_NOTHING, IN_ROOMS, Course, train
from speech_model.voices import TEST_ONLY, TEST_ONLY_FLITE

SHIPPED = Path("assistant/data/models/vosk-home-small")
ACOUSTIC_MODEL, CARD = Path("am/final.mdl"), Path("am/card.json")


FIRST_FAR = 101
"""Number, and so the seed, of the first shard with far voices; near ones are numbered from 1."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is made and learned, near and far each."""

    shards: int
    utterances: int
    """Synthetic ones in a shard."""
    near: Course
    far: Course


WHOLE = Size(shards=12, utterances=1200, near=FROM_NOTHING, far=IN_ROOMS)
TINY = Size(
    shards=1, utterances=200, near=replace(FROM_NOTHING, steps=30), far=replace(IN_ROOMS, steps=10)
)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="scripts/train_speech_model",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("build/speech_model/vosk-home-small"),
        help="folder of a whole model to write (%(default)s)",
    )
    parser.add_argument(
        "--work",
        type=Path,
        default=Path("build/speech_model"),
        help="where speech and checkpoints are kept (%(default)s)",
    )
    parser.add_argument(
        "--from",
        dest="begun",
        type=Path,
        help="folder of a model that this command has made, to go on from with far voices",
    )
    parser.add_argument(
        "--threads",
        type=int,
        default=2,
        help="processes and threads (%(default)s); 1 where others compute too: they would wait for "
        "each other",
    )
    parser.add_argument(
        "--no-people", action="store_true", help="learn from synthetic voices alone"
    )
    parser.add_argument("--tiny", action="store_true", help="a minute's trial; it hears nothing")
    asked = parser.parse_args()
    size = TINY if asked.tiny else WHOLE
    with_people = not asked.no_people and not asked.tiny
    asked.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(asked.threads)
    if asked.begun is not None:
        begun = asked.begun / ACOUSTIC_MODEL
        before = json.loads((asked.begun / CARD).read_text("utf-8"))
    else:
        begun = asked.work / f"near_{size.near.steps}.mdl"
        near = heard(asked.work, size, asked.threads, with_people, far=False)
        before = described(near, size.near)
        if not begun.exists():
            network = train(near, size.near, asked.work / "checkpoint.pt")
            kaldi.write(exported(network.eval()), begun)
    far = heard(asked.work, size, asked.threads, with_people, far=True)
    network = train(far, size.far, asked.work / "checkpoint_far.pt", kaldi.affine_maps(begun))
    if asked.out.resolve() != SHIPPED.resolve():
        shutil.copytree(SHIPPED, asked.out, dirs_exist_ok=True)
    (asked.out / "confidence.json").unlink(missing_ok=True)  # of another acoustic model
    kaldi.write(exported(network.eval()), asked.out / ACOUSTIC_MODEL)
    card = {
        "before": before,
        **described(far, size.far),
        "kept for tests": sorted((*TEST_ONLY, *TEST_ONLY_FLITE)),
    }
    (asked.out / CARD).write_text(json.dumps(card, indent=2) + "\n", "utf-8")
    print(
        f"wrote {asked.out}; how far to trust it: scripts/fit_confidence --model {asked.out}; then "
        f"compare it: scripts/bench hearing --model {asked.out}"
    )
    return 0


def heard(
    work: Path, size: Size, processes: int, with_people: bool, *, far: bool
) -> list[Utterance]:
    """All that is learned from, near or far; only what is not there yet is made."""
    utterances = spoken(work, size, processes, far=far)
    if with_people:
        utterances += recorded(work, far=far)
    return utterances


def spoken(work: Path, size: Size, processes: int, *, far: bool) -> list[Utterance]:
    """The synthetic voices."""
    utterances: list[Utterance] = []
    first = FIRST_FAR if far else 1
    for number in range(first, first + size.shards):
        path = work / f"synthetic_{size.utterances}_{number}.npz"
        if not path.exists():
            synthesis.write_shard(path, size.utterances, number, processes, far=far)
        utterances += shard.read(path)
    return utterances


def recorded(work: Path, *, far: bool) -> list[Utterance]:
    """People's voices; none where there is no shared data."""
    path = work / ("people_far.npz" if far else "people.npz")
    if not path.exists():
        try:
            synthesis.write_people(path, FIRST_FAR if far else 1, far=far)
        except people.NoData as missing:
            print(f"no recordings of people: {missing}; learning from synthetic voices alone")
            return []
    return list(shard.read(path))


def described(utterances: list[Utterance], course: Course) -> dict[str, object]:
    """What was learned from, and for how long."""
    frames: Counter[str] = Counter()
    for one in utterances:
        frames[one.source] += len(one.features)
    hours = {source: round(count / 360_000, 2) for source, count in sorted(frames.items())}
    return {"steps": course.steps, "hours": hours}


if __name__ == "__main__":
    sys.exit(main())
