"""People's and other projects' recordings; they are read where they lie, never copied."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import resources
from pathlib import Path

import yaml

from assistant.audio.frame import RATE, Samples
from assistant.audio.wav import read_wav
from assistant.evaluation.hearing.clip import Clip
from assistant.evaluation.understanding.shared import NoData, Row, mapping, text, text_folder
from assistant.sayings.words import spoken

PIECE_SECONDS, MOST_PIECES = 3.0, 12


def audio_folder() -> Path:
    """Beside the texts of the shared data."""
    return text_folder().parent / "audio"


def rows(name: str) -> Iterator[Row]:
    """The lines of one list; raises NoData."""
    path = audio_folder() / f"{name}.jsonl"
    if not path.is_file():
        raise NoData(str(path))
    for line in path.read_text("utf-8").splitlines():
        yield json.loads(line)


def samples_of(path: Path) -> Samples:
    """Mono at 16,000 hertz."""
    return read_wav(path).samples


def clips(name: str, *, wanted: bool = True) -> tuple[Clip, ...]:
    """Every row of a list; without a text where the list has none."""
    return tuple(_clip(row, wanted) for row in rows(name))


def orders() -> tuple[Clip, ...]:
    """People's orders at a coffee machine: slots, no text.

    Only those that `scripts/speech_model` keeps apart from training, by how the speakers sound.
    """
    listed = resources.files("assistant.evaluation.hearing").joinpath("coffee_held_out.txt")
    held_out = set(listed.read_text().split())
    return tuple(
        Clip(
            name=text(row, "path"),
            load=_loader(row),
            slots={slot: " ".join(spoken(str(v))) for slot, v in mapping(row, "slots").items()},
        )
        for row in rows("coffee_orders")
        if text(row, "path") in held_out
    )


def noises() -> tuple[Clip, ...]:
    """Noise and music in pieces as long as a command; the pieces of a recording stay together."""
    found = []
    for row in rows("noise"):
        path = audio_folder() / text(row, "path")
        pieces = min(MOST_PIECES, max(1, int(float(str(row["duration_s"])) / PIECE_SECONDS)))
        for place in range(pieces):
            start = int(place * PIECE_SECONDS * RATE)
            load = partial(_piece, path, start, start + int(PIECE_SECONDS * RATE))
            name = f"{path.stem}/{place}"
            found.append(Clip(name=name, load=load, group=path.stem, wanted=False))
    return tuple(found)


def _piece(path: Path, start: int, end: int) -> Samples:
    return samples_of(path)[start:end]


def order_grammar() -> tuple[list[str], Mapping[str, list[str]]]:
    """Templates and slot values of the coffee machine's own grammar; raises NoData."""
    path = audio_folder() / "coffee_orders_grammar.yaml"
    if not path.is_file():
        raise NoData(str(path))
    context = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)["context"]
    return context["expressions"]["orderDrink"], context["slots"]


def _clip(row: Row, wanted: bool) -> Clip:
    said = text(row, "text")
    return Clip(
        name=text(row, "path"),
        load=_loader(row),
        text=spoken(said) if said else None,
        group="" if "tts" in text(row, "kind") else text(row, "speaker"),
        wanted=wanted,
    )


def _loader(row: Row) -> Callable[[], Samples]:
    return partial(samples_of, audio_folder() / text(row, "path"))
