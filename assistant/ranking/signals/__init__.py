"""The signals by name: each looks at one option in its context and answers in log-odds.

0 says nothing. A signal never looks at the other options; the ranker compares.
"""

from collections.abc import Callable, Mapping

from assistant.ranking.option import Option
from assistant.ranking.scene import Scene
from assistant.ranking.signals.activity_habit import activity_habit
from assistant.ranking.signals.device_state import device_state
from assistant.ranking.signals.device_type import device_type
from assistant.ranking.signals.last_turns import last_turns
from assistant.ranking.signals.presence import presence
from assistant.ranking.signals.room import room
from assistant.ranking.signals.sensors import sensors
from assistant.ranking.signals.time_of_day import time_of_day
from assistant.ranking.weights import Weights

Signal = Callable[[Option, Scene, Weights], float]

SIGNALS: Mapping[str, Signal] = {
    "device_state": device_state,
    "device_type": device_type,
    "activity_habit": activity_habit,
    "time_of_day": time_of_day,
    "room": room,
    "presence": presence,
    "sensors": sensors,
    "last_turns": last_turns,
}
