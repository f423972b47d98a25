"""A small home with music in it, somebody who listens, and what was noted."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.conversation.signals import Listening
from assistant.ducking.ducking import Ducking
from assistant.ducking.store import Store
from assistant.learning.journal import Note, StateChanged
from assistant.testing import HomeUnderTest, home_of
from devices.contract import State

HOME = {
    "areas": [{"id": "kitchen", "name": "kitchen"}, {"id": "bedroom", "name": "bedroom"}],
    "devices": [
        {"id": "radio", "name": "radio", "kind": "media_player", "area": "kitchen",
         "state": {"state": "playing", "volume_level": 0.5}},
        {"id": "cassette", "name": "cassette player", "kind": "media_player", "area": "kitchen",
         "state": {"state": "paused", "volume_level": 0.5}},
        {"id": "stereo", "name": "stereo", "kind": "media_player", "area": "bedroom",
         "state": {"state": "playing", "volume_level": 0.4}},
    ],
}  # fmt: skip
LISTENING = Listening(why="wake_word", at_ms=0.0)


@dataclass(frozen=True, slots=True)
class Ducked:
    """What a test looks at."""

    home: HomeUnderTest
    ducking: Ducking
    notes: list[Note]
    by_hand: list[StateChanged]
    """Changes that would be taken for somebody's."""
    file: Path

    @property
    def volumes(self) -> dict[str, object]:
        """As the players themselves have them."""
        return {
            device: state["volume_level"]
            for device, state in self.home.house.states().items()
            if "volume_level" in state
        }


@asynccontextmanager
async def ducked_home(folder: Path, *, enabled: bool = True) -> AsyncIterator[Ducked]:
    notes: list[Note] = []
    by_hand: list[StateChanged] = []
    file = folder / "ducked.json"

    def changed(device: str, before: State, after: State) -> None:
        by_hand.append(StateChanged(device=device, before=before, after=after))

    async with home_of(HOME) as home:
        ducking = Ducking(home.live, home.bus, Store(file), notes.append, enabled=enabled)
        home.live.mirror.on_state(changed)
        async with ducking:
            yield Ducked(home, ducking, notes, by_hand, file)
