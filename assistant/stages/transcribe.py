"""Turns an utterance into text."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from assistant.audio.frame import FRAME_MS, RATE, Frame
from assistant.speech.recogniser import Reading, Recogniser, Stream, Streaming, merged
from assistant.speech.wake_phrase import without_wake_phrase
from assistant.turn import NothingHeard, Transcript, Utterance, Word

BYTES_PER_MS = 2 * RATE / 1000
CATCH_UP_FRAMES = 8
"""So much (80 ms each) is read at a time where a stream is behind: some 20 ms of computing."""
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

    def follow(self, tell: Callable[[str], None]) -> "Following":
        """Read an utterance while it is spoken; `tell` gets the words so far."""
        return Following(self, self._recogniser, tell)

    def _read(
        self, utterance: Utterance, pcm: bytes, audio_start_ms: float
    ) -> Transcript | NothingHeard:
        return self.told(self._recogniser.transcribe(pcm), utterance, audio_start_ms)

    def told(
        self, heard: Iterable[Reading], utterance: Utterance, audio_start_ms: float
    ) -> Transcript | NothingHeard:
        """What the readings of an utterance come to, whose audio starts at `audio_start_ms`."""
        wake_end_ms = utterance.start_ms - audio_start_ms
        speech_end_ms = utterance.speech_end_ms - audio_start_ms
        readings = merged(
            without_wake_phrase(reading, wake_end_ms, speech_end_ms) for reading in heard
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


class Following:
    """An utterance that is read while it is spoken.

    Where the recogniser reads only whole ones, everything is left to the end.
    """

    def __init__(
        self, stage: TranscribeStage, recogniser: Recogniser, tell: Callable[[str], None]
    ) -> None:
        self._stage = stage
        self._recogniser = recogniser
        self._tell = tell
        self._frames: list[Frame] = []
        self._stream = self._begin()
        self._fed = 0
        """Frames that the stream has."""
        self._words = ""
        self._changed_at = 0
        """How many frames there were when the words changed."""

    def hear(self, frame: Frame) -> None:
        """Take in the next frame; what the stream is behind, it catches up with step by step."""
        self._frames.append(frame)
        if self._stream is None:
            return
        piece = self._frames[self._fed : self._fed + CATCH_UP_FRAMES]
        self._fed += len(piece)
        words = self._stream.accept(np.concatenate(piece).astype("<i2").tobytes())
        if self._fed == len(self._frames) and words != self._words:
            self._words, self._changed_at = words, len(self._frames)
            self._tell(words)

    @property
    def stalled_seconds(self) -> float:
        """For so long no word has been added, although there were some."""
        if not self._words:
            return 0.0
        return (len(self._frames) - self._changed_at) * FRAME_MS / 1000

    def read(self, utterance: Utterance) -> Transcript | NothingHeard:
        """What was said up to now; whatever is said later is read from the start again."""
        stream, self._stream = self._stream, None
        audio_start_ms = utterance.end_ms - len(utterance.pcm) / BYTES_PER_MS
        frames = self._frames[self._fed : round(len(utterance.pcm) / BYTES_PER_MS / FRAME_MS)]
        has_all = self._fed + len(frames) == round(len(utterance.pcm) / BYTES_PER_MS / FRAME_MS)
        if stream is None or not has_all:
            heard = self._stage.transcribe(utterance)
        else:
            if frames:
                stream.accept(np.concatenate(frames).astype("<i2").tobytes())
            heard = self._stage.told(stream.finish(), utterance, audio_start_ms)
        self._fed, self._stream = 0, self._begin()
        return heard

    def _begin(self) -> Stream | None:
        return self._recogniser.stream() if isinstance(self._recogniser, Streaming) else None


def _shifted(word: Word, by_ms: float) -> Word:
    """The word's times counted from the start of the source, as all other times are."""
    return replace(word, start_ms=word.start_ms + by_ms, end_ms=word.end_ms + by_ms)
