"""Loading the stages from audio to text and the voice, as the settings say."""

from dataclasses import dataclass, replace

from rich.console import Console

from assistant.settings import Settings
from assistant.speech.choose import choose
from assistant.stages import NotReady
from assistant.stages.listen import ListenStage
from assistant.stages.speak import SpeakStage
from assistant.stages.transcribe import TranscribeStage
from assistant.stages.wake import WakeStage


@dataclass(frozen=True, slots=True, kw_only=True)
class Ears:
    """The stages from audio to text, and the voice."""

    wake: WakeStage
    listen: ListenStage
    transcribe: TranscribeStage
    speak: SpeakStage | None = None

    def another_pair(self) -> "Ears":
        """For another microphone: what remembers the latest audio is new, the rest is shared."""
        ears = replace(self, wake=self.wake.another(), listen=self.listen.another())
        ears.wake.prepare()
        ears.listen.prepare()
        return ears


def load_ears(settings: Settings, notes: Console) -> Ears:
    """Every stage prepared; says what is used, and raises NotReady when it cannot hear at all."""
    choice = choose(model=settings.speech_model, download=settings.download_model)
    for note in choice.notes:
        notes.print(note, highlight=False, markup=False)
    ears = Ears(
        wake=WakeStage(words=settings.wake_words),
        listen=ListenStage(),
        transcribe=TranscribeStage(choice.recogniser),
        speak=load_voice(notes),
    )
    for stage in (ears.wake, ears.listen, ears.transcribe):
        stage.prepare()
    return ears


def load_voice(notes: Console) -> SpeakStage | None:
    """The voice, or None with one line that says how to get it."""
    voice = SpeakStage()
    try:
        voice.prepare()
    except NotReady as refusal:
        notes.print(f"replies are written only: {refusal}", highlight=False, markup=False)
        return None
    return voice
