"""Recognisers that are given the same language and the same audio."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from assistant.speech.choose import bundled_folder, cached_models, with_second
from assistant.speech.language.language import Language
from assistant.speech.language.model import compile_for
from assistant.speech.language.sphinx import write_language
from assistant.speech.pocketsphinx import PocketsphinxRecogniser
from assistant.speech.recogniser import Recogniser
from assistant.speech.vosk import VoskRecogniser


class NotInstalled(Exception):
    """This peer is not on this machine; the text says what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A recogniser, and how long it took to get it ready."""

    recogniser: Recogniser
    compile_seconds: float
    """From the n-gram to graphs."""
    load_seconds: float


def ours(language: Language, folder: Path, model: Path | None) -> Ready:
    """Our model, or one that is tried instead."""
    return _vosk(language, folder, model or bundled_folder())


def official(language: Language, folder: Path, model: Path | None) -> Ready:
    """The first official English model that Vosk keeps on this machine."""
    found = cached_models()
    if not found:
        raise NotInstalled("no official Vosk model is installed")
    return _vosk(language, folder, found[0])


def pocketsphinx(language: Language, folder: Path, model: Path | None) -> Ready:
    """With the acoustic model of its wheel."""
    began = time.perf_counter()
    write_language(language, folder / "language")
    recogniser = PocketsphinxRecogniser(folder / "language")
    return Ready(
        recogniser=recogniser, compile_seconds=0.0, load_seconds=time.perf_counter() - began
    )


def _vosk(language: Language, folder: Path, model: Path) -> Ready:
    began = time.perf_counter()
    compile_for(model, folder / "model", language)
    compiled = time.perf_counter()
    recogniser = with_second(VoskRecogniser(folder / "model"), folder / "model")
    return Ready(
        recogniser=recogniser,
        compile_seconds=compiled - began,
        load_seconds=time.perf_counter() - compiled,
    )


PEERS: Mapping[str, Callable[[Language, Path, Path | None], Ready]] = MappingProxyType(
    {"ours": ours, "pocketsphinx": pocketsphinx, "vosk_official": official}
)
