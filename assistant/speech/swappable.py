"""A recogniser that can be replaced while others use it, without losing a word."""

from assistant.speech.recogniser import Reading, Recogniser, Stream, Streaming


class SwappableRecogniser:
    """Hears with the latest one it was given.

    An utterance is read by one recogniser from beginning to end: the new one takes the next.
    """

    def __init__(self, recogniser: Recogniser) -> None:
        self._current = recogniser

    @property
    def name(self) -> str:
        return self._current.name

    @property
    def description(self) -> str:
        return self._current.description

    def take_up(self, recogniser: Recogniser) -> None:
        """From the next utterance on."""
        self._current = recogniser

    def transcribe(self, pcm: bytes) -> tuple[Reading, ...]:
        return self._current.transcribe(pcm)

    def stream(self) -> Stream | None:
        return self._current.stream() if isinstance(self._current, Streaming) else None
