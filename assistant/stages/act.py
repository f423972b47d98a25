"""Devices to deeds: publish the commands and wait until each device itself confirms.

"Done" is said only when the device's own state message shows it; otherwise the reply names what
did not answer.
"""

import asyncio
import contextlib
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from assistant.agenda.changes import AgendaError, Change, Told
from assistant.agenda.when import COMMAND, PLANNED
from assistant.agenda.words import missed_words
from assistant.context import Context
from assistant.home.mirror import Watch
from assistant.home.phrasing import called, listing, sentence
from assistant.skill import CannotDo, NeedsToKnow, Plan, Request, Skill, Task
from assistant.stakes import Stake, highest
from assistant.turn import (
    Action,
    ActionResult,
    Candidate,
    Outcome,
    Reading,
    Resolution,
    ResponseKind,
)
from devices.contract import BrokerUnavailable, Command, ContractError, Message, State

ANSWER_SECONDS = 4.0
"""How long a device may take to confirm; a lock's bolt needs about one second, a slow
battery-powered radio three."""
ALREADY_SECONDS = 0.5
"""A device that is already as wanted need not say so again."""
PERCEIVED = frozenset({"light", "fan", "cover", "media_player", "switch"})
"""Kinds that show at once, to whoever is in the room, that they obeyed."""


class BrokerLost(BrokerUnavailable):
    """The broker went away when a command was on its way: nobody knows what was done."""


class Devices(Protocol):
    """What acting needs of the live home."""

    def messages_for(self, command: Command) -> tuple[Message, ...]:
        """The command on the wire; ContractError when the device has no such command."""

    def watch(self, device_id: str, predicate: Callable[[State], bool]) -> Watch:
        """Watch for the device's own confirmation; open before publishing."""


class Publisher(Protocol):
    @property
    def connected(self) -> bool: ...

    async def publish(self, *messages: Message) -> None:
        """Raises BrokerUnavailable when the broker cannot be reached."""


class Planner(Protocol):
    def apply(self, *changes: Change) -> None:
        """Make all changes to the agenda or none. Raises AgendaError."""


class ActStage:
    """Carries out the best candidate through its skill."""

    def __init__(
        self,
        skills: Mapping[str, Skill],
        devices: Devices,
        bus: Publisher,
        *,
        agenda: Planner | None = None,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self._skills = skills
        self._devices = devices
        self._bus = bus
        self._agenda = agenda
        self._answer_seconds = answer_seconds

    def prepare(self) -> None:
        """Nothing to load."""

    async def act(self, resolution: Resolution, context: Context) -> Outcome:
        """What came of it, and of alarms that nobody answered.

        Raises BrokerUnavailable when nothing could be sent, BrokerLost when something was.
        """
        outcome = await self._act(resolution, context)
        missed = context.plans.missed_in(context.area)
        is_done = outcome.kind in ("action_done", "query_answer")
        if not (missed and is_done) or resolution.reason.startswith(PLANNED):
            return outcome
        with contextlib.suppress(AgendaError):  # then it is told once more
            self._note([Told(missed=missed)])
        told = sentence(missed_words(missed, context.now))
        return replace(outcome, reply=f"{outcome.reply} {told}".strip(), evident=False)

    async def _act(self, resolution: Resolution, context: Context) -> Outcome:
        if resolution.decision != "act":
            return _not_acted(resolution)
        candidate = resolution.candidates[0]
        reading = candidate.reading
        try:
            plans = self._plans(candidate, context)
        except NeedsToKnow as reason:
            return _outcome(reading, "clarify", str(reason), code="missing_slot")
        except CannotDo as reason:
            return _outcome(reading, "declined", str(reason), code="no_valid_targets")
        plan = _in_one_breath(plans)
        actions = await self._all(plan.tasks, context) if plan.tasks else []
        if any(action.result != "confirmed" for action in actions):
            return _report(reading, plan, actions, context)
        try:
            self._note(plan.changes)
        except AgendaError as error:
            return _outcome(reading, "error", str(error), actions=actions, code="failed_to_handle")
        if not plan.tasks:
            question = self._skills[reading.intent].is_question
            kind: ResponseKind = "query_answer" if question else "action_done"
            return _outcome(reading, kind, plan.reply)
        outcome = _report(reading, plan, actions, context)
        only_deeds = all(one.tasks and not one.changes for one in plans)
        is_evident = reading.exact and only_deeds and _is_evident(actions, context)
        return replace(outcome, evident=is_evident)

    def _note(self, changes: Sequence[Change]) -> None:
        if changes and self._agenda is None:
            raise AgendaError("I cannot plan anything here.")
        if changes and self._agenda is not None:
            self._agenda.apply(*changes)

    async def _all(self, tasks: Sequence[Task], context: Context) -> list[Action]:
        """All at once; what breaks one does not leave the others behind."""
        attempts = [self._carry_out(task, context) for task in tasks]
        results = await asyncio.gather(*attempts, return_exceptions=True)
        broken = [result for result in results if isinstance(result, BaseException)]
        actions = [result for result in results if isinstance(result, Action)]
        for error in broken:
            if not isinstance(error, BrokerUnavailable) or isinstance(error, BrokerLost):
                raise error
        if broken and any(action.result == "confirmed" for action in actions):
            raise BrokerLost(str(broken[0]))
        if broken:
            raise broken[0]
        return actions

    def _plans(self, candidate: Candidate, context: Context) -> Sequence[Plan]:
        """One for each part of what was said in one breath; CannotDo when one cannot be."""
        parts = list(_each_with_its_plan(candidate))
        plans: list[Plan] = []
        while parts:
            plan = self._handled(parts.pop(0), context)
            parts = [*plan.first, *parts]
            plans.append(plan)
        return plans

    def _handled(self, part: Candidate, context: Context) -> Plan:
        return self._skills[part.reading.intent].handle(_request(part, context))

    async def _carry_out(self, task: Task, context: Context) -> Action:
        """The action, with the state that it began from."""
        before = dict(context.states.get(task.command.device, {}))
        return replace(await self._commanded(task, context), before=before)

    async def _commanded(self, task: Task, context: Context) -> Action:
        command = task.command
        if command.device in context.unavailable:
            return _action(command, "offline", 0.0)
        clock = asyncio.get_running_loop().time
        began = clock()
        try:
            messages = self._devices.messages_for(command)
        except ContractError as error:
            return _action(command, "refused", 0.0, str(error))
        already = task.lasting and task.until(context.states.get(command.device, {}))
        patience = ALREADY_SECONDS if already else self._answer_seconds
        said: list[State] = []

        def is_done(state: State) -> bool:
            said.append(state)
            return task.until(state)

        with self._devices.watch(command.device, is_done) as watch:
            await self._hand_over(messages)
            state = await watch.within(patience)
        took_ms = (clock() - began) * 1000
        if watch.refusal:
            return _action(command, "refused", took_ms, watch.refusal)
        if state is None and not self._bus.connected:
            raise BrokerLost(f"the broker went away before {command.device} had answered")
        if state is not None or (already and not said):
            return _action(command, "confirmed", took_ms)
        if said:
            return _action(command, "not_done", took_ms, str(said[-1].get("state", "")))
        return _action(command, "no_answer", took_ms)

    async def _hand_over(self, messages: Sequence[Message]) -> None:
        connected = self._bus.connected
        try:
            await self._bus.publish(*messages)
        except BrokerUnavailable as error:
            if connected:
                raise BrokerLost(str(error)) from error
            raise


def _in_one_breath(plans: Sequence[Plan]) -> Plan:
    return Plan(
        reply=" ".join(sentence(plan.reply) for plan in plans if plan.reply),
        tasks=tuple(task for plan in plans for task in plan.tasks),
        changes=tuple(change for plan in plans for change in plan.changes),
    )


def _each_with_its_plan(candidate: Candidate) -> Iterator[Candidate]:
    """The parts of a breath; what comes after a part that only plans is what it plans, as far as
    the next that does.
    """
    parts = [replace(candidate, also=()), *candidate.also]
    starts = [at for at, part in enumerate(parts) if COMMAND in part.reading.slots]
    yield from parts[: starts[0]] if starts else parts
    for start, end in itertools.pairwise((*starts, len(parts))):
        yield replace(parts[start], also=tuple(parts[start + 1 : end]))


def _is_evident(actions: Sequence[Action], context: Context) -> bool:
    """All of it happens in the room where it was asked for, can be perceived and is harmless."""
    devices = [context.home.device_by_id[action.device] for action in actions]
    return (
        context.area is not None
        and highest(devices) is Stake.HARMLESS
        and all(one.area == context.area and one.kind in PERCEIVED for one in devices)
    )


def _request(candidate: Candidate, context: Context) -> Request:
    reading = candidate.reading
    return Request(
        intent=reading.intent,
        slots=reading.slots,
        form=reading.form,
        devices=tuple(context.home.device_by_id[device] for device in candidate.devices),
        context=context,
        also=candidate.also,
        exact=reading.exact,
    )


def _not_acted(resolution: Resolution) -> Outcome:
    kinds: dict[str, ResponseKind] = {
        "ask": "clarify",
        "confirm": "confirm",
        "decline": "declined",
        "ignore": "ignored",
    }
    kind = kinds[resolution.decision]
    if not resolution.candidates:
        return Outcome(kind=kind, reply=resolution.reply, code=resolution.reason or None)
    reading = resolution.candidates[0].reading
    return _outcome(reading, kind, resolution.reply, code=resolution.reason or None)


def _outcome(
    reading: Reading,
    kind: ResponseKind,
    reply: str,
    *,
    actions: Sequence[Action] = (),
    code: str | None = None,
) -> Outcome:
    return Outcome(
        kind=kind,
        reply=sentence(reply) if reply else "",
        intent=reading.intent,
        slots=reading.slots,
        actions=tuple(actions),
        code=code,
    )


def _action(command: Command, result: ActionResult, took_ms: float, why: str = "") -> Action:
    return Action(
        device=command.device,
        service=command.service,
        data=command.data,
        result=result,
        took_ms=took_ms,
        why=why,
    )


def _report(reading: Reading, plan: Plan, actions: Sequence[Action], context: Context) -> Outcome:
    failed = [action for action in actions if action.result != "confirmed"]
    if not failed:
        return _outcome(reading, "action_done", plan.reply, actions=actions)
    worked = len(actions) - len(failed)
    excuse = sentence("; ".join(_excuses(failed, context)))
    reply = f"{excuse} The other {worked} did." if worked else excuse
    if plan.changes:
        reply = f"{reply} So I have planned nothing."
    return _outcome(reading, "error", reply, actions=actions, code="failed_to_handle")


def _excuses(failed: Sequence[Action], context: Context) -> list[str]:
    """One clause for each way of failing, naming the devices."""
    ways: dict[tuple[str, str], list[str]] = {}
    for action in failed:
        name = called(context.home.device_by_id[action.device], context.home)
        ways.setdefault((action.result, action.why), []).append(name)
    clauses = []
    for (result, why), names in ways.items():
        are = "is" if len(names) == 1 else "are"
        clause = {
            "offline": f"{are} offline",
            "no_answer": "did not answer",
            "not_done": f"did not do it: {'it' if len(names) == 1 else 'they'} {are} {why}",
        }.get(result, f"cannot do that: {why}" if why else "cannot do that")
        clauses.append(f"{listing(names)} {clause}")
    return clauses
