"""Adding to and ticking off lists; the shopping list is the list that is called so."""

from collections.abc import Callable, Mapping

from assistant.home.phrasing import called
from assistant.skill import CannotDo, Plan, Request, Skill, Targets, Task
from devices.contract import Device, State, Value
from skills._states import Check, command

SHOPPING = "shopping"


def list_skill(
    intent: str,
    service: str,
    until_of: Callable[[str], Check],
    done: str,
    *,
    shopping: bool,
    sentences: str = "",
    expansion_rules: Mapping[str, str] | None = None,
    **data: Value,
) -> Skill:
    """A skill that sends one service with the item; `done` may use `{item}` and `{list}`."""

    def handle(request: Request) -> Plan:
        target = _shopping_list(request) if shopping else request.devices[0]
        item = request.text("item").strip()
        if not item:
            raise CannotDo("I need to know what")
        task = Task(command=command(target, service, item=item, **data), until=until_of(item))
        name = called(target, request.context.home)
        return Plan(reply=done.format(item=item, list=name), tasks=(task,))

    return Skill(
        intent=intent,
        handle=handle,
        targets=Targets(kinds=frozenset({"todo"})),
        sentences=sentences,
        expansion_rules=expansion_rules or {},
    )


def _shopping_list(request: Request) -> Device:
    for device in request.devices:
        if SHOPPING in device.name.lower() or SHOPPING in device.id:
            return device
    raise CannotDo("there is no shopping list")


def items(state: State, attribute: str) -> tuple[str, ...]:
    """The names in one of a list's attributes."""
    value = state.get(attribute)
    return tuple(str(entry) for entry in value) if isinstance(value, tuple | list) else ()


def has(item: str) -> Check:
    """The item is on the list."""
    return lambda state: item in items(state, "items")


def completed(item: str) -> Check:
    """The item is ticked off."""
    return lambda state: item in items(state, "completed")


def gone(item: str) -> Check:
    """The item is on the list neither open nor ticked off."""
    return lambda state: item not in (*items(state, "items"), *items(state, "completed"))


ADDED = "{item} is on {list}"
TICKED_OFF = "{item} is ticked off {list}"
REMOVED = "{item} is off {list}"
