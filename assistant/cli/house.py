"""The commands that talk to the home and look at it."""

from dataclasses import replace
from typing import Annotated

import typer

from assistant.cli.ending import finish, guarded
from assistant.cli.options import (
    AreaOption,
    BrokerHostOption,
    BrokerOption,
    DataDir,
    HomeFile,
    Json,
    MicrophoneOption,
    PortOption,
    SpeedOption,
    settings_of,
)
from devices.loopback import LOOPBACK


def say(
    words: Annotated[list[str], typer.Argument(help="What to say, in quotes or not.")],
    home: HomeFile = None,
    data_dir: DataDir = None,
    broker: BrokerOption = None,
    area: AreaOption = None,
    json_lines: Json = False,
    aloud: Annotated[bool, typer.Option("--aloud", help="Speak the reply.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what else was weighed, and why it decided so.")
    ] = False,
) -> None:
    """Say one thing in writing and see every stage.

    It talks to the running home if there is one, and starts the simulated home for this one
    request otherwise.

    Example: `assistant say "turn on the kitchen light"`
    """
    from assistant.commands.say import say_once

    text = " ".join(words).strip()
    if not text:
        raise typer.BadParameter("there is nothing in it", param_hint="words")
    settings = replace(settings_of(home, data_dir, broker), area=area)
    finish(say_once(settings, text, as_json=json_lines, aloud=aloud, explain=explain))


def home(
    home: HomeFile = None,
    data_dir: DataDir = None,
    broker: BrokerOption = None,
    port: PortOption = None,
    broker_host: BrokerHostOption = LOOPBACK,
    speed: SpeedOption = 1.0,
) -> None:
    """Only the broker and the simulated devices, for your own client.

    Example: `assistant home --port 1883` and then `mosquitto_sub -v -t '#'`
    """
    from assistant.commands.home import run_home

    chosen = replace(
        settings_of(home, data_dir, broker), port=port, broker_host=broker_host, home_speed=speed
    )
    finish(run_home(chosen))


def devices(
    home: HomeFile = None,
    data_dir: DataDir = None,
    broker: BrokerOption = None,
    once: Annotated[bool, typer.Option("--once", help="Print the table once.")] = False,
) -> None:
    """A live table of every device, its state and whether it answers."""
    from assistant.commands.devices import show_devices

    finish(show_devices(settings_of(home, data_dir, broker), once=once))


def doctor(
    home: HomeFile = None,
    data_dir: DataDir = None,
    broker: BrokerOption = None,
    say: Annotated[
        list[str] | None,
        typer.Option("--say", metavar="NAME", help="How the recogniser thinks NAME is said."),
    ] = None,
    listen: Annotated[
        bool, typer.Option("--listen", help="Show the microphone's level and what is heard.")
    ] = False,
    microphone: MicrophoneOption = None,
    seconds: Annotated[float, typer.Option(min=1, max=3600, help="How long to listen.")] = 20.0,
) -> None:
    """What is installed, what was found, what is missing and the command that fixes it.

    With `--listen` it shows the level of the microphone, the wake word's score and the words that
    are heard. Nothing is done with them.
    """
    from assistant import doctor as doctor_room

    settings = settings_of(home, data_dir, broker)
    if listen:
        from assistant.commands.listen import listen_in

        finish(listen_in(replace(settings, microphone=microphone), seconds))
    if say:
        from assistant.commands.say_name import say_names

        raise typer.Exit(guarded(lambda: say_names(settings, say)))
    raise typer.Exit(
        guarded(lambda: doctor_room.main(settings.home_file, settings.data_dir, settings.broker))
    )
