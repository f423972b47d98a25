"""One client of ours: what it asks for is answered, one thing after the other."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from wyoming.asr import Transcribe
from wyoming.asr import Transcript as Heard
from wyoming.audio import AudioChunk, AudioChunkConverter, AudioStart, AudioStop
from wyoming.error import Error
from wyoming.event import Event
from wyoming.handle import Handled, NotHandled
from wyoming.info import Describe, Info
from wyoming.intent import Entity, Intent, NotRecognized, Recognize
from wyoming.ping import Ping, Pong
from wyoming.server import AsyncEventHandler
from wyoming.tts import Synthesize
from wyoming.wake import Detect, Detection, NotDetected

from assistant.app import Assistant
from assistant.audio.fed import FedSource
from assistant.audio.frame import RATE
from assistant.audio.tape import Tape
from assistant.hearing import Ears
from assistant.pipeline import Origin
from assistant.stages.resolve import ResolveStage
from assistant.stages.understand import UnderstandStage
from assistant.stages.wake import WakeStage
from assistant.turn import NotWoken, Outcome, Reply, Slots, Transcript, Utterance
from assistant.wyoming.bounded import BoundedReader
from assistant.wyoming.heard_lately import HeardLately
from devices.whole_file import in_words

LONGEST_SECONDS = 30.0
"""Nobody says more in one command; what comes after that is not heard."""
LONGEST_TEXT = 2_000
"""Characters."""
CHUNK_BYTES = 2 * RATE // 5
_FORM = {"rate": RATE, "width": 2, "channels": 1}

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What all clients share."""

    assistant: Assistant
    ears: Ears
    understand: UnderstandStage
    resolve: ResolveStage
    info: Info
    heard_lately: HeardLately = field(default_factory=HeardLately)


class Satellite(AsyncEventHandler):
    """Answers one client (https://github.com/OHF-Voice/wyoming)."""

    def __init__(
        self, services: Services, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        super().__init__(BoundedReader(reader), writer)
        self._services = services
        self._convert = AudioChunkConverter(RATE, 2, 1)
        self._pcm = bytearray()
        self._waking: _Waking | None = None

    async def run(self) -> None:
        """Until the client goes; what breaks one client is logged and hurts nobody else."""
        try:
            await super().run()
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        except Exception:
            logger.exception("a Wyoming client was lost")

    async def disconnect(self) -> None:
        if self._waking is not None:
            await self._waking.end()

    async def handle_event(self, event: Event) -> bool:
        try:
            await self._answer(event)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            logger.warning("a Wyoming client sent %s that cannot be read: %r", event.type, error)
            text = f"{event.type} cannot be read: {in_words(error)}"
            await self.write_event(Error(text=text[:300], code="bad-event").event())
        return True

    async def _answer(self, event: Event) -> None:
        kind = event.type
        if Describe.is_type(kind):
            await self.write_event(self._services.info.event())
        elif Ping.is_type(kind):
            await self.write_event(Pong(text=Ping.from_event(event).text).event())
        elif Transcribe.is_type(kind):
            self._pcm.clear()
        elif Detect.is_type(kind):
            await self._begin_waking(Detect.from_event(event))
        elif AudioStart.is_type(kind):
            self._pcm.clear()
        elif AudioChunk.is_type(kind):
            await self._hear(AudioChunk.from_event(event))
        elif AudioStop.is_type(kind):
            await self._heard_all()
        elif Synthesize.is_type(kind):
            await self._speak(Synthesize.from_event(event).text)
        elif Recognize.is_type(kind):
            await self._recognise(Recognize.from_event(event).text)
        elif Heard.is_type(kind):
            await self._carry_out(Heard.from_event(event).text)

    # hearing

    async def _begin_waking(self, wanted: Detect) -> None:
        if self._waking is not None:
            await self._waking.end()
        ears = await asyncio.to_thread(self._services.ears.another_pair)
        self._waking = _Waking(self, ears.wake, frozenset(wanted.names or ()))

    async def _hear(self, chunk: AudioChunk) -> None:
        pcm = self._convert.convert(chunk).audio
        if self._waking is not None:
            self._waking.feed(pcm)
        elif len(self._pcm) < 2 * RATE * LONGEST_SECONDS:
            self._pcm += pcm

    async def _heard_all(self) -> None:
        if self._waking is not None:
            waking, self._waking = self._waking, None
            await waking.end()
            return
        text = await asyncio.to_thread(self._transcribed, bytes(self._pcm))
        self._pcm.clear()
        await self.write_event(Heard(text=text, language="en").event())

    def _transcribed(self, pcm: bytes) -> str:
        end_ms = 1000 * len(pcm) / (2 * RATE)
        utterance = Utterance(
            start_ms=0.0, speech_end_ms=end_ms, end_ms=end_ms, ended_by="end_of_audio", pcm=pcm
        )
        heard = self._services.ears.transcribe.transcribe(utterance)
        if not isinstance(heard, Transcript):
            return ""
        self._services.heard_lately.remember(heard)
        return heard.text

    # speaking

    async def _speak(self, text: str) -> None:
        voice = self._services.ears.speak
        if voice is None:
            await self.write_event(Error(text="there is no voice here", code="no-voice").event())
            return
        reply = await asyncio.to_thread(voice.speak, text[:LONGEST_TEXT])
        await self.write_event(AudioStart(**_FORM).event())
        for at in range(0, len(reply.pcm), CHUNK_BYTES):
            chunk = AudioChunk(**_FORM, audio=reply.pcm[at : at + CHUNK_BYTES])
            await self.write_event(chunk.event())
        await self.write_event(AudioStop().event())

    # understanding

    async def _recognise(self, text: str) -> None:
        """Only what is meant; nothing is done and nothing recorded."""
        live = self._services.assistant.live
        context = live.context(Origin(source="text", area=self._services.assistant.area), ())
        meant = self._services.understand.understand(self._as_heard(text), context)
        resolution = self._services.resolve.resolve(meant, context)
        if resolution.decision != "act":  # whoever asks would do it, however unsure
            await self.write_event(NotRecognized(text=resolution.reply).event())
            return
        best = resolution.candidates[0].reading
        intent = Intent(name=best.intent, entities=_entities(best.slots), text=text)
        await self.write_event(intent.event())

    async def _carry_out(self, text: str) -> None:
        """A text handed over to be handled: a turn like any other, in the journal too."""
        assistant = self._services.assistant
        origin = Origin(source="text", area=assistant.area)
        turn = await assistant.pipeline.take_up(self._as_heard(text), origin)
        reply, outcome = turn.last(Reply), turn.last(Outcome)
        said = reply.text if reply else ""
        handled = outcome is not None and outcome.kind not in ("declined", "error", "ignored")
        answer = Handled(text=said) if handled else NotHandled(text=said)
        await self.write_event(answer.event())

    def _as_heard(self, text: str) -> Transcript:
        return self._services.heard_lately.as_heard(text[:LONGEST_TEXT])


class _Waking:
    """Waits for the wake word in what one client sends."""

    def __init__(self, client: Satellite, wake: WakeStage, names: frozenset[str]) -> None:
        self._client = client
        self._source = FedSource(RATE, "satellite")
        self._names = names
        self._found = False
        self._task = asyncio.create_task(self._wait(wake), name="wyoming-wake")

    def feed(self, pcm: bytes) -> None:
        self._source.feed(pcm)

    async def end(self) -> None:
        """No more audio comes; the client is told if nothing was found."""
        self._source.end()
        await asyncio.wait([self._task])
        if not self._found and not self._client.writer.is_closing():
            await self._client.write_event(NotDetected().event())

    async def _wait(self, wake: WakeStage) -> None:
        tape = Tape(self._source)
        while not isinstance(woken := await wake.listen(tape), NotWoken):
            if not self._names or woken.name in self._names:
                self._found = True
                detection = Detection(name=woken.name, timestamp=round(woken.end_ms))
                await self._client.write_event(detection.event())


def _entities(slots: Slots) -> list[Entity]:
    plain: Mapping[str, object] = slots
    return [Entity(name=name, value=value) for name, value in plain.items()]
