"""The life of a rewrite after it went live: watched, sometimes held out, withdrawn when it fails.

Feedback is conditional on a rewrite once it is live, so the learner must not mistake the rewrite's
own success for the words'. Each rewrite therefore keeps two posteriors, one for the times it was
applied and one for the few times it was held out.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from assistant.learning.markov.posterior import Posterior
from assistant.learning.markov.rewrites import Suggestion

Withdrawal: TypeAlias = Literal[
    "no longer better",
    "no longer right",
    "said no",
    "lost twice",
    "unused",
    "names something that has changed",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """When a live rewrite is held out, and when it goes."""

    held_out: float = 0.03
    """Share of its uses; never where something guarded is touched."""
    better_by: float = 0.02
    at_least: float = 0.5
    """Withdrawn when P(better by `better_by`) is below."""
    right: float = 0.5
    """Withdrawn, too, when it is more probably right less often than this."""
    losses: int = 2
    """Confirmed ones, in one home."""
    confirmed: float = 0.8
    """Probability of a defect from which on a loss is confirmed."""
    unused_days: float = 30.0
    remembered: float = 2.0
    """Observations that the evidence from before going live is worth: a stale rewrite must be able
    to fall within a few exposures, however good its past was."""


RULES = Rules()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one live rewrite is doing in one home."""

    source: str
    target: str
    rewritten: Posterior
    alone: Posterior
    used: datetime
    """When it was last applied, or went live."""
    wins: int = 0
    losses: int = 0
    """Confirmed ones."""
    pinned: bool = False
    """A person wants it whatever the figures say."""
    withdrawn: Withdrawal | None = None

    @property
    def live(self) -> bool:
        return self.withdrawn is None


def going_live(suggestion: Suggestion, at: datetime, rules: Rules = RULES) -> Standing:
    """Raises ValueError for a suggestion that was refused."""
    if not suggestion.accepted:
        raise ValueError(f"{suggestion.source}: refused, {', '.join(suggestion.refused)}")
    return Standing(
        source=suggestion.source,
        target=suggestion.target,
        rewritten=suggestion.rewritten.at_most(rules.remembered),
        alone=suggestion.alone.at_most(rules.remembered),
        used=at,
    )


def is_held_out(turn_id: str, source: str, *, guarded: bool, rules: Rules = RULES) -> bool:
    """The same answer for the same turn, however often it is asked."""
    if guarded:
        return False
    digest = hashlib.sha256(f"{turn_id} {source}".encode()).digest()
    return int.from_bytes(digest[:8], "big") < rules.held_out * 2**64


def observed(
    standing: Standing,
    *,
    applied: bool,
    defect: float,
    said_no: bool,
    at: datetime,
    rules: Rules = RULES,
) -> Standing:
    """After one more exposure; `applied` is False when it was held out."""
    if not standing.live:
        return standing
    if not applied:
        alone = standing.alone.seen(1 - defect, defect)
        return _judged(replace(standing, alone=alone), rules, said_no=False)
    lost = defect >= rules.confirmed
    after = replace(
        standing,
        rewritten=standing.rewritten.seen(1 - defect, defect),
        used=max(at, standing.used),
        wins=standing.wins + (defect <= 1 - rules.confirmed),
        losses=standing.losses + lost,
    )
    return _judged(after, rules, said_no=said_no)


def reviewed(
    standing: Standing, now: datetime, *, names_changed: bool = False, rules: Rules = RULES
) -> Standing:
    """The nightly look: still used, and everything that it names still there."""
    if not standing.live:
        return standing
    if names_changed:  # pinned or not: it would act on something else than it was pinned for
        return replace(standing, withdrawn="names something that has changed")
    if not standing.pinned and now - standing.used > timedelta(days=rules.unused_days):
        return replace(standing, withdrawn="unused")
    return standing


def _judged(standing: Standing, rules: Rules, *, said_no: bool) -> Standing:
    if said_no:
        return replace(standing, withdrawn="said no")
    if standing.pinned:
        return standing
    if standing.losses >= rules.losses:
        return replace(standing, withdrawn="lost twice")
    if standing.rewritten.better_than(standing.alone, rules.better_by) < rules.at_least:
        return replace(standing, withdrawn="no longer better")
    if standing.rewritten.mean < rules.right:
        return replace(standing, withdrawn="no longer right")
    return standing
