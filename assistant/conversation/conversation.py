"""The endless loop: wait to be spoken to, carry the request to its reply, say it, wait again."""

from collections.abc import Callable

from assistant.audio.source import AudioSource
from assistant.audio.tape import Tape
from assistant.conversation.mouth import Mouth
from assistant.conversation.signals import Listening, Watcher, unwatched
from assistant.hearing import Ears
from assistant.pipeline import Origin, Pipeline
from assistant.turn import NotWoken, Turn


class Conversation:
    """Whoever speaks into one source, and the mouth that answers there."""

    def __init__(
        self,
        pipeline: Pipeline,
        ears: Ears,
        source: AudioSource,
        mouth: Mouth,
        origin: Origin,
        *,
        watcher: Watcher = unwatched,
        finished: Callable[[Turn], None] | None = None,
    ) -> None:
        """`ears` are this conversation's own; `finished` is told of every turn before its reply
        is spoken."""
        self._pipeline = pipeline
        self._ears = ears
        self._tape = Tape(source)
        self._mouth = mouth
        self._origin = origin
        self._watcher = watcher
        self._finished = finished

    async def run(self) -> None:
        """Until the source ends; AudioError when it breaks."""
        while True:
            woken = await self._ears.wake.listen(self._tape)
            if isinstance(woken, NotWoken):
                return
            self._watcher(Listening(why="wake_word", at_ms=woken.end_ms))
            turn = await self._pipeline.hear(self._tape, self._origin, self._ears.listen, woken)
            if self._finished is not None:
                self._finished(turn)
            await self._mouth.say(turn)
