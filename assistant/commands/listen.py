"""`assistant doctor --listen`: a level meter, the wake word's score, and what is heard."""

import asyncio
from dataclasses import dataclass
from typing import Self

from rich.live import Live
from rich.text import Text

from assistant import terminal
from assistant.audio.frame import FRAME_MS, Frame, decibels
from assistant.audio.microphone import MicrophoneSource
from assistant.audio.source import AudioSource
from assistant.audio.tape import Tape
from assistant.hearing import Ears, load_ears
from assistant.settings import Settings
from assistant.turn import Transcript, Utterance

QUIETEST_DB, LOUDEST_DB = -70.0, 0.0
TOO_LOUD_DB = -6.0
TOO_QUIET_DB = -45.0
BAR = 40
"""Characters."""

console = terminal.console()


@dataclass(slots=True)
class Meter:
    """What one line of the terminal shows."""

    level_db: float = QUIETEST_DB
    peak_db: float = QUIETEST_DB
    wake_score: float = 0.0
    words: str = ""

    def __rich__(self) -> Text:
        share = (self.level_db - QUIETEST_DB) / (LOUDEST_DB - QUIETEST_DB)
        filled = round(BAR * min(1.0, max(0.0, share)))
        colour = "red" if self.level_db > TOO_LOUD_DB else "green"
        return Text.assemble(
            ("█" * filled, colour),
            ("·" * (BAR - filled), "dim"),
            f" {self.level_db:4.0f} dB  peak {self.peak_db:4.0f}  wake {self.wake_score:.2f}  ",
            (self.words, "cyan"),
        )


async def listen_in(settings: Settings, seconds: float) -> int:
    """Show for so long what the microphone hears; nothing is done with it, nothing is kept."""
    ears = load_ears(settings, console)
    async with MicrophoneSource(settings.microphone) as microphone:
        console.print(
            f"Listening on {microphone.name} for {seconds:g} seconds: say something. "
            "Nothing is done and nothing is kept.",
            markup=False,
            highlight=False,
        )
        loudest_db = await show(ears, microphone, seconds)
    console.print(verdict(loudest_db), highlight=False)
    return 0


async def show(ears: Ears, source: AudioSource, seconds: float) -> float:
    """The meter, and above it each sentence that was heard; returns the loudest level."""
    meter = Meter()
    metered = Metered(source, ears, meter, seconds)
    with Live(meter, console=console, refresh_per_second=8, transient=True) as live:
        while not metered.is_over:
            heard = await _sentence(ears, Tape(metered), meter)
            if heard is not None:
                line = f'heard "{heard.text}" ({heard.confidence:.2f})'
                live.console.print(line, markup=False, highlight=False)
    return meter.peak_db


async def _sentence(ears: Ears, tape: Tape, meter: Meter) -> Transcript | None:
    """What is said next, read while it is spoken."""

    def tell(words: str) -> None:
        meter.words = words

    following = ears.transcribe.follow(tell)
    utterance = await ears.listen.capture(tape, follower=following)
    meter.words = ""
    if not isinstance(utterance, Utterance):
        return None
    heard = await asyncio.to_thread(following.read, utterance)
    return heard if isinstance(heard, Transcript) else None


class Metered:
    """A source for so many seconds, whose frames the meter sees on their way."""

    def __init__(self, source: AudioSource, ears: Ears, meter: Meter, seconds: float) -> None:
        self.name = source.name
        self._source = source
        self._wake = ears.wake
        self._wake.begin(0.0)
        self._meter = meter
        self._left = round(1000 * seconds / FRAME_MS)

    @property
    def is_over(self) -> bool:
        return self._left <= 0

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Frame:
        if self.is_over:
            raise StopAsyncIteration
        try:
            frame = await anext(self._source)
        except StopAsyncIteration:
            self._left = 0
            raise
        self._left -= 1
        await self._wake.hear(frame, 0.0)
        self._meter.level_db = decibels(frame)
        self._meter.peak_db = max(self._meter.peak_db, self._meter.level_db)
        self._meter.wake_score = self._wake.score
        return frame


def verdict(loudest_db: float) -> str:
    """What the level means."""
    if loudest_db < TOO_QUIET_DB:
        return (
            f"[yellow]Nothing above {loudest_db:.0f} dB: it is muted, far away, or another "
            "microphone.[/yellow] `assistant doctor` lists them; choose with --microphone."
        )
    if loudest_db > TOO_LOUD_DB:
        return f"[yellow]{loudest_db:.0f} dB is too loud: turn the microphone down.[/yellow]"
    return f"[green]The level is good: {loudest_db:.0f} dB at the loudest.[/green]"
