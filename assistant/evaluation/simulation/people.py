"""What people do about an answer; chance is keyed so that it is the same in every arm."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from assistant.evaluation.simulation.chance import chance
from assistant.evaluation.simulation.household import Household, Resident
from assistant.evaluation.simulation.knobs import Knobs
from assistant.evaluation.understanding.judge import Verdict

Next: TypeAlias = Literal["content", "reword", "say_again", "give_up"]
MOST_ATTEMPTS = 5
SAME_AGAIN = 0.33
"""Of those who correct what was right: in the same words."""
AFTER_ASKED = 0.75
"""Answers a question of the assistant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """Everything that a person does after one answer, in this order."""

    interrupts: bool = False
    puts_back: bool = False
    remark: Literal["", "no", "undo", "thanks", "enough"] = ""
    answers: bool = False
    """The assistant's question."""
    then: Next = "content"
    mumbles: bool = False
    """Says something else than what is wanted."""
    gap_seconds: float = 0.0
    near_miss: bool = False
    """Then wants something that is much like it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """One person of one household."""

    household: Household
    resident: Resident
    knobs: Knobs

    def react(self, verdict: Verdict, *, occasion: str, attempt: int) -> Reaction:
        draw = chance("reaction", occasion, attempt)
        gap = draw.lognormvariate(0.0, self.knobs.gap_spread) * self.knobs.gap_median_seconds
        chosen, noticing, other, saying, after, doubting = (draw.random() for _ in range(6))
        careless = self.household.manner == "careless"
        if verdict is Verdict.RIGHT:
            if attempt == 0 and doubting < self.knobs.corrects_success:
                again: Next = "say_again" if chosen < SAME_AGAIN else "reword"
                return Reaction(then=again, gap_seconds=gap)
            return self._content(other, saying, after, gap, careless=careless)
        if verdict is Verdict.ASKED:
            answers = chosen < AFTER_ASKED
            then: Next = "content" if answers else self._next(noticing, attempt)
            return Reaction(answers=answers, then=then, gap_seconds=gap)
        acted = verdict is not Verdict.DECLINED
        if acted and noticing >= self.knobs.failures_noticed:
            return Reaction(gap_seconds=gap)
        remark = self._complaint(saying) if acted or saying < self.knobs.says_no / 4 else ""
        then = self._next(chosen, attempt)
        return Reaction(
            interrupts=acted and other < self.knobs.annoyed_barge_ins,
            puts_back=acted and remark != "undo" and after < self.knobs.puts_back,
            remark=remark,
            then=then,
            mumbles=careless and after < self.knobs.mumbles,
            gap_seconds=gap,
            near_miss=then == "give_up" and after < self.knobs.new_goal_after_failure,
        )

    def _content(
        self, other: float, saying: float, after: float, gap: float, *, careless: bool
    ) -> Reaction:
        if careless and saying > 0.7:
            return Reaction(remark="no", gap_seconds=gap)
        if other < self.knobs.innocent_barge_ins:
            return Reaction(interrupts=True, remark="enough", gap_seconds=gap)
        thanks = saying < self.knobs.says_thanks
        return Reaction(
            remark="thanks" if thanks else "",
            near_miss=after < self.knobs.near_miss,
            gap_seconds=gap,
        )

    def _complaint(self, saying: float) -> Literal["", "no", "undo"]:
        if saying < self.knobs.says_no:
            return "no"
        return "undo" if saying < self.knobs.says_no + self.knobs.undoes else ""

    def _next(self, chosen: float, attempt: int) -> Next:
        """The first failure is corrected as often as people do; who began goes on rather."""
        if attempt + 1 >= MOST_ATTEMPTS:
            return "give_up"
        reword, again = self.knobs.reword, self.knobs.say_again
        scale = self.resident.patience
        if attempt:
            scale = self.knobs.persistence / (reword + again)
        if chosen < reword * scale:
            return "reword"
        return "say_again" if chosen < (reword + again) * scale else "give_up"
