"""Says replies one after the other, and falls silent when it is told to."""

import asyncio

from assistant.audio.speaker import Player
from assistant.conversation.signals import Speaking, Spoken, Watcher, unwatched
from assistant.turn import BargeIn, Reply, Turn


class Mouth:
    """One speaker. Everything that is said aloud in one place goes through here."""

    def __init__(self, player: Player, watcher: Watcher = unwatched) -> None:
        self._player = player
        self._watcher = watcher
        self._turns = asyncio.Lock()
        self._hushed = False
        self.speaking: Turn | None = None
        """The turn whose reply is being played."""

    async def say(self, turn: Turn) -> BargeIn | None:
        """Play the reply of a turn to its end, or until `hush`: then what was heard of it."""
        reply = turn.last(Reply)
        if reply is None or not reply.pcm:
            return None
        async with self._turns:
            self.speaking, self._hushed = turn, False
            self._watcher(Speaking(turn=turn.id, text=reply.text, duration_ms=reply.duration_ms))
            played_ms = 0.0
            try:
                played_ms = await self._player.play(reply.pcm)
            finally:
                self.speaking = None
                self._watcher(Spoken(turn=turn.id, played_ms=played_ms, interrupted=self._hushed))
        return cut_at(reply, played_ms) if self._hushed else None

    def hush(self) -> None:
        """Fall silent at once."""
        if self.speaking is not None:
            self._hushed = True
            self._player.stop()


def cut_at(reply: Reply, offset_ms: float) -> BargeIn:
    """The words that had been heard when the voice stopped."""
    share = min(1.0, offset_ms / reply.duration_ms) if reply.duration_ms else 1.0
    heard = reply.text[: round(share * len(reply.text))]
    if len(heard) < len(reply.text) and not reply.text[len(heard)].isspace():
        heard = heard.rpartition(" ")[0]  # half a word was not heard
    return BargeIn(offset_ms=round(offset_ms, 1), said_so_far=heard.strip())
