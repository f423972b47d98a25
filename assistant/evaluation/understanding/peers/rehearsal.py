"""The real acting stage on devices that do everything at once and tell nobody.

What a request would do is what the stage would send: the same plans, the same refusals, the same
agenda. Nothing is published and nothing is waited for.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assistant.agenda.agenda import Agenda
from assistant.agenda.plans import Plans
from assistant.context import Context
from assistant.home.mirror import Watch
from assistant.skill import Skill
from assistant.stages.act import ActStage
from assistant.turn import Outcome, Resolution
from devices.contract import Command, Device, Message, State, check_command


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """What would come of it."""

    outcome: Outcome
    commands: tuple[Command, ...]
    """Those that the devices would take."""
    plans: Plans
    """What would be planned afterwards."""


class Rehearsal:
    """Carries out resolutions on paper."""

    def __init__(self, skills: Mapping[str, Skill]) -> None:
        self._skills = skills
        self._loop = asyncio.new_event_loop()

    def rehearse(self, resolution: Resolution, context: Context) -> Rehearsed:
        return self._loop.run_until_complete(self._act(resolution, context))

    async def _act(self, resolution: Resolution, context: Context) -> Rehearsed:
        agenda = Agenda()
        agenda.update(lambda _: context.plans)
        devices = _Obedient(context.home.device_by_id)
        act = ActStage(self._skills, devices, _Nowhere(), agenda=agenda)
        outcome = await act.act(resolution, context)
        taken = tuple(
            Command(device=action.device, service=action.service, data=action.data)
            for action in outcome.actions
            if action.result == "confirmed"
        )
        return Rehearsed(outcome=outcome, commands=taken, plans=agenda.plans)


class _Obedient:
    """Devices that refuse what their kind cannot do and confirm the rest at once."""

    def __init__(self, devices: Mapping[str, Device]) -> None:
        self._devices = devices

    def messages_for(self, command: Command) -> tuple[Message, ...]:
        check_command(self._devices[command.device].kind, command.service, command.data)
        return ()

    def watch(self, device_id: str, predicate: Callable[[State], bool]) -> Watch:
        watch = Watch({}, device_id, lambda _: True)
        watch.look({})
        return watch


class _Nowhere:
    """A bus that loses everything and never breaks."""

    connected = True

    async def publish(self, *messages: Message) -> None:
        """Nobody hears it."""
