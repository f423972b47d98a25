"""The commands of recorded speech."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.ending import guarded
from assistant.cli.options import (
    AreaOption,
    DataDir,
    HomeFile,
    Json,
    MicrophoneOption,
    ModelOption,
    settings_of,
)


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

    settings = replace(settings_of(home), speech_model=model)
    raise typer.Exit(guarded(lambda: replay_paths(settings, paths, as_json=json_lines)))


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

    Example: `assistant record ours --person jane` and then `assistant replay ours`
    """
    from assistant.commands.record import RecordOptions, record_sentences

    settings = replace(settings_of(home), area=area)
    options = RecordOptions(
        folder=folder,
        person=person,
        count=count,
        device=microphone,
        agreed=agree,
        hands_free=hands_free,
    )
    raise typer.Exit(guarded(lambda: record_sentences(settings, options)))


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

    Example: `assistant enrol jane`, `assistant enrol --list`, `assistant enrol jane --remove`
    """
    from assistant.commands.enrol import EnrolOptions, enrol_voice, forget_voice, list_voices

    settings = settings_of(data_dir=data_dir)
    if show:
        raise typer.Exit(guarded(lambda: list_voices(settings)))
    if person is None:
        raise typer.BadParameter("say whose voice it is", param_hint="PERSON")
    if remove:
        raise typer.Exit(guarded(lambda: forget_voice(settings, person)))
    options = EnrolOptions(person=person, word=word, files=tuple(files or ()), device=microphone)
    raise typer.Exit(guarded(lambda: enrol_voice(settings, options)))
