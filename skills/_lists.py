"""Adding to and ticking off lists; the shopping list is the list that is called so."""

from collections.abc import Callable, Mapping

from assistant.home.phrasing import called, listing
from assistant.skill import CannotDo, Plan, Request, Skill, Targets, Task
from devices.contract import Device, State, Value
from skills._items import items_in
from skills._states import Check, command

SHOPPING = "shopping"
NO_ITEMS = frozenset(
    "it that this them these those everything all every any the anything something item items "
    "thing things one ones".split()
)
"""They only point at something."""


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
    """A skill that sends one service with the item; `done` may use `{item}`, `{be}` and
    `{list}`."""

    def handle(request: Request) -> Plan:
        target = _shopping_list(request) if shopping else request.devices[0]
        item = request.text("item").strip()
        if NO_ITEMS.issuperset(item.lower().split()):
            raise CannotDo("I need to know what")
        several = _several(item, target, request)
        name = called(target, request.context.home)
        said = done.format(item=listing(several), list=name, be="are" if several[1:] else "is")
        return Plan(
            reply=said,
            tasks=tuple(
                Task(command=command(target, service, item=one, **data), until=until_of(one))
                for one in several
            ),
        )

    return Skill(
        intent=intent,
        handle=handle,
        targets=Targets(kinds=frozenset({"todo"})),
        sentences=sentences,
        expansion_rules=expansion_rules or {},
    )


def _several(item: str, target: Device, request: Request) -> tuple[str, ...]:
    """What is there under all of its words is one."""
    there = request.context.states.get(target.id, {})
    return (item,) if item in items(there, "items") else items_in(item, target)


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


ADDED = "{item} {be} on {list}"
TICKED_OFF = "{item} {be} ticked off {list}"
REMOVED = "{item} {be} off {list}"
