"""Sessions are cut where a conversation ends, and states are what they should be."""

from datetime import timedelta

from assistant.learning.history import history_of
from assistant.learning.markov.counts import Counts
from assistant.learning.markov.sessions import LONGEST, Session, sessions_of
from tests.learning.talk import Talk

FAN = {"name": "fan"}


def cut(talk: Talk) -> list[list[str]]:
    return [[visit.state for visit in one.visits] for one in sessions(talk)]


def sessions(talk: Talk) -> list[Session]:
    return list(sessions_of(talk.verdicts()))


def test_one_wish_is_one_session_and_remarks_are_in_none() -> None:
    talk = Talk()
    talk.say("turn on the tan", "declined")
    talk.say("no", intent="LeaveIt", by="correction", form="sorry", after=3)
    talk.say("turn on the fan", intent="HassTurnOn", slots=FAN, after=5)
    talk.say("thanks", intent="LeaveIt", by="remark", form="thanks", after=2)
    assert cut(talk) == [["heard trn An 0 tn", "HassTurnOn | name:fan"]]
    assert sessions(talk)[0].visits[0].onward > 0.8


def test_cut_by_silence_by_place_and_by_another_subject() -> None:
    talk = Talk()
    talk.say("turn on the fan", intent="HassTurnOn", slots=FAN)
    talk.say("turn off the fan", intent="HassTurnOff", slots=FAN, after=50)
    talk.say("turn on the fan", intent="HassTurnOn", slots=FAN, after=5, area="office")
    talk.say("what is the weather", "query_answer", intent="HassGetWeather", after=5, area="office")
    assert [len(states) for states in cut(talk)] == [1, 1, 1, 1]


def test_an_endless_argument_is_cut_into_pieces() -> None:
    talk = Talk()
    for _ in range(15):
        talk.say("turn on the fan", "error", after=2)
    assert [len(states) for states in cut(talk)] == [LONGEST, LONGEST, 3]


def test_a_guess_has_a_state_of_its_own_and_so_has_the_room_that_was_implied() -> None:
    talk = Talk()
    talk.say("turn on the fun", intent="HassTurnOn", slots=FAN, exact=False)
    talk.say("Switch ON the fan!", intent="HassTurnOn", slots=FAN, after=500)
    assert cut(talk) == [["heard trn An 0 fn"], ["HassTurnOn | name:fan"]]


def test_one_sound_is_one_state_but_numbers_are_not() -> None:
    talk = Talk()
    for text in ("play bath music", "play pad muzik", "set 15 percent", "set 50 percent"):
        talk.say(text, "declined", after=500)
    states = [states[0] for states in cut(talk)]
    assert states[2] != states[3]
    assert states[0].startswith("heard pl p")


def test_a_question_is_judged_by_what_its_answer_led_to() -> None:
    talk = Talk()
    talk.say("turn on the lamp", "clarify", intent="HassTurnOn", slots={"name": "lamp"})
    talk.say("the left one", intent="HassTurnOn", by="answer", after=3)
    talk.say(
        "turn off the lamp", "clarify", intent="HassTurnOff", slots={"name": "lamp"}, after=500
    )
    talk.say("neither", intent="HassNevermind", by="answer", after=3)
    answered, refused = (one.visits[0] for one in sessions(talk))
    assert answered.defect < 0.1
    assert refused.defect > 0.7


def test_guarded_by_words_by_intent_and_by_device() -> None:
    talk = Talk()
    for text, intent in (("unlock it all", None), ("let me in", "HassLockOpen"), ("fan on", None)):
        talk.say(text, intent=intent, after=500)
    assert [one.visits[0].guarded for one in sessions(talk)] == [True, True, False]


def test_old_evidence_fades_and_a_wrong_clock_does_not_shout() -> None:
    talk = Talk()
    talk.say("turn on the fan", "declined")
    (one,) = sessions(talk)
    counts = {}
    for days in (0, 14, 28, -1000):
        aged = Counts(as_of=one.at)
        aged.add(Session(at=one.at - timedelta(days=days), visits=one.visits))
        (row,) = aged.rows.values()
        counts[days] = row.total
    assert counts == {0: 1.0, 14: 0.5, 28: 0.25, -1000: 2.0}


def test_an_empty_history() -> None:
    assert sessions(Talk()) == []
    assert not history_of([], now=Talk().now).exchanges
