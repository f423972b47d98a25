"""Each sign is seen where people give it, and not where they do not."""

import pytest

from assistant.learning.feedback.model import FeedbackKind
from assistant.turn import BargeIn, Value
from tests.learning.talk import Talk, switched


def probability(talk: Talk, turn: str, kind: FeedbackKind) -> float:
    sign = talk.sign(turn, kind)
    return sign.probability if sign else 0.0


@pytest.mark.parametrize(
    ("first", "kind", "second", "gap"),
    [
        ("turn on the chicken light", "declined", "turn on the kitchen light", 8),
        ("make the lamp go", "declined", "switch the lamp on", 17),
        ("play some shot gun music", "action_done", "i said play some show tune music", 5),
        ("set the heating to fifteen", "action_done", "no i meant fifty", 4),
        ("turn off the bed room light", "declined", "turn off the bathroom light", 6),
        ("could you dim the lights for me", "error", "make the lights darker", 12),
    ],
)
def test_the_same_wish_in_other_words(first: str, kind: str, second: str, gap: float) -> None:
    talk = Talk(learned=False)
    turn = talk.say(first, kind)  # type: ignore[arg-type]
    talk.say(second, after=gap)
    assert probability(talk, turn, "rephrase") >= 0.4


@pytest.mark.parametrize(
    ("first", "kind", "second", "gap"),
    [
        ("set the light to thirty percent", "action_done", "set the light to fifty percent", 8),
        ("turn on the kitchen light", "action_done", "turn on the bedroom light", 5),
        ("turn on the fan", "action_done", "turn off the fan", 40),
        ("open the blinds", "action_done", "close the blinds", 30),
        ("make me a unicorn", "declined", "turn on the kitchen light", 10),
        ("what's the weather", "query_answer", "set a timer for ten minutes", 10),
        ("turn on the chicken light", "declined", "turn on the kitchen light", 200),
    ],
)
def test_another_wish(first: str, kind: str, second: str, gap: float) -> None:
    talk = Talk()
    turn = talk.say(first, kind)  # type: ignore[arg-type]
    talk.say(second, after=gap)
    assert probability(talk, turn, "rephrase") < 0.2
    assert probability(talk, turn, "repetition") < 0.2


LAMP, CEILING = {"name": "lamp"}, {"name": "ceiling light"}


@pytest.mark.parametrize("learned", [True, False])
@pytest.mark.parametrize("taken_back", ["by hand", "by a word"])
def test_what_was_reported_done_and_put_back_was_not_what_was_wanted(
    taken_back: str, learned: bool
) -> None:
    """The lamp went on, somebody put it out again, and asked for the ceiling light."""
    talk = Talk(learned=learned)
    before = {"state": "off"}
    turn = talk.say("turn up the lamp", intent="On", slots=LAMP, actions=[switched("lamp", before)])
    if taken_back == "by hand":
        talk.by_hand("lamp", {"state": "on"}, before)
    else:
        talk.say("that's not what I said", intent="LeaveIt", form="sorry", after=3)
    talk.say("turn the ceiling light up", intent="On", slots=CEILING, after=12)
    assert probability(talk, turn, "rephrase") >= 0.5
    assert talk.verdict(turn).said_again >= 0.5
    assert talk.verdict(turn).defect >= 0.8


def test_turned_off_again_and_the_same_asked_of_another_thing() -> None:
    talk = Talk()
    lamp = [switched("lamp", {"state": "off"})]
    turn = talk.say("turn on the lamp", intent="On", slots=LAMP, actions=lamp)
    back = talk.say("turn off the lamp", intent="Off", slots=LAMP, actions=lamp, after=8)
    talk.say("turn on the ceiling light", intent="On", slots=CEILING, devices=["ceiling"], after=8)
    assert probability(talk, turn, "undone_by_voice") >= 0.5
    assert talk.verdict(turn).defect >= 0.5
    assert talk.verdict(turn).said_again < 0.2
    assert talk.sign(back, "undone_by_voice") is None


def test_turned_on_and_off_again_says_nothing() -> None:
    talk = Talk()
    lamp = [switched("lamp", {"state": "off"})]
    turn = talk.say("turn on the lamp", intent="On", slots=LAMP, actions=lamp)
    talk.say("turn off the lamp", intent="Off", slots=LAMP, actions=lamp, after=8)
    talk.say("lower the blind", intent="Lower", devices=["blind"], after=8)
    assert talk.sign(turn, "undone_by_voice") is None


def test_what_was_left_as_it_is_was_wanted() -> None:
    talk = Talk()
    turn = talk.say(
        "turn up the lamp", intent="On", slots=LAMP, actions=[switched("lamp", {"state": "off"})]
    )
    talk.say("turn the ceiling light up", intent="On", slots=CEILING, after=12)
    assert talk.verdict(turn).said_again < 0.2


def test_who_puts_back_and_asks_for_something_else_has_changed_the_mind() -> None:
    talk = Talk()
    turn = talk.say(
        "turn up the lamp", intent="On", slots=LAMP, actions=[switched("lamp", {"state": "off"})]
    )
    talk.by_hand("lamp", {"state": "on"}, {"state": "off"})
    talk.say("set a timer for ten minutes", intent="HassStartTimer", after=12)
    assert talk.verdict(turn).said_again < 0.2


def test_what_is_said_in_another_room_is_no_rephrase() -> None:
    talk = Talk()
    turn = talk.say("turn on the chicken light", "declined", area="kitchen")
    talk.say("turn on the kitchen light", area="office")
    assert talk.sign(turn, "rephrase") is None


def test_a_remark_may_stand_between() -> None:
    talk = Talk(learned=False)
    turn = talk.say("turn on the fan")
    talk.say("no", intent="LeaveIt", form="sorry", by="correction", after=3)
    talk.say("turn on the tan lamp", after=4)
    assert probability(talk, turn, "denied") >= 0.8
    assert probability(talk, turn, "rephrase") > 0.3


def test_repeated_after_a_failure_but_steps_are_just_more_steps() -> None:
    talk = Talk()
    failed = talk.say("turn on the fan", "error")
    talk.say("turn on the fan", after=6)
    louder = talk.say("make it louder please", after=300)
    talk.say("make it louder please", after=3)
    assert probability(talk, failed, "repetition") > 0.9
    assert probability(talk, louder, "repetition") < 0.1
    assert talk.sign(failed, "rephrase") is None


def test_on_and_off_are_never_the_same_request() -> None:
    talk = Talk()
    turn = talk.say("please turn on every light upstairs in the house right now", "declined")
    talk.say("please turn off every light upstairs in the house right now", after=5)
    assert talk.sign(turn, "repetition") is None


@pytest.mark.parametrize("text", ["no", "that's wrong", "that is not what I said", "wrong one"])
def test_complaints(text: str) -> None:
    talk = Talk()
    turn = talk.say("turn on the fan")
    talk.say(text, "declined", after=2)
    assert probability(talk, turn, "denied") >= 0.6


@pytest.mark.parametrize("text", ["no thanks", "no problem", "what is not on", "turn on the light"])
def test_no_complaints(text: str) -> None:
    talk = Talk()
    turn = talk.say("turn on the fan")
    talk.say(text, after=2)
    assert talk.sign(turn, "denied") is None


def test_thanks_but_not_for_nothing() -> None:
    talk = Talk()
    good = talk.say("turn on the fan")
    talk.say("thank you very much", after=2)
    bad = talk.say("turn on the radio", after=300)
    talk.say("thanks for nothing", after=2)
    assert probability(talk, good, "praised") > 0.9
    assert talk.sign(bad, "praised") is None


def test_neither_is_an_answer_and_no_denial() -> None:
    talk = Talk()
    asked = talk.say("turn on the lamp", "clarify", intent="HassTurnOn")
    talk.say("neither", intent="HassNevermind", by="answer", after=3)
    assert probability(talk, asked, "neither") > 0.9
    assert talk.sign(asked, "denied") is None


def test_undone_by_voice_speaks_of_the_turn_that_it_takes_back() -> None:
    talk = Talk()
    first = talk.say("turn on the fan")
    second = talk.say("what time is it", "query_answer")
    talk.say("undo that", intent="UndoLast", slots={"turn": first, "ask": False}, by="correction")
    assert probability(talk, first, "undone_by_voice") > 0.9
    assert talk.sign(second, "undone_by_voice") is None


def test_the_switch_flipped_back() -> None:
    talk = Talk()
    turn = talk.say("turn on the lamp", actions=[switched("lamp", {"state": "off"})])
    talk.by_hand("lamp", {"state": "on"}, {"state": "off"}, seconds=20)
    assert probability(talk, turn, "undone_by_hand") > 0.8


@pytest.mark.parametrize(
    ("device", "before", "after", "seconds"),
    [
        ("lamp", {"state": "on"}, {"state": "off"}, 90),  # too late
        ("fan", {"state": "on"}, {"state": "off"}, 10),  # another device
        ("lamp", {"state": "on", "brightness": 80}, {"state": "on", "brightness": 200}, 10),
        ("lamp", {"state": "off"}, {"state": "on"}, 10),  # back to where it was not
    ],
)
def test_other_changes_take_nothing_back(
    device: str, before: dict[str, object], after: dict[str, object], seconds: float
) -> None:
    talk = Talk()
    turn = talk.say("turn on the lamp", actions=[switched("lamp", {"state": "off"})])
    talk.by_hand(device, before, after, seconds=seconds)  # type: ignore[arg-type]
    assert talk.sign(turn, "undone_by_hand") is None


def test_what_ends_by_itself_is_hardly_undone() -> None:
    talk = Talk()
    turn = talk.say("make coffee", actions=[switched("coffee", {"state": "off"})])
    talk.by_hand("coffee", {"state": "brewing"}, {"state": "off"}, seconds=50)
    assert probability(talk, turn, "undone_by_hand") < 0.5


def test_given_up_only_after_a_failure_and_a_silence_that_was_heard() -> None:
    talk = Talk()
    done = talk.say("turn on the fan")
    failed = talk.say("make me a unicorn", "declined", after=500)
    assert talk.sign(failed, "abandoned") is not None
    assert talk.sign(done, "abandoned") is None
    just_now = talk.verdicts(quiet_seconds=5)
    assert not just_now[-1].signs


CUT = BargeIn(offset_ms=600, said_so_far="All right")


@pytest.mark.parametrize(
    ("then", "kind"),
    [
        ("thanks enough", "barge_in_innocent"),
        ("stop", "barge_in_innocent"),
        ("no that's wrong", "barge_in_annoyed"),
        ("turn on the tan lamp", "barge_in_annoyed"),
        ("what time is it", "barge_in_innocent"),
    ],
)
def test_interruptions(then: str, kind: FeedbackKind) -> None:
    talk = Talk(learned=False)
    turn = talk.say("turn on the ten lamp", cut=CUT)
    talk.say(then, after=0.2)
    assert talk.sign(turn, kind) is not None


def test_a_name_that_the_home_lacks_and_then_one_that_it_has() -> None:
    """The network alone would not believe it: it does not know the names of the home."""
    talk = Talk()
    turn = talk.say("turn on the moonlight", "declined", code="no_entity")
    talk.say("turn on the bedroom lamp", intent="HassTurnOn", slots={"name": "bedroom lamp"})
    sign = talk.sign(turn, "rephrase")
    assert sign is not None
    assert sign.probability > 0.5


@pytest.mark.parametrize("learned", [True, False])
@pytest.mark.parametrize(
    ("slot", "first", "second"),
    [
        ("name", "reading lamp", "standing lamp"),
        ("area", "kitchen", "hall"),
        ("brightness", 15, 50),
    ],
)
def test_two_wishes_that_were_both_done(
    slot: str, first: Value, second: Value, learned: bool
) -> None:
    talk = Talk(learned=learned)
    turn = talk.say(f"light {first} on", intent="HassTurnOn", slots={slot: first})
    talk.say(f"light {second} on", intent="HassTurnOn", slots={slot: second}, after=5)
    assert talk.sign(turn, "rephrase") is None


def test_of_two_that_were_both_done_the_first_may_be_complained_of() -> None:
    talk = Talk()
    turn = talk.say("turn off the reading lamp", intent="HassTurnOff", slots={"name": "reading"})
    talk.say("that's wrong", intent="LeaveIt", form="sorry", after=3)
    talk.say("turn off the standing lamp", intent="HassTurnOff", slots={"name": "standing"})
    assert probability(talk, turn, "rephrase") > 0.5


def test_a_question_after_an_unknown_name_is_another_wish() -> None:
    talk = Talk()
    turn = talk.say("turn on the moonlight", "declined", code="no_entity")
    talk.say("what time is it", "query_answer", intent="HassGetCurrentTime")
    assert talk.verdict(turn).said_again < 0.2
    sign = talk.sign(turn, "rephrase")
    assert sign is None or sign.probability < 0.1


def test_the_network_may_look_further_than_the_rules() -> None:
    talk = Talk()
    turn = talk.say("turn on the moonlight", "declined", code="no_entity")
    talk.say(
        "turn on the bedroom lamp", after=100, intent="HassTurnOn", slots={"name": "bedroom lamp"}
    )
    assert talk.verdict(turn).defect > 0
