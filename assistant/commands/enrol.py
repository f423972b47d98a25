"""`assistant enrol`: teach the wake word the voices of those who live here."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant import terminal
from assistant.audio.frame import Samples
from assistant.audio.microphone import MicrophoneSource
from assistant.audio.wav import read_wav
from assistant.hearing import check_wake_words
from assistant.recording.level import level_of
from assistant.recording.take import take
from assistant.settings import Settings
from assistant.speech.enrolment import EnrolmentError, enrolled, learn, remove, store
from assistant.speech.wake_windows import other_voices, windows_of
from assistant.speech.wakeword import WakeWordModel, name_of

TAKES = 6

console = terminal.console(highlight=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolOptions:
    """Who, for which wake word, and from which recordings."""

    person: str
    word: str
    files: tuple[Path, ...] = ()
    """Without any, the microphone is used."""
    device: str | None = None


def enrol_voice(settings: Settings, options: EnrolOptions) -> int:
    """Learn one voice; raises EnrolmentError when too few recordings have the wake word."""
    check_wake_words((options.word,))
    model = WakeWordModel((options.word,))
    word = name_of(options.word)
    usable = []
    for name, samples in _recordings(options):
        windows = windows_of(model, word, samples)
        found = "heard" if windows.heard else "the wake word is not in it"
        console.print(f"  {name}: {found} (score {windows.best_score:.2f})")
        if windows.heard:
            usable.append(windows)
    others = [
        one for voice in other_voices(model, word) for one in (voice.at_word, voice.elsewhere)
    ]
    others += [one.elsewhere for one in usable]
    learned = learn(options.person, word, [one.at_word for one in usable], others)
    path = store(learned, settings.voices_dir)
    console.print(
        f"{options.person} is enrolled for {word!r} from {learned.recordings} recordings, "
        f"in {path}. "
        "The next start uses it.",
        soft_wrap=True,
    )
    return 0


def list_voices(settings: Settings) -> int:
    """Who is enrolled; 0 also when nobody is."""
    voices = list(enrolled(settings.voices_dir))
    for voice in voices:
        console.print(f"{voice.person}: {voice.word}, from {voice.recordings} recordings")
    if not voices:
        console.print("Nobody is enrolled: assistant enrol NAME")
    return 0


def forget_voice(settings: Settings, person: str) -> int:
    """Raises EnrolmentError when there is none."""
    if not remove(person, settings.voices_dir):
        raise EnrolmentError(f"{person} is not enrolled; `assistant enrol --list` tells who is")
    console.print(f"{person} is forgotten.")
    return 0


def _recordings(options: EnrolOptions) -> Iterator[tuple[str, Samples]]:
    for path in options.files:
        yield path.name, read_wav(path).samples
    if options.files:
        return
    MicrophoneSource(options.device)  # refuses at once when there is none
    phrase = options.word.replace("_", " ")
    console.print(
        f'Say "{phrase}" {TAKES} times, as you usually do. Only what makes your voice yours'
    )
    console.print("is kept, as numbers, on this machine; the recordings are thrown away.")
    for number in range(1, TAKES + 1):
        console.print(f'{number} of {TAKES}: say "{phrase}" now')
        samples = asyncio.run(take(lambda: MicrophoneSource(options.device)))
        level = level_of(samples)
        yield f"take {number}" + (f" ({level.fault})" if level.fault else ""), samples
