"""One turn while it is being written."""

import time
import uuid
from collections.abc import Callable
from dataclasses import InitVar, dataclass, field

from assistant.audio.tape import Tape
from assistant.context import Context
from assistant.records import Records, TurnRecord
from assistant.stages.listen import ListenStage
from assistant.stages.rewrite import as_rewritten
from assistant.turn import Event, NothingHeard, Rewritten, Step, Transcript, Turn, Utterance


@dataclass(slots=True)
class TurnUnderWay:
    """Its own clock, the latest event, and what is true around it."""

    records: InitVar[Records]
    turn: Turn = field(default_factory=lambda: Turn(uuid.uuid4().hex))
    record: TurnRecord = field(init=False)
    tape: Tape | None = None
    listen: ListenStage | None = None
    tell: Callable[[str], None] = lambda _words: None
    """Gets the words so far."""
    called: bool = True
    """Somebody has called the assistant, or was asked by it."""
    context: Context | None = None
    event: Event | None = None
    """The latest, which the next stage takes."""
    took_ms: float = 0.0
    """Computing time of the stage that has just finished."""
    heard: Transcript | NothingHeard | None = None
    """What was heard at the latest short pause."""
    heard_until_ms: float | None = None
    """Where the speech that was heard there ended."""
    began: float = field(default_factory=time.perf_counter)

    def __post_init__(self, records: Records) -> None:
        self.record = TurnRecord(self.turn.id, records, called=self.called)

    def restart_clock(self) -> None:
        """The turn begins now; the wait for the wake word is not part of it."""
        self.began = time.perf_counter()

    def heard_in(self, utterance: Utterance) -> Transcript | NothingHeard | None:
        """What was heard already, if nothing was said since."""
        return self.heard if utterance.speech_end_ms == self.heard_until_ms else None

    @property
    def to_understand(self) -> Transcript:
        """What was heard, or what it was rewritten to."""
        heard, rewritten = self.turn.last(Transcript), self.turn.last(Rewritten)
        if heard is None:
            heard = Transcript(text=rewritten.original if rewritten else "")
        return as_rewritten(heard, rewritten) if rewritten else heard

    def append(self, kind: str, event: Event) -> None:
        """Write down what a stage has made; the next one takes it."""
        at_ms = (time.perf_counter() - self.began) * 1000
        took_ms, self.took_ms = self.took_ms, 0.0
        step = Step(type=kind, at_ms=round(at_ms, 3), took_ms=round(took_ms, 3), event=event)
        self.turn.append(step)
        self.event = event
        self.record.add(step)
