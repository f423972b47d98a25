"""The command: estimate, run with a bar, sweep, write the report."""

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from assistant.evaluation.simulation.arms import ARMS, EVERYTHING, NONE
from assistant.evaluation.simulation.experiment import Experiment, Told, run, run_all, source_of
from assistant.evaluation.simulation.knobs import KNOBS
from assistant.evaluation.simulation.noise.fit import channel
from assistant.evaluation.simulation.report.page import page
from assistant.evaluation.simulation.results import Results, Turned, results_of, turned
from assistant.evaluation.simulation.summary import Summary
from assistant.evaluation.simulation.wording.crowd import crowd_phrases
from assistant.settings import SettingsError

SWEEP_HOMES, SWEEP_DAYS = 6, 14
TURNS = (0.5, 1.5)
RUNS, JSON_FILE, HTML_FILE = "runs", "results.json", "report.html"
_RESULTS = TypeAdapter(Results)


def simulate(experiment: Experiment, folder: Path, *, sweep: bool, console: Console) -> Results:
    """Run what is not done yet, and write JSON and HTML into the folder."""
    sweeps = _sweeps(experiment) if sweep else []
    _announce(experiment, [one for _, _, one in sweeps], console)
    began = time.perf_counter()
    total = experiment.home_days + sum(one.home_days for _, _, one in sweeps)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:3.0f} %"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    ) as progress:
        bar = progress.add_task("simulating", total=total)

        def told(what: str, home_days: int) -> None:
            progress.update(bar, description=what, advance=home_days)

        summaries = run(experiment, folder / RUNS, told)
        turns = _swept(sweeps, folder / RUNS, told, experiment.processes)
    results = results_for(experiment, summaries, turns)
    write_report(results, folder)
    _show(results, console)
    took = time.perf_counter() - began
    console.print(f"took {took:.0f} s; {folder / HTML_FILE} and {folder / JSON_FILE} written")
    return results


def results_for(
    experiment: Experiment, summaries: Sequence[Summary], turns: Sequence[Turned] = ()
) -> Results:
    """What was found, and through which channel."""
    results = results_of(summaries, experiment.homes, experiment.days, turns)
    if experiment.channel == "text":
        return results
    real = experiment.recorded.real if experiment.recorded else results.noise_real
    return replace(
        results,
        channel=experiment.channel,
        noise_source=source_of(experiment),
        noise_real=real,
        noise_simulated=None,
    )


def write_report(results: Results, folder: Path) -> None:
    """As JSON and as a page."""
    (folder / JSON_FILE).write_bytes(_RESULTS.dump_json(results, indent=1))
    (folder / HTML_FILE).write_text(page(results), "utf-8")


def arms_named(names: str) -> tuple[str, ...]:
    """`all`, or some with commas between; raises SettingsError."""
    wanted = tuple(ARMS) if names == "all" else tuple(name.strip() for name in names.split(","))
    unknown = [name for name in wanted if name not in ARMS]
    if unknown:
        raise SettingsError(f"no arm is called {', '.join(unknown)}; there are: {', '.join(ARMS)}")
    return wanted if NONE in wanted else (NONE, *wanted)


def _sweeps(experiment: Experiment) -> list[tuple[str, float, Experiment]]:
    """Each knob down and up, on a smaller population."""
    small = replace(
        experiment,
        homes=min(SWEEP_HOMES, experiment.homes),
        days=min(SWEEP_DAYS, experiment.days),
        seeds=experiment.seeds[:1],
        arms=(NONE, EVERYTHING),
        processes=1,
    )
    turns = [("none", 1.0), *((knob, by) for knob in KNOBS for by in TURNS)]
    return [
        (knob, by, replace(small, knobs=small.knobs.turned(knob, by) if by != 1 else small.knobs))
        for knob, by in turns
    ]


def _swept(
    sweeps: Sequence[tuple[str, float, Experiment]], folder: Path, told: Told, processes: int
) -> list[Turned]:
    found = run_all([one for _, _, one in sweeps], folder, told, processes=processes)
    return [
        turned(knob, by, summaries) for (knob, by, _), summaries in zip(sweeps, found, strict=True)
    ]


def _announce(experiment: Experiment, sweeps: Sequence[Experiment], console: Console) -> None:
    swept = sum(one.estimated_seconds for one in sweeps) / experiment.processes
    seconds = experiment.estimated_seconds + swept
    seeds = ", ".join(str(seed) for seed in experiment.seeds)
    console.print(
        f"simulated: {experiment.homes} homes, {experiment.days} days, seeds {seeds}, arms "
        f"{', '.join(experiment.arms)}; about {seconds / 60:.0f} min on {experiment.processes} "
        "free cores, what is already done not counted",
        highlight=False,
    )
    checked = channel()
    console.print(f"noise: {source_of(experiment)}", highlight=False)
    if experiment.channel != "text":
        return
    for name, rates in (("real", checked.real), ("simulated", checked.simulated)):
        if rates is not None:
            console.print(
                f"  {name}: word errors {rates.word_error_rate:.1f}, substituted "
                f"{rates.substitutions:.1f}, deleted {rates.deletions:.1f}, inserted "
                f"{rates.insertions:.1f} per 100 words; {rates.wrong_sentences:.1f} % of sentences",
                highlight=False,
            )
    if not crowd_phrases():
        console.print("wording: the crowd's phrases are not here; only the shipped ones are used")


def _show(results: Results, console: Console) -> None:
    table = Table(
        title="simulated",
        title_justify="left",
        box=SIMPLE_HEAD,
        padding=(0, 0, 0, 1),
        pad_edge=False,
    )
    for head in ("arm", "defects", "change", "(low to high)", "won : lost", "ratio", "low"):
        table.add_column(head, justify="left" if head == "arm" else "right", no_wrap=True)
    for arm in results.arms:
        change, ratio = arm.change, arm.win_loss
        table.add_row(
            arm.arm, f"{arm.defects.value:.1%}", f"{change.value:+.1%}",
            f"{change.low:+.1%} to {change.high:+.1%}", f"{arm.wins} : {arm.losses}",
            f"{ratio.value:.1f}", f"{ratio.low:.1f}",
        )  # fmt: skip
    console.print(table)
