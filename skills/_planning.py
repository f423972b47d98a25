"""From a request with a time or condition to the agenda."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from assistant.agenda.changes import Add, Cancel
from assistant.agenda.entries import Appointment, Condition, Deed
from assistant.agenda.when import (
    COMMAND,
    INSTEAD,
    INSTEAD_OF,
    After,
    At,
    Becomes,
    Every,
    For,
    Unclear,
    When,
)
from assistant.agenda.words import days_words, duration_words, moment_words, time_words
from assistant.skill import CannotDo, Plan, Request
from assistant.turn import Candidate, Reading

_OPPOSITES = {
    "HassTurnOn": "HassTurnOff",
    "HassTurnOff": "HassTurnOn",
    "HassMediaPause": "HassMediaUnpause",
    "HassMediaPlayerMute": "HassMediaPlayerUnmute",
    "HassMediaPlayerUnmute": "HassMediaPlayerMute",
}
_RUN_ONCE = frozenset({"scene", "script", "button", "input_button", "automation"})
"""What nobody can take back."""


def plan_for(request: Request, when: When) -> Plan:
    """Put what was said beside the time on the agenda; CannotDo when that cannot be."""
    if isinstance(when, Unclear):
        raise CannotDo(when.reason)
    if not request.also:
        raise CannotDo("I did not understand what to do then")
    now = request.context.now
    deed = Deed(
        said=request.text(COMMAND),
        commands=request.also,
        exact=request.exact,
        area=request.context.area,
        person=request.context.person,
    )
    match when:
        case After(seconds):
            words = f"in {duration_words(seconds)}"
            entry = Appointment(at=now + timedelta(seconds=seconds), deed=deed, by_clock=False)
            return _planned(deed, words, entry, request)
        case At(moment):
            if moment <= now:
                raise CannotDo(f"{time_words(moment)} is over")
            entry = Appointment(at=moment, deed=deed)
            return _planned(deed, moment_words(moment, now), entry, request)
        case Every(weekdays, first):
            words = f"{days_words(weekdays)} at {time_words(first)}"
            entry = Appointment(at=first, weekdays=weekdays, deed=deed)
            return _planned(deed, words, entry, request)
        case For(seconds):
            return _for_a_while(deed, seconds, now, request)
        case Becomes():
            return _when_it_becomes_so(deed, when, request)


def _promise(deed: Deed, words: str) -> str:
    return f'okay, {words}: "{deed.said}"'


def _planned(deed: Deed, words: str, entry: Appointment, request: Request) -> Plan:
    return Plan(
        reply=_promise(deed, words),
        first=_taken_back(request),
        changes=(*_replaced(deed, request), Add(entry=entry)),
    )


def _replaced(deed: Deed, request: Request) -> tuple[Cancel, ...]:
    """The same, planned for another time just before."""
    if not request.slots.get(INSTEAD):
        return ()
    same = [
        entry.id
        for entry in request.context.plans
        if isinstance(entry, Appointment) and entry.deed.said == deed.said
    ]
    return (Cancel(id=max(same)),) if same else ()


def _taken_back(request: Request) -> tuple[Candidate, ...]:
    """What was done at once before anybody had said when."""
    turn = request.text(INSTEAD_OF)
    if not turn:
        return ()
    undo = Reading(
        intent="UndoLast",
        slots={"turn": turn},
        probability=1.0,
        matched_by="continuation",
        text=request.text(COMMAND),
    )
    devices = tuple(dict.fromkeys(device for one in request.also for device in one.devices))
    return (Candidate(reading=undo, devices=devices, probability=1.0),)


def _for_a_while(deed: Deed, seconds: float, now: datetime, request: Request) -> Plan:
    """Do it now and take it back later."""
    back = Deed(
        said=f"undo: {deed.said}",
        commands=_undone(deed.commands, request),
        exact=deed.exact,
        area=deed.area,
        person=deed.person,
    )
    entry = Appointment(at=now + timedelta(seconds=seconds), deed=back, by_clock=False)
    return Plan(
        reply=f"for {duration_words(seconds)}",
        first=deed.commands,
        changes=(Add(entry=entry),),
    )


def _undone(commands: Sequence[Candidate], request: Request) -> tuple[Candidate, ...]:
    home = request.context.home
    kinds = {home.device_by_id[device].kind for one in commands for device in one.devices}
    if kinds & _RUN_ONCE or any(one.reading.intent not in _OPPOSITES for one in commands):
        raise CannotDo("I can't take that back afterwards; tell me a time for it instead")
    return tuple(
        replace(one, reading=replace(one.reading, intent=_OPPOSITES[one.reading.intent]))
        for one in commands
    )


def _when_it_becomes_so(deed: Deed, when: Becomes, request: Request) -> Plan:
    state = request.context.states.get(when.predicate.device, {})
    if when.once and when.predicate.holds(state):
        return Plan(reply=f"that is so already ({when.words})", first=deed.commands)
    if when.only_now:
        raise CannotDo(f"that is not so now ({when.words}), so I have done nothing")
    entry = Condition(predicate=when.predicate, words=when.words, once=when.once, deed=deed)
    words = f"{'when' if when.once else 'whenever'} {when.words}"
    return Plan(reply=_promise(deed, words), changes=(Add(entry=entry),))
