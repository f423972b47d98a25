"""How sure our own recogniser was of the texts that come back from others to be carried out."""

from collections import OrderedDict

from assistant.turn import Transcript
from assistant.wyoming.recogniser import CONFIDENCE

REMEMBERED = 32


class HeardLately:
    """The protocol carries no confidence, so it is remembered here for what was heard here."""

    def __init__(self) -> None:
        self._heard: OrderedDict[str, Transcript] = OrderedDict()

    def remember(self, transcript: Transcript) -> None:
        self._heard[_key(transcript.text)] = transcript
        while len(self._heard) > REMEMBERED:
            self._heard.popitem(last=False)

    def as_heard(self, text: str) -> Transcript:
        """What was heard as this text; somebody else may have heard or typed it, nobody knows."""
        unknown = Transcript(text=text, confidence=CONFIDENCE, recogniser="wyoming")
        return self._heard.get(_key(text), unknown)


def _key(text: str) -> str:
    return " ".join(text.lower().split()).rstrip(".!?")
