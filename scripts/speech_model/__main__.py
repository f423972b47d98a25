"""Build the acoustic model that the assistant ships: `scripts/train_speech_model`.

Synthetic voices say sentences of a home and of English in general; people's recordings under the
shared data join them where they are there. A network learns to tell the phones from nothing, by
LF-MMI, and becomes a `final.mdl` that Vosk loads beside the graphs of the bundled model. Every
step is seeded; what was made is kept in the work folder, and the training goes on from there.

Before you ship it, fit how far to trust it and compare: `scripts/fit_confidence --model FOLDER`,
`scripts/bench hearing --model FOLDER`.
"""

import argparse
import json
import shutil
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import torch

from speech_model import kaldi, people, shard, synthesis
from speech_model.export import exported
from speech_model.train import train
from speech_model.voices import TEST_ONLY, TEST_ONLY_FLITE

SHIPPED = Path("assistant/data/models/vosk-home-small")


@dataclass(frozen=True, slots=True)
class Size:
    """How much is made and learned."""

    shards: int
    utterances: int
    """Synthetic ones in a shard."""
    steps: int


WHOLE = Size(shards=12, utterances=1200, steps=4500)
TINY = Size(shards=1, utterances=200, steps=30)


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
    parser.add_argument("--steps", type=int, help=f"steps of the training ({WHOLE.steps})")
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
    steps = asked.steps or size.steps
    asked.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(asked.threads)
    utterances = spoken(asked.work, size, asked.threads)
    if not asked.no_people and not asked.tiny:
        utterances += recorded(asked.work)
    network = train(utterances, steps, asked.work / "checkpoint.pt")
    if asked.out.resolve() != SHIPPED.resolve():
        shutil.copytree(SHIPPED, asked.out, dirs_exist_ok=True)
    (asked.out / "confidence.json").unlink(missing_ok=True)  # of another acoustic model
    kaldi.write(exported(network.eval()), asked.out / "am" / "final.mdl")
    card = json.dumps(described(utterances, steps), indent=2)
    (asked.out / "am" / "card.json").write_text(card + "\n", "utf-8")
    print(
        f"wrote {asked.out}; how far to trust it: scripts/fit_confidence --model {asked.out}; then "
        f"compare it: scripts/bench hearing --model {asked.out}"
    )
    return 0


def spoken(work: Path, size: Size, processes: int) -> list[shard.Utterance]:
    """The synthetic voices; only what is not there yet is made."""
    utterances: list[shard.Utterance] = []
    for number in range(1, size.shards + 1):
        path = work / f"synthetic_{size.utterances}_{number}.npz"
        if not path.exists():
            synthesis.write_shard(path, size.utterances, number, processes)
        utterances += shard.read(path)
    return utterances


def recorded(work: Path) -> list[shard.Utterance]:
    """People's voices; none where there is no shared data."""
    path = work / "people.npz"
    if not path.exists():
        try:
            synthesis.write_people(path, seed=1)
        except people.NoData as missing:
            print(f"no recordings of people: {missing}; learning from synthetic voices alone")
            return []
    return list(shard.read(path))


def described(utterances: list[shard.Utterance], steps: int) -> dict[str, object]:
    """What the model was made of."""
    hours: Counter[str] = Counter()
    for one in utterances:
        hours[one.source] += len(one.features)
    return {
        "steps": steps,
        "hours": {source: round(frames / 360_000, 2) for source, frames in sorted(hours.items())},
        "kept for tests": sorted((*TEST_ONLY, *TEST_ONLY_FLITE)),
    }


if __name__ == "__main__":
    sys.exit(main())
