"""The journal of a running assistant: where it cannot be opened, it is tried again now and then."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from assistant.learning.journal import Journal, Note
from assistant.learning.journal_file import BUSY_SECONDS, OPENING_SECONDS, JournalError
from devices.whole_file import in_words

AGAIN_SECONDS = 60.0
Tell = Callable[[str], None]


class JournalOfRun:
    """What is recorded is recorded as long as there is a journal; the assistant runs without, too.

    Whoever has the home sets a damaged one aside, for nobody else is writing it.
    """

    def __init__(self, path: Path, tell: Tell, *, has_home: bool) -> None:
        self._path = path
        self._tell = tell
        self._has_home = has_home
        self.journal: Journal | None = None
        try:
            self._open(OPENING_SECONDS)
        except (JournalError, OSError) as error:
            tell(f"this goes unrecorded: {in_words(error)}")

    def now(self) -> Journal | None:
        """The journal, where there is one by now."""
        return self.journal

    def note(self, what: Note) -> None:
        """Something happened outside any turn; what cannot be noted is told."""
        if self.journal is not None:
            try:
                self.journal.note(what, datetime.now(UTC))
            except JournalError as error:
                self._tell(f"not noted: {error}")

    async def keep_trying(self, then: Callable[[], None]) -> None:
        """Until it is open, which is told; then `then` is called."""
        while self.journal is None:
            await asyncio.sleep(AGAIN_SECONDS)
            if self.try_again():
                then()

    def try_again(self) -> bool:
        """Whether it could be opened now; it takes no longer than a home may wait."""
        try:
            self._open(BUSY_SECONDS)
        except (JournalError, OSError):  # why not was told when it began
            return False
        self._tell(f"{self._path} is there: what is said is recorded from now on")
        return True

    def _open(self, patience_seconds: float) -> None:
        open_journal = Journal.open if self._has_home else Journal.beside
        self.journal = open_journal(self._path, patience_seconds=patience_seconds)
        if self.journal.notice:
            self._tell(self.journal.notice)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.journal is not None:
            self.journal.close()
