"""Records counted by home and week, which is all that the statistics need."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.evaluation.simulation.household import Setting
from assistant.evaluation.simulation.records import Record
from assistant.evaluation.understanding.judge import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One home in one week of one arm; first attempts unless said otherwise."""

    home: str
    """With the seed, since home 3 of another seed is another home."""
    week: int
    setting: Setting
    unseen: bool
    after_drift: bool
    takes: int = 0
    defects: int = 0
    wrong_actions: int = 0
    requests: int = 0
    """All attempts."""
    failed_requests: int = 0
    rewritten: int = 0
    """All attempts, as are the next three."""
    wins: int = 0
    losses: int = 0
    guarded_harm: int = 0
    questions: int = 0
    """Whether what was corrected before is meant; all attempts."""
    yes: int = 0
    """How many of these were answered so."""


def tallies(records: Iterable[Record]) -> tuple[Tally, ...]:
    """In the order of homes and weeks."""
    groups: dict[tuple[str, int, bool], list[Record]] = {}
    for record in records:
        key = (f"{record.seed}/{record.home}", record.day // 7, record.after_drift)
        groups.setdefault(key, []).append(record)
    return tuple(_tally(*key, found) for key, found in sorted(groups.items()))


def _tally(home: str, week: int, after_drift: bool, records: list[Record]) -> Tally:
    first = [one for one in records if one.attempt == 0]
    return Tally(
        home=home,
        week=week,
        setting=records[0].setting,
        unseen=records[0].unseen,
        after_drift=after_drift,
        takes=len(first),
        defects=sum(one.defect for one in first),
        wrong_actions=sum(one.verdict is Verdict.WRONG_ACTION for one in first),
        requests=len(records),
        failed_requests=sum(one.defect for one in records),
        rewritten=sum(bool(one.rewritten) for one in records),
        wins=sum(one.won for one in records),
        losses=sum(one.lost for one in records),
        guarded_harm=sum(one.guarded_harm for one in records),
        questions=sum(bool(one.offered) for one in records),
        yes=sum(one.answered == "yes" for one in records),
    )
