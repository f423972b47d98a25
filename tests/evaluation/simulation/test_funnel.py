"""Every stage of the funnel is a part of the one before, and counts what it says."""

from dataclasses import replace
from datetime import UTC, datetime

from assistant.evaluation.simulation.funnel import Funnel, funnel, stages_of
from assistant.evaluation.simulation.living import Lived
from assistant.evaluation.simulation.records import Record
from assistant.evaluation.understanding.judge import Verdict
from assistant.learning.rewriting.model import Learned
from tests.rewriting.tables import rewrite, table

NOW = datetime(2026, 3, 2, tzinfo=UTC)
FAILED = Record(
    home="home-0",
    seed=1,
    day=0,
    occasion="a",
    attempt=0,
    setting="hard",
    unseen=False,
    after_drift=False,
    wish="light_on",
    goal="light_on lamp",
    said="moonlight on",
    heard="moonlight on",
    verdict=Verdict.DECLINED,
    alone=Verdict.DECLINED,
)
PUT_RIGHT = replace(FAILED, attempt=1, heard="lamp on", verdict=Verdict.RIGHT, alone=Verdict.RIGHT)
AGAIN = replace(FAILED, day=1, occasion="b")
WON = replace(AGAIN, day=2, occasion="c", rewritten="lamp on", by="learned", verdict=Verdict.RIGHT)


def _funnel(*records: Record, noticed: bool = True, learned: Learned | None = None) -> Funnel:
    known = frozenset({("home-0", "moonlight on")} if noticed else ())
    personal = {"home-0": learned or table(rewrite("moonlight on", "lamp on"))}
    return funnel(
        Lived(
            records=records, believed_defects=0, personal=personal, pooled=Learned(), noticed=known
        )
    )


def test_from_a_failure_to_a_win() -> None:
    found = _funnel(FAILED, PUT_RIGHT, AGAIN, WON)
    assert (found.defects, found.same_words, found.corrected, found.accepted) == (3, 2, 2, 2)
    assert (found.learned_used, found.learned_won, found.same_wish) == (1, 1, 2)
    assert found.exposures == (2,)


def test_what_is_not_noticed_gets_no_further() -> None:
    found = _funnel(FAILED, PUT_RIGHT, AGAIN, noticed=False)
    assert (found.corrected, found.noticed, found.proposed) == (1, 0, 0)


def test_what_is_only_proposed_is_not_accepted() -> None:
    proposed = table(rewrite("moonlight on", "lamp on", status="proposed"))
    found = _funnel(FAILED, PUT_RIGHT, AGAIN, learned=proposed)
    assert (found.proposed, found.accepted) == (1, 0)


def test_the_same_day_is_not_before() -> None:
    assert _funnel(FAILED, replace(FAILED, occasion="b")).same_words == 0


def test_runs_add_up_and_are_told_in_order() -> None:
    once = _funnel(FAILED, PUT_RIGHT, AGAIN, WON)
    assert (once + once).defects == 6
    assert next(iter(stages_of(once).values())) == 3
