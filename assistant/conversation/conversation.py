"""The endless loop: wait to be spoken to, carry the request to its reply, say it, wait again."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from assistant.audio.chime import WOKEN
from assistant.audio.halves import TellsHalves
from assistant.audio.source import AudioSource
from assistant.audio.tape import Tape
from assistant.conversation.arbiter import Arbiter, Claim
from assistant.conversation.attention import Addressed, Attention, AttentionSettings
from assistant.conversation.mouth import Mouth
from assistant.conversation.signals import Awaiting, Idle, Listening, Partial, Watcher, unwatched
from assistant.hearing import Ears
from assistant.pipeline import Origin, Pipeline
from assistant.speech.wake_phrase import without_wake_words
from assistant.turn import Outcome, Turn

ASKING = frozenset({"clarify", "confirm"})
TALK = frozenset({"HassNevermind", "LeaveIt"})
"""Nothing needs to be said to these when they interrupt: the silence is the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationSettings:
    """How a conversation goes on without the wake word. All times are of audio."""

    answer_seconds: float = 8.0
    """So long after its own question it waits for the answer."""
    follow_up_seconds: float = 0.0
    """So long after any reply it goes on listening; 0 never."""
    wake_tone: bool = False
    """Tell by a tone that the wake word was heard."""
    attention: AttentionSettings = field(default_factory=AttentionSettings)


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
        settings: ConversationSettings | None = None,
        arbiter: Arbiter | None = None,
        watcher: Watcher = unwatched,
        finished: Callable[[Turn], None] | None = None,
    ) -> None:
        """`ears` are this conversation's own; `finished` is told of every turn before its reply
        is spoken. Of those with the same `arbiter` only one answers a call."""
        self._pipeline = pipeline
        self._ears = ears
        self._tape = Tape(source)
        self._mouth = mouth
        self._origin = origin
        self._settings = settings or ConversationSettings()
        self._arbiter = arbiter or Arbiter()
        self._watcher = watcher
        self._finished = finished
        mouth.on_interruption(pipeline.cut_short)
        self._attention = Attention(ears, mouth, watcher, self._settings.attention)
        self._attention.on_closed(self._tell_idle)
        if isinstance(source, TellsHalves):
            source.on_half(self._attention.hear_half)
        self._taking = False
        """Somebody is listened to."""
        self._replying: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Until the source ends; AudioError when it breaks."""
        try:
            with self._arbiter.listening():
                while (addressed := await self._attention.wait(self._tape)) is not None:
                    if await self._is_ours(addressed):
                        await self._take(addressed)
                    else:
                        self._attention.close()
                        self._mouth.hush()
            await self._mouth.quiet()
        except asyncio.CancelledError:
            self._mouth.hush()
            raise
        finally:
            try:  # where only the microphone broke, what is being said is said to its end
                if self._replying is not None:
                    await self._replying
            finally:
                self._watcher(Idle())

    async def _is_ours(self, addressed: Addressed) -> bool:
        """Nobody nearer to who called has heard it."""
        if addressed.woken is None:
            return True
        self._mouth.pause()
        claim = Claim(
            level_db=addressed.level_db, score=addressed.woken.score, area=self._origin.area
        )
        return await self._arbiter.wins(claim)

    async def _take(self, addressed: Addressed) -> None:
        """One request, from where it begins on the tape; its reply is begun."""
        self._taking = True
        self._attention.close()
        async with self._mouth.held():
            self._watcher(Listening(why=addressed.why, at_ms=addressed.at_ms))
            if addressed.why == "wake_word" and self._settings.wake_tone:
                self._mouth.sound(WOKEN)
            turn = await self._pipeline.hear(
                self._tape,
                self._origin,
                self._ears.listen,
                woken=addressed.woken,
                expected=addressed.why == "answer",
                tell=self._tell_words,
            )
        outcome = turn.last(Outcome)
        if addressed.why == "barge_in" and (outcome is None or outcome.kind == "ignored"):
            self._attention.was_nothing()
        if self._finished is not None:
            self._finished(turn)
        if self._replying is not None:
            await self._replying
        self._replying = asyncio.create_task(self._reply(turn, addressed), name="reply")
        self._replying.add_done_callback(lambda _task: self._tell_idle())
        self._taking = False

    def _tell_idle(self) -> None:
        """Only the wake word counts from now on, unless somebody has begun to speak again."""
        is_replying = self._replying is not None and not self._replying.done()
        if not (self._taking or is_replying or self._attention.is_open):
            self._watcher(Idle())

    def _tell_words(self, words: str) -> None:
        self._watcher(Partial(text=without_wake_words(words), at_ms=self._tape.position_ms))

    async def _reply(self, turn: Turn, addressed: Addressed) -> None:
        outcome = turn.last(Outcome)
        if outcome is None or (addressed.why == "barge_in" and outcome.intent in TALK):
            return
        if await self._mouth.say(turn) is not None:
            return
        if outcome.kind in ASKING:
            self._listen_on("answer", self._settings.answer_seconds)
        elif self._settings.follow_up_seconds:
            self._listen_on("follow_up", self._settings.follow_up_seconds)

    def _listen_on(self, why: Literal["answer", "follow_up"], seconds: float) -> None:
        self._watcher(Awaiting(why=why))
        self._attention.open(why, self._tape.position_ms + 1000 * seconds)
