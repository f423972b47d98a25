"""What the simulated people are like in figures: measured on real ones where anybody could."""

import math
from dataclasses import dataclass, replace

KNOBS = ("noise", "failures_noticed", "persistence", "habit", "odd_wording", "innocent_barge_ins")
"""Those that the sweep turns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knobs:
    """Shares from 0 to 1 unless said otherwise."""

    noise: float = 0.7
    """Scales how often the recogniser gets a sentence wrong; 0 is typed text. Commands to a home
    are heard better than everything that people say: 15 errors in 100 words instead of 20."""
    commands_a_day: float = 10.0
    reword: float = 0.39
    """After an evident failure."""
    say_again: float = 0.19
    """After an evident failure; the others go on with their lives."""
    persistence: float = 0.75
    """Tries once more when the correction failed, too."""
    gap_median_seconds: float = 17.0
    gap_high_seconds: float = 50.0
    """Nine of ten gaps are shorter."""
    failures_noticed: float = 0.80
    """Of those that the reply does not tell."""
    innocent_barge_ins: float = 0.06
    """Of replies that were right."""
    annoyed_barge_ins: float = 0.25
    """Of noticed failures."""
    says_no: float = 0.20
    says_thanks: float = 0.07
    puts_back: float = 0.35
    """By hand, after a wrong action that was noticed."""
    undoes: float = 0.08
    corrects_success: float = 0.12
    """Says it again, or in other words, although it was right: nobody looked, or it was slow."""
    near_miss: float = 0.08
    """A good turn that is followed by another wish much like it."""
    new_goal_after_failure: float = 0.10
    habit: float = 0.70
    """Words a wish as always."""
    odd_wording: float = 0.06
    """Habits of speech that are nobody else's."""
    nicknames: float = 0.10
    """Devices that have one in the household."""
    mumbles: float = 0.30
    """Of careless people: corrections that correct nothing."""

    @property
    def gap_spread(self) -> float:
        """Of the logarithm."""
        return math.log(self.gap_high_seconds / self.gap_median_seconds) / 1.2816

    def turned(self, name: str, by: float) -> "Knobs":
        """One of them by this factor; shares stay shares."""
        value = getattr(self, name) * by
        changed: Knobs = replace(self, **{name: value if name == "noise" else min(value, 0.98)})
        return changed
