"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.settings import (
    BROKER_VARIABLE,
    DATA_VARIABLE,
    HOME_VARIABLE,
    Settings,
    default_data_dir,
    default_home_file,
)

HEARING = "Hearing and speaking"
"""Panel of `--help`."""

HomeFile = Annotated[
    Path | None,
    typer.Option(
        "--home",
        metavar="FILE",
        envvar=HOME_VARIABLE,
        help="The home: rooms, devices, people. Default: ./home.yaml, else the bundled home.",
    ),
]
DataDir = Annotated[
    Path | None,
    typer.Option(
        "--data-dir",
        metavar="FOLDER",
        envvar=DATA_VARIABLE,
        help="Where journal and device states are kept. "
        "Default: home-voice-assistant in ~/.local/share.",
    ),
]
BrokerOption = Annotated[
    str | None,
    typer.Option(
        "--broker",
        metavar="URL",
        envvar=BROKER_VARIABLE,
        help="mqtt://HOST[:PORT] or mqtts://HOST[:PORT]; user and password come from "
        "ASSISTANT_MQTT_USERNAME and ASSISTANT_MQTT_PASSWORD. Default: an embedded broker.",
    ),
]
PortOption = Annotated[
    int | None,
    typer.Option(
        help="Port of the embedded broker. Default: 1883, or a free one.", min=0, max=65535
    ),
]
BrokerHostOption = Annotated[
    str,
    typer.Option(
        "--broker-host",
        metavar="ADDRESS",
        help="Where the embedded broker listens. Beyond this machine (0.0.0.0) it asks for "
        "ASSISTANT_MQTT_USERNAME and ASSISTANT_MQTT_PASSWORD, which go unencrypted.",
    ),
]
ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="PATH|NAME",
        help="Speech model. Default: an official one in Vosk's cache, else the bundled one.",
        rich_help_panel=HEARING,
    ),
]
DownloadOption = Annotated[
    bool,
    typer.Option(
        "--download-model", help="Fetch the official model by its name.", rich_help_panel=HEARING
    ),
]
SttOption = Annotated[
    str | None,
    typer.Option(
        metavar="tcp://HOST:PORT",
        help="A Wyoming service (faster-whisper) that hears instead.",
        rich_help_panel=HEARING,
    ),
]
TtsOption = Annotated[
    str | None,
    typer.Option(
        metavar="tcp://HOST:PORT",
        help="A Wyoming service (Piper) that speaks instead.",
        rich_help_panel=HEARING,
    ),
]
AreaOption = Annotated[
    str | None,
    typer.Option(
        "--area", metavar="ROOM", help="The room that the request is made in: its id or name."
    ),
]
MicrophoneOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="A part of its name; `assistant doctor` lists them. Default: the system's.",
        rich_help_panel=HEARING,
    ),
]
SpeakerOption = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The same for the loudspeaker.", rich_help_panel=HEARING),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
SpeedOption = Annotated[
    float, typer.Option("--speed", min=0.1, max=3600, help="How fast the home's clock runs.")
]


def settings_of(
    home: Path | None = None, data_dir: Path | None = None, broker: str | None = None
) -> Settings:
    """What is set by these three and by default."""
    return Settings(
        home_file=home or default_home_file(),
        data_dir=data_dir or default_data_dir(),
        broker=broker,
    )
