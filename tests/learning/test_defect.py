"""One probability from all signs: it rises with complaints, falls with thanks, and knows habits."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.learning.talk import Talk


def test_signs_move_it_the_right_way() -> None:
    talk = Talk()
    quiet = talk.say("turn on the fan")
    thanked = talk.say("turn on the radio", after=500)
    talk.say("thanks", after=2)
    denied = talk.say("turn on the lamp", after=500)
    talk.say("that's wrong", "declined", after=2)
    declined = talk.say("make me a unicorn", "declined", after=500)
    by_turn = {one.exchange.id: one.defect for one in talk.verdicts()}
    assert by_turn[thanked] < by_turn[quiet] < 0.1
    assert by_turn[denied] > 0.6
    assert by_turn[declined] > 0.85


def test_who_says_no_to_everything_says_nothing_by_it() -> None:
    grumbler = Talk()
    for _ in range(60):
        grumbler.say("turn on the fan", after=300, person="gus")
        grumbler.say("no", intent="LeaveIt", form="sorry", by="correction", after=2, person="gus")
    first = grumbler.verdicts()[0]
    assert [sign.kind for sign in first.signs] == ["denied"]
    assert first.defect < 0.2
    once = Talk()
    turn = once.say("turn on the fan")
    once.say("no", intent="LeaveIt", form="sorry", by="correction", after=2)
    assert once.verdict(turn).defect > 0.5


def test_a_habit_is_that_persons_own() -> None:
    talk = Talk()
    for _ in range(60):
        talk.say("turn on the fan", after=300, person="gus")
        talk.say("no", after=2, person="gus", intent="LeaveIt", form="sorry", by="correction")
    anna = talk.say("turn on the fan", after=300, person="anna")
    talk.say("no", after=2, person="anna", intent="LeaveIt", form="sorry", by="correction")
    assert talk.verdict(anna).defect > 0.5


def test_a_clock_that_jumps_back_gives_no_signs() -> None:
    talk = Talk()
    talk.say("turn on the chicken light", "declined")
    talk.now -= timedelta(hours=1)
    talk.say("turn on the kitchen light")
    assert not any(one.signs for one in talk.verdicts(quiet_seconds=7200) if one.said_again)


def test_a_turn_within_another_gives_no_signs() -> None:
    talk = Talk()
    talk.say("turn on the chicken light", "declined", reply="x" * 50)
    at, turn = talk.turns[0]
    talk.turns[0] = (at + timedelta(seconds=1), turn)
    talk.now = at - timedelta(seconds=8)
    talk.say("turn on the kitchen light", after=10)
    assert all(0 <= one.defect <= 1 for one in talk.verdicts())


def test_an_empty_home() -> None:
    assert Talk().verdicts() == ()


KINDS = st.sampled_from(
    ["action_done", "query_answer", "clarify", "confirm", "declined", "error", "ignored"]
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["no", "thanks", "turn on the fan", "fan", "", "neither", "\ud800 7"]),
            KINDS,
            st.floats(-500, 500),
        ),
        max_size=12,
    )
)
def test_any_talk_has_probabilities(said: list[tuple[str, str, float]]) -> None:
    talk = Talk()
    for text, kind, after in said:
        talk.say(text, kind, after=after)  # type: ignore[arg-type]
    for verdict in talk.verdicts():
        assert 0 <= verdict.defect <= 1
        assert 0 <= verdict.said_again <= 1
        assert 0 <= verdict.otherwise <= 1
