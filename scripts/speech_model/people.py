"""People's recordings under the shared data: which are learned from, and what is said in them.

Where there is no transcript, pocketsphinx finds one: an order from the slots that are known to
be in it, read speech by its own language model, and then only where two readings agree.
"""

import json
import os
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from pathlib import Path

import numpy as np
import pocketsphinx
from rich.progress import track
from scipy.cluster.hierarchy import fcluster, linkage

from speech_model.features import RATE, cepstra
from speech_model.sound import Samples, at_rate, read
from speech_model.sounds import pronunciations

ROOT = Path(__file__).resolve().parents[2]
SHIPPED_LICENCES = ("Apache-2.0", "public domain", "CC BY 4.0")
"""What ships learns from these only: CC BY-SA would ask for more."""

TRAINING_NOISES = ("precise_bg_bg_noise9", "sb_noise1", "misc_wind", "am_friction0")
TRAINING_RESPONSES = ("am_impulse_response_0", "sb_rir1", "sb_rir3")
"""The other noises and rooms are for tests."""

SPEAKER_GROUPS = 30
TUNING_SHARE = 0.3
"""Coffee orders have no speaker's name. Those that sound alike are taken for one speaker's, and
groups of more than a tenth of the share are tuned or trained with as a whole."""

COPIES = {"coffee": 4, "wake_word_benchmark": 2, "precise_community": 2, "librispeech_subset": 8}
"""How often each recording is learned from; reading has the most speakers and the most words."""

ORDER_BEGINNINGS = (
    "brew | can i get | can i have | i want | get me | give me | i'd like | i would like | "
    "make me | may i have"
)
SECOND_SPEED = 0.94
"""Read speech is read by pocketsphinx twice, once at this speed."""
LEAST_WORDS, LEAST_LETTERS = 3, 11
TOGETHER_SECONDS = 0.12


@dataclass(frozen=True, slots=True)
class Recording:
    """A person's speech and its words."""

    samples: Samples
    text: str
    source: str


class NoData(Exception):
    """The shared recordings are not here."""


def audio_folder() -> Path:
    """The folder of recordings: under ASSISTANT_SHARED, or beside the repository."""
    given = os.environ.get("ASSISTANT_SHARED")
    return (Path(given) if given else ROOT.parent / "shared") / "data" / "audio"


def rows(name: str) -> list[dict]:
    """The lines of one list; raises NoData."""
    path = audio_folder() / f"{name}.jsonl"
    if not path.is_file():
        raise NoData(str(path))
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@cache
def noises() -> tuple[Samples, ...]:
    """Real noises to learn with."""
    return _files("noise", TRAINING_NOISES)


@cache
def responses() -> tuple[Samples, ...]:
    """Impulse responses of rooms to learn with, from the direct sound on, which is 1."""
    return tuple(map(_from_the_loudest, _files("rir", TRAINING_RESPONSES)))


def _from_the_loudest(response: Samples) -> Samples:
    first = int(np.argmax(np.abs(response)))
    return response[first:] / np.abs(response[first])


def _files(folder: str, names: Sequence[str]) -> tuple[Samples, ...]:
    paths = (audio_folder() / folder / f"{name}.wav" for name in names)
    return tuple(read(path) for path in paths if path.is_file())


@cache
def recordings() -> tuple[Recording, ...]:
    """Everything that is learned from; raises NoData."""
    return tuple(_recordings())


def _recordings() -> Iterator[Recording]:
    yield from words()
    training, _ = coffee_split()
    for row in track(training, description="people: orders"):
        if order := ordered(row):
            yield order
    unread = [row for row in _licensed() if not row["text"]]
    for row in track(unread, description="people: reading aloud"):
        yield from read_aloud(row)


def words() -> Iterator[Recording]:
    """Recordings whose words are known."""
    for row in _licensed():
        text = (row["text"] or "").lower()
        if text and all(pronunciations(word) for word in text.split()):
            yield Recording(read(audio_folder() / row["path"]), text, row["source"])


def _licensed() -> list[dict]:
    return [row for row in rows("train_speech") if row["licence"].startswith(SHIPPED_LICENCES)]


def coffee_split() -> tuple[list[dict], list[dict]]:
    """Orders to learn from and orders to tune with, of speakers that sound different."""
    orders = rows("coffee_orders")
    described = []
    for row in orders:
        features = cepstra(read(audio_folder() / row["path"]))[:, :20]
        quiet = features[features[:, 0] <= np.quantile(features[:, 0], 0.3)]
        loud = features[features[:, 0] >= np.quantile(features[:, 0], 0.6)]
        described.append(np.concatenate((quiet.mean(axis=0), loud.mean(axis=0), loud.std(axis=0))))
    table = np.array(described)
    table = (table - table.mean(axis=0)) / (table.std(axis=0) + 1e-6)
    groups = fcluster(linkage(table, "average"), SPEAKER_GROUPS, "maxclust")
    chance, tuning, wanted = random.Random(5), set(), TUNING_SHARE * len(orders)
    names = sorted(set(groups.tolist()))
    chance.shuffle(names)
    for name in names:
        size = int(np.sum(groups == name))
        if sum(int(np.sum(groups == one)) for one in tuning) + size <= wanted:
            tuning.add(name)
    split = ([], [])
    for row, group in zip(orders, groups, strict=True):
        split[group in tuning].append(row)
    return split


def ordered(row: Mapping) -> Recording | None:
    """An order with its words, which the known slots leave little doubt about."""
    samples = read(audio_folder() / row["path"])
    slots = {name: value.lower() for name, value in row["slots"].items()}
    grammar = (
        "#JSGF V1.0;\ngrammar order;\n"
        f"public <order> = [please] [{ORDER_BEGINNINGS}] [a|an] "
        f"({' | '.join(_phrasings(slots))}) [please];\n"
    )
    decoder = _grammar_decoder()
    decoder.add_jsgf_string("order", grammar)
    decoder.activate_search("order")
    spoken = _segments(decoder, samples)
    if not spoken:
        return None
    first, last = spoken[0].start_s, spoken[-1].end_s
    piece = samples[int(max(0, first - 0.25) * RATE) : int((last + 0.25) * RATE)]
    return Recording(piece, " ".join(word.text for word in spoken), "coffee")


def _phrasings(slots: Mapping[str, str]) -> list[str]:
    before = [slots[name] for name in ("size", "roast", "numberOfShots") if name in slots]
    behind = [slots[name] for name in ("milkAmount", "sugarAmount") if name in slots]
    drink = [slots["coffeeDrink"]] if "coffeeDrink" in slots else []
    ends = [f" with {' and '.join(order)}" for order in permutations(behind)] if behind else [""]
    starts = [" ".join([*order, *drink]) for order in permutations(before)]
    return [start + end for start in starts for end in ends]


@dataclass(frozen=True, slots=True)
class _Spoken:
    text: str
    start_s: float
    end_s: float


def read_aloud(row: Mapping) -> Iterator[Recording]:
    """Runs of words that two readings of a recording agree on, in words and in time."""
    samples = read(audio_folder() / row["path"])
    decoder = _english_decoder()
    once = _segments(decoder, samples)
    again = _segments(decoder, at_rate(samples, RATE * SECOND_SPEED))
    for run in _agreed(once, [_slower(word) for word in again]):
        if len(run) < LEAST_WORDS or sum(len(word.text) for word in run) < LEAST_LETTERS:
            continue
        piece = samples[int(run[0].start_s * RATE) : int(run[-1].end_s * RATE)]
        yield Recording(piece, " ".join(word.text for word in run), row["source"])


def _slower(word: _Spoken) -> _Spoken:
    return _Spoken(word.text, word.start_s * SECOND_SPEED, word.end_s * SECOND_SPEED)


def _agreed(once: Sequence[_Spoken], again: Sequence[_Spoken]) -> Iterator[list[_Spoken]]:
    run: list[_Spoken] = []
    for word in once:
        same = any(
            other.text == word.text and abs(other.start_s - word.start_s) < TOGETHER_SECONDS
            for other in again
        )
        if same and pronunciations(word.text):
            run.append(word)
        else:
            yield run
            run = []
    yield run


def _segments(decoder: pocketsphinx.Decoder, samples: Samples) -> list[_Spoken]:
    """The words that the decoder hears."""
    pcm = np.clip(samples, -32768, 32767).astype(np.int16).tobytes()
    decoder.start_utt()
    decoder.process_raw(pcm, full_utt=True)
    decoder.end_utt()
    if decoder.hyp() is None:
        return []
    return [
        _Spoken(
            segment.word.split("(")[0], segment.start_frame / 100, (segment.end_frame + 1) / 100
        )
        for segment in decoder.seg()
        if segment.word[0] not in "<[+("
    ]


@cache
def _grammar_decoder() -> pocketsphinx.Decoder:
    return pocketsphinx.Decoder(lm=None, loglevel="FATAL")


@cache
def _english_decoder() -> pocketsphinx.Decoder:
    return pocketsphinx.Decoder(loglevel="FATAL")
