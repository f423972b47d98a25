"""`assistant record`: a household's own test sentences, for `assistant replay`."""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from assistant import terminal
from assistant.audio.frame import Samples
from assistant.audio.microphone import MicrophoneSource
from assistant.home.file import load_home
from assistant.home.find import area_named
from assistant.home.model import Home
from assistant.recording.collection import Collection
from assistant.recording.level import Level, level_of
from assistant.recording.prompts import Prompt, prompts
from assistant.recording.take import OpenSource, take
from assistant.settings import Settings, SettingsError

MOST_ATTEMPTS = 3
"""With nobody to ask, a sentence is given up after so many bad takes."""

console = terminal.console(highlight=False)


class _Ended(Exception):
    """The person has had enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOptions:
    """What a person may choose."""

    folder: Path
    person: str | None = None
    count: int = 20
    device: str | None = None
    """A part of the microphone's name."""
    agreed: bool = False
    hands_free: bool = False


def record_sentences(settings: Settings, options: RecordOptions) -> int:
    """Ask for one sentence after another; 0 when something was recorded, 1 otherwise."""
    home = load_home(settings.home_file)
    area, person = _area(home, settings.area), _person(home, options.person)
    collection = Collection(options.folder)
    open_source = _microphone(options.device)
    if not _consented(collection, person, options):
        console.print("Nothing was recorded.")
        return 1
    left = [one for one in prompts(home) if one.id not in collection.done(person)][: options.count]
    kept: list[Path] = []
    kept_home = collection.keep_home(settings.home_file)
    with contextlib.suppress(_Ended, KeyboardInterrupt):
        for number, prompt in enumerate(left, start=1):
            console.print(f"\n{number} of {len(left)}   say: [bold]{prompt.text}[/bold]")
            samples = _good_take(open_source, options)
            if samples is not None:
                level = str(level_of(samples))
                kept.append(
                    collection.keep(
                        prompt, samples, home=kept_home, area=area, person=person, level=level
                    )
                )
    console.print(_closing(collection, kept, left), soft_wrap=True)
    return 0 if kept else 1


def _good_take(open_source: OpenSource, options: RecordOptions) -> Samples | None:
    """A take that is to be kept; None to go on without one."""
    attempts = 0
    while not options.hands_free or attempts < MOST_ATTEMPTS:
        attempts += 1
        if not options.hands_free:
            _answer("  Enter, then speak; q ends: ", {"": "go"})
        console.print("  recording ...")
        samples = asyncio.run(take(open_source))
        level = level_of(samples)
        fault = f": [yellow]{level.fault}[/yellow]" if level.fault else ""
        console.print(f"  {level}{fault}")
        answer = _verdict(level, options)
        if answer == "keep":
            return samples
        if answer == "skip":
            return None
    return None


def _verdict(level: Level, options: RecordOptions) -> str:
    """Whether to keep it; with nobody to ask, whatever has no fault."""
    if options.hands_free:
        return "again" if level.fault else "keep"
    if level.fault:
        return _answer(
            "  Enter: again, k: keep it so, s: skip, q: end: ",
            {"": "again", "k": "keep", "s": "skip"},
        )
    return _answer(
        "  Enter: keep, r: again, s: skip, q: end: ", {"": "keep", "r": "again", "s": "skip"}
    )


def _answer(question: str, allowed: Mapping[str, str]) -> str:
    """What the typed key stands for, asked until it is known; `q` or no more input ends it all."""
    while True:
        try:
            typed = console.input(question, markup=False).strip().lower()
        except EOFError:
            raise _Ended from None
        if typed == "q":
            raise _Ended
        if typed in allowed:
            return allowed[typed]


def _consented(collection: Collection, person: str | None, options: RecordOptions) -> bool:
    """State what happens with the recordings, and go on only with a yes."""
    if collection.agreed(person):
        return True
    console.print(collection.statement, soft_wrap=True)
    if not options.agreed and not _says_yes():
        return False
    collection.agree(person, datetime.now().astimezone())
    return True


def _says_yes() -> bool:
    known = {"yes": "yes", "y": "yes", "no": "no", "n": "no"}
    with contextlib.suppress(_Ended, KeyboardInterrupt):
        return _answer("Do you agree? yes or no: ", known) == "yes"
    return False


def _area(home: Home, named: str | None) -> str | None:
    if named is None:
        return None
    area = area_named(home, named)
    if area is None:
        known = ", ".join(one.name for one in home.areas)
        raise SettingsError(f"--area: there is no {named!r} in this home; there are: {known}")
    return area.id


def _person(home: Home, named: str | None) -> str | None:
    if named is None:
        return None
    for person in home.people:
        if named.lower() in (person.id.lower(), person.name.lower()):
            return person.id
    known = ", ".join(one.name for one in home.people) or "nobody"
    raise SettingsError(f"--person: the home file has no {named!r}; it has: {known}")


def _microphone(device: str | None) -> OpenSource:
    """Refuses at once when there is none; raises AudioError."""
    MicrophoneSource(device)
    return lambda: MicrophoneSource(device)


def _closing(collection: Collection, kept: Sequence[Path], asked: Sequence[Prompt]) -> str:
    if not asked:
        return "Every sentence for this home is recorded already."
    if not kept:
        return "Nothing was recorded."
    more = "" if len(kept) == len(asked) else " The same command goes on with the rest."
    count = "1 recording is" if len(kept) == 1 else f"{len(kept)} recordings are"
    return (
        f"\n{count} in {collection.folder}.{more} See how well they are heard: "
        f"assistant replay {collection.folder}"
    )
