"""The command line: `assistant COMMAND`. What a command does stands in `assistant/commands/`.

A module here says what a person may write; the work itself is imported only when it is asked for.
"""

import importlib.metadata
import logging
import shutil
import sys
from typing import Annotated

import typer

from assistant.cli.house import devices, doctor, home, say
from assistant.cli.learned import learned_app
from assistant.cli.learning import journal, learn, simulate
from assistant.cli.recordings import enrol, record, replay
from assistant.cli.running import run
from assistant.cli.serving import serve_app

__all__ = ["app", "main"]

WIDE = shutil.get_terminal_size().columns >= 80
"""Boxes with columns fit; in a narrower terminal help would cut the names of its options."""

app = typer.Typer(
    name="assistant",
    no_args_is_help=True,
    rich_markup_mode="markdown" if WIDE else None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""A voice assistant for the home. Everything happens on this machine.

Begin with `assistant run` and say "hey jarvis, turn on the kitchen light". Without a microphone
type the words instead. `assistant doctor` tells what is missing.

A command ends with 0 when it went well, with 1 when it ran but what was asked for was not done, a
case failed or something is missing, with 2 when it was called wrongly or could not be tried, and
with 130 after Ctrl-C.""",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(importlib.metadata.version("home-voice-assistant"))
        raise typer.Exit


@app.callback()
def main_options(
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show what goes on.")] = False,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING,
        format="%(levelname)s %(name)s: %(message)s" if verbose else "note: %(message)s",
    )


for command in (run, say, replay, record, enrol, home, devices, journal, learn, simulate, doctor):
    app.command()(command)
app.add_typer(serve_app, name="serve", no_args_is_help=True)
app.add_typer(learned_app, name="learned")


def main() -> None:
    """Entry point of `assistant`."""
    sys.exit(app())
