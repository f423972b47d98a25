"""Says replies one after the other; pauses, goes on and falls silent when it is told to."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import numpy as np

from assistant.audio.frame import RATE, AudioError, Samples, milliseconds
from assistant.audio.speaker import Player
from assistant.conversation.near_speech import QUIET_SHARE
from assistant.conversation.signals import Speaking, Spoken, Watcher, unwatched
from assistant.turn import BargeIn, Reply, Turn

log = logging.getLogger(__name__)

BYTES_PER_MS = 2 * RATE // 1000
AGAIN_MS = 200.0
"""After a pause it goes on so much earlier, so that no word is lost."""
SYLLABLE_MS = 80.0
"""A rest that is shorter has no word in it that could be lost, and is not said again."""


class Mouth:
    """One speaker. Everything that is said aloud in one place goes through here."""

    def __init__(self, player: Player, watcher: Watcher = unwatched) -> None:
        self._player = player
        self._watcher = watcher
        self._changed = asyncio.Condition()
        self._held = 0
        """How many are being listened to at the moment."""
        self._interrupted: list[Callable[[Turn, BargeIn], None]] = []
        self._paused = False
        self._goes_on: asyncio.Future[bool] | None = None
        """Whether it goes on after the pause, once that is known."""
        self._tone: asyncio.Task[None] | None = None
        self.speaking: Turn | None = None
        """The turn whose reply is being said."""
        self.said_so_far = ""
        """Of that reply, as far as is known: up to the latest pause."""

    def on_interruption(self, told: Callable[[Turn, BargeIn], None]) -> None:
        """Told of every turn that was cut short, and where; once, however often it asks."""
        if told not in self._interrupted:
            self._interrupted.append(told)

    async def say(self, turn: Turn) -> BargeIn | None:
        """Say the reply of a turn to its end, or until `hush`: then what was heard of it."""
        reply = turn.last(Reply)
        if reply is None or not reply.pcm:
            return None
        await self._begin(turn)
        cut: BargeIn | None = None
        played_ms = 0.0
        try:
            self._watcher(Speaking(turn=turn.id, text=reply.text, duration_ms=reply.duration_ms))
            played_ms, is_whole = await self._play(reply)
            tells = reply.by == "words"  # a tone has nothing more to tell
            cut = cut_at(reply, played_ms) if tells and not is_whole else None
        except AudioError as error:
            log.warning("the reply was not played: %s", error)
        finally:
            self.speaking = None
            self._watcher(Spoken(turn=turn.id, played_ms=played_ms, interrupted=cut is not None))
        if cut is not None:
            for told in self._interrupted:
                told(turn, cut)
        await self._tell_change()
        return cut

    def sound(self, tone: Samples) -> None:
        """Play a short tone although somebody is listened to; nothing waits for it but speech."""
        self._tone = asyncio.create_task(self._sounded(tone), name="tone")

    async def _sounded(self, tone: Samples) -> None:
        try:
            await self._player.play(tone.astype("<i2").tobytes())
        except AudioError as error:
            log.warning("the tone was not played: %s", error)

    async def _begin(self, turn: Turn) -> None:
        """Wait until it may speak."""
        if self._tone is not None:
            await asyncio.wait([self._tone])
        async with self._changed:
            await self._changed.wait_for(lambda: self.speaking is None and not self._held)
            self.speaking = turn
            self._goes_on, self._paused = None, False

    async def _tell_change(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _play(self, reply: Reply) -> tuple[float, bool]:
        """How many ms of it were heard, and whether that was all."""
        at_ms = 0.0
        while True:
            begin = BYTES_PER_MS * int(at_ms)
            at_ms += await self._player.play(reply.pcm[begin:])
            self.said_so_far = cut_at(reply, at_ms).said_so_far
            if self._goes_on is None:
                return at_ms, True
            if not await self._goes_on:
                return at_ms, False
            if at_ms > voice_ends_ms(reply.pcm) - SYLLABLE_MS:
                return at_ms, True
            self._goes_on, self._paused = None, False
            at_ms = max(0.0, at_ms - AGAIN_MS)

    def pause(self) -> None:
        """Fall silent at once; `go_on` or `hush` must follow."""
        if self.speaking is not None and not self._paused:
            self._paused = True
            self._goes_on = asyncio.get_running_loop().create_future()
            self._player.stop()

    def go_on(self) -> None:
        """It was nothing; say the rest."""
        self._decide(True)

    def hush(self) -> None:
        """Fall silent at once, for good."""
        self.pause()
        self._decide(False)

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Nothing is said meanwhile: somebody is being listened to."""
        self._held += 1
        self.hush()
        try:
            await self.quiet()
            yield
        finally:
            self._held -= 1
            await self._tell_change()

    async def quiet(self) -> None:
        """Return when nothing is being said any more."""
        async with self._changed:
            await self._changed.wait_for(lambda: self.speaking is None)

    def _decide(self, goes_on: bool) -> None:
        if self._goes_on is not None and not self._goes_on.done():
            self._goes_on.set_result(goes_on)


def voice_ends_ms(pcm: bytes) -> float:
    """When the last sound in it ends; behind that there is only silence."""
    sizes = np.abs(np.frombuffer(pcm, "<i2").astype(np.int32))
    (sounds,) = np.nonzero(sizes > QUIET_SHARE * sizes.max(initial=0))
    return milliseconds(int(sounds[-1]) + 1) if len(sounds) else 0.0


def cut_at(reply: Reply, offset_ms: float) -> BargeIn:
    """The words that had been heard when the voice stopped."""
    share = min(1.0, offset_ms / reply.duration_ms) if reply.duration_ms else 1.0
    heard = reply.text[: round(share * len(reply.text))]
    if len(heard) < len(reply.text) and not reply.text[len(heard)].isspace():
        heard = heard.rpartition(" ")[0]  # half a word was not heard
    return BargeIn(offset_ms=round(offset_ms, 1), said_so_far=heard.strip())
