"""One pass of learning: what goes live, what is judged, what is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from assistant.learning.history import History
from assistant.learning.learn import LearnSettings, learn
from assistant.learning.rewriting.model import Learned, LearnedRewrite
from assistant.turn import ResponseKind, Rewritten, Step
from tests.learning.talk import Talk
from tests.rewriting.tables import rewrite, table

HEARD, MEANT = "turn on the tan", "turn on the fan"
BY_RULES = LearnSettings(learned_rephrases=False)
"""What the network finds is tested elsewhere, and changes with every training."""


def corrected(times: int, talk: Talk | None = None) -> Talk:
    """So often it fails, and is put right at once."""
    talk = talk or Talk()
    for _ in range(times):
        talk.say(HEARD, "declined", after=4000)
        talk.say(MEANT, intent="HassTurnOn", slots={"name": "fan"}, after=6)
    return talk


def learned(history: History, previous: Learned | None = None) -> Learned:
    return learn([history], previous or Learned(), BY_RULES, now=history.until)[0]


def exposed(talk: Talk, kind: ResponseKind, complaint: str = "") -> None:
    """The rewrite is applied once."""
    talk.say(HEARD, kind, intent="HassTurnOn", slots={"name": "fan"}, after=4000)
    _, turn = talk.turns[-1]
    one = rewrite(HEARD, MEANT)
    event = Rewritten(original=HEARD, rewritten=MEANT, learned=one.id)
    turn.steps.insert(2, Step(type="rewrite-end", at_ms=0.0, took_ms=0.0, event=event))
    if complaint:
        talk.say(complaint, intent="LeaveIt", form="sorry", by="correction", after=3)


def test_learned_with_its_evidence() -> None:
    talk = corrected(6)
    table, report = learn([talk.history()], Learned(), BY_RULES, now=talk.history().until)
    (one,) = table.rewrites
    assert (one.heard, one.rewrite, one.status) == (HEARD, MEANT, "live")
    assert set(one.evidence) <= {turn.id for _, turn in talk.turns}
    assert report.live == 1
    assert [changed.before for changed in report.changed] == [""]
    assert [request.text for request in table.requests] == [MEANT]


def test_learning_again_changes_nothing() -> None:
    history = corrected(6).history()
    once = learned(history)
    again, report = learn([history], once, BY_RULES, now=history.until)
    assert again.rewrites == once.rewrites
    assert report.changed == ()


def test_too_little_is_only_proposed() -> None:
    (one,) = learned(corrected(1).history()).rewrites
    assert (one.status, one.reason, one.may_be_asked) == ("proposed", "too few chains", True)
    (one,) = learned(corrected(1).history()).rewrites
    assert (one.status, one.reason, one.may_be_asked) == ("proposed", "too few chains", True)
    talk = corrected(2)
    for _ in range(2):
        talk.say(HEARD, "declined", after=4000)
        talk.say("turn on the can", intent="HassTurnOn", slots={"name": "can"}, after=6)
    found = learned(talk.history()).rewrites
    assert {one.status for one in found} == {"proposed"}
    assert all("not clearly better" in one.reason for one in found)


def test_two_evenings_are_enough_for_what_was_declined() -> None:
    (one,) = learned(corrected(2).history()).rewrites
    assert one.status == "live"


def test_each_part_can_be_off() -> None:
    history = corrected(6).history()
    off = LearnSettings(rewrites=False, requests=False, learned_rephrases=False)
    assert learn([history], Learned(), off, now=history.until)[0].rewrites == ()


def test_the_gate_has_the_last_word() -> None:
    history = corrected(6).history()

    def gate(rewrites: Sequence[LearnedRewrite]) -> Mapping[str, str]:
        return {one.id: "not here" for one in rewrites}

    table, _ = learn([history], Learned(), BY_RULES, now=history.until, gate=gate)
    assert [(one.status, one.reason) for one in table.rewrites] == [("proposed", "not here")]
    live = learned(history)
    table, report = learn([history], live, BY_RULES, now=history.until, gate=gate)
    assert [one.status for one in table.rewrites] == ["withdrawn"]
    assert report.live == 0


def test_what_went_well_before_is_not_spoiled() -> None:
    talk = Talk()
    for _ in range(10):
        talk.say(HEARD, intent="HassTurnOn", slots={"name": "tan"}, after=4000)
        talk.say("thank you", intent="LeaveIt", form="thanks", by="remark", after=2)
    by_hand = table(rewrite(HEARD, MEANT))
    (one,) = learned(talk.history(), by_hand).rewrites
    assert one.status == "withdrawn"
    assert "spoiled" in one.reason


def test_no_withdraws_and_it_does_not_come_back() -> None:
    talk = corrected(6)
    live = learned(talk.history(quiet_seconds=200))
    exposed(talk, "action_done", complaint="no that's not what i said")
    gone = learned(talk.history(), live)
    assert [(one.status, one.reason) for one in gone.rewrites] == [("withdrawn", "said no")]
    later = learned(corrected(3, talk).history(), gone)
    assert [one.status for one in later.rewrites] == ["withdrawn"]


def test_a_rewrite_that_fails_is_gone_after_two_losses() -> None:
    talk = corrected(6)
    live = learned(talk.history(quiet_seconds=200))
    exposed(talk, "declined")
    exposed(talk, "declined")
    (one,) = learned(talk.history(), live).rewrites
    assert one.status == "withdrawn"
    assert one.losses <= 2


def test_a_rewrite_that_works_stays_and_its_wins_are_counted_once() -> None:
    talk = corrected(6)
    live = learned(talk.history(quiet_seconds=200))
    for _ in range(5):
        exposed(talk, "action_done")
    history = talk.history()
    (one,) = learned(history, live).rewrites
    assert one.status == "live"
    assert one.wins == 5
    (again,) = learned(history, learned(history, live)).rewrites
    assert again.wins == 5


def test_unused_for_long_it_goes() -> None:
    history = corrected(6).history()
    live = learned(history)
    later = replace(history, until=history.until + timedelta(days=40))
    (one,) = learned(later, live).rewrites
    assert (one.status, one.reason) == ("withdrawn", "unused")


def test_many_homes_make_one_rule_and_two_do_not() -> None:
    homes = [corrected(3).history() for _ in range(4)]
    table, report = learn(homes, Learned(), BY_RULES, now=homes[0].until)
    assert [(one.layer, one.status) for one in table.rewrites] == [("global", "live")]
    assert report.homes == 4
    assert all(request.layer == "global" for request in table.requests)
    few, _ = learn(homes[:2], Learned(), BY_RULES, now=homes[0].until)
    assert not any(one.live for one in few.rewrites)


def test_one_home_that_lies_teaches_nothing_to_all() -> None:
    good = Talk()
    good.say(MEANT, intent="HassTurnOn", slots={"name": "fan"})
    homes = [corrected(200).history(), good.history(), good.history(), good.history()]
    table, _ = learn(homes, Learned(), BY_RULES, now=homes[0].until)
    assert not any(one.live for one in table.rewrites)


def test_an_empty_past() -> None:
    history = Talk().history()
    table, report = learn([history], Learned(), BY_RULES, now=history.until)
    assert table.rewrites == ()
    assert report.turns == 0
