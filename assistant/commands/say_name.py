"""`assistant doctor --say NAME`: how a name sounds to the recogniser, and what sounds like it."""

import asyncio
from collections.abc import Mapping, Sequence

from assistant import terminal
from assistant.audio.speaker import NullSpeaker, Player, open_speaker
from assistant.home.file import load_home
from assistant.home.phones import Phones
from assistant.sayings.words import spoken
from assistant.settings import Settings
from assistant.similar_names import ALIKE, WORTH_A_LOOK, Pair, likeness, names_in, phones_of
from assistant.speech.espeak import Espeak, EspeakError
from assistant.speech.language.lexicon import Lexicon, Sound
from assistant.speech.language.phones import to_espeak
from assistant.speech.respelling import ENGLISH, speller

NEAREST = 3
WORDS_PER_MINUTE, PITCH = 130, 45

console = terminal.console(highlight=False)


def say_names(settings: Settings, names: Sequence[str]) -> int:
    """Show and speak each; 1 when one of them cannot be said."""
    home = load_home(settings.home_file)
    lexicon = Lexicon(overrides=home.pronunciations, spell=speller())
    known = phones_of(names_in(home), lexicon)
    speaker = open_speaker()
    shown = [_say_name(name, lexicon, known, speaker) for name in names]
    console.print(
        f"\nTo change one, write it into {settings.home_file}:\n"
        "  pronunciations:\n    siobhan: SH IH V AO N",
        style="dim",
        markup=False,
    )
    return 0 if all(shown) else 1


def _say_name(name: str, lexicon: Lexicon, known: Mapping[str, Phones], speaker: Player) -> bool:
    console.print(f"[bold]{name}[/]")
    sounds = lexicon.sounds(spoken(name))
    for sound in sounds.values():
        _show(sound)
    words = " ".join(spoken(name))
    phones = phones_of([words], lexicon).get(words)
    if phones is None:
        console.print("  nobody knows how to say it, so it cannot be heard")
        return False
    for pair in nearest(words, phones, known):
        what = "sounds much like" if pair.likeness >= ALIKE else "is a little like"
        console.print(f'  {what} "{pair.other}" ({100 * pair.likeness:.0f} %)')
    if not isinstance(speaker, NullSpeaker):
        _speak([sounds[word].pronunciations[0] for word in spoken(name)], speaker)
    return True


def nearest(name: str, phones: Phones, known: Mapping[str, Phones]) -> tuple[Pair, ...]:
    """The names of the home that sound most like it, where any are near."""
    pairs = [
        Pair(one=name, other=other, likeness=likeness(phones, sounds))
        for other, sounds in known.items()
        if other != name
    ]
    pairs.sort(key=lambda pair: -pair.likeness)
    return tuple(pair for pair in pairs[:NEAREST] if pair.likeness >= WORTH_A_LOOK)


def _show(sound: Sound) -> None:
    ways = "  or  ".join(" ".join(phones) for phones in sound.pronunciations)
    console.print(f"  {sound.word}: {ways or 'unknown'}  ({sound.source})")


def _speak(words: Sequence[Phones], speaker: Player) -> None:
    """Just these sounds, aloud."""
    try:
        voice = Espeak(ENGLISH, WORDS_PER_MINUTE, PITCH)
        samples = voice.render(f"[[{' '.join(map(to_espeak, words))}]]", phonemes=True)
    except EspeakError as error:
        console.print(f"  not played: {error}", markup=False)
        return
    asyncio.run(speaker.play(samples.astype("<i2").tobytes()))
