"""Dialogues as people lead them: what they say after it worked, failed, was wrong, or asked."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from rapidfuzz.distance import Levenshtein

from assistant.learning.rephrase_model.dialogue import LONGEST_SECONDS, MOST_TURNS, Dialogue, Spoken
from assistant.learning.words import Words
from assistant.turn import ResponseKind
from rephrases.corpus import Corpus, Said
from rephrases.hearing import Ears
from rephrases.near import NEAR
from rephrases.rewording import corrected, reworded

REWORDS, REPEATS = 0.39, 0.19
"""Of 100 evident failures; the others go on, or give up."""
GAP_SECONDS, GAP_SPREAD = 17.0, 0.84
"""Median and width of a lognormal whose 90th percentile is 50 seconds."""
NEXT_GAP_SECONDS, NEXT_GAP_SPREAD = 24.0, 1.0
"""The same to the next wish."""
NEAR_MISS = 0.5
"""Of those who go on, to something like it: the next room, another number."""
UNKNOWN = 0.4
"""Of evident failures: nothing in the home is called so, and the reply says as much."""
RENAMED = 0.3
"""Of those: the same wish is said for the thing by its right name, which is to word it anew."""
OF_OTHERS = 0.5
"""Of the rest who go on to something like it: for another thing in the same words."""
OF_A_THING = frozenset({"other value", "other room", "other wish, same kind"})
"""Other wishes that differ in what they name."""
CHAIN = 0.32
"""Chains with more than one correction."""
INTERRUPTED = {"failed": 0.15, "wrong": 0.35, "asked": 0.1, "right": 0.06}
Ending: TypeAlias = Literal["failed", "wrong", "asked", "right"]
Role: TypeAlias = Literal["request", "remark", "answer"]
ENDINGS: tuple[Ending, ...] = ("failed", "wrong", "asked", "right")
OFTEN = (0.46, 0.16, 0.10, 0.28)
"""More failures than people meet: of what goes well there is little to learn."""
FAILED: tuple[ResponseKind, ...] = ("declined", "declined", "error", "ignored")
DONE: tuple[ResponseKind, ...] = ("action_done", "action_done", "query_answer")
ASKED: tuple[ResponseKind, ...] = ("clarify", "clarify", "confirm")
STEPS = frozenset("louder quieter brighter darker next skip up down more less again".split())
MISTAKEN = ("other number", "other room", "other way", "other value")
MISHEARD = 0.25
"""Of what was done wrong: put right by saying the wrong part again."""
GRUMBLES = tuple(
    tuple(text.split())
    for text in (
        "no", "no no", "stop", "that is wrong", "what", "come on", "not that", "oh well",
        "never mind", "thanks", "thank you", "okay", "great", "stop it", "you got that wrong",
        "are you listening", "cancel", "hello", "good", "undo that",
    )
)  # fmt: skip
ANSWERS = tuple(
    tuple(text.split())
    for text in (
        "yes", "no", "the first one", "the second", "both", "the other one", "yes please",
        "the one in the kitchen", "the bedroom", "all of them", "neither", "at 7", "the big one",
        "20", "upstairs", "the living room one",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Labelled:
    """A dialogue and the truth about it."""

    dialogue: Dialogue
    roles: tuple[Role, ...]
    rephrase: int
    """The turn that words the first anew; 0 when none does."""
    begins: int
    """The word of that turn with which it does: after "no, I meant"."""
    sort: str


@dataclass(slots=True)
class Teller:
    """Makes dialogues from a corpus."""

    corpus: Corpus
    ears: Ears
    dice: random.Random
    spoken: float = 0.0
    """Share of wishes of which there are recordings, beside what comes by chance."""
    _turns: list[Spoken] = field(default_factory=list, init=False)
    _roles: list[Role] = field(default_factory=list, init=False)

    def tell(self, number: int) -> Iterator[Labelled]:
        """So many, as often of each kind as people lead them."""
        for _ in range(number):
            ending = self.dice.choices(ENDINGS, OFTEN)[0]
            yield self.one(ending)

    def one(self, ending: Ending) -> Labelled:
        said = self._wish()
        fate = self.dice.random()
        self._first(said, ending)
        match ending:
            case "failed" if fate < RENAMED and self._turns[0].unknown and self._misnamed(said):
                return self._by_its_name(said)
            case "failed" if fate < REWORDS + REPEATS:
                return self._again(said, ending, same=fate > REWORDS)
            case "wrong" if fate < MISHEARD and self._misheard(said):
                return self._put_right(said)
            case "wrong" if fate < 0.6:
                return self._again(said, ending, same=fate > 0.48)
            case "asked" if fate < 0.3:
                return self._again(said, ending, same=fate > 0.24)
            case "asked":
                self._say(self.dice.choice(ANSWERS), "answer", self._gap(5.0), self._kind("right"))
                return self._goes_on(said, ending)
            case "right" if set(said.words) & STEPS and fate < 0.5:
                self._say(said.words, "request", self._gap(6.0), "action_done")
                return self._ended(said, 0, 0, "one more step")
        return self._goes_on(said, ending)

    def hard(self, sort: str, ending: Ending) -> Labelled | None:
        """One with what is no rephrase right after the first request; None where there is none."""
        said = self._wish()
        other = NEAR[sort](said, self.corpus, self.dice)
        if other is None or other == said.words:
            return None
        self._first(said, ending)
        if sort in OF_A_THING and self.dice.random() > OF_OTHERS:
            self._turns[0] = replace(self._turns[0], unknown=False)
        return self._other(said, other, sort)

    def _wish(self) -> Said:
        recorded = self.corpus.recorded
        if recorded and self.dice.random() < self.spoken:
            return self.dice.choice(recorded)
        return self.dice.choice(self.corpus.said)

    def _first(self, said: Said, ending: Ending) -> None:
        self._turns, self._roles = [], []
        heard = self._heard(said, badly=ending in ("failed", "wrong"))
        self._say(heard, "request", 0.0, self._kind(ending), INTERRUPTED[ending])
        unknown = ending == "failed" and self.dice.random() < UNKNOWN
        self._turns[0] = replace(self._turns[0], unknown=unknown)

    def _again(self, said: Said, ending: Ending, *, same: bool) -> Labelled:
        """It is said again, at once or after a remark or something else."""
        if self.dice.random() < 0.15:
            self._say(self._remark(), "remark", self._gap(4.0), self._any_kind())
        if self.dice.random() < 0.07:
            self._between(said)
        words, begins = said.words, 0
        if same and said.takes:
            words = self.dice.choice(said.takes)
        elif not same:
            words = self.ears.hear(reworded(said, self.corpus, self.dice), self.dice)
        corrects = 0.4 if ending == "wrong" else 0.08
        if self.dice.random() < corrects:
            words, begins = corrected(words, self.dice)
        place = len(self._turns)
        worked = self.dice.random() < 0.62
        kind = self._kind("right" if worked else "failed")
        self._say(words, "request", self._gap(GAP_SECONDS), kind)
        if self.dice.random() < CHAIN:
            more = self.ears.hear(reworded(said, self.corpus, self.dice), self.dice)
            self._say(more, "request", self._gap(GAP_SECONDS), self._any_kind())
        return self._ended(said, place, begins, "repeated" if same else "reworded")

    def _misheard(self, said: Said) -> bool:
        """What was done was another room, number or thing than was said, where there is one."""
        for sort in self.dice.sample(MISTAKEN, len(MISTAKEN)):
            other = NEAR[sort](said, self.corpus, self.dice)
            if other and other != said.words:
                self._turns[0] = replace(self._turns[0], words=other)
                return True
        return False

    def _misnamed(self, said: Said) -> bool:
        """It was said of something by a name that nothing has, where there is one to take."""
        other = NEAR["other value"](said, self.corpus, self.dice)
        if other is None or other == said.words:
            return False
        self._turns[0] = replace(self._turns[0], words=self.ears.hear(other, self.dice))
        return True

    def _by_its_name(self, said: Said) -> Labelled:
        """ "Make the moonlight darker", and nothing is called so; "make the lamp darker"."""
        rewords = self.dice.random() < 0.3
        words = reworded(said, self.corpus, self.dice) if rewords else said.words
        kind = self._kind("right" if self.dice.random() < 0.8 else "failed")
        self._say(self.ears.hear(words, self.dice), "request", self._gap(GAP_SECONDS), kind)
        return self._ended(said, 1, 0, "by its name")

    def _put_right(self, said: Said) -> Labelled:
        """Said as a correction ("no, I meant fifty"): only the wrong part, or all of it."""
        part = _changed(self._turns[0].words, said.words)
        whole = not part or self.dice.random() < 0.5
        words, begins = corrected(said.words if whole else part, self.dice)
        self._say(words, "request", self._gap(8.0), self._kind("right"))
        return self._ended(said, 1, begins, "put right")

    def _goes_on(self, said: Said, ending: Ending) -> Labelled:
        if self.dice.random() < 0.2:
            self._say(self._remark(), "remark", self._gap(8.0), self._any_kind())
        sorts = ("other number", "other room", "other way", "other value", "other wish, same kind")
        near = list(self.dice.sample(sorts, len(sorts))) if self.dice.random() < NEAR_MISS else []
        if self._turns[0].unknown and self.dice.random() > OF_OTHERS:
            near = [sort for sort in near if sort not in OF_A_THING]
        for sort in (*near, self.dice.choice(("new goal", "new goal", "chatter"))):
            other = NEAR[sort](said, self.corpus, self.dice)
            if other is not None and other != said.words:
                return self._other(said, other, sort)
        raise AssertionError("something new can always be said")

    def _other(self, said: Said, other: Words, sort: str) -> Labelled:
        words = self.ears.hear(other, self.dice) if self.dice.random() < 0.4 else other
        self._say(words, "request", self._next_gap(), self._any_kind())
        return self._ended(said, 0, 0, sort)

    def _between(self, said: Said) -> None:
        other = NEAR["new goal"](said, self.corpus, self.dice)
        self._say(other or ("stop",), "request", self._gap(12.0), self._any_kind())

    def _ended(self, said: Said, rephrase: int, begins: int, sort: str) -> Labelled:
        while self.dice.random() < 0.35 and len(self._turns) < MOST_TURNS:
            sorts: tuple[str, ...] = ("new goal", "new goal", "other value", "chatter")
            other = NEAR[self.dice.choice(sorts)](said, self.corpus, self.dice)
            if other and other != said.words:
                self._say(other, "request", self._next_gap(), self._any_kind())
        kept = self._in_time()
        found = rephrase if rephrase < kept else 0
        return Labelled(
            Dialogue(tuple(self._turns[:kept])), tuple(self._roles[:kept]), found, begins, sort
        )

    def _in_time(self) -> int:
        """Turns that come soon enough; at least one later one."""
        seconds = 0.0
        for place, turn in enumerate(self._turns):
            seconds += turn.gap_seconds + (2.0 if place > 1 else 0.0)
            if place > 1 and (seconds > LONGEST_SECONDS or place >= MOST_TURNS):
                return place
        return len(self._turns)

    def _say(
        self, words: Words, role: Role, gap: float, kind: ResponseKind, interrupted: float = 0.06
    ) -> None:
        cut = self.dice.random() < interrupted
        if self._turns and self._turns[-1].interrupted:
            gap = min(gap, self.dice.uniform(0.0, 2.0))
        self._turns.append(Spoken(words, kind, cut, gap))
        self._roles.append(role)

    def _heard(self, said: Said, *, badly: bool) -> Words:
        wrong = [take for take in said.takes if take != said.words]
        if wrong and self.dice.random() < (0.8 if badly else 0.2):
            return self.dice.choice(wrong)
        if badly and self.dice.random() < 0.5:
            return self.ears.hear(said.words, self.dice, least=0.2)
        return said.words

    def _remark(self) -> Words:
        if self.corpus.remarks and self.dice.random() < 0.5:
            return self.dice.choice(self.corpus.remarks)
        return self.dice.choice(GRUMBLES)

    def _kind(self, ending: Ending) -> ResponseKind:
        if self.dice.random() < 0.05:
            return self._any_kind()
        kinds = {"failed": FAILED, "asked": ASKED}.get(ending, DONE)
        return self.dice.choice(kinds)

    def _any_kind(self) -> ResponseKind:
        return self.dice.choice((*DONE, *DONE, *FAILED))

    def _gap(self, median: float) -> float:
        return min(100.0, self.dice.lognormvariate(0, GAP_SPREAD) * median)

    def _next_gap(self) -> float:
        return min(100.0, self.dice.lognormvariate(0, NEXT_GAP_SPREAD) * NEXT_GAP_SECONDS)


def _changed(heard: Words, said: Words) -> Words:
    """What was said in place of what was heard."""
    blocks = [block for block in Levenshtein.opcodes(heard, said) if block.tag != "equal"]
    return said[blocks[0].dest_start : blocks[-1].dest_end] if blocks else ()
