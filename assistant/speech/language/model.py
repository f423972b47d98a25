"""A folder that Vosk loads: the acoustic model of one, the language of a home."""

import re
import shutil
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.home.phones import PHONES, Phones
from assistant.speech.language.error import LanguageError
from assistant.speech.language.fst import symbols
from assistant.speech.language.graph import (
    GraphSettings,
    labels_of,
    sentence_graph,
    sound_graph,
)
from assistant.speech.language.language import Language
from assistant.speech.language.ngram import UNKNOWN, Ngram, estimate
from assistant.speech.language.sphinx import write_language

SHARED = ("am", "conf", "ivector", "confidence.json")
"""What a model has apart from its language."""
FREE = "free"
"""In a folder with a language of ours, the same model without words: any phones in any order."""
SECOND = "second"
"""There too, the same language for pocketsphinx."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """How much the search keeps in view."""

    beam: float
    """What is so many nats less likely than the best is given up."""
    lattice_beam: float
    """The same for what is kept as an alternative."""
    most_states: int


HOME_SEARCH = Search(beam=11.0, lattice_beam=4.0, most_states=1500)
"""On 22 noisy commands and 4 readings of the tuning half as right as with 13, 6 and 3,000, in half
of the time; speech that is not for the home takes a fifth."""
FREE_COSTS = GraphSettings(unknown_word=0.0, unknown_phone=0.0)
FREE_SEARCH = Search(beam=9.0, lattice_beam=0.5, most_states=1500)
"""Of any phones only the best are wanted."""


def compile_for(
    model: Path, target: Path, language: Language, settings: GraphSettings | None = None
) -> None:
    """Make `target` the same model with this language, as far as the model allows."""
    if is_ours(model):
        _compile_own(model, target, language, settings or GraphSettings())
    else:
        _compile_official(model, target, language)


def _compile_own(model: Path, target: Path, language: Language, settings: GraphSettings) -> None:
    """Both graphs, for a model of ours, whose phones have no context, and a second opinion."""
    _write_graphs(model, target, language.ngram, language.pronunciations, settings)
    alone = estimate({(UNKNOWN,): 1.0}, {})
    _write_graphs(model, target / FREE, alone, {}, FREE_COSTS)
    _search_with(target / "conf", HOME_SEARCH)
    _search_with(target / FREE / "conf", FREE_SEARCH)
    write_language(language, target / SECOND)


def _write_graphs(
    model: Path,
    target: Path,
    ngram: Ngram,
    pronunciations: Mapping[str, Sequence[Phones]],
    settings: GraphSettings,
) -> None:
    labels = labels_of(pronunciations)
    graph = _linked(model, target)
    (graph / "phones").mkdir()
    for shared in ("phones.txt", "phones/word_boundary.int"):
        (graph / shared).write_bytes((model / "graph" / shared).read_bytes())
    (graph / "disambig_tid.int").touch()
    (graph / "words.txt").write_text(symbols(labels))
    (graph / "HCLr.fst").write_bytes(
        sound_graph(pronunciations, labels, phone_numbers(model), settings)
    )
    (graph / "Gr.fst").write_bytes(sentence_graph(ngram, labels))


def _search_with(conf: Path, search: Search) -> None:
    """The model's own settings, but for how widely it searches."""
    source = conf.resolve()
    conf.unlink()
    shutil.copytree(source, conf)
    path = conf / "model.conf"
    others = re.sub(r"(?m)^--(beam|lattice-beam|max-active)=.*\n", "", path.read_text())
    path.write_text(
        f"{others}--beam={search.beam}\n--lattice-beam={search.lattice_beam}\n"
        f"--max-active={search.most_states}\n"
    )


def _compile_official(model: Path, target: Path, language: Language) -> None:
    """The sentences only, over the words that the model knows; its sounds stay as they are."""
    graph = _linked(model, target)
    for part in (model / "graph").iterdir():
        if part.name != "Gr.fst":
            (graph / part.name).symlink_to(part.resolve())
    (graph / "Gr.fst").write_bytes(sentence_graph(language.ngram, known_words(model)))


def is_ours(model: Path) -> bool:
    """Whether its phones are ours and have no context, so that graphs can be made for it."""
    try:
        numbers = phone_numbers(model)
    except LanguageError:
        return False
    return _has_no_context(model / "am" / "final.mdl", len(numbers))


def phone_numbers(model: Path) -> dict[str, int]:
    """Of every phone with its place; LanguageError where they are not the ones that we know."""
    path = model / "graph" / "phones.txt"
    numbers = _table(path)
    expected = {"SIL", *(f"{phone}_{place}" for phone in PHONES for place in "BEIS")}
    if numbers.keys() != expected:
        raise LanguageError(f"{path}: the model has other phones than those of our lexicon")
    return numbers


def known_words(model: Path) -> dict[str, int]:
    """What a model can hear at all."""
    return _table(model / "graph" / "words.txt")


def _table(path: Path) -> dict[str, int]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LanguageError(f"{path}: cannot be read ({error})") from error
    found = (line.split() for line in lines)
    return {entry[0]: int(entry[1]) for entry in found if len(entry) == 2 and entry[1] != "0"}


def _has_no_context(path: Path, phones: int) -> bool:
    """Kaldi's list of tuples (phone, state, forward pdf, self-loop pdf) has each phone once."""
    begin = path.read_bytes()[:100_000]
    found = re.search(rb"<Tuples> \x04(.{4})", begin, re.DOTALL)
    return found is not None and struct.unpack("<i", found[1])[0] == phones


def _linked(model: Path, target: Path) -> Path:
    """A new folder with the model's other parts in it; where graphs go."""
    graph = target / "graph"
    graph.mkdir(parents=True)
    for name in SHARED:
        if (model / name).exists():
            (target / name).symlink_to((model / name).resolve())
    return graph
