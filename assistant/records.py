"""What becomes of the steps of a turn: written to the journal as they happen, and told."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

from assistant.learning.journal import Journal
from assistant.learning.journal_file import JournalError
from assistant.learning.recordings import Recordings
from assistant.turn import (
    NothingHeard,
    Outcome,
    Resolution,
    RunEnded,
    RunStarted,
    Step,
    Turn,
    Utterance,
)

logger = logging.getLogger(__name__)

Observer: TypeAlias = Callable[[str, Step], None]
"""Told of every step as it happens: turn id and step."""
_WORDLESS = (RunStarted, NothingHeard, RunEnded)
"""All that is kept of what was not said to the assistant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Where turns are written, and who watches them."""

    journal: Callable[[], Journal | None] = lambda: None
    """The one that there is by now."""
    recordings: Recordings | None = None
    observers: Sequence[Observer] = ()

    def latest(self, count: int) -> tuple[Turn, ...]:
        """The latest turns of earlier runs that came to something, the latest last."""
        journal = self.journal()
        return tuple(_recalled(journal, count)) if journal is not None else ()


class TurnRecord:
    """One turn's place in them; what cannot be recorded is not tried again with this turn.

    Of a turn that nobody called for nothing is written before it is taken, and never a word or a
    sound where it is not.
    """

    def __init__(self, turn_id: str, records: Records, *, called: bool = True) -> None:
        self._turn_id = turn_id
        self._records = records
        self._journal = records.journal()
        """The one that there was when the turn began; None, too, once it has refused."""
        self._held: list[Step] | None = None if called else []
        """Steps of which it is not clear yet that they may be written; None when it is."""
        self._at = datetime.now(UTC)
        """When the turn began."""
        self._audio: str | None = None
        """File name of the recording."""

    def add(self, step: Step) -> None:
        """Write it, then tell of it; a journal that refuses is told of once."""
        if isinstance(step.event, RunStarted):
            self._at, self._journal = datetime.now(UTC), self._records.journal()
        clear = self._clear(step)
        if self._journal is not None:
            try:
                for one in clear:
                    self._write(self._journal, one)
            except JournalError as error:
                logger.warning("the rest of this turn goes unrecorded: %s", error)
                self._journal = None
        for observer in self._records.observers:
            try:
                observer(self._turn_id, step)
            except Exception:  # whoever looks on must not break what is looked at
                logger.exception("whoever follows the turns broke at %s", step.type)

    def _clear(self, step: Step) -> Sequence[Step]:
        """What may be written by now."""
        if self._held is None:
            return (step,)
        self._held.append(step)
        is_taken = isinstance(step.event, Resolution) and step.event.decision != "ignore"
        if not (is_taken or isinstance(step.event, RunEnded)):
            return ()
        held, self._held = self._held, None
        return held if is_taken else [one for one in held if isinstance(one.event, _WORDLESS)]

    def _write(self, journal: Journal, step: Step) -> None:
        event = step.event
        if isinstance(event, RunStarted):
            journal.begin(self._turn_id, self._at)
        journal.append(self._turn_id, step)
        if isinstance(event, Utterance) and self._records.recordings is not None:
            self._audio = self._kept(self._records.recordings, event)
        if isinstance(event, RunEnded):
            journal.end(self._turn_id, audio=self._audio)

    def _kept(self, recordings: Recordings, utterance: Utterance) -> str | None:
        try:
            return recordings.store(self._turn_id, utterance.pcm)
        except JournalError as error:
            logger.warning("%s", error)
            return None


def _recalled(journal: Journal, count: int) -> Iterator[Turn]:
    try:
        for summary in reversed(journal.recent(count)):
            turn = journal.turn(summary.id)
            if turn is not None and turn.last(Outcome) is not None:
                yield turn
    except JournalError as error:
        logger.warning("what was said before is not remembered: %s", error)
