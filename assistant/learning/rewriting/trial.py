"""The new table on the old requests: what went well before must not be rewritten now."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from assistant.learning.feedback.signals import Verdict
from assistant.learning.rewriting.guardrails import objection
from assistant.learning.rewriting.known import WELL
from assistant.learning.rewriting.model import (
    ADDS,
    CHANGED,
    SAYS_MORE,
    Learned,
    LearnedRewrite,
    Prospect,
    RewriteSettings,
    Scene,
)
from assistant.learning.rewriting.rewriter import Rewriter
from assistant.learning.rewriting.told import counted
from assistant.learning.words import Words, words_in
from assistant.turn import Transcript

WINS_FOR_A_LOSS = 8.0
"""Failures that a rewrite would have caught, for each success that it would have spoiled."""


def impossible(one: LearnedRewrite, heard: Prospect, meant: Prospect) -> str:
    """Why it may not be used in the home as it is; empty where it may."""
    if heard.guarded or meant.guarded:
        return "guarded"
    return "" if meant.understood and meant.still_means(one.devices) else CHANGED


def forbidden(table: Learned, rooms: tuple[Words, ...]) -> Iterator[tuple[str, str]]:
    """Ids of live rewrites that the guardrails forbid, wherever they come from."""
    for one in table.rewrites:
        if one.live:
            found = objection(
                words_in(one.heard),
                words_in(one.rewrite),
                rooms,
                shown=True,
                confirmed=one.confirmed,
            )
            if found is not None:
                yield one.id, ADDS if found == SAYS_MORE else found


def harmful(table: Learned, homes: Sequence[Sequence[Verdict]]) -> Iterator[tuple[str, str]]:
    """Ids of live rewrites that would have spoiled too much, each with the reason."""
    rewriter = Rewriter(table, RewriteSettings(search=False, held_out=0.0))
    if rewriter.is_empty:
        return
    caught: dict[str, int] = {}
    spoiled: dict[str, int] = {}
    for verdict in (verdict for home in homes for verdict in home):
        found = _learned(rewriter, verdict)
        if found is not None:
            went_well = verdict.defect < WELL and verdict.said_again < 0.5
            counts = spoiled if went_well else caught
            counts[found] = counts.get(found, 0) + 1
    for one in table.rewrites:
        losses = spoiled.get(one.id, 0)
        if one.status == "live" and losses * WINS_FOR_A_LOSS > caught.get(one.id, 0):
            yield one.id, f"it would have spoiled {counted(losses, 'request')} that went well"


def _learned(rewriter: Rewriter, verdict: Verdict) -> str | None:
    """Id of the rewrite that these words would meet; None for what was rewritten already."""
    said = verdict.exchange
    if not said.is_request or said.taken_as is not None or said.offered:
        return None
    scene = Scene(now=datetime.min, area=said.place)
    doubt = 1.0 if said.failed else 0.0
    found = rewriter.look_up(Transcript(text=said.text), scene, doubt)
    return found.learned if found else None
