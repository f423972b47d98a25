"""Which recogniser hears: the best one that this machine has, said in one line."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path

from assistant.speech import vosk
from assistant.speech.language.language import Language
from assistant.speech.recogniser import Recogniser, RecogniserError

BUNDLED = "vosk-home-small"
POCKETSPHINX = "pocketsphinx"
OFFICIAL = "vosk-model-small-en-us-0.15"
"""What is downloaded when no other name is given: 40 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What hears, and what there is to say about it."""

    recogniser: Recogniser
    notes: tuple[str, ...]
    """One line each: what was passed over and why, last what is used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    title: str
    load: Callable[[], Recogniser]


def choose(
    model: str | None = None, *, download: bool = False, language: Language | None = None
) -> Choice:
    """Take the first that can be loaded.

    In this order: the path or name in `model`; an official model where Vosk keeps its own; a
    download, if asked for, of `model` or of the usual one; the bundled model; pocketsphinx, with
    the language of this home where there is one.
    """
    notes: list[str] = []
    for candidate in _candidates(model, download, language):
        try:
            recogniser = candidate.load()
        except RecogniserError as error:
            notes.append(f"speech: {candidate.title} cannot be used: {error}")
            continue
        return Choice(recogniser=recogniser, notes=(*notes, f"speech: {recogniser.description}"))
    raise RecogniserError("; ".join(notes) or "there is no speech recogniser at all")


def bundled_folder() -> Path:
    """The model that comes with the assistant."""
    return Path(str(files("assistant"))) / "data" / "models" / BUNDLED


def cached_models() -> tuple[Path, ...]:
    """English models in Vosk's own folders, small ones first: they answer faster."""
    found = (
        folder
        for place in vosk.caches()
        for folder in place.iterdir()
        if folder.is_dir() and re.match(r"vosk-model(-small)?-en", folder.name)
    )
    return tuple(sorted(found, key=lambda folder: ("-small-" not in folder.name, folder.name)))


def _candidates(
    model: str | None, download: bool, language: Language | None
) -> Iterator[_Candidate]:
    if model is not None:
        yield _Candidate(title=model, load=lambda: _named(model, download, language))
    for folder in cached_models():
        yield _Candidate(title=folder.name, load=partial(_official, folder))
    if download and model is None:
        yield _Candidate(title=OFFICIAL, load=lambda: _official(vosk.download(OFFICIAL)))
    yield _Candidate(title=BUNDLED, load=_bundled)
    yield _Candidate(title=POCKETSPHINX, load=lambda: _pocketsphinx(language))


def _named(model: str, download: bool, language: Language | None) -> Recogniser:
    """What the person named: a folder, one of our two, or a model of Vosk's."""
    folder = Path(model).expanduser()
    if folder.exists() or "/" in model:
        return vosk.VoskRecogniser(folder)
    if model == BUNDLED:
        return _bundled()
    if model == POCKETSPHINX:
        return _pocketsphinx(language)
    for place in vosk.caches():
        if (place / model).is_dir():
            return _official(place / model)
    if download:
        return _official(vosk.download(model))
    raise RecogniserError("not on this machine, and no download was asked for")


def _official(folder: Path) -> Recogniser:
    return vosk.VoskRecogniser(folder, title=f"Vosk with the official model {folder.name}")


def _bundled() -> Recogniser:
    return vosk.VoskRecogniser(
        bundled_folder(), title=f"Vosk with the bundled model {BUNDLED} (480 words of a home)"
    )


def _pocketsphinx(language: Language | None) -> Recogniser:
    # Imported here because few will ever need it.
    from assistant.speech.pocketsphinx import PocketsphinxRecogniser

    return PocketsphinxRecogniser(language)
