"""Turns an utterance into text."""

from dataclasses import replace

from assistant.audio.frame import RATE
from assistant.speech.recogniser import Recogniser, merged
from assistant.speech.wake_phrase import without_wake_phrase
from assistant.turn import NothingHeard, Transcript, Utterance, Word

BYTES_PER_MS = 2 * RATE / 1000
TRAILING_MS = 240.0
"""Silence kept behind the last speech: enough for the last word to fade."""


class TranscribeStage:
    """Hands the audio to a recogniser and takes the wake word out of what it read."""

    def __init__(self, recogniser: Recogniser, *, looks_ahead: bool = True) -> None:
        """`looks_ahead`: it is quick enough to read at every short pause, while somebody speaks."""
        self._recogniser = recogniser
        self.looks_ahead = looks_ahead
        self._last: tuple[bytes, Transcript | NothingHeard] | None = None

    @property
    def recogniser_name(self) -> str:
        return self._recogniser.name

    def prepare(self) -> None:
        """Nothing to load: the recogniser was loaded when it was chosen."""

    def transcribe(self, utterance: Utterance) -> Transcript | NothingHeard:
        """Read the utterance; the same audio twice is read once."""
        audio_start_ms = utterance.end_ms - len(utterance.pcm) / BYTES_PER_MS
        keep_ms = utterance.speech_end_ms + TRAILING_MS - audio_start_ms
        pcm = utterance.pcm[: 2 * int(keep_ms * BYTES_PER_MS / 2)]
        if self._last is None or self._last[0] != pcm:
            self._last = pcm, self._read(utterance, pcm, audio_start_ms)
        return self._last[1]

    def _read(
        self, utterance: Utterance, pcm: bytes, audio_start_ms: float
    ) -> Transcript | NothingHeard:
        wake_end_ms = utterance.start_ms - audio_start_ms
        speech_end_ms = utterance.speech_end_ms - audio_start_ms
        readings = merged(
            without_wake_phrase(reading, wake_end_ms, speech_end_ms)
            for reading in self._recogniser.transcribe(pcm)
        )
        if not readings or not readings[0].words:
            return NothingHeard(reason="no_words")
        best, *others = readings
        return Transcript(
            text=best.hypothesis.text,
            confidence=best.confidence,
            alternatives=tuple(other.hypothesis for other in others if other.words),
            words=tuple(_shifted(word, audio_start_ms) for word in best.words),
            recogniser=self._recogniser.name,
        )


def _shifted(word: Word, by_ms: float) -> Word:
    """The word's times counted from the start of the source, as all other times are."""
    return replace(word, start_ms=word.start_ms + by_ms, end_ms=word.end_ms + by_ms)
