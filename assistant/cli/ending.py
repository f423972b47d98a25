"""How a command ends: done, interrupted, or with an error told in one line."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from typing import NoReturn

import typer
from rich.console import Console
from rich.text import Text

from assistant.interrupted import INTERRUPTED, was_interrupted


def _expected() -> tuple[type[Exception], ...]:
    """Errors that are told in one line; anything else is a defect and shows its traceback."""
    from assistant.audio.frame import AudioError
    from assistant.broker_url import BrokerAddressError
    from assistant.discovered import DiscoveredError
    from assistant.home.file import HomeFileError
    from assistant.learning.journal_file import JournalError
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
        DiscoveredError,
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


def guarded(action: Callable[[], int]) -> int:
    try:
        return action()
    except KeyboardInterrupt:
        return INTERRUPTED
    except ImportError as error:
        if not was_interrupted(error):
            raise
        return INTERRUPTED
    except _expected() as error:
        from devices.whole_file import in_words

        _tell(Text.assemble(("error", "red"), f": {in_words(error)}"))
        return 2
    except RuntimeError as error:
        if not was_interrupted(error):
            raise
        return INTERRUPTED


def _tell(told: str | Text) -> None:
    Console(stderr=True).print(told, soft_wrap=True, highlight=False)


def finish(work: Coroutine[None, None, int], *, starts_again: bool = False) -> NoReturn:
    """Run it to its end; with `starts_again` in a new process where a sound driver hangs."""

    def action() -> int:
        try:
            return asyncio.run(_until_told_to_end(work))
        except _sound_hangs() as error:
            if not starts_again:
                raise
            from assistant.audio.closing import note_new_start

            _tell(f"{error}; starting again")
            note_new_start()
            os.execv(sys.executable, sys.orig_argv)

    raise typer.Exit(guarded(action))


def _sound_hangs() -> type[Exception]:
    from assistant.audio.closing import SoundHangs

    return SoundHangs


async def _until_told_to_end(work: Coroutine[None, None, int]) -> int:
    """A polite kill closes everything just as Ctrl-C does."""
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    try:
        return await work
    except asyncio.CancelledError:
        return INTERRUPTED
    except _sound_hangs():
        if task.cancelling():
            return INTERRUPTED
        raise
