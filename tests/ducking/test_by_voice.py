"""Said into a room where the radio plays."""

from pathlib import Path

import numpy as np

from assistant.conversation.conversation import Conversation
from assistant.conversation.mouth import Mouth
from assistant.ducking.ducking import Ducking
from assistant.ducking.store import Store
from assistant.evaluation.room import Room
from assistant.hearing import Ears
from assistant.pipeline import Origin
from assistant.testing import home_of, in_virtual_time
from tests.conversation.talks import noise, recording
from tests.ducking.ducked import HOME


@in_virtual_time
async def test_quieter_from_the_wake_word_to_the_end_of_the_reply(
    real_ears: Ears, tmp_path: Path
) -> None:
    near = np.concatenate((noise(0.6), recording("kitchen_light_on"), noise(6)))
    room = Room(near)
    async with home_of(HOME, ears=real_ears) as home:
        store = Store(tmp_path / "ducked.json")
        async with Ducking(home.live, home.bus, store, lambda _note: None) as ducking:
            await Conversation(
                home.pipeline,
                real_ears.another_pair(),
                room,
                Mouth(room),
                Origin(source="microphone", area="kitchen"),
                watcher=ducking.watcher("kitchen"),
            ).run()
        assert home.state("radio")["volume_level"] == 0.5
        told = [payload for topic, payload in home.broker.commands if "/radio/" in topic]
    assert [payload.count("0.15") for payload in told] == [1, 0]
