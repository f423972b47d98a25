"""The language of this home for its recogniser: compiled aside and kept, until the home changes.

Compiling takes seconds of computing, so it is done in a process of its own, once for everything
that it is made of: names, rooms, people, skills, what was learned, and the model.
"""

import asyncio
import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import signal
from collections.abc import AsyncIterator, Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from importlib import metadata
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.home.find import names_of
from assistant.home.model import Home
from assistant.sayings.sample import sample
from assistant.sayings.words import spoken
from assistant.skill import discover
from assistant.speech.choose import Load
from assistant.speech.language.error import LanguageError
from assistant.speech.language.language import language_of
from assistant.speech.language.lexicon import Lexicon
from assistant.speech.language.model import compile_for
from assistant.speech.language.sphinx import write_language
from assistant.speech.recogniser import RecogniserError
from assistant.speech.respelling import speller
from assistant.speech.swappable import SwappableRecogniser
from devices.whole_file import in_words

LOCK_FILE = "compiling.lock"
KEPT = 4
"""Compiled languages in the folder; older ones are deleted."""
LEARNED_WEIGHT = 0.002
"""Share of what is expected that each learned wording has."""
LOOK_SECONDS = 2.0
"""How often the home is looked at, and how long it must stay as it is before it is compiled."""
HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """Everything that the language is made of, besides the program itself."""

    home: Home
    wake_words: tuple[str, ...] = ()
    learned: tuple[str, ...] = ()
    """Wordings that people here have for things."""

    def fingerprint(self, model: Path | None) -> str:
        """Another one for another language or model; states do not count.

        Where the model lies counts too: a compiled language links to it.
        """
        digest = hashlib.sha256(json.dumps([self._names(), _program()]).encode())
        if model is not None:
            digest.update(bytes(model.resolve()))
            for part in ("am/final.mdl", "graph/phones.txt", "graph/words.txt"):
                with contextlib.suppress(OSError):
                    digest.update((model / part).read_bytes())
        return digest.hexdigest()[:16]

    def _names(self) -> list[object]:
        home = self.home
        return [
            [[device.kind, names_of(device)] for device in home.devices],
            [names_of(area) for area in home.areas],
            [names_of(floor) for floor in home.floors],
            [[person.name, person.aliases] for person in home.people],
            sorted(home.pronunciations.items()),
            self.wake_words,
            sorted(self.learned),
        ]


def compile_language(spoken_here: Spoken, model: Path | None, target: Path) -> None:
    """Write the language to a new folder: for this model, or for pocketsphinx without one."""
    phrases = [word.replace("_", " ") for word in spoken_here.wake_words]
    sentences = dict(sample(spoken_here.home, discover(), phrases))
    each = LEARNED_WEIGHT * sum(sentences.values())
    for wording in map(spoken, spoken_here.learned):
        sentences[wording] = sentences.get(wording, 0.0) + each
    lexicon = Lexicon(overrides=spoken_here.home.pronunciations, spell=speller())
    language = language_of(sentences, lexicon)
    if model is None:
        write_language(language, target)
    else:
        compile_for(model, target, language)


class HomeLanguage:
    """Hands out folders with the language of the home, compiling what is not there yet."""

    def __init__(self, folder: Path, spoken_here: Spoken) -> None:
        self._folder = folder
        self._instead: TemporaryDirectory[str] | None = None
        """For as long as this lives, where nothing can be written to the folder."""
        self.spoken = spoken_here

    def folder_for(self, model: Path | None) -> Path:
        """A folder for the recogniser; raises LanguageError when there can be none."""
        name = self.spoken.fingerprint(model)
        if (self._folder / name).is_dir():
            return self._folder / name
        try:
            return self._compiled(model, self._writable() / name)
        except (OSError, BrokenProcessPool, MemoryError) as error:
            raise LanguageError(
                f"the language of the home cannot be compiled ({in_words(error)})"
            ) from error

    def _writable(self) -> Path:
        """The folder, or another one; raises OSError where nothing can be written at all."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
        if os.access(self._folder, os.W_OK | os.X_OK):
            return self._folder
        self._instead = self._instead or TemporaryDirectory(prefix="assistant-language-")
        return Path(self._instead.name)

    def _compiled(self, model: Path | None, kept: Path) -> Path:
        """Of several programs with this folder that begin together one compiles; others wait."""
        with (kept.parent / LOCK_FILE).open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.is_dir():
                self._make(model, kept)
        return kept

    def _make(self, model: Path | None, kept: Path) -> None:
        making = kept.with_suffix(".making")
        shutil.rmtree(making, ignore_errors=True)  # of a program that was killed
        making.mkdir()
        try:
            _in_a_process(compile_language, self.spoken, model, making / "made")
            (making / "made").rename(kept)
        finally:
            shutil.rmtree(making, ignore_errors=True)
        self._tidy(kept)

    def _tidy(self, newest: Path) -> None:
        others = [one for one in newest.parent.iterdir() if one.is_dir() and one != newest]
        others.sort(key=lambda one: one.stat().st_mtime, reverse=True)
        for old in others[KEPT - 1 :]:
            shutil.rmtree(old, ignore_errors=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """A recogniser that keeps to the language of the home."""

    recogniser: SwappableRecogniser
    load: Load
    known: Spoken
    """What it knows at first."""

    async def follow(
        self, folder: Path, spoken_now: Callable[[], Spoken], tell: Callable[[str], None]
    ) -> None:
        """Whenever the home or what was learned is another, hear its language; until cancelled."""
        heard = self.known.fingerprint(None)
        async for spoken_here in _settled(spoken_now):
            if (now := spoken_here.fingerprint(None)) == heard:
                continue
            heard = now
            try:
                language = HomeLanguage(folder, spoken_here)
                self.recogniser.take_up(await asyncio.to_thread(self.load, language))
            except (LanguageError, RecogniserError) as error:
                tell(f"speech: goes on with the names it knows: {error}")


async def _settled(spoken_now: Callable[[], Spoken]) -> AsyncIterator[Spoken]:
    """What is spoken here, as often as it has just become something else and stayed so."""
    seen = told = spoken_now()
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        now = spoken_now()
        if now == seen and now != told:
            told = now
            yield now
        seen = now


def _program() -> list[str]:
    """Changes whenever this program would compile something else."""
    parts: Iterable[Path] = (
        *sorted((HERE / "sayings").iterdir()),
        *sorted((HERE / "speech" / "language").glob("*.py")),
    )
    digest = hashlib.sha256()
    for path in parts:
        if path.is_file():
            digest.update(path.read_bytes())
    templates = "".join(skill.sentences for _, skill in sorted(discover().items()))
    return [digest.hexdigest(), templates, metadata.version("home-assistant-intents")]


def _in_a_process(
    work: Callable[[Spoken, Path | None, Path], None], spoken: Spoken, model: Path | None, to: Path
) -> None:
    """Done aside; Ctrl-C ends that process, too."""
    with ProcessPoolExecutor(1, get_context("spawn"), _leave_interrupts) as pool:
        process = pool.submit(os.getpid).result()
        done = pool.submit(work, spoken, model, to)
        try:
            done.result()
        except KeyboardInterrupt:
            os.kill(process, signal.SIGTERM)
            raise


def _leave_interrupts() -> None:
    """Ctrl-C is for the assistant, which ends this process itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
