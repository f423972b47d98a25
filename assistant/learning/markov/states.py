"""What a request is, to the chains: its frame where it was understood, its sound where not."""

from collections.abc import Iterable
from typing import TypeAlias

from assistant.home import guarded
from assistant.home.model import Home
from assistant.learning.exchange import Exchange, frame_of
from assistant.learning.words import Words, sound_of, words_in

State: TypeAlias = str
HEARD = "heard "
"""Begins the state of a text that was not understood, or only by guessing."""
_GUARDED_WORDS = frozenset(
    "lock locks locked unlock unlocks unlocked door doors gate gates garage arm disarm armed alarm "
    "alarms siren security intruder".split()
)
_GUARDED_SLOTS = guarded.GUARDED_KINDS | guarded.GUARDED_CLASSES
_GUARDED_INTENTS = ("Lock", "Unlock", "Alarm", "Arm", "Disarm")


def state_of(exchange: Exchange) -> State:
    """The same state for every wording of one frame, and for every spelling of one sound.

    A guess is no frame: "bath light" taken for the bathroom's has a fate of its own.
    """
    if exchange.intent is not None and exchange.exact:
        return frame_of(exchange.intent, exchange.slots)
    taken_as = exchange.taken_as
    return HEARD + sound_of(exchange.words if taken_as is None else words_in(taken_as))


def guarded_devices(home: Home) -> frozenset[str]:
    """Ids of what decides who can come into the house."""
    return frozenset(device.id for device in home.devices if guarded.is_guarded(device))


def is_guarded(exchange: Exchange, devices: frozenset[str]) -> bool:
    """By its words, its intent or what it did; rather once too often."""
    return (
        says_guarded(exchange.words)
        or any(part in (exchange.intent or "") for part in _GUARDED_INTENTS)
        or any(str(v) in _GUARDED_SLOTS for v in exchange.slots.values())
        or any(action.device in devices for action in exchange.actions)
    )


def says_guarded(words: Words | Iterable[str]) -> bool:
    return not _GUARDED_WORDS.isdisjoint(words)
