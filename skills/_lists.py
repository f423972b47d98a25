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
    "thing things one ones both some em him her us".split()
)
"""They only point at something."""


def list_skill(
    intent: str,
    service: str,
    until_of: Callable[[str], Check],
    done: str,
    *,
    entries_of: Callable[[str, State], tuple[str, ...]],
    shopping: bool,
    sentences: str = "",
    expansion_rules: Mapping[str, str] | None = None,
    **data: Value,
) -> Skill:
    """A skill that sends one service with the item, for each entry that `entries_of` gives;
    `done` may use `{item}`, `{be}` and `{list}`."""

    def handle(request: Request) -> Plan:
        target = _shopping_list(request) if shopping else request.devices[0]
        item = request.text("item").strip()
        if NO_ITEMS.issuperset(item.lower().split()):
            raise CannotDo("I need to know what")
        state = request.context.states.get(target.id, {})
        several = _several(item, target, state)
        name = called(target, request.context.home)
        said = done.format(item=listing(several), list=name, be="are" if several[1:] else "is")
        return Plan(
            reply=said,
            tasks=tuple(
                Task(command=command(target, service, item=entry, **data), until=until_of(one))
                for one in several
                for entry in entries_of(one, state)
            ),
        )

    return Skill(
        intent=intent,
        handle=handle,
        targets=Targets(kinds=frozenset({"todo"})),
        sentences=sentences,
        expansion_rules=expansion_rules or {},
    )


def _several(item: str, target: Device, state: State) -> tuple[str, ...]:
    """What is there under all of its words is one."""
    return (item,) if has(item)(state) else items_in(item, target)


def _shopping_list(request: Request) -> Device:
    for device in request.devices:
        if SHOPPING in device.name.lower() or SHOPPING in device.id:
            return device
    raise CannotDo("there is no shopping list")


def items(state: State, attribute: str) -> tuple[str, ...]:
    """The names in one of a list's attributes."""
    value = state.get(attribute)
    return tuple(str(entry) for entry in value) if isinstance(value, tuple | list) else ()


def _spelled(item: str, entries: tuple[str, ...]) -> tuple[str, ...]:
    """Each entry that is this item, in the list's own letters."""
    return tuple(entry for entry in entries if entry.casefold() == item.casefold())


def missing(item: str, state: State) -> tuple[str, ...]:
    """To be added: nothing where it is on the list, so that it is never there twice."""
    return () if has(item)(state) else (item,)


def open_entries(item: str, state: State) -> tuple[str, ...]:
    """To be ticked off: each of them; what is not there the list itself refuses."""
    return _spelled(item, items(state, "items")) or (item,)


def every_entry(item: str, state: State) -> tuple[str, ...]:
    """To be removed: each of them, ticked off or not."""
    everything = (*items(state, "items"), *items(state, "completed"))
    return _spelled(item, everything) or (item,)


def has(item: str) -> Check:
    """The item is on the list."""
    return lambda state: bool(_spelled(item, items(state, "items")))


def lacks(item: str) -> Check:
    """The item is not open on the list, whether it was ticked off or not."""
    return lambda state: not _spelled(item, items(state, "items"))


def completed(item: str) -> Check:
    """The item is ticked off, and not there a second time."""
    return lambda state: lacks(item)(state) and bool(_spelled(item, items(state, "completed")))


def gone(item: str) -> Check:
    """The item is on the list neither open nor ticked off."""
    return lambda state: lacks(item)(state) and not _spelled(item, items(state, "completed"))


ADDED = "{item} {be} on {list}"
TICKED_OFF = "{item} {be} ticked off {list}"
REMOVED = "{item} {be} off {list}"
