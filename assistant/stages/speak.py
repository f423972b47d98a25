"""Speaks the reply into memory, so that it can be stopped mid-word and is known for echo."""

from assistant.audio.chime import DONE
from assistant.audio.frame import milliseconds
from assistant.speech.espeak import Espeak, EspeakError
from assistant.stages import NotReady
from assistant.turn import Reply


class SpeakStage:
    """The voice of the assistant."""

    def __init__(
        self,
        voice: str = "en",
        words_per_minute: int = 165,
        pitch: int = 45,
        *,
        chimes: bool = False,
    ) -> None:
        """`voice` is a name or file of `espeak-ng --voices=en` ("en" is
        British); `pitch` goes from 0 to 99. With `chimes` what is evident is told by a tone."""
        self._chimes = chimes
        self._voice = voice
        self._words_per_minute = words_per_minute
        self._pitch = pitch
        self._espeak: Espeak | None = None

    def prepare(self) -> None:
        """Load the synthesiser; without it replies are text only."""
        if self._espeak is not None:
            return
        try:
            self._espeak = Espeak(self._voice, self._words_per_minute, self._pitch)
        except EspeakError as error:
            raise NotReady(str(error), "sudo apt-get install espeak-ng") from error

    def acknowledge(self, text: str) -> Reply:
        """Tell what whoever asked perceives anyhow."""
        if not self._chimes or not text.strip():
            return self.speak(text)
        return Reply(
            text=text,
            by="chime",
            duration_ms=milliseconds(len(DONE)),
            pcm=DONE.astype("<i2").tobytes(),
        )

    def speak(self, text: str) -> Reply:
        """Render the reply; only its text when the voice was not prepared or cannot."""
        if self._espeak is None or not text.strip():
            return Reply(text=text)
        samples = self._espeak.render(text)
        return Reply(
            text=text,
            duration_ms=milliseconds(len(samples)),
            pcm=samples.astype("<i2").tobytes(),
        )
