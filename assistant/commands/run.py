"""`assistant run`: the home, the assistant, and whichever way there is to talk to it."""

import array
import asyncio
import contextlib
import fcntl
import io
import os
import select
import stat
import sys
import termios
from collections.abc import AsyncIterator
from datetime import time

from assistant import terminal
from assistant.app import Assistant, area_id, open_assistant
from assistant.audio.closing import SoundHangs, has_started_again, is_lost
from assistant.audio.devices import check_names, list_devices, look_again
from assistant.audio.echo import EchoCanceller, EchoReference
from assistant.audio.frame import AudioError
from assistant.audio.microphone import MicrophoneSource
from assistant.audio.speaker import open_speaker
from assistant.background import beside
from assistant.commands.tour import play_tour
from assistant.conversation.conversation import Conversation, ConversationSettings
from assistant.conversation.mouth import Mouth
from assistant.conversation.signals import Watcher, watched_by
from assistant.discovered import keep_discovered
from assistant.hearing import Ears, SpokenHere, load_ears
from assistant.home.file import load_home
from assistant.household import check
from assistant.nightly import as_process, every_night, time_of
from assistant.pipeline import Origin
from assistant.settings import Settings
from assistant.show import show_turn
from assistant.turn import Turn
from assistant.web.audience import Audience
from assistant.web.server import check_page, open_page

MICROPHONE_RETRY_SECONDS = 2.0

console = terminal.console()


async def run_assistant(settings: Settings, *, typed: bool, listen: bool) -> int:
    """Listens, takes typed commands, or plays the tour; 0 when it ended by itself."""
    learn_at = time_of(settings.learn_at)
    check(settings)
    if not has_started_again():
        check_names(None if typed else settings.microphone, settings.speaker)
    check_page(settings)
    area_id(load_home(settings.home_file), settings.area)
    ears = load_ears(settings, console)
    audience = Audience()
    async with (
        open_assistant(
            settings, _tell, ears=ears, simulate=True, observers=(audience.step,)
        ) as assistant,
        _learning(settings, learn_at, assistant),
        _following(settings, ears, assistant),
        open_page(settings, assistant, audience, _tell, ears=ears),
    ):
        home = assistant.live.mirror.home
        where = f"{len(home.devices)} devices in {len(home.areas)} rooms"
        _tell(f"{where} on {assistant.household.url}")
        reference = EchoReference()
        speaker = open_speaker(settings.speaker, reference)
        mouth = Mouth(speaker, audience.watch)
        if assistant.keeper is not None:
            assistant.keeper.on_turn(lambda turn: _tell_result(turn, mouth))
        if not listen and not typed and _input_is_closed():
            return await play_tour(assistant, speaker, console)
        if typed or not (list_devices().inputs or listen):
            if not typed:
                console.print("There is no microphone, so type what you would say.")
            return await _take_typed(assistant, mouth)
        echo = EchoCanceller(reference)
        return await _listen(assistant, settings, ears, mouth, echo, audience.watch)


@contextlib.asynccontextmanager
async def _learning(
    settings: Settings, learn_at: time | None, assistant: Assistant
) -> AsyncIterator[None]:
    """Every night, as long as the assistant runs."""
    if learn_at is None:
        yield
        return
    learn = as_process(settings)

    async def night() -> str:
        keep_discovered(assistant.live.mirror, settings.discovered_file)
        told = await learn()
        assistant.pipeline.take_over()
        return told

    nights = every_night(learn_at, assistant.household.clock, night, _tell)
    async with beside(nights, "learning"):
        yield


@contextlib.asynccontextmanager
async def _following(settings: Settings, ears: Ears, assistant: Assistant) -> AsyncIterator[None]:
    """The recogniser learns the names of devices that come, and what people here call things."""
    if ears.language is None:
        yield
        return
    here = SpokenHere(settings)
    following = ears.language.follow(
        settings.language_dir, lambda: here.spoken_in(assistant.live.mirror.home), _tell
    )
    async with beside(following, "language"):
        yield


async def _listen(
    assistant: Assistant,
    settings: Settings,
    ears: Ears,
    mouth: Mouth,
    echo: EchoCanceller,
    watcher: Watcher,
) -> int:
    phrases = " or ".join(f'"{word.replace("_", " ")}"' for word in settings.wake_words)
    origin = Origin(source="microphone", area=assistant.area)
    talking = ConversationSettings(
        follow_up_seconds=settings.follow_up_seconds, wake_tone=settings.wake_tone
    )
    if assistant.ducking is not None:
        watcher = watched_by(watcher, assistant.ducking.watcher(assistant.area))
    told = ""
    while True:  # until Ctrl-C; a microphone that went away may come back
        try:
            async with MicrophoneSource(settings.microphone, echo) as microphone:
                told = ""
                _tell(f"Listening on {microphone.name}: say {phrases} and a command.")
                await Conversation(
                    assistant.pipeline,
                    ears,
                    microphone,
                    mouth,
                    origin,
                    settings=talking,
                    arbiter=assistant.arbiter,
                    watcher=watcher,
                    finished=_show,
                ).run()
        except AudioError as error:
            if is_lost():
                raise SoundHangs(str(error)) from error
            if str(error) != told:  # once, however long it is away
                _tell(f"{error}; waiting for it")
            told = str(error)
            await asyncio.sleep(MICROPHONE_RETRY_SECONDS)
            look_again()


async def _take_typed(assistant: Assistant, mouth: Mouth) -> int:
    is_person = sys.stdin is not None and sys.stdin.isatty()
    if is_person:
        console.print('For instance "turn on the kitchen light". An empty line or Ctrl-D ends.')
    async for line in _lines():
        if not line.strip():
            if is_person:
                break
            continue  # a file or another program is read to its end
        turn = await assistant.pipeline.answer(
            line.strip(), Origin(source="text", area=assistant.area)
        )
        await _tell_result(turn, mouth)
    return 0


async def _tell_result(turn: Turn, mouth: Mouth) -> None:
    _show(turn)
    await mouth.say(turn)


def _show(turn: Turn) -> None:
    show_turn(console, turn)


async def _lines() -> AsyncIterator[str]:
    """Lines of standard input without a thread, so that Ctrl-C ends at once."""
    if sys.stdin is None:
        return
    is_terminal = sys.stdin.isatty()
    if not is_terminal and not _is_stream(sys.stdin.fileno()):
        for text in sys.stdin:  # a file, which nobody waits for
            yield text
        return
    reader = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(reader)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, sys.stdin)
    while True:
        if is_terminal:
            print("> ", end="", flush=True)
        try:
            line = await reader.readline()
        except ValueError:
            _tell("That line is too long.")
            continue
        if not line:
            return
        yield line.decode("utf-8", "replace")


def _input_is_closed() -> bool:
    """Nobody can type: standard input is closed, at its end, or /dev/null."""
    if sys.stdin is None or sys.stdin.closed:
        return True
    if sys.stdin.isatty():
        return False
    descriptor = sys.stdin.fileno()
    if _is_stream(descriptor):
        return _has_ended(descriptor)
    buffer = sys.stdin.buffer
    return isinstance(buffer, io.BufferedReader) and not buffer.peek(1)


def _is_stream(descriptor: int) -> bool:
    """A pipe or a socket: reading may have to wait, and what was read is gone."""
    mode = os.fstat(descriptor).st_mode
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


def _has_ended(descriptor: int) -> bool:
    """Without reading: there would be something to read, and it is nothing."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    waiting = array.array("i", [0])
    fcntl.ioctl(descriptor, termios.FIONREAD, waiting)
    return bool(poll.poll(0)) and waiting[0] == 0


def _tell(line: str) -> None:
    console.print(line, highlight=False, markup=False, soft_wrap=True)
