"""The journal and what was learned, read when somebody asks for them."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from assistant.home.model import Home
from assistant.learning.codec import Json, dumps, to_json
from assistant.learning.contrast import rooms_of
from assistant.learning.journal import Journal, Summary
from assistant.learning.journal_file import JournalError
from assistant.learning.rewriting import verdicts
from assistant.learning.rewriting.model import LearnedRewrite, Status
from assistant.learning.rewriting.store import LearnedError, Store
from assistant.learning.rewriting.told import in_words
from assistant.learning.words import Words
from assistant.settings import Settings
from assistant.turn import ResponseKind
from assistant.web.messages import Tone
from assistant.web.steps import step_view, tone_of

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FEWEST, MOST = 30, 300
"""How many turns are listed at first, and at most."""
LONGEST_SEARCH = 200
MOST_EVIDENCE = 20

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One turn in one line."""

    id: str
    at: datetime
    """UTC."""
    said: str
    replied: str
    ended: bool
    audio: bool
    """A recording of it was kept."""
    kind: ResponseKind | None
    """How it ended; None where that is not known."""
    tone: Tone
    interrupted_ms: float | None
    """How much of the reply had been said when somebody spoke into it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A learned rewrite, with what speaks for it."""

    id: str
    heard: str
    meant: str
    status: Status
    reason: str
    of_many: bool
    """Learned from many homes, not from this one."""
    areas: tuple[str, ...]
    with_it: float
    """Share that ends well with it."""
    alone: float
    """Share that ends well when what was heard is left alone."""
    wins: int
    losses: int
    learned: datetime
    used: datetime
    evidence: tuple[Entry, ...]
    speak: int
    """How many requests speak for it; the journal may have forgotten some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """How much one sign of the context counts here."""

    name: str
    written: float
    """Log-odds, as for every home."""
    here: float
    evidence: tuple[Entry, ...]
    speak: int


@dataclass(frozen=True, slots=True)
class Past:
    """Answers from the files of one data folder; each answer opens and closes them."""

    settings: Settings
    home: Callable[[], Home]
    """As it is now."""

    def routes(self) -> tuple[BaseRoute, ...]:
        return (
            Route("/turns", self.turns),
            Route("/turns/{turn}", self.turn),
            Route("/turns/{turn}/audio", self.audio),
            Route("/lessons", self.lessons),
            Route("/weights", self.weights),
            Route("/lessons/{lesson}/{verdict}", self.judge, methods=["POST"]),
        )

    async def turns(self, request: Request) -> Response:
        """The latest, or those in which these words were said or replied."""
        find = request.query_params.get("find", "").strip()[:LONGEST_SEARCH]
        limit = _limit(request.query_params.get("limit", ""))

        def read(journal: Journal) -> Sequence[Summary]:
            return journal.search(find, limit) if find else journal.recent(limit)

        return await _answer(lambda: [_entry(one) for one in self._journal(read) or ()])

    async def turn(self, request: Request) -> Response:
        """Every step of one turn."""
        wanted = request.path_params["turn"]

        def steps() -> Sequence["DataclassInstance"]:
            turn = self._journal(lambda journal: journal.turn(wanted))
            return [step_view(turn.id, step) for step in turn] if turn else []

        return await _answer(steps)

    async def audio(self, request: Request) -> Response:
        """The recording of a turn, where the person has had it kept."""
        wanted = request.path_params["turn"]
        try:
            file = await asyncio.to_thread(self._recording, wanted)
        except JournalError as error:
            return _trouble(error)
        if file is None:
            return PlainTextResponse("No recording of this was kept.", status_code=404)
        return FileResponse(file, media_type="audio/wav")

    async def lessons(self, _request: Request) -> Response:
        """What was learned; what is in use first."""
        return await _answer(self._lessons)

    async def weights(self, _request: Request) -> Response:
        """What the context counts for, where this home has taught it otherwise."""
        return await _answer(self._weights)

    async def judge(self, request: Request) -> Response:
        """A person approves, pins or forgets one of them."""
        verdict = _VERDICTS.get(request.path_params["verdict"])
        if verdict is None:
            wanted = ", ".join(_VERDICTS)
            return PlainTextResponse(f"verdict: one of {wanted}", status_code=404)
        store, wanted = Store(self.settings.learned_file), request.path_params["lesson"]

        def judged() -> Sequence[Lesson]:
            verdict(store, wanted, rooms_of(self.home()))
            return self._lessons()

        return await _answer(judged)

    def _recording(self, turn_id: str) -> Path | None:
        """Only what the journal itself has named, and only from the folder of recordings."""
        found = self._journal(lambda journal: journal.named([turn_id]))
        if not found or not found[0].audio:
            return None
        file = self.settings.recordings_dir / Path(found[0].audio).name
        return file if file.is_file() else None

    def _lessons(self) -> Sequence[Lesson]:
        table = Store(self.settings.learned_file).load().table
        ranked = sorted(table.rewrites, key=lambda one: (not one.live, one.heard))
        known = self._known(turn for one in ranked for turn in one.evidence[:MOST_EVIDENCE])
        return [_lesson(one, known) for one in ranked]

    def _weights(self) -> Sequence[Weight]:
        weights = Store(self.settings.learned_file).load().table.context_weights
        known = self._known(turn for one in weights for turn in one.evidence[:MOST_EVIDENCE])
        return [
            Weight(
                name=one.name,
                written=one.prior,
                here=one.value,
                evidence=_evidence(one.evidence, known),
                speak=len(one.evidence),
            )
            for one in weights
        ]

    def _known(self, turns: Iterable[str]) -> Mapping[str, Summary]:
        wanted = sorted(set(turns))
        found = self._journal(lambda journal: journal.named(wanted)) or ()
        return {one.id: one for one in found}

    def _journal(self, read: Callable[[Journal], Result]) -> Result | None:
        """None where there is no journal yet; raises JournalError."""
        if not self.settings.journal_file.is_file():
            return None
        with Journal.to_read(self.settings.journal_file) as journal:
            return read(journal)


_VERDICTS: dict[str, Callable[[Store, str, tuple[Words, ...]], object]] = {
    "approve": verdicts.approve,
    "pin": verdicts.pin,
    "forget": lambda store, wanted, _rooms: verdicts.forget(store, wanted),
}


async def _answer(read: Callable[[], Sequence["DataclassInstance"]]) -> Response:
    """Read in a thread, because files may be slow and the home must not wait."""
    try:
        found = await asyncio.to_thread(read)
    except (JournalError, LearnedError) as error:
        return _trouble(error)
    plain: list[Json] = [to_json(one) for one in found]
    return Response(dumps(plain), media_type="application/json")


def _trouble(error: Exception) -> Response:
    return PlainTextResponse(str(error), status_code=409)


def _limit(text: str) -> int:
    return min(max(int(text), 1), MOST) if text.isascii() and text.isdigit() else FEWEST


def _entry(one: Summary) -> Entry:
    return Entry(
        id=one.id,
        at=one.at,
        said=one.said,
        replied=one.replied,
        ended=one.ended,
        audio=bool(one.audio),
        kind=one.kind,
        tone=tone_of(one.kind) if one.kind else "plain",
        interrupted_ms=one.interrupted_ms,
    )


def _lesson(one: LearnedRewrite, known: Mapping[str, Summary]) -> Lesson:
    return Lesson(
        id=one.id,
        heard=one.heard,
        meant=one.rewrite,
        status=one.status,
        reason=in_words(one.reason),
        of_many=one.layer == "global",
        areas=one.areas,
        with_it=one.rewritten.mean,
        alone=one.alone.mean,
        wins=one.wins,
        losses=one.losses,
        learned=one.learned,
        used=one.used,
        evidence=_evidence(one.evidence, known),
        speak=len(one.evidence),
    )


def _evidence(turns: Sequence[str], known: Mapping[str, Summary]) -> tuple[Entry, ...]:
    return tuple(_entry(known[turn]) for turn in turns[:MOST_EVIDENCE] if turn in known)
