"""Where gains are lost: from all that went wrong down to what a rewrite made good."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from statistics import median

from assistant.evaluation.simulation.living import Lived
from assistant.evaluation.simulation.records import Record
from assistant.evaluation.understanding.judge import Verdict
from assistant.learning.rewriting.model import Learned
from assistant.learning.words import Words, sound_of, words_in

REAL_ATTEMPTS = 50
"""From this number on it is a remark, an answer or another wish."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """Requests that go wrong when they are left alone, and how many of them get how far.

    "Before" is on an earlier day in the same home: it learns at night.
    """

    defects: int = 0
    misheard: int = 0
    same_words: int = 0
    """Of which the same words had failed before."""
    same_sound: int = 0
    """Or words of the same sound."""
    corrected: int = 0
    """And had been put otherwise then, until it worked."""
    noticed: int = 0
    """And the assistant itself saw that correction."""
    proposed: int = 0
    """And a rewrite of them, or of a part of them, stands in the table at the end."""
    accepted: int = 0
    """And was put to use, by then at the latest."""
    learned_used: int = 0
    learned_won: int = 0
    same_wish: int = 0
    """Of which the same wish had been understood before, in whatever words."""
    known_used: int = 0
    known_won: int = 0
    exposures: tuple[int, ...] = ()
    """How often the words had failed before a learned rewrite was first applied to them."""

    def __add__(self, other: "Funnel") -> "Funnel":
        both = (
            (one.name, getattr(self, one.name), getattr(other, one.name)) for one in fields(self)
        )
        return Funnel(**{name: ours + theirs for name, ours, theirs in both})

    @property
    def median_exposures(self) -> float | None:
        return float(median(self.exposures)) if self.exposures else None


def funnel(lived: Lived) -> Funnel:
    """Of one run of one arm."""
    past = _Past(lived)
    total = Funnel()
    for record in sorted(lived.records, key=lambda one: one.day):
        if record.wish != "none" and record.attempt < REAL_ATTEMPTS:
            if record.defect_alone:
                total += past.stages(record)
            past.add(record)
    return total


class _Past:
    """What happened in each home before."""

    def __init__(self, lived: Lived) -> None:
        self._noticed = lived.noticed
        self._tables = lived.personal
        self._ends_well = {
            record.occasion
            for record in lived.records
            if record.attempt < REAL_ATTEMPTS and record.verdict is Verdict.RIGHT
        }
        self._words: dict[tuple[str, Words], list[Record]] = defaultdict(list)
        self._sounds: dict[tuple[str, str], int] = {}
        self._granted: dict[tuple[str, str], int] = {}
        """By home and wish, the first day on which it was understood."""
        self._rewritten: set[tuple[str, Words]] = set()

    def add(self, record: Record) -> None:
        words, home = words_in(record.heard), record.home
        if record.defect_alone:
            self._words[home, words].append(record)
            self._sounds.setdefault((home, _sound(words)), record.day)
        else:
            self._granted.setdefault((home, record.goal), record.day)

    def stages(self, record: Record) -> Funnel:
        words, home = words_in(record.heard), record.home
        before = [one for one in self._words[home, words] if one.day < record.day]
        corrected = [one for one in before if one.defect and one.occasion in self._ends_well]
        noticed = bool(corrected) and (home, " ".join(words)) in self._noticed
        found = list(_rewrites_of(words, self._tables.get(home, Learned())))
        learned, known = record.by == "learned", record.by in ("home", "everybody")
        return Funnel(
            defects=1,
            misheard=record.said != record.heard,
            same_words=bool(before),
            same_sound=self._sounds.get((home, _sound(words)), record.day) < record.day,
            corrected=bool(corrected),
            noticed=noticed,
            proposed=noticed and bool(found),
            accepted=noticed and any(found),
            learned_used=learned,
            learned_won=learned and record.won,
            same_wish=self._granted.get((home, record.goal), record.day) < record.day,
            known_used=known,
            known_won=known and record.won,
            exposures=tuple(self._first_use(home, words, len(before))) if learned else (),
        )

    def _first_use(self, home: str, words: Words, failed: int) -> Iterator[int]:
        if (home, words) not in self._rewritten:
            self._rewritten.add((home, words))
            yield failed


def _rewrites_of(words: Words, table: Learned) -> Iterator[bool]:
    """Of each rewrite that these words would meet, whether it was ever in use."""
    heard = " ".join(words)
    for one in table.rewrites:
        if one.of(heard) != heard:
            yield one.status != "proposed"


def stages_of(found: Funnel) -> Mapping[str, int]:
    """In words, in the order of the report."""
    return {
        "went wrong, left alone": found.defects,
        "misheard": found.misheard,
        "same words had failed before": found.same_words,
        "same words or same sound": found.same_sound,
        "had been corrected then": found.corrected,
        "correction noticed": found.noticed,
        "rewrite proposed": found.proposed,
        "rewrite accepted": found.accepted,
        "learned rewrite applied": found.learned_used,
        "and won": found.learned_won,
        "same wish understood before": found.same_wish,
        "taken for a known request": found.known_used,
        "and won by it": found.known_won,
    }


def _sound(words: Sequence[str]) -> str:
    return sound_of(words).replace(" ", "")
