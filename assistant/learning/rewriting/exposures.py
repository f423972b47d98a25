"""What the learned rewrites did since they were last judged, and which of them go."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from assistant.learning.feedback.abandonment import SILENCE_SECONDS
from assistant.learning.feedback.signals import Verdict
from assistant.learning.markov.standing import Rules, Standing, observed, reviewed
from assistant.learning.rewriting.model import Layer, Learned, LearnedRewrite

NO = 0.9
"""Probability of a complaint from which on somebody has said no to a rewrite."""
MANY = 1_000_000
"""Of all homes together two have soon lost; there only the rates count."""


def after_exposures(
    table: Learned,
    homes: Sequence[Sequence[Verdict]],
    layer: Layer,
    rules: Rules,
    *,
    now: datetime,
) -> Learned:
    """Every use and every hold-out is counted once, as soon as it is known how it ended."""
    until = now.astimezone(UTC) - timedelta(seconds=SILENCE_SECONDS)
    rules = replace(rules, losses=MANY) if layer == "global" else rules
    by_id = {one.id: one for one in table.rewrites}
    for verdict in _since(homes, table.judged_until, until):
        rewriting = verdict.exchange.rewriting
        one = by_id.get(rewriting.learned or "") if rewriting and not rewriting.asks else None
        if rewriting is None or one is None or not (one.live or one.doubted):
            continue
        if one.allowed is None or verdict.exchange.at > one.allowed:
            standing = observed(
                _standing(one),
                applied=not rewriting.held_out,
                defect=verdict.defect,
                said_no=layer == "personal" and says_no(verdict),
                at=verdict.exchange.at,
                rules=rules,
            )
            by_id[one.id] = _with(one, standing)
    rewrites = tuple(by_id[one.id] for one in table.rewrites)
    return replace(table, rewrites=rewrites, judged_until=max(until, table.judged_until or until))


def looked_over(table: Learned, layer: Layer, rules: Rules, *, now: datetime) -> Learned:
    """What nobody has needed for long is withdrawn."""
    return replace(
        table,
        rewrites=tuple(
            _with(one, reviewed(_standing(one), now, rules=rules))
            if one.live and one.layer == layer
            else one
            for one in table.rewrites
        ),
    )


def _since(
    homes: Sequence[Sequence[Verdict]], begin: datetime | None, until: datetime
) -> Iterator[Verdict]:
    for home in homes:
        for verdict in home:
            if (begin is None or verdict.exchange.at > begin) and verdict.exchange.at <= until:
                yield verdict


def says_no(verdict: Verdict) -> bool:
    """Somebody complained for sure."""
    return any(sign.kind == "denied" and sign.probability >= NO for sign in verdict.signs)


def _standing(one: LearnedRewrite) -> Standing:
    return Standing(
        source=one.heard,
        target=one.rewrite,
        rewritten=one.rewritten,
        alone=one.alone,
        used=one.used,
        wins=one.wins,
        losses=one.losses,
        pinned=one.status == "pinned",
    )


def _with(one: LearnedRewrite, standing: Standing) -> LearnedRewrite:
    after = replace(
        one,
        rewritten=standing.rewritten,
        alone=standing.alone,
        used=standing.used,
        wins=standing.wins,
        losses=standing.losses,
    )
    if standing.withdrawn is None:
        return after
    return replace(after, status="withdrawn", reason=standing.withdrawn)
