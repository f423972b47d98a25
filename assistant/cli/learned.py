"""The commands of what was learned."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.ending import guarded
from assistant.cli.options import DataDir, HomeFile, Json, settings_of

learned_app = typer.Typer(help="What was learned, and your say over it.")
LearnedId = Annotated[
    str, typer.Argument(metavar="ID", help="Or its beginning; or the name of a weight.")
]


@learned_app.callback(invoke_without_command=True)
def learned(context: typer.Context, data_dir: DataDir = None, json_lines: Json = False) -> None:
    """List what was learned, with how it is doing.

    Example: `assistant learned` and then `assistant learned show 3f9a`
    """
    context.obj = data_dir
    if context.invoked_subcommand is None:
        from assistant.commands.learned import list_learned

        settings = settings_of(data_dir=data_dir)
        raise typer.Exit(guarded(lambda: list_learned(settings, as_json=json_lines)))


@learned_app.command("show")
def learned_show(context: typer.Context, rewrite: LearnedId, data_dir: DataDir = None) -> None:
    """One rewrite with the turns that speak for it."""
    from assistant.commands.learned import show_learned

    settings = settings_of(data_dir=data_dir or context.obj)
    raise typer.Exit(guarded(lambda: show_learned(settings, rewrite)))


@learned_app.command("approve")
def learned_approve(
    context: typer.Context,
    rewrite: LearnedId,
    home: HomeFile = None,
    data_dir: DataDir = None,
) -> None:
    """Put one that is proposed or withdrawn to use."""
    from assistant.commands.learned import approve

    settings = settings_of(home=home, data_dir=data_dir or context.obj)
    raise typer.Exit(guarded(lambda: approve(settings, rewrite)))


@learned_app.command("pin")
def learned_pin(
    context: typer.Context,
    rewrite: LearnedId,
    home: HomeFile = None,
    data_dir: DataDir = None,
) -> None:
    """Use it whatever the figures say."""
    from assistant.commands.learned import pin

    settings = settings_of(home=home, data_dir=data_dir or context.obj)
    raise typer.Exit(guarded(lambda: pin(settings, rewrite)))


@learned_app.command("forget")
def learned_forget(context: typer.Context, rewrite: LearnedId, data_dir: DataDir = None) -> None:
    """Remove it, and never learn it again."""
    from assistant.commands.learned import forget

    settings = settings_of(data_dir=data_dir or context.obj)
    raise typer.Exit(guarded(lambda: forget(settings, rewrite)))


@learned_app.command("export")
def learned_export(context: typer.Context, file: Path, data_dir: DataDir = None) -> None:
    """Write everything learned to a file. It holds what people here have said."""
    from assistant.commands.learned import export

    settings = settings_of(data_dir=data_dir or context.obj)
    raise typer.Exit(guarded(lambda: export(settings, file)))


@learned_app.command("import")
def learned_import(context: typer.Context, file: Path, data_dir: DataDir = None) -> None:
    """Add what another home has exported."""
    from assistant.commands.learned import take_over

    settings = settings_of(data_dir=data_dir or context.obj)
    raise typer.Exit(guarded(lambda: take_over(settings, file)))


@learned_app.command("rollback")
def learned_rollback(context: typer.Context, data_dir: DataDir = None) -> None:
    """Go back to the version before the latest change."""
    from assistant.commands.learned import roll_back

    settings = settings_of(data_dir=data_dir or context.obj)
    raise typer.Exit(guarded(lambda: roll_back(settings)))
