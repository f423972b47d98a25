"""`assistant run`."""

import os
from dataclasses import replace
from typing import Annotated

import typer

from assistant.cli.ending import finish
from assistant.cli.options import (
    HEARING,
    AreaOption,
    BrokerHostOption,
    BrokerOption,
    DataDir,
    DownloadOption,
    HomeFile,
    MicrophoneOption,
    ModelOption,
    PortOption,
    SpeakerOption,
    SpeedOption,
    SttOption,
    TtsOption,
    settings_of,
)
from assistant.settings import PAGE_TOKEN_VARIABLE
from devices.loopback import LOOPBACK

LEARNING = "Learning"
PAGE = "The page"


def run(
    home: HomeFile = None,
    data_dir: DataDir = None,
    broker: BrokerOption = None,
    port: PortOption = None,
    broker_host: BrokerHostOption = LOOPBACK,
    model: ModelOption = None,
    download_model: DownloadOption = False,
    area: AreaOption = None,
    wake_word: Annotated[
        list[str] | None,
        typer.Option(
            help="hey_jarvis, alexa, hey_mycroft or a model file. May be repeated.",
            rich_help_panel=HEARING,
        ),
    ] = None,
    microphone: MicrophoneOption = None,
    speaker: SpeakerOption = None,
    follow_up: Annotated[
        float,
        typer.Option(
            metavar="SECONDS",
            min=0,
            max=60,
            help="Go on listening so long after a reply, without the wake word. Default: 0, never.",
            rich_help_panel=HEARING,
        ),
    ] = 0.0,
    only_enrolled: Annotated[
        bool,
        typer.Option(
            "--only-enrolled",
            help="Wake only for voices that are enrolled.",
            rich_help_panel=HEARING,
        ),
    ] = False,
    keep_audio_days: Annotated[
        int,
        typer.Option(
            min=0,
            help="Keep recordings of requests so long. Default: none.",
            rich_help_panel=HEARING,
        ),
    ] = 0,
    speed: SpeedOption = 1.0,
    rewrite: Annotated[
        bool,
        typer.Option(
            "--rewrite/--no-rewrite", help="Use what was learned.", rich_help_panel=LEARNING
        ),
    ] = True,
    likeness: Annotated[
        bool,
        typer.Option(
            "--likeness/--no-likeness",
            help="Use likeness to what is known to work.",
            rich_help_panel=LEARNING,
        ),
    ] = True,
    pooled: Annotated[
        bool,
        typer.Option(
            "--pooled/--no-pooled",
            help="Use what other homes have exported.",
            rich_help_panel=LEARNING,
        ),
    ] = True,
    ask: Annotated[
        bool,
        typer.Option(
            "--ask/--no-ask",
            help='After one correction ask "did you mean ...?" the next time.',
            rich_help_panel=LEARNING,
        ),
    ] = True,
    weigh: Annotated[
        bool,
        typer.Option(
            "--weigh/--no-weigh",
            help="Weigh context as this home was seen to choose.",
            rich_help_panel=LEARNING,
        ),
    ] = True,
    learn_at: Annotated[
        str,
        typer.Option(
            metavar="TIME", help='When to learn every night, or "never".', rich_help_panel=LEARNING
        ),
    ] = "03:30",
    stt: SttOption = None,
    tts: TtsOption = None,
    page: Annotated[
        bool,
        typer.Option(
            "--page/--no-page", help="Serve a page that shows the home.", rich_help_panel=PAGE
        ),
    ] = True,
    page_port: Annotated[
        int | None,
        typer.Option(
            help="Port of the page. Default: 8420, or a free one.",
            min=0,
            max=65535,
            rich_help_panel=PAGE,
        ),
    ] = None,
    page_host: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="Address that the page is served on. Others than loopback need the token that "
            "is printed, or yours in ASSISTANT_PAGE_TOKEN.",
            rich_help_panel=PAGE,
        ),
    ] = LOOPBACK,
    text: Annotated[
        bool, typer.Option("--text", help="Type instead of speaking.", rich_help_panel=HEARING)
    ] = False,
    listen: Annotated[
        bool,
        typer.Option(
            "--listen", help="Listen even with standard input closed.", rich_help_panel=HEARING
        ),
    ] = False,
) -> None:
    """Start broker, simulated home and assistant; listen, or take typed commands.

    With a microphone it waits for "hey jarvis". Without one it says so and takes typed commands.
    With standard input closed (`assistant run </dev/null`) it plays a recorded tour and ends.

    Example: `assistant run --area kitchen`
    """
    from assistant.commands.run import run_assistant

    settings = replace(
        settings_of(home, data_dir, broker),
        port=port,
        broker_host=broker_host,
        speech_model=model,
        download_model=download_model,
        area=area,
        wake_words=tuple(wake_word or ("hey_jarvis",)),
        microphone=microphone,
        speaker=speaker,
        follow_up_seconds=follow_up,
        only_enrolled=only_enrolled,
        keep_audio_days=keep_audio_days,
        home_speed=speed,
        rewrite=rewrite,
        rewrite_by_likeness=likeness,
        rewrite_pooled=pooled,
        rewrite_by_asking=ask,
        weigh=weigh,
        learn_at=learn_at,
        stt=stt,
        tts=tts,
        page=page,
        page_port=page_port,
        page_host=page_host,
        page_token=os.environ.get(PAGE_TOKEN_VARIABLE),
    )
    finish(run_assistant(settings, typed=text, listen=listen))
