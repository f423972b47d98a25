"""Loading the stages from audio to text and the voice, as the settings say."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rich.console import Console

from assistant.home.file import load_home
from assistant.home.model import Home
from assistant.home_language import Following, HomeLanguage, Spoken
from assistant.interrupted import at_once
from assistant.learning.rewriting.store import LearnedError, Stamp, Store
from assistant.settings import Settings, SettingsError
from assistant.speech.choose import bundled_folder, choose, is_here, names_here
from assistant.speech.enrolment import enrolled
from assistant.speech.recogniser import Recogniser, RecogniserError
from assistant.speech.swappable import SwappableRecogniser
from assistant.speech.wake_check import WakeCheck
from assistant.speech.wakeword import WORDS, is_known, name_of
from assistant.stages import NotReady
from assistant.stages.listen import ListenStage
from assistant.stages.speak import SpeakStage
from assistant.stages.transcribe import TranscribeStage
from assistant.stages.wake import WakeStage
from assistant.wyoming.client import Service, WyomingError
from assistant.wyoming.recogniser import RemoteRecogniser
from assistant.wyoming.voice import RemoteVoice


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ears:
    """The stages from audio to text, and the voice; each pair is equal only to itself."""

    wake: WakeStage
    listen: ListenStage
    transcribe: TranscribeStage
    speak: SpeakStage | None = None
    language: Following | None = None
    """Of the recogniser; None where it does not follow the home."""

    def another_pair(self) -> "Ears":
        """For another microphone: what remembers the latest audio is new, the rest is shared."""
        ears = replace(self, wake=self.wake.another(), listen=self.listen.another())
        ears.wake.prepare()
        ears.listen.prepare()
        return ears


def load_ears(settings: Settings, notes: Console, home: Home | None = None) -> Ears:
    """Every stage prepared; says what is used, and raises NotReady when it cannot hear at all.

    The recogniser knows this home, or that of the home file; `Following` keeps it up to date.
    """
    check_hearing(settings)
    wake = load_wake(settings, notes)
    wake.prepare()  # first, for a wrong word is told before the language takes its seconds
    known = SpokenHere(settings).spoken_in(home or load_home(settings.home_file))
    with at_once(), notes.status("speech: making the language of this home"):
        choice = choose(
            model=settings.speech_model,
            download=settings.download_model,
            language=HomeLanguage(settings.language_dir, known),
        )
    for note in choice.notes:
        notes.print(note, highlight=False, markup=False)
    recogniser = SwappableRecogniser(choice.recogniser)
    ears = Ears(
        wake=wake,
        listen=ListenStage(),
        transcribe=_transcribing(recogniser, settings.stt, notes),
        speak=load_voice(notes, settings.tts, chimes=settings.acknowledge == "chime"),
        language=Following(recogniser=recogniser, load=choice.load, known=known),
    )
    for stage in (ears.listen, ears.transcribe):
        stage.prepare()
    return ears


def check_hearing(settings: Settings) -> None:
    """Raises SettingsError for what is not there, before anything takes its seconds."""
    check_wake_words(settings.wake_words)
    model = settings.speech_model
    if model is not None and not settings.download_model and not is_here(model):
        raise SettingsError(
            f"--model {model!r}: no such folder, and no model of that name on this machine; "
            f"there are: {', '.join(names_here())}. Or --download-model with an official name"
        )
    for option, url in (("--stt", settings.stt), ("--tts", settings.tts)):
        try:
            Service.parse(url or "tcp://localhost:1")
        except WyomingError as error:
            raise SettingsError(f"{option} {error}") from error


def check_wake_words(words: Iterable[str]) -> None:
    """Raises SettingsError for one that there is no model of."""
    for word in words:
        if not is_known(word):
            raise SettingsError(
                f"wake word {word!r}: there is no such model; there are {', '.join(WORDS)}, "
                "or give the path of an .onnx model"
            )


def load_wake(settings: Settings, notes: Console) -> WakeStage:
    """The wake words with what can confirm them; says what is missing.

    Raises EnrolmentError for a damaged voice where only those who are enrolled may call.
    """

    def tell(trouble: str) -> None:
        notes.print(f"wake word: {trouble}", highlight=False, markup=False, soft_wrap=True)

    found = enrolled(settings.voices_dir, None if settings.only_enrolled else tell)
    voices = tuple(voice for voice in found if voice.word in _names(settings))
    if settings.only_enrolled and not voices:
        raise NotReady(
            "--only-enrolled: nobody is enrolled for the wake word", "assistant enrol NAME"
        )
    try:
        check = WakeCheck(bundled_folder(), settings.wake_words)
    except RecogniserError as error:
        check = None
        notes.print(f"wake word: a doubtful one counts as none: {error}", highlight=False)
    return WakeStage(
        settings.wake_words, check=check, voices=voices, only_voices=settings.only_enrolled
    )


def _names(settings: Settings) -> tuple[str, ...]:
    return tuple(name_of(word) for word in settings.wake_words)


def _transcribing(ours: Recogniser, service: str | None, notes: Console) -> TranscribeStage:
    """Ours, or another program that hears instead, with ours for when that is away."""
    if service is None:
        return TranscribeStage(ours)
    remote = RemoteRecogniser(service, instead=ours)
    notes.print(f"speech: instead {remote.description}", highlight=False, markup=False)
    return TranscribeStage(remote, looks_ahead=False)


class SpokenHere:
    """What is said in a home, with what was learned of its people; that is read when it changes."""

    def __init__(self, settings: Settings) -> None:
        self._store = Store(settings.learned_file)
        self._wake_words = settings.wake_words
        self._seen: Stamp | None = None
        self._learned: tuple[str, ...] = ()

    def spoken_in(self, home: Home) -> Spoken:
        """Costs one look at the file where nothing was learned since."""
        if (seen := self._store.stamp()) != self._seen:
            self._learned, self._seen = self._read(), seen
        return Spoken(home=home, wake_words=self._wake_words, learned=self._learned)

    def _read(self) -> tuple[str, ...]:
        try:
            rewrites = self._store.load().table.rewrites
        except LearnedError:
            return ()  # it is told where it is used
        return tuple(one.heard for one in rewrites if one.live)


def load_voice(
    notes: Console, service: str | None = None, *, chimes: bool = False
) -> SpeakStage | None:
    """The voice, or None with one line that says how to get it.

    With a service another program speaks; WyomingError when it does not answer.
    """
    voice = SpeakStage(chimes=chimes)
    if service is not None:
        voice = remote = RemoteVoice(service, chimes=chimes)
        notes.print(f"voice: {remote.description}", highlight=False, markup=False)
    try:
        voice.prepare()
    except NotReady as refusal:
        notes.print(f"replies are written only: {refusal}", highlight=False, markup=False)
        return voice if service else None
    return voice
