"""The command line: `assistant COMMAND`."""

import asyncio
import importlib.metadata
import logging
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer
from rich.console import Console
from rich.text import Text

from assistant.interrupted import INTERRUPTED, was_interrupted
from assistant.settings import (
    BROKER_VARIABLE,
    DATA_VARIABLE,
    HOME_VARIABLE,
    PAGE_TOKEN_VARIABLE,
    Settings,
    default_data_dir,
    default_home_file,
)

app = typer.Typer(
    name="assistant",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""A voice assistant for the home. Everything happens on this machine.

Begin with `assistant run` and say "hey jarvis, turn on the kitchen light". Without a microphone
type the words instead. `assistant doctor` tells what is missing.""",
)

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
        help="Where journal and device states are kept.",
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
ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="PATH|NAME",
        help="Speech model. Default: an official one in Vosk's cache, else the bundled one.",
    ),
]
DownloadOption = Annotated[
    bool, typer.Option("--download-model", help="Fetch the official model by its name.")
]
SttOption = Annotated[
    str | None,
    typer.Option(
        metavar="tcp://HOST:PORT", help="A Wyoming service (faster-whisper) that hears instead."
    ),
]
TtsOption = Annotated[
    str | None,
    typer.Option(metavar="tcp://HOST:PORT", help="A Wyoming service (Piper) that speaks instead."),
]
AreaOption = Annotated[
    str | None, typer.Option("--area", help="The room that the request is made in.")
]
MicrophoneOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="A part of its name; `assistant doctor` lists them. Default: the system's.",
    ),
]
SpeakerOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="The same for the loudspeaker.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
SpeedOption = Annotated[
    float, typer.Option("--speed", min=0.1, max=3600, help="How fast the home's clock runs.")
]


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


@app.command()
def run(
    home: HomeFile = None,
    data_dir: DataDir = None,
    broker: BrokerOption = None,
    port: PortOption = None,
    model: ModelOption = None,
    download_model: DownloadOption = False,
    area: AreaOption = None,
    wake_word: Annotated[
        list[str] | None,
        typer.Option(help="hey_jarvis, alexa, hey_mycroft or a model file. May be repeated."),
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
        ),
    ] = 0.0,
    only_enrolled: Annotated[
        bool, typer.Option("--only-enrolled", help="Wake only for voices that are enrolled.")
    ] = False,
    keep_audio_days: Annotated[
        int, typer.Option(min=0, help="Keep recordings of requests so long. Default: none.")
    ] = 0,
    speed: SpeedOption = 1.0,
    rewrite: Annotated[
        bool, typer.Option("--rewrite/--no-rewrite", help="Use what was learned.")
    ] = True,
    likeness: Annotated[
        bool,
        typer.Option("--likeness/--no-likeness", help="Use likeness to what is known to work."),
    ] = True,
    pooled: Annotated[
        bool, typer.Option("--pooled/--no-pooled", help="Use what other homes have exported.")
    ] = True,
    weigh: Annotated[
        bool,
        typer.Option("--weigh/--no-weigh", help="Weigh context as this home was seen to choose."),
    ] = True,
    learn_at: Annotated[
        str, typer.Option(metavar="TIME", help='When to learn every night, or "never".')
    ] = "03:30",
    stt: SttOption = None,
    tts: TtsOption = None,
    page: Annotated[
        bool, typer.Option("--page/--no-page", help="Serve a page that shows the home.")
    ] = True,
    page_port: Annotated[
        int | None,
        typer.Option(help="Port of the page. Default: 8420, or a free one.", min=0, max=65535),
    ] = None,
    page_host: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="Address that the page is served on. Others than loopback need the token that "
            "is printed, or yours in ASSISTANT_PAGE_TOKEN.",
        ),
    ] = "127.0.0.1",
    text: Annotated[bool, typer.Option("--text", help="Type instead of speaking.")] = False,
    listen: Annotated[
        bool, typer.Option("--listen", help="Listen even with standard input closed.")
    ] = False,
) -> None:
    """Start broker, simulated home and assistant; listen, or take typed commands.

    With a microphone it waits for "hey jarvis". Without one it says so and takes typed commands.
    With standard input closed (`assistant run </dev/null`) it plays a recorded tour and ends.

    Example: `assistant run --area kitchen`
    """
    from assistant.commands.run import run_assistant

    settings = _settings(
        home,
        data_dir,
        broker,
        port=port,
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
        weigh=weigh,
        learn_at=learn_at,
        stt=stt,
        tts=tts,
        page=page,
        page_port=page_port,
        page_host=page_host,
        page_token=os.environ.get(PAGE_TOKEN_VARIABLE),
    )
    _finish(run_assistant(settings, typed=text, listen=listen))


@app.command()
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

    settings = _settings(home, data_dir, broker, area=area)
    _finish(say_once(settings, " ".join(words), as_json=json_lines, aloud=aloud, explain=explain))


@app.command()
def replay(
    paths: Annotated[
        list[Path], typer.Argument(help="Files or folders of cases, or folders of recordings.")
    ],
    home: HomeFile = None,
    model: ModelOption = None,
    json_lines: Json = False,
) -> None:
    """Run recorded or written cases through the real pipeline and judge them.

    Each case has a fresh home with its own clock. Ends with 1 when a case failed and with 2
    when one could not be run.

    Example: `assistant replay tests/recordings --json`
    """
    from assistant.commands.replay import replay_paths

    settings = _settings(home, None, None, speech_model=model)
    raise typer.Exit(_guarded(lambda: replay_paths(settings, paths, as_json=json_lines)))


@app.command()
def record(
    folder: Annotated[Path, typer.Argument(help="Where the recordings are kept.")],
    home: HomeFile = None,
    person: Annotated[
        str | None, typer.Option("--person", help="Who speaks, by the home file.")
    ] = None,
    area: AreaOption = None,
    count: Annotated[int, typer.Option("--count", "-n", min=1, help="How many sentences.")] = 20,
    microphone: MicrophoneOption = None,
    agree: Annotated[
        bool, typer.Option("--agree", help="Whoever speaks agrees to the statement beforehand.")
    ] = False,
    hands_free: Annotated[
        bool, typer.Option("--hands-free", help="One after another, with no key to press.")
    ] = False,
) -> None:
    """Record your own test sentences, then see how well this home hears you.

    It prompts with wishes for your own devices, checks the level, and lets you say it again. What
    must happen is written beside each recording. Everything stays in the folder.

    Example: `assistant record ours --person anna` and then `assistant replay ours`
    """
    from assistant.commands.record import RecordOptions, record_sentences

    settings = _settings(home, None, None, area=area)
    options = RecordOptions(
        folder=folder,
        person=person,
        count=count,
        device=microphone,
        agreed=agree,
        hands_free=hands_free,
    )
    raise typer.Exit(_guarded(lambda: record_sentences(settings, options)))


serve_app = typer.Typer(help="Let other programs use the ears, the voice and the understanding.")
app.add_typer(serve_app, name="serve", no_args_is_help=True)


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
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
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

    settings = _settings(home, data_dir, broker, speech_model=model, area=area)
    _finish(serve_wyoming(settings, host, port, allow or ()))


@app.command()
def enrol(
    person: Annotated[str | None, typer.Argument(help="Whose voice it is.")] = None,
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Recordings of the wake word (wav). Default: the microphone."),
    ] = None,
    data_dir: DataDir = None,
    word: Annotated[
        str, typer.Option(help="hey_jarvis, alexa, hey_mycroft or a model file.")
    ] = "hey_jarvis",
    microphone: MicrophoneOption = None,
    show: Annotated[bool, typer.Option("--list", help="Who is enrolled.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Forget this person's voice.")] = False,
) -> None:
    """Teach the wake word your voice, from a few recordings.

    It then also wakes when you say the word less clearly; `assistant run --only-enrolled` wakes
    for nobody else. What is kept are numbers in the data folder, no audio.

    Example: `assistant enrol anna`, `assistant enrol --list`, `assistant enrol anna --remove`
    """
    from assistant.commands.enrol import EnrolOptions, enrol_voice, forget_voice, list_voices

    settings = _settings(None, data_dir, None)
    if show:
        raise typer.Exit(_guarded(lambda: list_voices(settings)))
    if person is None:
        raise typer.BadParameter("say whose voice it is", param_hint="PERSON")
    if remove:
        raise typer.Exit(_guarded(lambda: forget_voice(settings, person)))
    options = EnrolOptions(person=person, word=word, files=tuple(files or ()), device=microphone)
    raise typer.Exit(_guarded(lambda: enrol_voice(settings, options)))


@app.command("home")
def home_only(
    home: HomeFile = None,
    data_dir: DataDir = None,
    broker: BrokerOption = None,
    port: PortOption = None,
    speed: SpeedOption = 1.0,
) -> None:
    """Only the broker and the simulated devices, for your own client.

    Example: `assistant home --port 1883` and then `mosquitto_sub -v -t '#'`
    """
    from assistant.commands.home import run_home

    _finish(run_home(_settings(home, data_dir, broker, port=port, home_speed=speed)))


@app.command()
def devices(
    home: HomeFile = None,
    data_dir: DataDir = None,
    broker: BrokerOption = None,
    once: Annotated[bool, typer.Option("--once", help="Print the table once.")] = False,
) -> None:
    """A live table of every device, its state and whether it answers."""
    from assistant.commands.devices import show_devices

    _finish(show_devices(_settings(home, data_dir, broker), once=once))


@app.command()
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

    settings = _settings(None, data_dir, None)
    raise typer.Exit(_guarded(lambda: show_journal(settings, turn, limit, find, json_lines)))


@app.command()
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

    settings = _settings(home, data_dir, None)
    raise typer.Exit(_guarded(lambda: learn_now(settings, journals or (), brief=brief)))


learned_app = typer.Typer(help="What was learned, and your say over it.")
app.add_typer(learned_app, name="learned")
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

        settings = _settings(None, data_dir, None)
        raise typer.Exit(_guarded(lambda: list_learned(settings, as_json=json_lines)))


@learned_app.command("show")
def learned_show(context: typer.Context, rewrite: LearnedId, data_dir: DataDir = None) -> None:
    """One rewrite with the turns that speak for it."""
    from assistant.commands.learned import show_learned

    settings = _settings(None, data_dir or context.obj, None)
    raise typer.Exit(_guarded(lambda: show_learned(settings, rewrite)))


@learned_app.command("approve")
def learned_approve(context: typer.Context, rewrite: LearnedId, data_dir: DataDir = None) -> None:
    """Put one that is proposed or withdrawn to use."""
    from assistant.commands.learned import approve

    settings = _settings(None, data_dir or context.obj, None)
    raise typer.Exit(_guarded(lambda: approve(settings, rewrite)))


@learned_app.command("pin")
def learned_pin(context: typer.Context, rewrite: LearnedId, data_dir: DataDir = None) -> None:
    """Use it whatever the figures say."""
    from assistant.commands.learned import pin

    settings = _settings(None, data_dir or context.obj, None)
    raise typer.Exit(_guarded(lambda: pin(settings, rewrite)))


@learned_app.command("forget")
def learned_forget(context: typer.Context, rewrite: LearnedId, data_dir: DataDir = None) -> None:
    """Remove it, and never learn it again."""
    from assistant.commands.learned import forget

    settings = _settings(None, data_dir or context.obj, None)
    raise typer.Exit(_guarded(lambda: forget(settings, rewrite)))


@learned_app.command("export")
def learned_export(context: typer.Context, file: Path, data_dir: DataDir = None) -> None:
    """Write everything learned to a file. It holds what people here have said."""
    from assistant.commands.learned import export

    settings = _settings(None, data_dir or context.obj, None)
    raise typer.Exit(_guarded(lambda: export(settings, file)))


@learned_app.command("import")
def learned_import(context: typer.Context, file: Path, data_dir: DataDir = None) -> None:
    """Add what another home has exported."""
    from assistant.commands.learned import take_over

    settings = _settings(None, data_dir or context.obj, None)
    raise typer.Exit(_guarded(lambda: take_over(settings, file)))


@learned_app.command("rollback")
def learned_rollback(context: typer.Context, data_dir: DataDir = None) -> None:
    """Go back to the version before the latest change."""
    from assistant.commands.learned import roll_back

    settings = _settings(None, data_dir or context.obj, None)
    raise typer.Exit(_guarded(lambda: roll_back(settings)))


@app.command(name="simulate")
def simulate_command(
    report: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Where report and finished runs are kept.")
    ],
    homes: Annotated[int, typer.Option(min=2, help="How many households.")] = 12,
    days: Annotated[int, typer.Option(min=1, help="How many days they live.")] = 14,
    seeds: Annotated[int, typer.Option(min=1, help="How many populations.")] = 2,
    arms: Annotated[str, typer.Option(help='Names with commas between, or "all".')] = "all",
    channel: Annotated[
        Literal["text", "audio"],
        typer.Option(help="Words that go wrong as a recogniser's do, or speech that is heard."),
    ] = "text",
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
        _guarded(
            lambda: simulate_homes(
                report,
                homes=homes,
                days=days,
                seeds=seeds,
                arms=arms,
                processes=processes,
                sweep=sweep,
                channel=channel,
            )
        )
    )


@app.command()
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

    if listen:
        from assistant.commands.listen import listen_in

        _finish(listen_in(_settings(home, data_dir, broker, microphone=microphone), seconds))

    settings = _settings(home, data_dir, broker)
    if say:
        from assistant.commands.say_name import say_names

        raise typer.Exit(say_names(settings, say))
    raise typer.Exit(doctor_room.main(settings.home_file, settings.data_dir, settings.broker))


def _expected() -> tuple[type[Exception], ...]:
    """Errors that are told in one line; anything else is a defect and shows its traceback."""
    from assistant.audio.frame import AudioError
    from assistant.broker_url import BrokerAddressError
    from assistant.home.file import HomeFileError
    from assistant.learning.journal import JournalError
    from assistant.learning.rewriting.store import LearnedError
    from assistant.recording.collection import CollectionError
    from assistant.replay.cases import CaseError
    from assistant.running import HomeRuns
    from assistant.settings import SettingsError
    from assistant.skill import SkillError
    from assistant.speech.enrolment import EnrolmentError
    from assistant.speech.recogniser import RecogniserError
    from assistant.stages import NotReady
    from assistant.wyoming.client import WyomingError
    from devices.contract import BrokerUnavailable

    return (
        AudioError,
        BrokerAddressError,
        BrokerUnavailable,
        CaseError,
        CollectionError,
        EnrolmentError,
        HomeFileError,
        HomeRuns,
        JournalError,
        LearnedError,
        NotReady,
        OSError,
        RecogniserError,
        SettingsError,
        SkillError,
        WyomingError,
    )


def _guarded(action: Callable[[], int]) -> int:
    try:
        return action()
    except KeyboardInterrupt:
        return INTERRUPTED
    except ImportError as error:
        if not was_interrupted(error):
            raise
        return INTERRUPTED
    except _expected() as error:
        told = Text.assemble((type(error).__name__, "red"), f": {error}")
        Console(stderr=True).print(told, soft_wrap=True)
        return 2


def _finish(work: Coroutine[None, None, int]) -> NoReturn:
    raise typer.Exit(_guarded(lambda: asyncio.run(_until_told_to_end(work))))


async def _until_told_to_end(work: Coroutine[None, None, int]) -> int:
    """A polite kill closes everything just as Ctrl-C does."""
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    try:
        return await work
    except asyncio.CancelledError:
        return INTERRUPTED


def _settings(
    home: Path | None, data_dir: Path | None, broker: str | None, **others: object
) -> Settings:
    return Settings(
        home_file=home or default_home_file(),
        data_dir=data_dir or default_data_dir(),
        broker=broker,
        **others,  # type: ignore[arg-type]
    )


def main() -> None:
    """Entry point of `assistant`."""
    sys.exit(app())
