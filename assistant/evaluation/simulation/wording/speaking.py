"""From a wish to words: as always, in some other way, or as plainly as somebody can."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.evaluation.simulation.chance import chance
from assistant.evaluation.simulation.goals import Goal
from assistant.evaluation.simulation.household import Plan, Resident
from assistant.evaluation.simulation.knobs import Knobs
from assistant.evaluation.simulation.wording.phrases import AFTER, BEFORE, GUEST, ODD, PLAIN

CROWD_SHARE = 0.45
"""Of the phrases that are not odd, where a crowd has worded the wish."""
CALLED_BY_NICKNAME = 0.7
PLAIN_WHEN_CORRECTING = 0.75
_NUMBERS = {
    10: "ten", 18: "eighteen", 19: "nineteen", 20: "twenty", 21: "twenty one", 22: "twenty two",
    23: "twenty three", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy",
    80: "eighty",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """How one person of one household words things."""

    plan: Plan
    resident: Resident
    room: str
    knobs: Knobs
    crowd: Mapping[str, Sequence[str]] = field(default_factory=dict, repr=False)

    def first(self, goal: Goal, occasion: object) -> str:
        """The first attempt: usually the habit."""
        draw = chance("words", self.plan.version, occasion)
        who, target = self.resident.id, goal.device or goal.area
        if not self.resident.guest and draw.random() < self.knobs.habit:
            draw = chance("habit", self.plan.version[:-1], who, goal.wish, target)
        phrase = self._phrase(goal, draw)
        said = self._said(goal, draw, phrase, nickname=CALLED_BY_NICKNAME)
        if phrase in PLAIN[goal.wish] and not goal.wish.startswith("ask"):
            said = f"{draw.choice(BEFORE)}{said}{draw.choice(AFTER)}"
        return f"{draw.choice(GUEST)}{said}" if self.resident.guest else said

    def again(self, goal: Goal, before: str, occasion: object) -> str:
        """Other words for the same wish, plainer as a rule."""
        draw = chance("again", self.plan.version, occasion)
        for _ in range(8):
            plain = draw.random() < PLAIN_WHEN_CORRECTING
            phrase = draw.choice(PLAIN[goal.wish]) if plain else self._phrase(goal, draw)
            said = self._said(goal, draw, phrase, nickname=0.0 if plain else 0.4)
            if said != before:
                return said
        return before

    def plainly(self, goal: Goal) -> str:
        """The words of somebody who has read the manual; the ceiling of what rewriting can do."""
        return self._filled(PLAIN[goal.wish][0], goal, self._full_name(goal))

    def _phrase(self, goal: Goal, draw: random.Random) -> str:
        if draw.random() < self.knobs.odd_wording:
            return draw.choice(ODD[goal.wish])
        typed = self.crowd.get(goal.wish, ())
        if typed and draw.random() < CROWD_SHARE:
            return draw.choice(typed)
        return draw.choice(PLAIN[goal.wish])

    def _said(self, goal: Goal, draw: random.Random, phrase: str, *, nickname: float) -> str:
        return self._filled(phrase, goal, self._called(goal, draw, nickname))

    def _filled(self, phrase: str, goal: Goal, called: str) -> str:
        room = self.plan.home.area_by_id[goal.area].name if goal.area else ""
        number = _NUMBERS[goal.amount] if goal.amount is not None else ""
        return phrase.replace("{it}", called).replace("{room}", room).replace("{n}", number)

    def _called(self, goal: Goal, draw: random.Random, nickname: float) -> str:
        if goal.device is None:
            return ""
        known = None if self.resident.guest else self.plan.nicknames.get(goal.device)
        if known and draw.random() < nickname:
            return known
        device = self.plan.home.device_by_id[goal.device]
        alone = sum(one.name == device.name for one in self.plan.home.devices) == 1
        if (alone or device.area == self.room) and draw.random() < 0.5:
            return f"the {device.name}"
        if draw.random() < 0.25 and device.area:
            return f"the {device.name} in the {self.plan.home.area_by_id[device.area].name}"
        return self._full_name(goal)

    def _full_name(self, goal: Goal) -> str:
        if goal.device is None:
            return ""
        device = self.plan.home.device_by_id[goal.device]
        room = f"{self.plan.home.area_by_id[device.area].name} " if device.area else ""
        return f"the {room}{device.name}"
