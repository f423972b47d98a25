"""One thing that may be meant, and what context makes of it."""

from dataclasses import dataclass

from assistant.turn import Reading
from devices.contract import Device


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A reading tied to the devices that it would touch."""

    reading: Reading
    devices: tuple[Device, ...]
    probability: float
    """From the words alone; options of one request exclude each other and sum to at most 1."""
    why: str = ""
    """How the devices were found, in words."""
    wording: int = 0
    """Options with the same number come from readings between which the words do not choose."""
    presumes: bool = False
    """The words name nothing and presume a state: what is to stop runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """An option after context has had its say."""

    option: Option
    probability: float
    signals: tuple[tuple[str, float], ...] = ()
    """What each signal that spoke added, in log-odds."""
    counts: tuple[tuple[str, float], ...] = ()
    """How often each weight counts for it: what a weight one larger would add to the signals."""
