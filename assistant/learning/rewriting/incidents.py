"""What went wrong before: a suite that grows, and that every new table must pass."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from assistant.learning.feedback.signals import Verdict
from assistant.learning.rewriting.exposures import says_no
from assistant.learning.rewriting.model import (
    Incident,
    Learned,
    LearnedRewrite,
    RewriteSettings,
    Scene,
)
from assistant.learning.rewriting.rewriter import Rewriter
from assistant.learning.words import words_in
from assistant.turn import Transcript

LOST, TIMES = 0.8, 2
"""Probability of a defect from which on a rewriting went wrong, and how often it may."""
KEPT_DAYS = 365
MOST_KEPT = 1000


def with_incidents(table: Learned, homes: Sequence[Sequence[Verdict]], now: datetime) -> Learned:
    """The suite with what has gone wrong since, each pair once, the oldest forgotten."""
    since = now - timedelta(days=KEPT_DAYS)
    known = {(one.heard, one.wrong): one for one in table.incidents if one.at > since}
    allowed = [one for one in table.rewrites if one.allowed is not None]
    lost: Counter[tuple[str, str]] = Counter()
    for verdict in (verdict for home in homes for verdict in home):
        said = verdict.exchange
        if said.taken_as is None:
            continue
        pair = " ".join(said.words), " ".join(words_in(said.taken_as))
        if any(_has_settled(one, pair, said.at) for one in allowed):
            continue
        lost[pair] += verdict.defect >= LOST
        if says_no(verdict) or (verdict.defect >= LOST and lost[pair] >= TIMES):
            known[pair] = Incident(heard=pair[0], wrong=pair[1], turn=said.id, at=said.at)
    ordered = sorted(known.values(), key=lambda one: (one.at, one.heard, one.wrong))
    return replace(table, incidents=tuple(ordered[-MOST_KEPT:]))


def _has_settled(one: LearnedRewrite, pair: tuple[str, str], at: datetime) -> bool:
    """A person has said since that this is right."""
    return one.allowed is not None and at <= one.allowed and one.of(pair[0]) == pair[1]


def repeated(table: Learned) -> Iterator[tuple[str, str]]:
    """Ids of live rewrites that would repeat an incident, each with the reason."""
    rewriter = Rewriter(replace(table, incidents=()), RewriteSettings(search=False, held_out=0.0))
    for one in table.incidents:
        rewrites = (each for each in table.rewrites if each.status == "live")
        areas = {area for each in rewrites for area in (each.areas or (None,))}
        for area in areas:
            scene = Scene(now=datetime.min, area=area)
            found = rewriter.look_up(Transcript(text=one.heard), scene, 1.0)
            if found and found.learned and found.rewritten == one.wrong:
                yield found.learned, f"it went wrong on {one.at:%Y-%m-%d}"


def without_incidents(table: Learned, right: LearnedRewrite) -> Learned:
    """A person says that it is right after all."""
    kept = tuple(one for one in table.incidents if right.of(one.heard) != one.wrong)
    return replace(table, incidents=kept)
