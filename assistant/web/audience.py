"""Everybody who has the page open: told of everything, and nobody who is slow holds up the rest."""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.conversation.signals import (
    Awaiting,
    Heard,
    Idle,
    Listening,
    Partial,
    Signal,
    Speaking,
    Spoken,
)
from assistant.turn import RunEnded, Step
from assistant.web.messages import (
    Doing,
    Message,
    PartialView,
    StepView,
    TalkView,
    WakeView,
    as_text,
)
from assistant.web.steps import step_view

MOST_WAITING = 256
"""Messages for one page; one that lags further behind is told the whole afresh."""
MOST_REMEMBERED = 200
"""Steps that a page which is opened later is told."""
FRAMES_TOLD_TOGETHER = 3
"""Nobody sees more than four values a second."""


class Watcher:
    """One open page: what it is still to be told."""

    def __init__(self) -> None:
        self._waiting: deque[str] = deque()
        self._there = asyncio.Event()
        self.lost_track = True
        """It must be told the whole before anything else makes sense."""

    def put(self, text: str) -> None:
        if len(self._waiting) >= MOST_WAITING:
            self._waiting.clear()
            self.lost_track = True
        self._waiting.append(text)
        self._there.set()

    def lose_track(self) -> None:
        """Start again from the whole."""
        self._waiting.clear()
        self.lost_track = True
        self._there.set()

    async def next(self) -> str | None:
        """The next message; None when the whole must be told first."""
        while not self._waiting and not self.lost_track:
            self._there.clear()
            await self._there.wait()
        if self.lost_track:
            self.lost_track = False
            return None
        return self._waiting.popleft()


class Audience:
    """Tells every open page."""

    def __init__(self) -> None:
        self._watchers: set[Watcher] = set()
        self._recent: deque[StepView] = deque(maxlen=MOST_REMEMBERED)
        self._loudest: list[Heard] = []
        self._doing: Doing = "waiting"

    def __len__(self) -> int:
        return len(self._watchers)

    @contextmanager
    def watcher(self) -> Iterator[Watcher]:
        """One more page, for as long as it is open."""
        watcher = Watcher()
        self._watchers.add(watcher)
        try:
            yield watcher
        finally:
            self._watchers.discard(watcher)

    @property
    def recent(self) -> tuple[StepView, ...]:
        """The latest steps, oldest first."""
        return tuple(self._recent)

    def tell(self, message: Message) -> None:
        if self._watchers:
            text = as_text(message)
            for watcher in self._watchers:
                watcher.put(text)

    def start_afresh(self) -> None:
        """The home is another one; everybody is told the whole."""
        for watcher in self._watchers:
            watcher.lose_track()

    # what a pipeline and its ears tell

    def step(self, turn_id: str, step: Step) -> None:
        view = step_view(turn_id, step)
        self._recent.append(view)
        self.tell(view)
        if isinstance(step.event, RunEnded) and self._doing == "listening":
            self._does("waiting")

    def watch(self, signal: Signal) -> None:
        """What can be seen of a conversation between its steps."""
        match signal:
            case Partial(text=text):
                self.tell(PartialView(text=text))
            case Heard():
                self._loudest.append(signal)
                if len(self._loudest) == FRAMES_TOLD_TOGETHER:
                    self._tell_wake()
            case Listening():
                if self._loudest:  # the score that woke it is among these
                    self._tell_wake()
                self._does("listening")
            case Speaking():
                self._does("speaking")
            case Awaiting():
                self._does("listening")
            case Spoken() | Idle():
                self._does("waiting")

    def _does(self, doing: Doing) -> None:
        if doing == self._doing:
            return
        self._doing = doing
        self.tell(TalkView(doing=doing))

    def _tell_wake(self) -> None:
        heard, self._loudest = self._loudest, []
        self.tell(
            WakeView(
                score=max(one.wake_score for one in heard),
                level_db=max(one.level_db for one in heard),
            )
        )
