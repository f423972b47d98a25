"""A pass of learning over journals on disk: what is read, tried in this home, and switched."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from assistant.context import Context
from assistant.foresight import foresight
from assistant.home.model import Home
from assistant.learning.contrast import rooms_of
from assistant.learning.history import History, history_of, read_history
from assistant.learning.journal import Journal
from assistant.learning.learn import Gate, LearnReport, LearnSettings, Progress, learn
from assistant.learning.markov.states import guarded_devices
from assistant.learning.rewriting.guardrails import drops_a_thing
from assistant.learning.rewriting.model import NAMED, LearnedRewrite
from assistant.learning.rewriting.store import LearnedError, Store
from assistant.learning.rewriting.trial import impossible
from assistant.learning.words import words_in
from assistant.ranking.weights import bounds
from assistant.skill import discover
from assistant.stages.resolve import ResolveStage
from assistant.stages.rewrite import Foresee
from assistant.stages.understand import UnderstandStage
from assistant.turn import Transcript

ATTEMPTS = 3
"""Somebody may say no to a rewrite, or learn as well, while this learns; then it begins anew."""
LOOK_BACK_DAYS = 120
"""Evidence has faded to less than a hundredth by then, so that a night costs no more in the tenth
year than in the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """Where a pass of learning reads and writes."""

    home: Home
    learned_file: Path
    journals: Sequence[Path]
    """This home's own; or several homes', for what all of them have in common."""


def study(
    lesson: Lesson,
    *,
    now: datetime,
    progress: Progress | None = None,
    tell: Callable[[str], None] = print,
) -> LearnReport:
    """Learn, try it, and switch; raises LearnedError or JournalError and then changes nothing."""
    store = Store(lesson.learned_file)
    histories = [_history(path, now) for path in lesson.journals]
    if len(histories) == 1:
        histories = [_at_home(histories[0], lesson.home)]
    settings = LearnSettings(
        rooms=rooms_of(lesson.home), guarded=guarded_devices(lesson.home), weights=bounds()
    )
    gate = gate_of(lesson.home, now)
    for _ in range(ATTEMPTS):
        loaded = store.load()
        if loaded.notice:
            tell(loaded.notice)
        table, report = learn(
            histories, loaded.table, settings, now=now, gate=gate, progress=progress
        )
        if store.switch(loaded.table, table):
            return report
    raise LearnedError("the table was changed again and again while learning; try later")


def gate_of(home: Home, now: datetime) -> Gate:
    """Tries every rewrite in this home as it is today; understanding is loaded for the first."""
    foresee = cache(_foresight)

    def gate(rewrites: Sequence[LearnedRewrite]) -> Mapping[str, str]:
        found = ((one.id, _refusal(one, foresee(), home, now)) for one in rewrites)
        return {rewrite_id: why for rewrite_id, why in found if why}

    return gate


def _foresight() -> Foresee:
    skills = discover()
    understand = UnderstandStage(skills)
    understand.prepare()
    return foresight(understand, ResolveStage(skills))


def _refusal(one: LearnedRewrite, foresee: Foresee, home: Home, now: datetime) -> str:
    context = Context(
        home=home,
        states={device.id: device.state for device in home.devices},
        now=now.replace(tzinfo=None),
        area=one.areas[0] if one.areas else None,
    )
    heard, rewrite = one.tried
    if not one.confirmed and drops_a_thing(words_in(heard), words_in(rewrite), home):
        return NAMED
    alone, meant = (foresee(Transcript(text=text), context) for text in (heard, rewrite))
    return impossible(one, alone, meant)


def _at_home(history: History, home: Home) -> History:
    """With what is known of the home that it is of."""
    kinds = {device.id: device.kind for device in home.devices}
    return replace(history, rooms=rooms_of(home), kinds=kinds)


def _history(path: Path, now: datetime) -> History:
    if not path.is_file():
        return history_of((), now=now)
    with Journal.to_read(path) as journal:
        return read_history(journal, now=now, since=now - timedelta(days=LOOK_BACK_DAYS))
