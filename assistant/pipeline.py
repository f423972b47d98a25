"""The controller of a turn: order, times, journal, and an apology when something breaks.

Stages only transform; their order is data, and any of them may be the first or the last, so one
pipeline serves microphone to speaker, text to reply and wav to text.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, Protocol, TypeAlias

from assistant.audio.tape import Tape
from assistant.context import Context, is_of
from assistant.records import Records, TurnRecord
from assistant.stages import NotReady
from assistant.stages.act import ActStage, BrokerLost
from assistant.stages.listen import Completeness, ListenStage
from assistant.stages.resolve import ResolveStage
from assistant.stages.rewrite import RewriteStage, asked_first
from assistant.stages.speak import SpeakStage
from assistant.stages.transcribe import Following, TranscribeStage
from assistant.stages.understand import UnderstandStage
from assistant.stages.wake import WakeStage
from assistant.stakes import Stake, highest
from assistant.turn import (
    BargeIn,
    Candidate,
    Event,
    Failure,
    Interpretation,
    NothingHeard,
    NotWoken,
    Outcome,
    Reply,
    Resolution,
    Rewritten,
    RunEnded,
    RunStarted,
    Step,
    Transcript,
    Turn,
    Utterance,
    WakeWord,
)
from assistant.turn_under_way import TurnUnderWay
from devices.contract import BrokerUnavailable

logger = logging.getLogger(__name__)

StageName: TypeAlias = Literal[
    "wake_word", "vad", "stt", "rewrite", "intent", "resolve", "act", "tts"
]
ORDER: tuple[StageName, ...] = (
    "wake_word", "vad", "stt", "rewrite", "intent", "resolve", "act", "tts",
)  # fmt: skip
_MAKERS: Mapping[type[Event], StageName] = {
    Utterance: "vad",
    Transcript: "stt",
    Rewritten: "rewrite",
    Interpretation: "intent",
    Resolution: "resolve",
    Outcome: "act",
}
Made: TypeAlias = tuple[StageName, Event]
"""What a stage has made already."""

REMEMBERED_TURNS = 6
REMEMBERED_SECONDS = 120.0
"""Turns longer ago than this belong to another conversation, as do those of other places."""
RECALLED_TURNS = 24
"""So many may still be asked about."""
APOLOGIES = {
    "broker": "I can't reach the home's broker, so nothing was done.",
    "broker_lost": "I have just lost the home's broker, so I can't say whether it was done.",
    "internal": "Sorry, something went wrong here, and I can't say whether it was done.",
}
"""By the code of the failure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """The parts of one pipeline; those that its first and last stage leave out may be None."""

    understand: UnderstandStage
    resolve: ResolveStage
    act: ActStage
    wake: WakeStage | None = None
    listen: ListenStage | None = None
    transcribe: TranscribeStage | None = None
    rewrite: RewriteStage | None = None
    """None where nothing is to be rewritten."""
    speak: SpeakStage | None = None

    def prepare(self) -> tuple[NotReady, ...]:
        """Prepare everything before hearing anything; what refused to start, all of it."""
        refusals = []
        for name in self.__dataclass_fields__:
            stage = getattr(self, name)
            if stage is None:
                continue
            try:
                stage.prepare()
            except NotReady as refusal:
                refusals.append(refusal)
        return tuple(refusals)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a request comes from."""

    source: Literal["text", "file", "microphone"]
    area: str | None = None
    person: str | None = None


class Surroundings(Protocol):
    """What is true around a request right now."""

    def context(self, origin: Origin, history: tuple[Turn, ...]) -> Context: ...


class Pipeline:
    """Runs turns; those of several microphones may overlap."""

    def __init__(
        self,
        stages: Stages,
        surroundings: Surroundings,
        records: Records | None = None,
    ) -> None:
        self._stages = stages
        self._surroundings = surroundings
        self._records = records or Records()
        self._under_way = 0
        self._history: deque[tuple[float, Turn]] = deque(maxlen=RECALLED_TURNS)
        self._before = self._records.latest(RECALLED_TURNS)
        """Turns of earlier runs."""

    @property
    def busy(self) -> bool:
        """A turn is under way."""
        return self._under_way > 0

    def take_over(self) -> None:
        """What was learned meanwhile is made ready, so that the next request need not wait."""
        if self._stages.rewrite is not None:
            self._stages.rewrite.prepare(self._surroundings.context(Origin(source="text"), ()).home)

    async def converse(
        self,
        tape: Tape,
        origin: Origin,
        *,
        first: Literal["wake_word", "vad"] = "wake_word",
        last: StageName = "tts",
    ) -> Turn:
        """Carry one command from wake word to spoken reply.

        Raises AudioError when the source breaks before anybody has spoken.
        """
        run = TurnUnderWay(self._records, tape=tape, listen=self._stages.listen)
        made: Made | None = None
        if first == "wake_word":  # may take hours; the turn begins when the word has been said
            event = await self._timed(first, run)
            assert event is not None
            made = first, event
            if isinstance(event, NotWoken):
                last = "wake_word"
        return await self._carry(run, origin, "vad", last, made)

    async def hear(
        self,
        tape: Tape,
        origin: Origin,
        listen: ListenStage,
        *,
        woken: WakeWord | None = None,
        expected: bool = False,
        tell: Callable[[str], None] = lambda _words: None,
    ) -> Turn:
        """Carry one command from where the tape stands or is marked to the reply.

        For whoever listens for the wake word at a microphone of their own. Where that was not
        said and no answer is `expected`, it is ignored unless it plainly is a request. `tell` gets
        the words so far, while they are spoken.
        """
        called = woken is not None or expected
        run = TurnUnderWay(self._records, tape=tape, listen=listen, called=called, tell=tell)
        made: Made | None = ("wake_word", woken) if woken is not None else None
        return await self._carry(run, origin, "vad", "tts", made)

    def cut_short(self, turn: Turn, cut: BargeIn) -> None:
        """Add to a turn that its reply was interrupted."""
        spoken_at_ms = max((s.at_ms for s in turn if isinstance(s.event, Reply)), default=0.0)
        at_ms = round(spoken_at_ms + cut.offset_ms, 3)
        step = Step(type="barge-in", at_ms=at_ms, took_ms=0.0, event=cut)
        turn.append(step)
        TurnRecord(turn.id, self._records).add(step)

    async def answer(self, text: str, origin: Origin, *, last: StageName = "tts") -> Turn:
        """Carry one typed command to its reply."""
        return await self.take_up(Transcript(text=text), origin, last=last)

    async def take_up(self, event: Event, origin: Origin, *, last: StageName = "tts") -> Turn:
        """Carry on from what a stage has made, here or elsewhere; the stage after it is first."""
        maker = _MAKERS.get(type(event))
        if maker is None:
            raise ValueError(f"no stage can take up {type(event).__name__}")
        run = TurnUnderWay(self._records)
        return await self._carry(run, origin, ORDER[ORDER.index(maker) + 1], last, (maker, event))

    async def _carry(
        self,
        run: TurnUnderWay,
        origin: Origin,
        first: StageName,
        last: StageName,
        made: Made | None,
    ) -> Turn:
        """From its beginning to its end; `made` is what the stage before the first has made."""
        self._under_way += 1
        try:
            took_ms, run.took_ms = run.took_ms, 0.0
            self._begin(run, origin)
            if made is not None:
                run.took_ms = took_ms
                maker, event = made
                run.append(f"{maker}-end", event)
            return await self._through(run, origin, first, last)
        finally:
            self._under_way -= 1

    async def _through(
        self, run: TurnUnderWay, origin: Origin, first: StageName, last: StageName
    ) -> Turn:
        for stage in ORDER[ORDER.index(first) : ORDER.index(last) + 1]:
            if not await self._step(stage, run):
                break
            if stage == "stt":  # the home may have changed while somebody was speaking
                run.context = self._around(origin)
        return self._end(run)

    async def _step(self, stage: StageName, run: TurnUnderWay) -> bool:
        """Carry out one stage; False when none can follow."""
        try:
            event = await self._timed(stage, run)
            if event is not None:
                run.append(f"{stage}-end", event)
        except BrokerUnavailable as error:
            code = "broker_lost" if isinstance(error, BrokerLost) else "broker"
            await self._apologise(run, Failure(code=code, message=str(error)))
            return False
        except Exception as error:  # the person gets an apology, the log the whole story
            logger.exception("stage %s broke", stage)
            message = f"{stage}: {type(error).__name__}: {error}"
            await self._apologise(run, Failure(code="internal", message=message))
            return False
        return not isinstance(run.event, NothingHeard)

    def _begin(self, run: TurnUnderWay, origin: Origin) -> None:
        run.context = self._around(origin)
        run.restart_clock()
        start = RunStarted(
            source=origin.source, at=run.context.now, area=origin.area, person=origin.person
        )
        run.append("run-start", start)

    def _end(self, run: TurnUnderWay) -> Turn:
        outcome = run.turn.last(Outcome)
        run.append("run-end", RunEnded(kind=outcome.kind if outcome else "ignored"))
        if outcome is not None:
            self._history.append((asyncio.get_running_loop().time(), run.turn))
        return run.turn

    async def _timed(self, stage: StageName, run: TurnUnderWay) -> Event | None:
        """What the stage makes of the latest event; its computing time is left in the run."""
        began = time.perf_counter()
        waited_ms = run.tape.waited_ms if run.tape else 0.0
        result = await self._transform(stage, run)
        run.took_ms = (time.perf_counter() - began) * 1000
        if run.tape:
            run.took_ms = max(0.0, run.took_ms - (run.tape.waited_ms - waited_ms))
        return result

    async def _transform(self, stage: StageName, run: TurnUnderWay) -> Event | None:
        stages, event = self._stages, run.event
        match stage, event:
            case "wake_word", None if stages.wake and run.tape:
                return await stages.wake.listen(run.tape)
            case "vad", (WakeWord() | RunStarted()) if run.listen and run.tape:
                return await self._capture(run, run.listen, run.tape)
            case "stt", Utterance() if stages.transcribe:
                already = run.heard_in(event)
                if already is not None:
                    return already
                return await asyncio.to_thread(stages.transcribe.transcribe, event)
            case "rewrite", Transcript() if run.context:
                return stages.rewrite.rewrite(event, run.context) if stages.rewrite else None
            case "intent", (Transcript() | Rewritten()) if run.context:
                return stages.understand.understand(run.to_understand, run.context)
            case "resolve", Interpretation() if run.context:
                found = stages.resolve.resolve(event, run.context)
                return self._for_us(run, asked_first(found, run.turn.last(Rewritten)))
            case "act", Resolution() if run.context:
                return await stages.act.act(event, run.context)
            case "tts", Outcome():
                return await self._reply(event, run)
        raise TypeError(f"stage {stage} is not there or cannot take {type(event).__name__}")

    def _for_us(self, run: TurnUnderWay, resolution: Resolution) -> Resolution:
        """What was not clearly said to the assistant is nothing that it should answer."""
        first = resolution.candidates[0] if resolution.candidates else None
        rewritten = run.turn.last(Rewritten)
        if run.called or (
            resolution.decision != "decline"
            and not (rewritten and rewritten.asks)
            and first is not None
            and self._stages.understand.stands_alone(first.reading)
            and not (run.context and _is_guarded(first, run.context))
        ):
            return resolution
        return Resolution(decision="ignore", candidates=resolution.candidates, reason="not_called")

    async def _capture(
        self, run: TurnUnderWay, listen: ListenStage, tape: Tape
    ) -> Utterance | NothingHeard:
        """Listen while the recogniser reads along and the understanding looks at what is there."""
        transcribe = self._stages.transcribe
        if transcribe is None or not transcribe.looks_ahead:
            return await listen.capture(tape)
        following = transcribe.follow(run.tell)
        return await listen.capture(tape, partial(self._judge, run, following), following)

    def _judge(self, run: TurnUnderWay, following: Following, utterance: Utterance) -> Completeness:
        """How complete a command it is that was said up to a short pause."""
        understand = self._stages.understand
        run.heard, run.heard_until_ms = following.read(utterance), utterance.speech_end_ms
        if not isinstance(run.heard, Transcript) or run.context is None:
            return "open"
        if understand.is_unfinished(run.heard):
            return "unfinished"
        return "whole" if understand.is_whole(run.heard, run.context) else "open"

    async def _reply(self, outcome: Outcome, run: TurnUnderWay) -> Reply:
        """In words, unless it is evident; who was rewritten must hear what they were taken for."""
        rewritten = run.turn.last(Rewritten)
        as_heard = rewritten is None or rewritten.rewritten is None
        if self._stages.speak is not None and outcome.evident and as_heard:
            return await asyncio.to_thread(self._stages.speak.acknowledge, outcome.reply)
        return await self._speak(outcome.reply)

    async def _speak(self, text: str) -> Reply:
        if self._stages.speak is None or not text:
            return Reply(text=text)
        return await asyncio.to_thread(self._stages.speak.speak, text)

    async def _apologise(self, run: TurnUnderWay, failure: Failure) -> None:
        run.took_ms = 0.0
        done = run.event
        run.append("error", failure)
        if isinstance(done, Outcome):  # only its reply could not be spoken
            run.append("tts-end", Reply(text=done.reply))
            return
        reply = APOLOGIES[failure.code]
        run.append("act-end", Outcome(kind="error", reply=reply, code="failed_to_handle"))
        try:
            spoken = await self._speak(reply)
        except Exception:  # a broken voice must not hide the first failure
            logger.exception("cannot even apologise aloud")
            spoken = Reply(text=reply)
        run.append("tts-end", spoken)

    def _around(self, origin: Origin) -> Context:
        """What is true now, with this conversation and everything else that was said before."""
        oldest = asyncio.get_running_loop().time() - REMEMBERED_SECONDS
        recent = (turn for at, turn in self._history if at > oldest)
        here = tuple(turn for turn in recent if is_of(turn, origin.area, origin.person))
        history = here[-REMEMBERED_TURNS:]
        of_it = {turn.id for turn in history}
        known = (*self._before, *(turn for _, turn in self._history))
        earlier = tuple(turn for turn in known if turn.id not in of_it)
        context = self._surroundings.context(origin, history)
        return replace(context, earlier=earlier[-RECALLED_TURNS:])


def _is_guarded(candidate: Candidate, context: Context) -> bool:
    """A lock or its like would be touched."""
    known = context.home.device_by_id
    ids = [device for one in (candidate, *candidate.also) for device in one.devices]
    devices = [known[device] for device in ids if device in known]
    return bool(devices) and highest(devices) is Stake.GUARDED
