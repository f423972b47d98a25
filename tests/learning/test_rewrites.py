"""What goes live: only what many chains show clearly, and nothing that says something else."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.learning.markov.counts import Counts
from assistant.learning.markov.learner import Personal, Pooled, counts_of
from assistant.learning.markov.rewrites import Suggestion
from assistant.learning.markov.sessions import sessions_of
from assistant.turn import ResponseKind
from tests.learning.chains import TODAY, session, visit
from tests.learning.talk import Talk


def found(
    said: str, wanted: str, times: int, *, guarded: bool = False, source_succeeds: int = 0
) -> Suggestion:
    """What so many chains from one text to another suggest."""
    counts = Counts(as_of=TODAY)
    for _ in range(times):
        counts.add(
            session(
                visit("said", 0.95, 0.95, text=said),
                visit("wanted", 0.0, 0.05, text=wanted, guarded=guarded),
            )
        )
    for _ in range(source_succeeds):
        counts.add(session(visit("said", 0.0, 0.05, text=said)))
    (suggestion,) = Personal(counts).suggestions()
    return suggestion


def test_a_clear_case_goes_live() -> None:
    suggestion = found("turn on the chicken light", "turn on the kitchen light", 4)
    assert suggestion.accepted
    assert suggestion.texts == ("turn on the chicken light",)
    assert suggestion.rewritten_to == "turn on the kitchen light"
    assert suggestion.path == ("said", "wanted")
    assert suggestion.score > 0.8 > 0.1 > suggestion.score_alone


@pytest.mark.parametrize(
    ("said", "wanted", "why"),
    [
        ("turn on the light", "turn off the light", "contradicts"),
        ("set it to 15 percent", "set it to 50 percent", "contradicts"),
        ("bathroom light on", "bedroom light on", "contradicts"),
        ("kitchen light on", "all light on", "says less"),
        ("do the usual", "turn on the kitchen light", "says more"),
        ("open the front door", "open the front doors", "guarded"),
        ("fan please", "fan please", "same words"),
    ],
)
def test_refused_whatever_the_figures_say(said: str, wanted: str, why: str) -> None:
    suggestion = found(said, wanted, 50)
    assert why in suggestion.refused


def test_guarded_by_what_was_done() -> None:
    assert "guarded" in found("let me out of here", "let me out here", 50, guarded=True).refused


def test_too_little_evidence() -> None:
    assert "not clearly better" in found("turn on the tan", "turn on the fan", 2).refused
    counts = Counts(as_of=TODAY)
    counts.add(session(visit("said", 0.95, 0.95), visit("wanted")))
    assert Personal(counts).suggestions() == ()


def test_what_mostly_works_is_left_alone() -> None:
    counts = Counts(as_of=TODAY)
    for _ in range(4):
        counts.add(session(visit("said", 0.9, 0.9), visit("wanted", 0.0, 0.05)))
    for _ in range(40):
        counts.add(session(visit("said", 0.0, 0.05)))
    assert Personal(counts).suggestions() == ()


def test_a_wish_that_may_be_either_of_two_is_not_decided() -> None:
    counts = Counts(as_of=TODAY)
    for wanted in ("fan", "tan lamp") * 10:
        counts.add(session(visit("said", 0.95, 0.95, text="tan"), visit(wanted)))
    assert not any(one.accepted for one in Personal(counts).suggestions())


def test_through_a_detour_to_where_it_works() -> None:
    counts = Counts(as_of=TODAY)
    for _ in range(6):
        counts.add(
            session(
                visit("a", 0.95, 0.95, text="turn on the tan"),
                visit("b", 0.95, 0.95, text="turn on the pan"),
                visit("c", 0.0, 0.02, text="turn on the fan"),
            )
        )
    by_source = {one.source: one for one in Personal(counts).suggestions()}
    assert by_source["a"].path == ("a", "b", "c")
    assert by_source["a"].accepted
    assert by_source["b"].target == "c"


def home_of(times: int) -> Counts:
    counts = Counts(as_of=TODAY)
    for _ in range(times):
        counts.add(session(visit("tan on", 0.95, 0.95), visit("fan on", 0.0, 0.05)))
    return counts


def pooled(*homes: Counts) -> Pooled:
    together = Pooled(TODAY)
    together.fill((str(number), counts) for number, counts in enumerate(homes))
    return together


def test_one_voice_makes_no_rule_for_all() -> None:
    alone = pooled(home_of(1000))
    assert alone.suggestions() == ()
    assert alone.pool.total.rows["tan on"].onward["fan on"] == pytest.approx(3.0)
    together = pooled(*(home_of(3) for _ in range(4)))
    assert [one.accepted for one in together.suggestions()] == [True]


def test_a_homes_shares_survive_its_limit() -> None:
    counts = home_of(0)
    for _ in range(90):
        counts.add(session(visit("fan on", 0.0, 0.1)))
    row = pooled(counts).pool.total.rows["fan on"]
    assert row.success == pytest.approx(3.0)
    assert row.failure == pytest.approx(3.0 / 9)


def test_news_of_one_home_come_to_the_same_as_all_at_once() -> None:
    homes = [home_of(times) for times in (2, 3, 4)]
    step_by_step = pooled(*homes)
    changed = homes[0].add(session(visit("tan on", 0.9, 0.9), visit("can on", 0.0, 0.1)))
    step_by_step.put("0", homes[0], changed)
    at_once = pooled(*homes)
    assert step_by_step.pool.total == at_once.pool.total
    for state in at_once.pool.total.rows:
        assert step_by_step.model.success(state) == pytest.approx(at_once.model.success(state))


def test_a_home_can_leave() -> None:
    together = pooled(home_of(3), home_of(3))
    together.model.touch(together.pool.leave("1"))
    assert together.pool.total == pooled(home_of(3)).pool.total
    assert together.pool.leave("unknown") == frozenset()


def test_homes_of_different_days_do_not_mix() -> None:
    with pytest.raises(ValueError, match="as of"):
        Pooled(TODAY).put("a", Counts(as_of=TODAY.replace(year=2025)), ["x"])


def weeks_of_mishearing() -> Iterator[tuple[str, ResponseKind, str | None]]:
    for _ in range(6):
        yield "turn on the tan", "declined", None
        yield "turn on the fan", "action_done", "HassTurnOn"


def test_from_what_was_said_to_a_rewrite() -> None:
    talk = Talk()
    for number, (text, kind, intent) in enumerate(weeks_of_mishearing()):
        slots = {"name": "fan"} if intent else None
        talk.say(text, kind, intent=intent, slots=slots, after=6 if number % 2 else 4000)
    (suggestion,) = Personal(counts_of(talk.history(), as_of=talk.now)).suggestions()
    assert suggestion.accepted
    assert (suggestion.texts, suggestion.rewritten_to) == (("turn on the tan",), "turn on the fan")


def test_learned_turn_by_turn_as_at_once() -> None:
    talk = Talk()
    for number, (text, kind, intent) in enumerate(weeks_of_mishearing()):
        talk.say(text, kind, intent=intent, after=6 if number % 2 else 4000)
    at_once = Personal(counts_of(talk.history(), as_of=talk.now))
    by_and_by = Personal(Counts(as_of=talk.now))
    for one in sessions_of(talk.verdicts()):
        by_and_by.add([one])
    assert by_and_by.suggestions() == at_once.suggestions()


def test_who_says_no_to_everything_teaches_nothing() -> None:
    talk = Talk()
    for number in range(80):
        device = ("fan", "radio")[number % 2]
        slots = {"name": device}
        talk.say(f"turn on the {device}", intent="HassTurnOn", slots=slots, after=30)
        talk.say("no", intent="LeaveIt", form="sorry", by="correction", after=2)
    assert not any(
        one.accepted for one in Personal(counts_of(talk.history(), as_of=talk.now)).suggestions()
    )


def test_one_day_of_history_decides_nothing() -> None:
    talk = Talk()
    talk.say("turn on the tan", "declined")
    talk.say("turn on the fan", intent="HassTurnOn", slots={"name": "fan"}, after=5)
    assert Personal(counts_of(talk.history(), as_of=talk.now)).suggestions() == ()


def test_suggestions_are_plain_data() -> None:
    suggestion = found("turn on the chicken light", "turn on the kitchen light", 4)
    assert not replace(suggestion, refused=("guarded",)).accepted
