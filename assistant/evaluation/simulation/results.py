"""What the experiment found, as one value that the report, the JSON and the bench are made of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from assistant.evaluation.simulation.arms import (
    ARMS,
    EVERYTHING,
    GLOBAL,
    MARKOV,
    NONE,
    PERSONAL,
    POISONED,
    UNGUARDED,
)
from assistant.evaluation.simulation.funnel import Funnel
from assistant.evaluation.simulation.noise.fit import channel
from assistant.evaluation.simulation.noise.rates import Rates
from assistant.evaluation.simulation.realism import Likeness
from assistant.evaluation.simulation.statistics import (
    Interval,
    defect_change,
    defect_rate,
    unpaired,
    win_loss,
)
from assistant.evaluation.simulation.summary import Example, Lesson, Summary
from assistant.evaluation.simulation.tally import Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmResult:
    """One arm, all seeds together."""

    arm: str
    told: str
    defects: Interval
    by_week: tuple[Interval, ...]
    """Defect rate of first attempts."""
    after_drift: Interval
    """The same, in homes that have changed, after that."""
    before_drift: Interval
    around_drift: tuple[tuple[int, Interval], ...]
    """By weeks since the home changed; those before it are negative."""
    win_loss: Interval
    win_loss_hard: Interval
    win_loss_easy: Interval
    wins: int
    losses: int
    rewritten: int
    requests: int
    change: Interval
    """Of defects, against no learning, paired."""
    change_unpaired: Interval
    change_unseen: Interval
    """Only in homes whose turns nobody learned from."""
    wrong_actions: float
    """Share of first attempts."""
    believed_defects: float
    """What the assistant itself thinks, of all requests."""
    true_defects: float
    """Of all requests."""
    guarded_harm: int
    withdrawal_exposures: tuple[int, ...]
    stale_still_there: int
    poisoned_rewrites: int
    live_lessons: int
    known_requests: int
    seconds: float
    funnel: Funnel = field(default_factory=Funnel)

    @property
    def withdrawal_median(self) -> float | None:
        return float(median(self.withdrawal_exposures)) if self.withdrawal_exposures else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """The main figures with one knob turned."""

    knob: str
    by: float
    win_loss: Interval
    change: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Everything; all of it simulated."""

    homes: int
    days: int
    seeds: tuple[int, ...]
    arms: tuple[ArmResult, ...]
    personal_on_top: Interval | None
    """Change of defects by the personal layer beside the global one."""
    noise_source: str
    noise_real: Rates | None
    noise_simulated: Rates | None
    realism: tuple[Likeness, ...]
    examples: tuple[tuple[str, Example], ...]
    """With the arm."""
    lessons: tuple[tuple[str, Lesson], ...]
    sweep: tuple[Turned, ...] = ()
    channel: str = "text"

    def arm(self, name: str) -> ArmResult | None:
        return next((one for one in self.arms if one.arm == name), None)


def results_of(
    summaries: Sequence[Summary], homes: int, days: int, sweep: Sequence[Turned] = ()
) -> Results:
    """Put the seeds together."""
    by_arm: dict[str, list[Summary]] = {}
    for one in summaries:
        by_arm.setdefault(one.arm, []).append(one)
    tallies = {name: _tallies(found) for name, found in by_arm.items()}
    base = tallies.get(NONE, ())
    shown = [name for name in (EVERYTHING, UNGUARDED, MARKOV, POISONED) if name in by_arm]
    checked = channel()
    return Results(
        homes=homes,
        days=days,
        seeds=tuple(sorted({one.seed for one in summaries})),
        arms=tuple(
            _arm(name, by_arm[name], tallies[name], base) for name in ARMS if name in by_arm
        ),
        personal_on_top=defect_change(tallies[PERSONAL], tallies[GLOBAL])
        if {PERSONAL, GLOBAL} <= tallies.keys()
        else None,
        noise_source=checked.source,
        noise_real=checked.real,
        noise_simulated=checked.simulated,
        realism=by_arm[NONE][0].realism if NONE in by_arm else (),
        examples=tuple((name, one) for name in shown for one in by_arm[name][0].examples),
        lessons=tuple((name, one) for name in shown[:1] for one in by_arm[name][0].lessons),
        sweep=tuple(sweep),
    )


def turned(knob: str, by: float, summaries: Sequence[Summary]) -> Turned:
    """What one turn of one knob does to the main figures."""
    everything = _tallies([one for one in summaries if one.arm == EVERYTHING])
    none = _tallies([one for one in summaries if one.arm == NONE])
    return Turned(
        knob=knob, by=by, win_loss=win_loss(everything), change=defect_change(everything, none)
    )


def _tallies(summaries: Sequence[Summary]) -> tuple[Tally, ...]:
    return tuple(tally for one in summaries for tally in one.tallies)


def _arm(
    name: str, summaries: Sequence[Summary], tallies: Sequence[Tally], base: Sequence[Tally]
) -> ArmResult:
    weeks = sorted({one.week for one in tallies})
    drifting = {one.home for one in tallies if one.after_drift}
    requests = sum(one.requests for one in tallies)
    takes = sum(one.takes for one in tallies)
    return ArmResult(
        arm=name,
        told=ARMS[name].told,
        defects=defect_rate(tallies),
        by_week=tuple(defect_rate([one for one in tallies if one.week == week]) for week in weeks),
        after_drift=defect_rate([one for one in tallies if one.after_drift]),
        before_drift=defect_rate(
            [one for one in tallies if one.home in drifting and not one.after_drift]
        ),
        around_drift=tuple(_around_drift(tallies)),
        win_loss=win_loss(tallies),
        win_loss_hard=win_loss([one for one in tallies if one.setting == "hard"]),
        win_loss_easy=win_loss([one for one in tallies if one.setting == "easy"]),
        wins=sum(one.wins for one in tallies),
        losses=sum(one.losses for one in tallies),
        rewritten=sum(one.rewritten for one in tallies),
        requests=requests,
        change=defect_change(tallies, base),
        change_unpaired=unpaired(tallies, base),
        change_unseen=defect_change(_unseen(tallies), _unseen(base)),
        wrong_actions=round(sum(one.wrong_actions for one in tallies) / max(takes, 1), 4),
        believed_defects=round(sum(one.believed_defects for one in summaries) / len(summaries), 4),
        true_defects=round(sum(one.failed_requests for one in tallies) / max(requests, 1), 4),
        guarded_harm=sum(one.guarded_harm for one in tallies),
        withdrawal_exposures=tuple(n for one in summaries for n in one.withdrawals.exposures),
        stale_still_there=sum(one.withdrawals.still_there for one in summaries),
        poisoned_rewrites=sum(one.poisoned_rewrites for one in summaries),
        live_lessons=sum(one.live_lessons for one in summaries),
        known_requests=sum(one.known_requests for one in summaries),
        seconds=round(sum(one.seconds for one in summaries), 1),
        funnel=sum((one.funnel for one in summaries), start=Funnel()),
    )


def _around_drift(tallies: Sequence[Tally]) -> Iterator[tuple[int, Interval]]:
    """Each home counts from its own change."""
    changed: dict[str, int] = {}
    for one in tallies:
        if one.after_drift:
            changed[one.home] = min(one.week, changed.get(one.home, one.week))
    weeks: dict[int, list[Tally]] = {}
    for one in tallies:
        if one.home in changed:
            since = one.week - changed[one.home]
            weeks.setdefault(since if one.after_drift else min(since, -1), []).append(one)
    for since, found in sorted(weeks.items()):
        yield since, defect_rate(found)


def _unseen(tallies: Sequence[Tally]) -> list[Tally]:
    return [one for one in tallies if one.unseen]
