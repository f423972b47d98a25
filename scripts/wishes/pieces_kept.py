"""The vocabulary of the encoder, cut down to what requests to a home need."""

from collections.abc import Iterable
from pathlib import Path

from transformers import AutoTokenizer

from assistant.wordpiece import END, START, UNKNOWN, pieces
from wishes.example import Example
from wishes.network import encoder_folder

COMMON = 9000
"""The encoder's vocabulary begins with the commonest words."""
FEWER = 7400
"""As many of these, with every word of the requests that were written down, fill the 15 MB."""


def full_vocabulary() -> dict[str, int]:
    """Every piece that the encoder knows."""
    lines = (encoder_folder() / "vocab.txt").read_text("utf-8").splitlines()
    return {piece: number for number, piece in enumerate(lines)}


def kept_pieces(examples: Iterable[Example], common: int = COMMON) -> list[int]:
    """Ids of what is kept: common words, letters, and whatever the examples are made of."""
    full = full_vocabulary()
    kept = {full[special] for special in ("[PAD]", START, END, UNKNOWN)}
    for piece, number in full.items():
        bare = piece.removeprefix("##")
        if bare.isascii() and (number < common or len(bare) == 1) and not piece.startswith("["):
            kept.add(number)
    for example in examples:
        kept.update(pieces(example.words, full)[0])
    return sorted(kept)


def check_pieces(examples: Iterable[Example]) -> None:
    """Hold our pieces equal to the library's; raises ValueError at the first that differ."""
    library = AutoTokenizer.from_pretrained(encoder_folder())
    full = full_vocabulary()
    for example in examples:
        if library(" ".join(example.words))["input_ids"] != pieces(example.words, full)[0]:
            raise ValueError(f"the library cuts {example.words} into other pieces")


def cut_down(kept: Iterable[int]) -> dict[str, int]:
    """The pieces that are kept, numbered anew."""
    names = list(full_vocabulary())
    return {names[old]: new for new, old in enumerate(kept)}


def kept_before(folder: Path) -> list[int]:
    """Ids of the pieces of the network that is in a folder."""
    full = full_vocabulary()
    return [full[piece] for piece in (folder / "pieces.txt").read_text("utf-8").splitlines()]
