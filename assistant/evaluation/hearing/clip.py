"""One piece of speech that is to be heard, and a set of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from assistant.audio.frame import Samples
from assistant.home.model import Home
from assistant.speech.language.ngram import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """What was said, as far as it is known."""

    name: str
    load: Callable[[], Samples]
    """16-bit mono at 16,000 hertz."""
    text: tuple[str, ...] | None = None
    """The words as they are spoken; None where nobody has written them down."""
    slots: Mapping[str, str] = field(default_factory=dict)
    """What an order is to be made of, by slot."""
    group: str = ""
    """Clips of one group (a speaker, a recording) belong to the same half; its name otherwise."""
    wanted: bool = True
    """False when nothing in it is meant for the home."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Clips, and the sentences that the recognisers expect with them."""

    clips: tuple[Clip, ...]
    sentences: Mapping[Sentence, float]
    home: Home
    skipped: str = ""
    """Why there are no clips."""
