"""What is kept of a simulated request: enough to judge and to show, and no more."""

from dataclasses import dataclass
from typing import Literal

from assistant.evaluation.simulation.goals import INTENTS, Wish
from assistant.evaluation.simulation.household import Setting
from assistant.evaluation.understanding.judge import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One request in one arm."""

    home: str
    seed: int
    day: int
    occasion: str
    attempt: int
    """0 is the first; only those are the same in every arm."""
    setting: Setting
    unseen: bool
    after_drift: bool
    """The home has changed since the beginning."""
    wish: Wish
    goal: str = ""
    """The wish with its object."""
    said: str
    heard: str
    rewritten: str = ""
    """Empty when it was left alone."""
    by: str = ""
    """What the rewrite rests on: learned, home, everybody."""
    intent: str = ""
    """What was understood without the rewrite; empty for nothing."""
    verdict: Verdict
    alone: Verdict
    """What would have come of it without the rewrite: the same words, the same home."""
    guarded_harm: bool = False
    """A rewrite moved something that decides who can come in, and nobody had asked for that."""
    offered: str = ""
    """It was asked whether this is meant."""
    answered: Literal["", "yes", "no"] = ""
    """To that question."""
    reaction: str = ""
    """What the person did then."""
    gap_seconds: float = 0.0
    reply: str = ""

    @property
    def intent_right(self) -> bool:
        """What is to be done was understood, if maybe not with what."""
        return self.intent in INTENTS.get(self.wish, ())

    @property
    def defect(self) -> bool:
        return self.verdict is not Verdict.RIGHT

    @property
    def defect_alone(self) -> bool:
        return self.alone is not Verdict.RIGHT

    @property
    def won(self) -> bool:
        return bool(self.rewritten) and self.defect_alone and not self.defect

    @property
    def lost(self) -> bool:
        """What worked was broken, or what would have been harmless did something wrong."""
        if not (self.rewritten or self.offered) or not self.defect:
            return False
        harmless = self.alone in (Verdict.ASKED, Verdict.DECLINED)
        return not self.defect_alone or (harmless and self.verdict is Verdict.WRONG_ACTION)

    @property
    def kind_of_loss(self) -> str:
        if self.guarded_harm:
            return "touched a door"
        if self.offered:
            return "asked instead of doing it"
        if self.defect_alone:
            return "did something wrong instead of nothing"
        if self.verdict is Verdict.WRONG_ACTION:
            return "did something else than would have been right"
        return "would have worked"
