"""What keeps a new table from doing harm: the suite of past incidents, and limits for a night."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.learning.markov.standing import Rules
from assistant.learning.rewriting import verdicts
from assistant.learning.rewriting.exposures import after_exposures
from assistant.learning.rewriting.incidents import repeated, with_incidents
from assistant.learning.rewriting.limits import LEAST, LIMITS, beyond_limits, domain_of
from assistant.learning.rewriting.model import Incident, Learned, LearnedRewrite, RewriteSettings
from assistant.learning.rewriting.rewriter import Rewriter
from assistant.learning.rewriting.shelf import without
from assistant.learning.rewriting.store import Store
from assistant.turn import ResponseKind, Rewritten, Step, Transcript
from tests.learning.talk import Talk
from tests.rewriting.tables import NOW, SCENE, known, rewrite, table

HEARD, WRONG = "turn on the glow", "turn on the lamp"
INCIDENT = Incident(heard=HEARD, wrong=WRONG, turn="turn-0", at=NOW)


def taken(
    talk: Talk,
    heard: str,
    wrong: str,
    kind: ResponseKind = "action_done",
    learned: str | None = None,
) -> None:
    """One use of a rewriting."""
    talk.say(heard, kind, intent="HassTurnOn", slots={"name": "lamp"}, after=4000)
    event = Rewritten(original=heard, rewritten=wrong, learned=learned)
    talk.turns[-1][1].steps.insert(2, Step(type="rewrite-end", at_ms=0.0, took_ms=0.0, event=event))


def no(talk: Talk) -> None:
    text = "no that's not what i said"
    talk.say(text, intent="LeaveIt", form="sorry", by="correction", after=3)


def suite(talk: Talk, before: Learned | None = None) -> Learned:
    return with_incidents(before or Learned(), [talk.verdicts()], talk.now)


def test_who_says_no_makes_an_incident_and_two_losses_do() -> None:
    talk = Talk()
    taken(talk, HEARD, WRONG)
    assert suite(talk).incidents == ()
    no(talk)
    (one,) = suite(talk).incidents
    assert (one.heard, one.wrong, one.turn) == (HEARD, WRONG, "turn-0")
    failed = Talk()
    taken(failed, HEARD, WRONG, "declined")
    assert suite(failed).incidents == ()
    taken(failed, HEARD, WRONG, "declined")
    assert len(suite(failed).incidents) == 1


def test_the_suite_grows_and_forgets_after_a_year() -> None:
    old = Incident(heard="a b", wrong="c d", turn="x", at=NOW - timedelta(days=300))
    talk = Talk(now=datetime(2026, 3, 1, tzinfo=UTC))
    taken(talk, HEARD, WRONG)
    no(talk)
    both = suite(talk, Learned(incidents=(old,)))
    assert [one.heard for one in both.incidents] == ["a b", HEARD]
    later = with_incidents(both, [], NOW + timedelta(days=200))
    assert [one.heard for one in later.incidents] == [HEARD]


def test_no_rewrite_repeats_an_incident_from_wherever_it_comes() -> None:
    other = rewrite(HEARD, WRONG, layer="global")
    imported = replace(table(other), incidents=(INCIDENT,))
    assert dict(repeated(imported)) == {other.id: "it went wrong on 2026-03-02"}
    rewriter = Rewriter(imported, RewriteSettings(held_out=0.0))
    assert rewriter.rewrite(Transcript(text=HEARD), SCENE, 1.0).rewritten is None


def test_nor_does_likeness() -> None:
    works = known("play some quiet jazz")
    heard = Transcript(text="play some quite jazz")
    assert Rewriter(table(requests=(works,))).search(heard, SCENE, 1.0) is not None
    wrong = Incident(heard=heard.text, wrong=works.text, turn="x", at=NOW)
    rewriter = Rewriter(replace(table(requests=(works,)), incidents=(wrong,)))
    assert rewriter.rewrite(heard, SCENE, 1.0).rewritten is None


@pytest.mark.parametrize("verdict", [verdicts.approve, verdicts.pin])
def test_a_person_may_say_that_it_is_right_after_all(
    tmp_path: Path, verdict: Callable[[Store, str], LearnedRewrite]
) -> None:
    talk = Talk(now=NOW)
    taken(talk, HEARD, WRONG)
    no(talk)
    store, one = Store(tmp_path / "learned.json"), rewrite(HEARD, WRONG)
    other = Incident(heard=HEARD, wrong="turn on the fan", turn="x", at=NOW)
    store.save(replace(suite(talk, table(one)), incidents=(INCIDENT, other)))
    store.change(lambda found: without(found, Rewritten(original=HEARD, rewritten=WRONG)))
    assert is_used(store.load().table) is None
    verdict(store, one.id)
    assert is_used(store.load().table) == WRONG
    night = suite(talk, store.load().table)
    assert night.incidents == (other,), "what was said before is settled"
    assert dict(repeated(night)) == {}
    assert is_used(night) == WRONG


def test_who_says_no_again_after_that_is_heard(tmp_path: Path) -> None:
    store, one = Store(tmp_path / "learned.json"), rewrite(HEARD, WRONG)
    store.save(replace(table(one), incidents=(INCIDENT,)))
    verdicts.approve(store, one.id)
    talk = Talk(now=datetime.now(UTC) + timedelta(days=1))
    taken(talk, HEARD, WRONG)
    no(talk)
    assert is_used(suite(talk, store.load().table)) is None


def test_a_no_before_a_person_has_chosen_it_does_not_withdraw_it_at_night() -> None:
    talk = Talk(now=NOW)
    taken(talk, HEARD, WRONG, learned=rewrite(HEARD, WRONG).id)
    no(talk)
    one = rewrite(HEARD, WRONG)
    for allowed, status in ((None, "withdrawn"), (talk.now, "live")):
        before = table(replace(one, allowed=allowed))
        later = talk.now + timedelta(days=1)
        after = after_exposures(before, [talk.verdicts()], "personal", Rules(), now=later)
        assert [each.status for each in after.rewrites] == [status]


def is_used(learned: Learned) -> str | None:
    rewriter = Rewriter(learned, RewriteSettings(held_out=0.0))
    return rewriter.rewrite(Transcript(text=HEARD), SCENE, 1.0).rewritten


def busy(requests: int) -> Talk:
    """Says the same few things to lamps again and again."""
    talk = Talk()
    for number in range(requests):
        talk.say(f"dim lamp {number % 20}", intent="HassLightSet", after=4000)
    return talk


def waiting(talk: Talk, new: Learned, previous: Learned | None = None) -> dict[str, str]:
    homes = [talk.verdicts()]
    return dict(beyond_limits(new, previous or Learned(), homes, now=talk.now))


def test_only_so_much_changes_in_one_night_and_the_best_first() -> None:
    talk = busy(100)
    new = table(*(rewrite(f"dim lamp {n}", f"dim lamp {n + 10}") for n in range(10)))
    best = replace(new.rewrites[7], rewritten=new.rewrites[7].rewritten.seen(9, 0))
    new = replace(new, rewrites=(*new.rewrites[:7], best, *new.rewrites[8:]))
    wait = waiting(talk, new)
    assert best.id not in wait
    assert len(new.rewrites) - len(wait) == max(LEAST, int(LIMITS["light"] * 100 / 5))
    assert all("light" in why for why in wait.values())


def test_what_is_live_already_does_not_count() -> None:
    live = table(*(rewrite(f"dim lamp {n}", f"dim lamp {n + 10}") for n in range(10)))
    assert waiting(busy(100), live, live) == {}


def test_little_is_never_held_up() -> None:
    few = table(*(rewrite(f"dim lamp {n}", f"dim lamp {n + 10}") for n in range(LEAST)))
    assert waiting(busy(20), few) == {}


def test_domains() -> None:
    assert domain_of("HassLightSet") == "light"
    assert domain_of("HassMediaSearchAndPlay") == "media"
    assert domain_of("HassStartTimer") == "plans"
    assert domain_of(None) == "other"
    assert {domain_of(name) for name in ("HassTurnOn", "HassGetWeather")} <= set(LIMITS)
