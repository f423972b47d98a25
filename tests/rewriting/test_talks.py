"""Turns overlap, and rooms talk side by side: who watches them mixes nothing up."""

from collections.abc import Callable, Sequence
from datetime import datetime
from random import Random
from typing import TypeAlias

from hypothesis import given
from hypothesis import strategies as st

from assistant.learning.rewriting.answers import Answers
from assistant.learning.rewriting.doubts import Doubts
from assistant.learning.rewriting.objections import Objections
from assistant.turn import (
    BargeIn,
    Candidate,
    Event,
    Outcome,
    Reading,
    Resolution,
    Rewritten,
    RunEnded,
    RunStarted,
    Slots,
    Step,
    Transcript,
)

AT = datetime(2026, 3, 2, 12)
OFFER = Rewritten(original="turn on the moo", rewritten="turn on the moon", asks=True, learned="o")
TAKEN = Rewritten(original="turn on the sun", rewritten="turn on the lamp", learned="t")


def began(area: str | None, person: str | None = None) -> RunStarted:
    return RunStarted(source="microphone", at=AT, area=area, person=person)


def resolved(intent: str, matched_by: str, slots: Slots | None = None) -> Resolution:
    reading = Reading(
        intent=intent, slots=slots or {}, probability=0.97, matched_by=matched_by, text=intent
    )
    return Resolution(
        decision="act", candidates=(Candidate(reading=reading, devices=(), probability=0.97),)
    )


def turn_of(start: RunStarted, *events: Event) -> tuple[Event, ...]:
    return (start, *events, RunEnded(kind="action_done"))


def offered(start: RunStarted) -> tuple[Event, ...]:
    asked = Outcome(kind="confirm", reply="Did you mean?")
    return turn_of(start, Transcript(text=OFFER.original), OFFER, asked)


def yes(start: RunStarted) -> tuple[Event, ...]:
    done = Outcome(kind="action_done", reply="", intent="HassTurnOn")
    return turn_of(start, Transcript(text="yes"), resolved("HassTurnOn", "answer"), done)


def taken(start: RunStarted) -> tuple[Event, ...]:
    done = Outcome(kind="action_done", reply="", intent="HassTurnOn")
    return turn_of(start, Transcript(text=TAKEN.original), TAKEN, done)


def no(start: RunStarted) -> tuple[Event, ...]:
    denied = resolved("UndoLast", "correction", {"ask": True})
    done = Outcome(kind="action_done", reply="", intent="UndoLast")
    return turn_of(start, Transcript(text="no that is wrong"), denied, done)


RINGING = Outcome(kind="action_done", reply="The timer is over.")


class Watched:
    """Both watchers, and what they have told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []
        self._watchers = (
            Answers(lambda offer, said: self.told.append((said, offer.original))),
            Objections(lambda taken: self.told.append(("withdrawn", taken.original))),
        )

    def see(self, turn_id: str, *events: Event) -> None:
        for event in events:
            for watcher in self._watchers:
                watcher(turn_id, Step(type="x", at_ms=0, took_ms=0, event=event))


def told_of(*turns: Sequence[Event]) -> list[tuple[str, str]]:
    """One turn after the other."""
    watched = Watched()
    for number, events in enumerate(turns):
        watched.see(str(number), *events)
    return watched.told


KITCHEN, BEDROOM = began("kitchen"), began("bedroom")
ASKED, SAID_YES = ("asked", OFFER.original), ("yes", OFFER.original)
WITHDRAWN = ("withdrawn", TAKEN.original)


def test_only_who_was_asked_says_yes() -> None:
    assert told_of(offered(KITCHEN), yes(KITCHEN)) == [ASKED, SAID_YES]
    assert told_of(offered(KITCHEN), yes(BEDROOM)) == [ASKED]
    assert told_of(offered(KITCHEN), yes(BEDROOM), yes(KITCHEN)) == [ASKED, SAID_YES]
    anna, kid = began("kitchen", "anna"), began("kitchen", "kid")
    assert told_of(offered(anna), yes(kid), yes(anna)) == [ASKED, SAID_YES]
    assert told_of(offered(anna), yes(KITCHEN)) == [ASKED, SAID_YES]


def test_a_question_is_answered_once() -> None:
    assert told_of(offered(KITCHEN), yes(KITCHEN), yes(KITCHEN)) == [ASKED, SAID_YES]


def test_only_who_was_misunderstood_objects() -> None:
    assert told_of(taken(KITCHEN), no(KITCHEN)) == [WITHDRAWN]
    assert told_of(taken(KITCHEN), no(BEDROOM)) == []
    assert told_of(taken(KITCHEN), taken(BEDROOM), no(KITCHEN)) == [WITHDRAWN]


def test_an_overlapping_turn_loses_no_no() -> None:
    watched = Watched()
    first, *rest = taken(KITCHEN)
    watched.see("kitchen", first, *rest[:2])
    watched.see("bedroom", BEDROOM)
    watched.see("kitchen", *rest[2:])
    watched.see("later", *no(KITCHEN))
    assert watched.told == [WITHDRAWN]


def test_what_rings_elsewhere_closes_no_question_and_here_loses_no_no() -> None:
    ringing = [turn_of(one, RINGING) for one in (BEDROOM, KITCHEN)]
    assert told_of(offered(KITCHEN), ringing[0], yes(KITCHEN)) == [ASKED, SAID_YES]
    assert told_of(taken(KITCHEN), ringing[1], no(KITCHEN)) == [WITHDRAWN]


def test_a_reply_that_is_cut_short_forgets_nothing() -> None:
    watched = Watched()
    watched.see("asked", *offered(KITCHEN))
    first, *rest = yes(KITCHEN)
    watched.see("yes", first)
    watched.see("asked", BargeIn(offset_ms=1, said_so_far=""))
    watched.see("yes", *rest)
    assert watched.told == [ASKED, SAID_YES]


Make: TypeAlias = Callable[[RunStarted], tuple[Event, ...]]
TALKS: tuple[Make, ...] = (offered, yes, taken, no, yes)


@given(
    st.lists(st.sampled_from(TALKS), max_size=5),
    st.lists(st.sampled_from(TALKS), max_size=5),
    st.randoms(use_true_random=False),
)
def test_two_rooms_are_each_watched_as_if_alone(
    one: list[Make], other: list[Make], chance: Random
) -> None:
    """However the steps of the two are mixed."""
    alone: list[tuple[str, str]] = []
    queues: list[list[tuple[str, Event]]] = []
    for place, turns in (("kitchen", one), ("bedroom", other)):
        made = [make(began(place)) for make in turns]
        alone += told_of(*made)
        queues.append([(f"{place} {n}", event) for n, turn in enumerate(made) for event in turn])
    watched = Watched()
    while any(queues):
        queue = chance.choice([queue for queue in queues if queue])
        watched.see(*queue.pop(0))
    assert sorted(watched.told) == sorted(alone)


def test_doubts_see_each_turn_whole() -> None:
    found: list[Rewritten] = []
    doubts = Doubts(found.append)

    def see(turn_id: str, *events: Event) -> None:
        for event in events:
            doubts(turn_id, Step(type="x", at_ms=0, took_ms=0, event=event))

    first, *rest = taken(KITCHEN)
    see("kitchen", first, *rest[:2])
    see("bedroom", BEDROOM)
    see("kitchen", *rest[2:])
    undo = resolved("UndoLast", "correction", {"turn": "kitchen"})
    undone = Outcome(kind="action_done", reply="", intent="UndoLast")
    see("undo", *turn_of(KITCHEN, Transcript(text="undo that"), undo, undone))
    assert found == [TAKEN]
