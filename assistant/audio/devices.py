"""Which microphones and speakers this machine has."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Literal

from assistant.audio.frame import RATE, AudioError

Direction = Literal["input", "output"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundDevice:
    """One microphone or speaker as PortAudio sees it."""

    index: int
    name: str
    rate: int
    """Hertz, the device's own."""
    is_default: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundDevices:
    """All of them, or why there are none."""

    inputs: tuple[SoundDevice, ...] = ()
    outputs: tuple[SoundDevice, ...] = ()
    problem: str | None = None
    """Why PortAudio cannot be asked."""
    fix: str | None = None
    """The command that helps."""


def list_devices() -> SoundDevices:
    """Ask PortAudio; never raises."""
    try:
        sd = portaudio()
        return SoundDevices(inputs=_found(sd, "input"), outputs=_found(sd, "output"))
    except AudioError as error:
        return SoundDevices(problem=str(error), fix="sudo apt-get install libportaudio2")


def portaudio() -> ModuleType:
    """The module `sounddevice`; `AudioError` when it or its library is not there.

    Imported late: the import itself opens PortAudio, and a machine without it can still replay
    files and take typed commands.
    """
    try:
        import sounddevice
    except ImportError as error:
        raise AudioError(f"the package sounddevice is not installed ({error})") from error
    except OSError as error:
        raise AudioError("the PortAudio library is missing (package libportaudio2)") from error
    module: ModuleType = sounddevice
    return module


_open = 0
"""Streams that are open; the list of devices cannot be read anew under them."""


@contextmanager
def in_use() -> Iterator[None]:
    """A stream is open meanwhile."""
    global _open
    _open += 1
    try:
        yield
    finally:
        _open -= 1


def look_again() -> None:
    """Let PortAudio see devices that have come or gone since it was started."""
    sd = portaudio()
    if not _open:
        sd._terminate()
        sd._initialize()


def usable_rate(sd: ModuleType, direction: Direction, device: SoundDevice) -> int:
    """16,000 hertz when the device does that, else its own rate."""
    check = sd.check_input_settings if direction == "input" else sd.check_output_settings
    refusal: Exception | None = None
    for rate in (RATE, device.rate):
        try:
            check(device=device.index, channels=1, dtype="int16", samplerate=rate)
        except sd.PortAudioError as error:
            refusal = error
        else:
            return rate
    kind = "microphone" if direction == "input" else "speaker"
    raise AudioError(f"{kind} {device.name}: cannot be used ({refusal})")


def find_device(sd: ModuleType, direction: Direction, name: str | None) -> SoundDevice:
    """The device with this name (a part of it is enough), or the default one."""
    devices = _found(sd, direction)
    kind = "microphone" if direction == "input" else "speaker"
    if not devices:
        raise AudioError(f"there is no {kind}")
    if name is None:
        return next((device for device in devices if device.is_default), devices[0])
    fitting = [device for device in devices if name.lower() in device.name.lower()]
    if not fitting:
        known = ", ".join(device.name for device in devices)
        raise AudioError(f"there is no {kind} named {name!r}; there are: {known}")
    return fitting[0]


def check_names(microphone: str | None, speaker: str | None) -> None:
    """`AudioError` where a device that somebody named is not there; tells which ones are."""
    named: tuple[tuple[Direction, str | None], ...] = (("input", microphone), ("output", speaker))
    for direction, name in named:
        if name is not None:
            find_device(portaudio(), direction, name)


def _found(sd: ModuleType, direction: Direction) -> tuple[SoundDevice, ...]:
    default = sd.default.device[0 if direction == "input" else 1]
    try:
        described = sd.query_devices()
    except sd.PortAudioError as error:
        raise AudioError(f"PortAudio cannot list its devices ({error})") from error
    return tuple(
        SoundDevice(
            index=index,
            name=str(device["name"]),
            rate=round(device["default_samplerate"]),
            is_default=index == default,
        )
        for index, device in enumerate(described)
        if device[f"max_{direction}_channels"] > 0
    )
