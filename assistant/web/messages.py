"""What the page is told; the one place where it becomes JSON."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from assistant.learning.codec import dumps, to_json
from assistant.turn import ResponseKind, Slots

Tone: TypeAlias = Literal["plain", "good", "warn", "bad"]
Doing: TypeAlias = Literal["waiting", "listening", "speaking"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """Something that can be done to a device with one touch."""

    label: str
    service: str
    data: Slots = field(default_factory=dict)
    pressed: bool | None = None
    """How a switch stands; None for what has no two positions."""
    asks: str = ""
    """What to ask before it is done, where a slip would cost something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slider:
    """A number of a device that can be set."""

    label: str
    service: str
    argument: str
    low: float
    high: float
    step: float
    value: float
    unit: str = ""
    scale: float = 1.0
    """What is sent for each unit that is shown."""
    whole: bool = False
    """Only whole numbers are sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceView:
    """A device as the page shows it."""

    id: str
    name: str
    kind: str
    area: str | None
    words: str
    """Its state."""
    active: bool = False
    """It is on, open, playing or at work."""
    available: bool | None = None
    """None while nobody knows."""
    buttons: tuple[Button, ...] = ()
    sliders: tuple[Slider, ...] = ()
    fault: str | None = None
    """What a simulated device suffers from; None for one that cannot be broken on purpose."""
    level: float | None = None
    """How bright or open, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomView:
    id: str
    name: str
    floor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorView:
    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    name: str
    area: str | None
    """Id of the room; None when out of the house, or when nobody knows."""
    doing: str
    """Where and how, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockView:
    """The home's clock."""

    at: datetime
    speed: float
    """Home seconds for each real second."""
    can_be_set: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """Everything there is; replaces what was told before."""

    rooms: tuple[RoomView, ...]
    floors: tuple[FloorView, ...]
    devices: tuple[DeviceView, ...]
    people: tuple[PersonView, ...]
    clock: ClockView
    connected: bool
    """To the broker."""
    faults: tuple[str, ...]
    """What simulated devices can suffer from; empty where the devices are real."""
    area: str | None
    """Id of the room that requests are made in."""
    hears: bool
    """The browser's microphone can be used."""
    wake_words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Devices that are no longer as they were told, people and the clock."""

    devices: tuple[DeviceView, ...]
    people: tuple[PersonView, ...]
    clock: ClockView


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """The broker came or went."""

    connected: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of several that a stage has weighed."""

    text: str
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One step of a turn."""

    turn: str
    stage: str
    """`run`, `wake_word`, `vad`, `stt`, ... or `error`."""
    at_ms: float
    took_ms: float
    words: str
    tone: Tone = "plain"
    choices: tuple[Choice, ...] = ()
    details: tuple[str, ...] = ()
    again: bool = False
    """It was told before; nobody need hear of it aloud."""
    said: str | None = None
    reply: str | None = None
    chime: bool = False
    """A tone stands for the reply."""
    ended: ResponseKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialView:
    """What was recognised so far of a sentence that goes on."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WakeView:
    """The last moment while it waits to be spoken to."""

    score: float
    """How much it sounded like the wake word, 0 to 1."""
    level_db: float
    """Below full scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkView:
    """What the assistant is doing in the conversation."""

    doing: Doing


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A line for the person."""

    text: str
    tone: Tone = "plain"
    device: str | None = None
    """The device that it is about."""


Message: TypeAlias = (
    Whole | Changed | Connection | StepView | PartialView | WakeView | TalkView | Told
)


def as_text(message: Message) -> str:
    """One message on the wire; `is` names its kind."""
    return dumps({"is": type(message).__name__, **to_json(message)})
