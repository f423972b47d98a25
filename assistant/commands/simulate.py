"""`assistant simulate`: the experiment with simulated homes."""

from pathlib import Path

from rich.console import Console

from assistant.evaluation.simulation.command import arms_named, simulate
from assistant.evaluation.simulation.experiment import ChannelName, Experiment


def simulate_homes(
    folder: Path,
    *,
    homes: int,
    days: int,
    seeds: int,
    arms: str,
    processes: int,
    sweep: bool,
    channel: ChannelName,
) -> int:
    """Run what is not done yet; always 0, whatever the figures are."""
    experiment = Experiment(
        homes=homes,
        days=days,
        seeds=tuple(range(1, seeds + 1)),
        arms=arms_named(arms),
        processes=processes,
        channel=channel,
    )
    simulate(experiment, folder, sweep=sweep, console=Console())
    return 0
