"""`assistant simulate`: the experiment with simulated homes."""

from dataclasses import replace
from pathlib import Path

from assistant import terminal
from assistant.evaluation.simulation.command import RUNS, arms_named, simulate
from assistant.evaluation.simulation.experiment import LANGUAGES, ChannelName, Experiment
from assistant.evaluation.simulation.knobs import Knobs
from assistant.evaluation.simulation.noise.recorded import recorded
from assistant.settings import SettingsError


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
    recordings: Path | None,
) -> int:
    """Run what is not done yet; always 0, whatever the figures are."""
    if (channel == "recordings") != (recordings is not None):
        raise SettingsError("--channel recordings and --recordings FOLDER belong together")
    heard = recorded(recordings, folder / RUNS / LANGUAGES) if recordings else None
    experiment = Experiment(
        homes=homes,
        days=days,
        seeds=tuple(range(1, seeds + 1)),
        arms=arms_named(arms),
        processes=processes,
        channel=channel,
        recorded=heard,
        # they were recorded at home, and are heard as they are
        knobs=replace(Knobs(), noise=1.0) if heard else Knobs(),
    )
    simulate(experiment, folder, sweep=sweep, console=terminal.console())
    return 0
