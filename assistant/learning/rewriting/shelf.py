"""The table in use: loaded again as soon as somebody has switched it, kept when that fails."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from assistant.learning.rewriting.model import Learned, RewriteSettings, rewrite_id
from assistant.learning.rewriting.rewriter import Rewriter
from assistant.learning.rewriting.store import LearnedError, Stamp, Store
from assistant.learning.words import words_in
from assistant.turn import Rewritten

SAID_NO = "said no"
logger = logging.getLogger(__name__)


class Shelf:
    """Hands out the rewriter and the weights of the newest table."""

    def __init__(
        self,
        path: Path,
        settings: RewriteSettings | None = None,
        tell: Callable[[str], None] = logger.warning,
    ) -> None:
        self._store = Store(path)
        self._settings = settings
        self._tell = tell
        self._seen: Stamp | None = None
        self._rewriter = Rewriter(Learned(), settings)
        self._weights: Mapping[str, float] = {}

    def rewriter(self) -> Rewriter:
        """Costs one look at the file when nothing has changed."""
        self._refresh()
        return self._rewriter

    def weights(self) -> Mapping[str, float]:
        """How much signs of the context count in this home, where that is not as written."""
        self._refresh()
        return self._weights

    def _refresh(self) -> None:
        seen = self._store.stamp()
        if seen != self._seen:
            self._seen = seen
            try:
                loaded = self._store.load()
            except LearnedError as error:
                self._tell(str(error))
                return
            if loaded.notice:
                self._tell(loaded.notice)
            self._rewriter = Rewriter(loaded.table, self._settings)
            self._weights = {one.name: one.value for one in loaded.table.context_weights}

    def withdraw(self, rewritten: Rewritten) -> None:
        """Somebody said no to it: never again, from the very next request on."""
        try:
            self._store.change(lambda table: without(table, rewritten))
        except LearnedError as error:
            self._tell(f"the rewrite stays: {error}")

    def note(self, change: Callable[[Learned], Learned]) -> None:
        """Something was learned in the conversation itself."""
        try:
            self._store.change(change)
        except LearnedError as error:
            self._tell(f"this was not noted: {error}")


def without(table: Learned, rewritten: Rewritten) -> Learned:
    """The learned rewrite withdrawn, and what would say the same; never found again by likeness."""
    if rewritten.rewritten is None:
        return table
    heard = " ".join(words_in(rewritten.original))
    meant = " ".join(words_in(rewritten.rewritten))
    blocked = rewrite_id(heard, rewritten.rewritten, "personal")
    return replace(
        table,
        rewrites=tuple(
            replace(one, status="withdrawn", reason=SAID_NO)
            if one.id == rewritten.learned or (one.live and one.of(heard) == meant)
            else one
            for one in table.rewrites
        ),
        forgotten=tuple(dict.fromkeys((*table.forgotten, blocked))),
    )
