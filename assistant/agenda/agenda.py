"""The agenda of a home: the plans, in memory or in a file that others may change too."""

import asyncio
from collections.abc import Callable
from functools import reduce

from assistant.agenda.changes import Change
from assistant.agenda.plans import Plans
from assistant.agenda.store import Store


class Agenda:
    """What is planned now; whoever waits on it is told of every change."""

    def __init__(self, store: Store | None = None) -> None:
        self._store = store
        self._stamp = store.stamp() if store else None
        self._plans = store.load() if store else Plans()
        self.changed = asyncio.Event()
        """Set at every change that is seen here; the keeper clears it."""

    @property
    def shared(self) -> bool:
        """Other processes may change it too."""
        return self._store is not None

    @property
    def plans(self) -> Plans:
        """What is planned at this moment."""
        if self._store is not None and (stamp := self._store.stamp()) != self._stamp:
            self._stamp, self._plans = stamp, self._store.load()
            self.changed.set()
        return self._plans

    def apply(self, *changes: Change) -> None:
        """Make all changes or none. Raises AgendaError."""
        self.update(lambda plans: reduce(Plans.apply, changes, plans))

    def update(self, change: Callable[[Plans], Plans]) -> None:
        """Change the plans and keep them. Raises AgendaError."""
        if self._store is None:
            self._plans = change(self._plans)
        else:
            self._plans, self._stamp = self._store.update(change)
        self.changed.set()
