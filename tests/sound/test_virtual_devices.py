"""The whole way through sound devices: a wav is played, a reply is recorded."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
import pytest

from assistant.audio.frame import RATE, Samples
from assistant.evaluation.virtual_sound import VirtualSound, missing, recorded, virtual_devices
from assistant.evaluation.voice import voice
from assistant.interrupted import INTERRUPTED
from assistant.learning.journal import Journal
from assistant.turn import BargeIn
from tests.cli.program import HOME, Place, Program, until
from tests.conversation.talks import recording, silence

pytestmark = pytest.mark.skipif(missing() is not None, reason=str(missing()))
AUDIBLE = 200
QUIET_SECONDS = 1.5
"""A reply is over when the loudspeaker has been silent for so long."""
HESITATION_SECONDS = 2.5
"""Longer than it may fall silent in doubt before it goes on."""


@pytest.fixture
def sound(tmp_path: Path) -> Iterator[VirtualSound]:
    folder = tmp_path / "sound"
    folder.mkdir()
    with virtual_devices(folder) as devices:
        yield devices


@asynccontextmanager
async def listening(sound: VirtualSound, folder: Path, *options: str) -> AsyncIterator[Program]:
    """The program as a person starts it, once it listens; ended politely."""
    place = Place(folder, dict(sound.environment))
    async with await place.start(
        "run", "--listen", "--port", "0", "--page-port", "0", "--area", "kitchen", *options
    ) as program:
        await said(program, "Listening on")
        yield program
        program.signal(signal.SIGTERM)
        ended = await program.ended()
        assert ended.is_clean


async def said(program: Program, text: str, times: int = 1) -> None:
    """Wait until it has said so on the terminal."""
    await until(
        lambda: program.output_so_far.count(text) >= times or program.process.returncode is not None
    )
    assert program.output_so_far.count(text) >= times, program.output_so_far


async def speak(sound: VirtualSound, samples: Samples) -> None:
    await asyncio.to_thread(sound.speak, np.concatenate((silence(0.5), samples, silence(0.3))))


def audible(samples: Samples) -> list[tuple[float, float]]:
    """From when to when (s) something was heard; pauses within a sentence do not count."""
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > AUDIBLE)
    if not len(loud):
        return []
    parts = np.split(loud, np.flatnonzero(np.diff(loud) > 0.6 * RATE) + 1)
    return [(float(part[0]) / RATE, float(part[-1]) / RATE) for part in parts]


def sounding_seconds(file: Path) -> float:
    """How long something was heard; a busy machine's loudspeaker stutters."""
    return sum(ends - begins for begins, ends in audible(recorded(file)))


@asynccontextmanager
async def replying(file: Path, quiet_seconds: float = QUIET_SECONDS) -> AsyncIterator[None]:
    """Ended when a reply has been heard and is over, in what is being recorded."""
    began = len(recorded(file)) / RATE
    yield

    def is_over() -> bool:
        samples = recorded(file)
        ends = max((end for _, end in audible(samples)), default=0.0)
        return ends > began and len(samples) / RATE - ends > quiet_seconds

    await until(is_over)


async def test_a_command_is_heard_and_the_reply_can_be_heard(
    sound: VirtualSound, tmp_path: Path
) -> None:
    async with listening(sound, tmp_path) as program:
        with sound.recording(tmp_path / "reply"):
            async with replying(tmp_path / "reply"):
                await speak(sound, recording("kitchen_light_on"))
                await said(program, "The kitchen light is on")
    assert 0.8 < sounding_seconds(tmp_path / "reply") < 2.0


@pytest.mark.slow
async def test_devices_are_chosen_by_a_part_of_their_name(
    sound: VirtualSound, tmp_path: Path
) -> None:
    names = ("--microphone", "DESK_mic", "--speaker", "desk_sp")
    async with listening(sound, tmp_path, *names) as program:
        assert "Listening on desk_microphone" in program.output_so_far
        await speak(sound, recording("kitchen_light_on"))
        await said(program, "The kitchen light is on")


@pytest.mark.parametrize("kind", ["microphone", "speaker"])
async def test_a_name_that_no_device_has_is_told_with_those_there_are(
    sound: VirtualSound, tmp_path: Path, kind: str
) -> None:
    place = Place(tmp_path, dict(sound.environment))
    ended = await place.run("run", "--listen", "--port", "0", f"--{kind}", "<b>stereo</b>")
    assert ended.status == 2
    assert f"there is no {kind} named '<b>stereo</b>'; there are:" in ended.errors
    assert f"desk_{kind}" in ended.errors
    assert "devices in" not in ended.output, "it is told before anything is opened"


async def test_after_a_driver_hung_a_named_microphone_is_waited_for(
    sound: VirtualSound, tmp_path: Path
) -> None:
    place = Place(tmp_path, {**sound.environment, "ASSISTANT_SOUND_STARTED_AGAIN": "1"})
    names = ("--microphone", "studio")
    async with await place.start("run", "--listen", "--port", "0", *names) as program:
        await said(program, "waiting for it")


@pytest.mark.slow
async def test_devices_that_come_late_vanish_and_come_back(tmp_path: Path) -> None:
    """PortAudio's driver may hang where a sound server dies; then the program starts again."""
    folder = tmp_path / "sound"
    folder.mkdir()
    with virtual_devices(folder) as where_they_will_be:
        place = Place(tmp_path, dict(where_they_will_be.environment))
    async with await place.start("run", "--listen", "--port", "0", "--page-port", "0") as program:
        for times in (1, 2):
            await said(program, "waiting for it", times)
            with virtual_devices(folder) as sound:
                await said(program, "Listening on", times)
                with sound.recording(tmp_path / "reply"):
                    async with replying(tmp_path / "reply"):
                        await speak(sound, recording("kitchen_light_on"))
                        await said(program, "The kitchen light is on", times)
        program.signal(signal.SIGTERM)
        assert (await program.ended()).status == INTERRUPTED


@pytest.mark.slow
async def test_its_own_voice_in_the_microphone_neither_wakes_nor_interrupts_it(
    sound: VirtualSound, tmp_path: Path
) -> None:
    """The loudspeaker leaks into the microphone, as in any room.

    That it does not even hesitate is proven in simulated rooms (tests/conversation): here a busy
    machine's sound stutters, and the echo of that is not the one that it knows.
    """
    sound.control(
        "load-module", "module-loopback", "source=loudspeaker.monitor", "sink=air",
        "latency_msec=30",
    )  # fmt: skip
    async with listening(sound, tmp_path) as program:
        with sound.recording(tmp_path / "reply"):
            for times in (1, 2):
                async with replying(tmp_path / "reply", HESITATION_SECONDS):
                    await speak(sound, recording("kitchen_light_on"))
                    await said(program, "The kitchen light is on", times=times)
        assert program.output_so_far.count("wake_word") == 2
    place = Place(tmp_path, dict(sound.environment))
    with Journal.open(place.data / "journal.db") as journal:
        turns = [journal.turn(one.id) for one in journal.recent()]
    assert [turn.last(BargeIn) for turn in turns if turn is not None] == [None, None]
    assert 1.6 < sounding_seconds(tmp_path / "reply") < 4.0


CALL = np.concatenate((voice("hey jarvis", "en-gb", 150, 50), silence(0.1)))
TWO_LAMPS = HOME.replace("name: lamp", "name: reading lamp").replace(
    "people:",
    "  - {id: desk_lamp, name: desk lamp, kind: light, area: bedroom}\npeople:",
)


def spoken(text: str) -> Samples:
    return voice(text, "en-us", 160)


@pytest.mark.slow
async def test_it_is_asked_what_it_did_and_told_to_leave_it(
    sound: VirtualSound, tmp_path: Path
) -> None:
    home = tmp_path / "two_lamps.yaml"
    home.write_text(TWO_LAMPS)
    replies = tmp_path / "replies"
    async with listening(sound, tmp_path, "--home", str(home)) as program:

        async def say(samples: Samples, shown: str, times: int = 1) -> None:
            async with replying(replies):
                await speak(sound, samples)
                await said(program, shown, times)

        with sound.recording(replies):
            await say(recording("kitchen_light_on"), "The kitchen light is on.")
            await say(np.concatenate((CALL, spoken("repeat that"))), "The kitchen light is on.", 2)
            for text, told in (
                ("what did you do", "I turned on the kitchen light."),
                ("why did you do that", "took it for the kitchen light"),
                ("turn on the lamp", "  clarify"),
            ):
                await say(np.concatenate((CALL, spoken(text))), told)
        await speak(sound, spoken("never mind"))
        await said(program, "says nothing")
        assert "HassNevermind" in program.output_so_far
        assert "lamp.turn_on" not in program.output_so_far
