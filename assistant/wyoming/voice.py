"""Somebody else's text to speech, with our own for when it is away."""

import logging

import numpy as np
import soxr
from wyoming.audio import AudioChunk, AudioChunkConverter, AudioStop
from wyoming.tts import Synthesize

from assistant.audio.frame import RATE, Samples
from assistant.stages.speak import SpeakStage
from assistant.turn import Reply
from assistant.wyoming.client import Service, WyomingError

logger = logging.getLogger(__name__)


class RemoteVoice(SpeakStage):
    """A service's voice; what it cannot say, the built-in one says."""

    def __init__(self, url: str, *, chimes: bool = False) -> None:
        """Raises WyomingError when there is no such service."""
        super().__init__(chimes=chimes)
        self._service = Service.parse(url)
        programs = self._service.describe().tts
        if not programs:
            raise WyomingError(f"{self._service} offers no text to speech")
        self.description = f"{programs[0].name} at {self._service}, by Wyoming"

    def speak(self, text: str) -> Reply:
        if not text.strip():
            return Reply(text=text)
        try:
            samples = self._rendered(text)
        except WyomingError as error:
            logger.warning("%s; speaking with the built-in voice", error)
            return super().speak(text)
        return Reply(
            text=text, duration_ms=1000 * len(samples) / RATE, pcm=samples.astype("<i2").tobytes()
        )

    def _rendered(self, text: str) -> Samples:
        to_mono = AudioChunkConverter(width=2, channels=1)
        rate, parts = RATE, []
        for event in self._service.exchange(Synthesize(text=text).event()):
            if AudioStop.is_type(event.type):
                break
            if AudioChunk.is_type(event.type):
                chunk = to_mono.convert(AudioChunk.from_event(event))
                rate = chunk.rate
                parts.append(chunk.audio)
        if not parts:
            raise WyomingError(f"{self._service} said nothing")
        spoken = np.frombuffer(b"".join(parts), "<i2").astype(np.int16)
        samples: Samples = soxr.resample(spoken, rate, RATE)
        return samples
