"""Which recogniser hears: the best one that this machine has, said in one line."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Protocol

from assistant.speech import vosk
from assistant.speech.language.error import LanguageError
from assistant.speech.language.model import SECOND
from assistant.speech.recogniser import Recogniser, RecogniserError
from assistant.speech.second_opinion import SecondOpinion

BUNDLED = "vosk-home-small"
POCKETSPHINX = "pocketsphinx"
OFFICIAL = "vosk-model-small-en-us-0.15"
"""What is downloaded when no other name is given: 40 MB."""


class LanguageFor(Protocol):
    """The language of the home, for whichever recogniser it will be."""

    def folder_for(self, model: Path | None) -> Path:
        """The model with this language; without a model, the language for pocketsphinx.

        Raises LanguageError when there can be none.
        """


Load = Callable[[LanguageFor | None], Recogniser]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What hears, and what there is to say about it."""

    recogniser: Recogniser
    notes: tuple[str, ...]
    """One line each: what was passed over and why, last what is used."""
    load: Load
    """Loads the same recogniser again, with another language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    title: str
    load: Load


def choose(
    model: str | None = None, *, download: bool = False, language: LanguageFor | None = None
) -> Choice:
    """Take the first that can be loaded.

    In this order: the path or name in `model`; an official model where Vosk keeps its own; a
    download, if asked for, of `model` or of the usual one; the bundled model; pocketsphinx. Each
    with the language of this home where there is one, otherwise with its own.
    """
    notes: list[str] = []
    for candidate in _candidates(model, download):
        try:
            recogniser = _loaded(candidate, language, notes)
        except RecogniserError as error:
            notes.append(f"speech: {candidate.title} cannot be used: {error}")
            continue
        notes.append(f"speech: {recogniser.description}")
        return Choice(recogniser=recogniser, notes=tuple(notes), load=candidate.load)
    raise RecogniserError("; ".join(notes) or "there is no speech recogniser at all")


def _loaded(candidate: _Candidate, language: LanguageFor | None, notes: list[str]) -> Recogniser:
    if language is not None:
        try:
            return candidate.load(language)
        except LanguageError as error:
            notes.append(f"speech: {candidate.title} does not know this home: {error}")
    return candidate.load(None)


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


def is_here(model: str) -> bool:
    """Whether this path or name is on this machine; it may still be damaged."""
    here = model in (BUNDLED, POCKETSPHINX) or Path(model).expanduser().exists()
    return here or any((place / model).is_dir() for place in vosk.caches())


def names_here() -> tuple[str, ...]:
    """What can be named without a path."""
    return (*(folder.name for folder in cached_models()), BUNDLED, POCKETSPHINX)


def _candidates(model: str | None, download: bool) -> Iterator[_Candidate]:
    if model is not None:
        yield _Candidate(title=model, load=_named(model, download))
    for folder in cached_models():
        yield _Candidate(title=folder.name, load=_official(partial(_same, folder)))
    if download and model is None:
        yield _Candidate(title=OFFICIAL, load=_official(lambda: vosk.download(OFFICIAL)))
    yield _Candidate(title=BUNDLED, load=_bundled)
    yield _Candidate(title=POCKETSPHINX, load=_pocketsphinx)


def _named(model: str, download: bool) -> Load:
    """What the person named: a folder, one of our two, or a model of Vosk's."""
    folder = Path(model).expanduser()
    if folder.exists() or "/" in model:
        return lambda language: _vosk(folder, f"Vosk with the model in {folder}", language)
    if model == BUNDLED:
        return _bundled
    if model == POCKETSPHINX:
        return _pocketsphinx
    return _official(lambda: _found(model, download))


def _found(model: str, download: bool) -> Path:
    for place in vosk.caches():
        if (place / model).is_dir():
            return place / model
    if download:
        return vosk.download(model)
    raise RecogniserError("not on this machine, and no download was asked for")


def _same(folder: Path) -> Path:
    return folder


def _official(find: Callable[[], Path]) -> Load:
    def load(language: LanguageFor | None) -> Recogniser:
        folder = find()
        return _vosk(folder, f"Vosk with the official model {folder.name}", language)

    return load


def _bundled(language: LanguageFor | None) -> Recogniser:
    return _vosk(bundled_folder(), f"Vosk with the bundled model {BUNDLED}", language)


def _vosk(folder: Path, title: str, language: LanguageFor | None) -> Recogniser:
    if language is None:
        return vosk.VoskRecogniser(folder, title=title)
    compiled = language.folder_for(folder)
    title = f"{title}, in the language of this home"
    try:
        return with_second(vosk.VoskRecogniser(compiled, name=folder.name, title=title), compiled)
    except RecogniserError as error:
        raise LanguageError(str(error)) from error


def with_second(recogniser: Recogniser, folder: Path) -> Recogniser:
    """With pocketsphinx to ask, where the folder has its language."""
    second = folder / SECOND
    return SecondOpinion(recogniser, _sphinx(second)) if second.is_dir() else recogniser


def _pocketsphinx(language: LanguageFor | None) -> Recogniser:
    return _sphinx(language.folder_for(None) if language else None)


def _sphinx(folder: Path | None) -> Recogniser:
    # Imported here because an official model does without.
    from assistant.speech.pocketsphinx import PocketsphinxRecogniser

    return PocketsphinxRecogniser(folder)
