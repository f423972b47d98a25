"""Rows of the simulated homes: rewriting with and without, judged by the end state of the home.

The exam's homes are other ones than those that the assistant was built with; `--exam` opens them.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import Progress

from assistant.evaluation.simulation.arms import EVERYTHING, GLOBAL, NONE, PERSONAL, POISONED
from assistant.evaluation.simulation.command import RUNS, arms_named, results_for, write_report
from assistant.evaluation.simulation.experiment import Experiment, run
from assistant.evaluation.simulation.results import ArmResult
from assistant.evaluation.simulation.statistics import defect_change, win_loss
from assistant.evaluation.simulation.summary import Summary
from assistant.evaluation.simulation.tally import Tally
from benches.report import Row

HOMES, DAYS = 24, 28
SEEDS, EXAM_SEEDS = (101, 102), (90210, 90211)
SETTINGS = ("hard", "easy")
"""Homes with many things of one kind, and homes without."""


def add_options(parser: ArgumentParser) -> None:
    """How many homes live how long."""
    parser.add_argument("--homes", type=int, default=HOMES, help=f"simulated ones ({HOMES})")
    parser.add_argument("--days", type=int, default=DAYS, help=f"that they live ({DAYS})")
    parser.add_argument(
        "--channel",
        choices=("text", "audio"),
        default="text",
        help="words that go wrong as a recogniser's do, or speech that is heard (text)",
    )
    parser.add_argument(
        "--exam", action="store_true", help="the homes that are kept for the final figures"
    )
    parser.add_argument(
        "--report", type=Path, help="folder for the report; what is done there is not done again"
    )


def rows(options: Namespace) -> Iterator[Row]:
    """Every arm of the experiment, on the homes for building or on those of the exam."""
    if options.homes < 8 or options.days < 2:
        sys.exit("learning: --homes is at least 8, --days at least 2")
    experiment = Experiment(
        homes=options.homes,
        days=options.days,
        seeds=EXAM_SEEDS if options.exam else SEEDS,
        arms=arms_named("all"),
        processes=options.processes,
        channel=options.channel,
    )
    if options.report:
        summaries = _run(experiment, options.report / RUNS)
        write_report(results_for(experiment, summaries), options.report)
    else:
        with TemporaryDirectory() as folder:
            summaries = _run(experiment, Path(folder))
    for name in (*SETTINGS, experiment.channel):  # all of them go by the name of the channel
        yield from _of_set(name, _by_arm(summaries, name))
    yield from _whole(summaries, experiment)


def _run(experiment: Experiment, folder: Path) -> tuple[Summary, ...]:
    with Progress(console=Console(stderr=True)) as progress:
        bar = progress.add_task("simulating", total=experiment.home_days)
        return run(
            experiment,
            folder,
            lambda what, days: progress.update(bar, description=what, advance=days),
        )


def _of_set(name: str, arms: dict[str, list[Tally]]) -> Iterator[Row]:
    for arm, tallies in arms.items():
        ratio = win_loss(tallies)
        if ratio.n:
            peer = "ours" if arm == EVERYTHING else arm
            yield _row("win_loss", name, ratio.value, ratio.n, peer)
            yield _row("win_loss_low95", name, ratio.low, ratio.n, peer)
    changes = (
        ("defect_change_global", arms[GLOBAL], arms[NONE]),
        ("defect_change_personal", arms[PERSONAL], arms[GLOBAL]),
        ("defect_change_unseen_homes", _unseen(arms[GLOBAL]), _unseen(arms[NONE])),
        ("defect_change", arms[EVERYTHING], arms[NONE]),
    )
    for measure, ours, theirs in changes:
        change = defect_change(ours, theirs)
        if change.n:
            yield _row(measure, name, change.value, change.n)


def _whole(summaries: Sequence[Summary], experiment: Experiment) -> Iterator[Row]:
    results = results_for(experiment, summaries)
    everything, poisoned = results.arm(EVERYTHING), results.arm(POISONED)
    if everything is None or poisoned is None:
        return
    for arm in results.arms:
        yield from _of_arm(arm, experiment.channel)
    yield from _funnel(everything, experiment.channel)
    yield _row(
        "guarded_harm",
        experiment.channel,
        everything.guarded_harm,
        everything.rewritten,
        unit="count",
    )
    gone, median = everything.withdrawal_exposures, everything.withdrawal_median
    if median is not None:
        yield _row(
            "withdrawal_median_exposures", experiment.channel, median, len(gone), unit="count"
        )
    yield _row(
        "poisoned_rewrites",
        experiment.channel,
        poisoned.poisoned_rewrites,
        poisoned.requests,
        unit="count",
    )


def _of_arm(arm: ArmResult, channel: str) -> Iterator[Row]:
    """Each arm with the homes drawn again: 5th and 95th percentile."""
    requests = arm.defects.n
    yield _row("defects", channel, arm.defects.value, requests, arm.arm)
    yield _row("wrong_actions", channel, arm.wrong_actions, requests, arm.arm)
    if arm.arm == NONE:
        return
    for what, change in (("defect_change", arm.change), ("unseen_change", arm.change_unseen)):
        if change.n:
            yield _row(what, channel, change.value, change.n, arm.arm)
            yield _row(f"{what}_low", channel, change.low, change.n, arm.arm)
            yield _row(f"{what}_high", channel, change.high, change.n, arm.arm)
    yield _row("won", channel, arm.wins, arm.rewritten, arm.arm, "count")
    yield _row("lost", channel, arm.losses, arm.rewritten, arm.arm, "count")


def _funnel(arm: ArmResult, channel: str) -> Iterator[Row]:
    """Where gains are lost, from what went wrong to what was made good (`Funnel`)."""
    for field in fields(arm.funnel):
        reached = getattr(arm.funnel, field.name)
        if isinstance(reached, int):
            of = arm.funnel.defects
            yield _row(f"funnel_{field.name}", channel, reached, of, unit="count")


def _by_arm(summaries: Sequence[Summary], name: str) -> dict[str, list[Tally]]:
    arms: dict[str, list[Tally]] = {}
    for one in summaries:
        wanted = [tally for tally in one.tallies if name not in SETTINGS or name == tally.setting]
        arms.setdefault(one.arm, []).extend(wanted)
    return arms


def _unseen(tallies: Sequence[Tally]) -> list[Tally]:
    return [one for one in tallies if one.unseen]


def _row(
    measure: str, set_: str, value: float, n: int, peer: str = "ours", unit: str = "ratio"
) -> Row:
    return Row(measure=measure, set=set_, value=value, unit=unit, n=n, peer=peer)
