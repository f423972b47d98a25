"""The commands of the journal and of what was learned from it."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from assistant.cli.ending import guarded
from assistant.cli.options import DataDir, HomeFile, Json, settings_of


def journal(
    turn: Annotated[
        str | None, typer.Argument(help="Id (or its beginning) of a turn to show whole.")
    ] = None,
    data_dir: DataDir = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many turns.")] = 20,
    find: Annotated[str | None, typer.Option(help="Only turns with these words.")] = None,
    json_lines: Json = False,
) -> None:
    """Recent turns, or one turn in full.

    Example: `assistant journal` and then `assistant journal 3f9a`
    """
    from assistant.commands.journal import show_journal

    settings = settings_of(data_dir=data_dir)
    raise typer.Exit(guarded(lambda: show_journal(settings, turn, limit, find, json_lines)))


def learn(
    journals: Annotated[
        list[Path] | None,
        typer.Argument(help="Journals of several homes. Default: this home's own."),
    ] = None,
    home: HomeFile = None,
    data_dir: DataDir = None,
    brief: Annotated[bool, typer.Option("--brief", help="Only one line.")] = False,
) -> None:
    """Learn from the journal now, and tell what changed and why.

    What goes live is used from the next request on, also by a running assistant.

    Example: `assistant learn` and then `assistant learned`
    """
    from assistant.commands.learn import learn_now

    settings = settings_of(home, data_dir)
    raise typer.Exit(guarded(lambda: learn_now(settings, journals or (), brief=brief)))


def simulate(
    report: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Where report and finished runs are kept.")
    ],
    homes: Annotated[int, typer.Option(min=2, help="How many households.")] = 12,
    days: Annotated[int, typer.Option(min=1, help="How many days they live.")] = 14,
    seeds: Annotated[int, typer.Option(min=1, help="How many populations.")] = 2,
    arms: Annotated[str, typer.Option(help='Names with commas between, or "all".')] = "all",
    channel: Annotated[
        Literal["text", "audio", "recordings"],
        typer.Option(
            help="Words that go wrong as a recogniser's do, speech that is heard, or words that go "
            "wrong as often as your recordings do."
        ),
    ] = "text",
    recordings: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="As `assistant record` makes it."),
    ] = None,
    processes: Annotated[int, typer.Option(min=1, help="How many work at a time.")] = 2,
    sweep: Annotated[
        bool, typer.Option("--sweep/--no-sweep", help="Turn each knob by half, on few homes.")
    ] = True,
) -> None:
    """Simulated households with and without learning: does it get better, and what goes wrong?

    Example: `assistant simulate --report out` and then open out/report.html. A run that was
    broken off goes on where it was.
    """
    from assistant.commands.simulate import simulate_homes

    raise typer.Exit(
        guarded(
            lambda: simulate_homes(
                report,
                homes=homes,
                days=days,
                seeds=seeds,
                arms=arms,
                processes=processes,
                sweep=sweep,
                channel=channel,
                recordings=recordings,
            )
        )
    )
