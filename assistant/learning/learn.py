"""One pass of learning: from what was said and what came of it to a new table, with a report."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias

from assistant.learning.contrast import ROOMS
from assistant.learning.feedback.signals import Verdict, verdicts
from assistant.learning.history import History
from assistant.learning.markov.standing import RULES, Rules
from assistant.learning.rewriting.exposures import after_exposures, looked_over
from assistant.learning.rewriting.incidents import repeated, with_incidents
from assistant.learning.rewriting.known import known_requests
from assistant.learning.rewriting.limits import beyond_limits
from assistant.learning.rewriting.model import Layer, Learned, LearnedRewrite, Status
from assistant.learning.rewriting.patterns import framed, known_patterns
from assistant.learning.rewriting.proposals import proposals
from assistant.learning.rewriting.trial import forbidden, harmful
from assistant.learning.weighing.changes import ChangedWeight, changed_weights
from assistant.learning.weighing.learner import weighed_anew
from assistant.learning.weighing.model import Bounds
from assistant.learning.words import Words

Gate: TypeAlias = Callable[[Sequence[LearnedRewrite]], Mapping[str, str]]
"""Tries rewrites on the house as it is: those that must not be live, each with the reason."""
Read: TypeAlias = Callable[[History], tuple[Verdict, ...]]
"""What the signs say of a home's turns."""
Progress: TypeAlias = Callable[[str, float], None]
"""Told of what is being done and how much of all is done, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnSettings:
    """What is learned; each part can be switched off."""

    rewrites: bool = True
    requests: bool = True
    """What is known to work, for finding it again by likeness."""
    learned_rephrases: bool = True
    """The network says what was said again in other words; off, rules say it."""
    rooms: tuple[Words, ...] = ROOMS
    """What rooms are called."""
    guarded: frozenset[str] = frozenset()
    """Ids of devices that decide who can come into the house."""
    rules: Rules = RULES
    weights: Bounds = field(default_factory=dict)
    """What context may learn to weigh otherwise in this home; empty leaves all as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One rewrite whose standing is another than before."""

    rewrite: LearnedRewrite
    before: str
    """Its status; empty for a new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnReport:
    """What one pass came to."""

    turns: int
    homes: int
    defects: float
    """Expected number of requests that failed."""
    changed: tuple[Changed, ...] = ()
    live: int = 0
    known: int = 0
    """Requests that are known to work."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Why turns were left out, and how many."""
    weights: tuple[ChangedWeight, ...] = ()
    """Of the context, that are other than before."""
    weights_kept: str = ""
    """Why they stay as they were."""


def learn(
    histories: Sequence[History],
    previous: Learned,
    settings: LearnSettings | None = None,
    *,
    now: datetime,
    gate: Gate | None = None,
    progress: Progress | None = None,
    read: Read | None = None,
) -> tuple[Learned, LearnReport]:
    """Learn for one home from its history, for all homes from several.

    The previous table is not touched; what of it belongs to the other layer is kept as it is.
    `read` is for whoever has read the signs before.
    """
    settings = settings or LearnSettings()
    tell = progress or _silent
    layer: Layer = "global" if len(histories) > 1 else "personal"
    homes: list[tuple[Verdict, ...]] = []
    for number, history in enumerate(histories):
        tell("reading signs", 0.5 * number / len(histories))
        homes.append(read(history) if read else _read(history, settings))
    tell("judging what is live", 0.5)
    table = after_exposures(previous, homes, layer, settings.rules, now=now)
    table = looked_over(table, layer, settings.rules, now=now)
    if layer == "personal":
        table = with_incidents(table, homes, now)
    if settings.rewrites:
        tell("solving chains", 0.6)
        found = proposals(homes, layer, settings.rooms, settings.guarded, now=now)
        table = _with_proposals(table, found)
    if settings.requests:
        tell("keeping what works", 0.8)
        others = tuple(one for one in table.requests if one.layer != layer)
        mine = known_requests(homes, layer, settings.guarded, now=now)
        if layer == "global":
            kinds = [history.kinds for history in histories]
            known = framed(homes, kinds)
            mine = tuple(one for one in mine if one.text not in known)
            mine += known_patterns(homes, kinds, settings.guarded, now=now)
        table = replace(table, requests=(*others, *mine))
    weights_kept = ""
    if settings.weights and len(homes) == 1:
        tell("weighing the context", 0.85)
        table, weights_kept = _weighed(table, homes, settings.weights, now)
    tell("trying it on the past", 0.9)
    table = _tried(table, previous, homes, gate, settings.rooms, now)
    tell("done", 1.0)
    report = _report(table, previous, histories, homes)
    changes = changed_weights(previous.context_weights, table.context_weights)
    return table, replace(report, weights=tuple(changes), weights_kept=weights_kept)


def _read(history: History, settings: LearnSettings) -> tuple[Verdict, ...]:
    rooms = history.rooms or settings.rooms
    return verdicts(history, rooms, learned=settings.learned_rephrases)


def _weighed(
    table: Learned, homes: Sequence[Sequence[Verdict]], bounds: Bounds, now: datetime
) -> tuple[Learned, str]:
    """What a person has forgotten counts as written for good."""
    forgotten = frozenset(table.forgotten)
    found = weighed_anew(homes[0], table.context_weights, bounds, forgotten, now=now)
    return replace(table, context_weights=found.weights), found.why


def _with_proposals(table: Learned, found: Sequence[LearnedRewrite]) -> Learned:
    """New ones are added, proposed ones brought up to date; what was decided stays decided."""
    kept = {one.id: one for one in table.rewrites if one.status != "proposed" or one.doubted}
    taken = {(one.heard, one.layer) for one in kept.values() if one.live}
    asked = {one.id: one.asked for one in table.rewrites}
    for one in found:
        is_free = (one.heard, one.layer) not in taken
        if one.id not in kept and one.id not in table.forgotten and is_free:
            kept[one.id] = replace(one, asked=asked.get(one.id, 0))
    return replace(table, rewrites=tuple(sorted(kept.values(), key=lambda one: one.heard)))


def _tried(
    table: Learned,
    previous: Learned,
    homes: Sequence[Sequence[Verdict]],
    gate: Gate | None,
    rooms: tuple[Words, ...],
    now: datetime,
) -> Learned:
    """Whatever would have done harm before, or can do nothing in the house as it is, goes."""
    refused = dict(forbidden(table, rooms)) | dict(harmful(table, homes)) | dict(repeated(table))
    if gate is not None:
        refused.update(gate([one for one in table.rewrites if one.live]))
    was_live = {one.id for one in previous.rewrites if one.live}
    passed = replace(table, rewrites=tuple(o for o in table.rewrites if o.id not in refused))
    refused.update(beyond_limits(passed, previous, homes, now=now))

    def judged(one: LearnedRewrite) -> LearnedRewrite:
        if not one.live or one.id not in refused:
            return one
        status: Status = "withdrawn" if one.id in was_live else "proposed"
        return replace(one, status=status, reason=refused[one.id])

    return replace(table, rewrites=tuple(judged(one) for one in table.rewrites))


def _report(
    table: Learned,
    previous: Learned,
    histories: Sequence[History],
    homes: Sequence[Sequence[Verdict]],
) -> LearnReport:
    before = {one.id: one.status for one in previous.rewrites}
    left_out: dict[str, int] = {}
    for history in histories:
        for why, count in history.left_out.items():
            left_out[why] = left_out.get(why, 0) + count
    return LearnReport(
        turns=sum(len(home) for home in homes),
        homes=len(homes),
        defects=sum(one.defect for home in homes for one in home if one.exchange.is_request),
        changed=tuple(
            Changed(rewrite=one, before=before.get(one.id, ""))
            for one in table.rewrites
            if before.get(one.id) != one.status
        ),
        live=sum(one.live for one in table.rewrites),
        known=len(table.requests),
        left_out=left_out,
    )


def _silent(_what: str, _share: float) -> None:
    return None
