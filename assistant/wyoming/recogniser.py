"""Somebody else's speech to text, with our own for when it is away."""

import logging
import re

from wyoming.asr import Transcribe, Transcript
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.event import Event

from assistant.audio.frame import RATE
from assistant.speech.recogniser import Reading, Recogniser, RecogniserError
from assistant.turn import Word
from assistant.wyoming.client import Service, WyomingError

CONFIDENCE = 0.85
"""Wyoming tells none. With this lights and heat follow, and a lock asks first."""
CHUNK_BYTES = 2 * RATE // 10

logger = logging.getLogger(__name__)


class RemoteRecogniser:
    """A service's recogniser (`Recogniser`)."""

    def __init__(self, url: str, instead: Recogniser) -> None:
        """`instead` hears while the service is away. Raises RecogniserError when it is no such
        service; one that is only away may come back."""
        try:
            self._service = Service.parse(url)
            programs = self._service.describe().asr
        except WyomingError as error:
            raise RecogniserError(str(error)) from error
        if not programs:
            raise RecogniserError(f"{self._service} offers no speech to text")
        self._instead = instead
        self._is_away = False
        self.name = f"wyoming:{programs[0].name}"
        self.description = f"{programs[0].name} at {self._service}, by Wyoming"

    def transcribe(self, pcm: bytes) -> tuple[Reading, ...]:
        """One reading, because the protocol has no alternatives."""
        try:
            text = self._heard(pcm)
        except WyomingError as error:
            if not self._is_away:
                logger.warning("%s; hearing with %s", error, self._instead.name)
            self._is_away = True
            return self._instead.transcribe(pcm)
        if self._is_away:
            logger.warning("%s is back", self._service)
            self._is_away = False
        return _readings(text, 1000 * len(pcm) / (2 * RATE))

    def _heard(self, pcm: bytes) -> str:
        for event in self._service.exchange(*_question(pcm)):
            if Transcript.is_type(event.type):
                return Transcript.from_event(event).text
        raise WyomingError(f"{self._service} hung up without an answer")


def _question(pcm: bytes) -> list[Event]:
    form = {"rate": RATE, "width": 2, "channels": 1}
    chunks = range(0, len(pcm), CHUNK_BYTES)
    return [
        Transcribe(language="en").event(),
        AudioStart(**form).event(),
        *(AudioChunk(**form, audio=pcm[at : at + CHUNK_BYTES]).event() for at in chunks),
        AudioStop().event(),
    ]


def _readings(text: str, duration_ms: float) -> tuple[Reading, ...]:
    """As plain words, spread over the audio, because the protocol tells no times."""
    words = re.findall(r"[^\s.,!?;:\"]+", text.lower())
    step_ms = duration_ms / max(1, len(words))
    return (
        Reading(
            words=tuple(
                Word(
                    text=word,
                    start_ms=index * step_ms,
                    end_ms=(index + 1) * step_ms,
                    confidence=CONFIDENCE,
                )
                for index, word in enumerate(words)
            ),
            confidence=CONFIDENCE,
        ),
    )
