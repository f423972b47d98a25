"""`assistant serve`: for other programs."""

from dataclasses import replace
from typing import Annotated

import typer

from assistant.cli.ending import finish
from assistant.cli.options import (
    AreaOption,
    BrokerOption,
    DataDir,
    HomeFile,
    ModelOption,
    settings_of,
)
from devices.loopback import LOOPBACK

serve_app = typer.Typer(help="Let other programs use the ears, the voice and the understanding.")


@serve_app.callback()
def serve() -> None:
    """Let other programs use the ears, the voice and the understanding."""


@serve_app.command("wyoming")
def serve_wyoming_command(
    home: HomeFile = None,
    data_dir: DataDir = None,
    broker: BrokerOption = None,
    model: ModelOption = None,
    area: AreaOption = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = LOOPBACK,
    port: Annotated[int, typer.Option(min=1, max=65535)] = 10300,
    allow: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ADDRESS",
            help="Who may come, besides this machine: an address or a network. May be repeated.",
        ),
    ] = None,
) -> None:
    """Wake word, speech to text, text to speech and intents over the Wyoming protocol.

    In Home Assistant add the integration "Wyoming Protocol" with this host and port.

    Example: `assistant serve wyoming --host 0.0.0.0 --allow 192.168.1.20`
    """
    from assistant.commands.serve import serve_wyoming

    settings = replace(settings_of(home, data_dir, broker), speech_model=model, area=area)
    finish(serve_wyoming(settings, host, port, allow or ()))
