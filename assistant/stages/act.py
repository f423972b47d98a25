"""Devices to deeds: publish the commands and wait until each device itself confirms.

"Done" is said only when the device's own state message shows it; otherwise the reply names what
did not answer.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from assistant.context import Context
from assistant.home.mirror import Watch
from assistant.home.phrasing import be, called, listing, sentence
from assistant.skill import CannotDo, Plan, Request, Skill, Task
from assistant.turn import (
    Action,
    ActionResult,
    Candidate,
    Outcome,
    Reading,
    Resolution,
    ResponseKind,
)
from devices.contract import Command, ContractError, Message, State

ANSWER_SECONDS = 4.0
"""How long a device may take to confirm; a lock's bolt needs about one second, a slow
battery-powered radio three."""
ALREADY_SECONDS = 0.5
"""A device that is already as wanted need not say so again."""


class Devices(Protocol):
    """What acting needs of the live home."""

    def messages_for(self, command: Command) -> tuple[Message, ...]:
        """The command on the wire; ContractError when the device has no such command."""

    def watch(self, device_id: str, predicate: Callable[[State], bool]) -> Watch:
        """Watch for the device's own confirmation; open before publishing."""


class Publisher(Protocol):
    async def publish(self, *messages: Message) -> None:
        """Raises BrokerUnavailable when the broker cannot be reached."""


class ActStage:
    """Carries out the best candidate through its skill."""

    def __init__(
        self,
        skills: Mapping[str, Skill],
        devices: Devices,
        bus: Publisher,
        *,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self._skills = skills
        self._devices = devices
        self._bus = bus
        self._answer_seconds = answer_seconds

    def prepare(self) -> None:
        """Nothing to load."""

    async def act(self, resolution: Resolution, context: Context) -> Outcome:
        """What came of it; raises BrokerUnavailable when nothing could be sent."""
        if resolution.decision != "act":
            return _not_acted(resolution)
        candidate = resolution.candidates[0]
        reading = candidate.reading
        try:
            plan = self._plan(candidate, context)
        except CannotDo as reason:
            return _outcome(reading, "declined", str(reason), code="no_valid_targets")
        if not plan.tasks:
            question = self._skills[reading.intent].is_question
            kind: ResponseKind = "query_answer" if question else "action_done"
            return _outcome(reading, kind, plan.reply)
        actions = await asyncio.gather(*(self._carry_out(task, context) for task in plan.tasks))
        return _report(reading, plan, actions, context)

    def _plan(self, candidate: Candidate, context: Context) -> Plan:
        """What all that was said in one breath comes to; CannotDo when one part cannot be."""
        plans = [
            self._skills[part.reading.intent].handle(_request(part, context))
            for part in (candidate, *candidate.also)
        ]
        return Plan(
            reply=" ".join(sentence(plan.reply) for plan in plans if plan.reply),
            tasks=tuple(task for plan in plans for task in plan.tasks),
        )

    async def _carry_out(self, task: Task, context: Context) -> Action:
        command = task.command
        if command.device in context.unavailable:
            return _action(command, "offline", 0.0)
        clock = asyncio.get_running_loop().time
        began = clock()
        try:
            messages = self._devices.messages_for(command)
        except ContractError as error:
            return _action(command, "refused", 0.0, str(error))
        already = task.until(context.states.get(command.device, {}))
        patience = ALREADY_SECONDS if already else self._answer_seconds
        with self._devices.watch(command.device, task.until) as watch:
            await self._bus.publish(*messages)
            state = await watch.within(patience)
        took_ms = (clock() - began) * 1000
        if watch.refusal:
            return _action(command, "refused", took_ms, watch.refusal)
        confirmed = state is not None or already
        return _action(command, "confirmed" if confirmed else "no_answer", took_ms)


def _request(candidate: Candidate, context: Context) -> Request:
    reading = candidate.reading
    return Request(
        intent=reading.intent,
        slots=reading.slots,
        form=reading.form,
        devices=tuple(context.home.device_by_id[device] for device in candidate.devices),
        context=context,
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
    return _outcome(reading, "error", reply, actions=actions, code="failed_to_handle")


def _excuses(failed: Sequence[Action], context: Context) -> list[str]:
    """One clause for each way of failing, naming the devices."""
    ways: dict[tuple[str, str], list[str]] = {}
    for action in failed:
        name = called(context.home.device_by_id[action.device], context.home)
        ways.setdefault((action.result, action.why), []).append(name)
    clauses = []
    for (result, why), names in ways.items():
        clause = {
            "offline": f"{be(len(names))} offline",
            "no_answer": "did not answer",
        }.get(result, f"cannot do that: {why}" if why else "cannot do that")
        clauses.append(f"{listing(names)} {clause}")
    return clauses
