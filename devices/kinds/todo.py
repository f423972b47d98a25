"""To-do and shopping lists: `state` counts what is still open, as in Home Assistant."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Self

from devices.kinds.base import DeviceState, Refused, text
from devices.model import State, Value


@dataclass(frozen=True, kw_only=True)
class TodoState(DeviceState):
    kind: ClassVar[str] = "todo"
    state: int = 0
    items: tuple[Value, ...] = ()
    """What is still to be done, in order."""
    completed: tuple[Value, ...] = ()

    @classmethod
    def read(cls, attributes: State) -> Self:
        """Counts the items where the file does not say how many there are."""
        found = super().read(attributes)
        return found if "state" in attributes else replace(found, state=len(found.items))

    def _obey(self, service: str, data: Mapping[str, Value], now: datetime) -> Self:
        item = text(data, "item") or ""
        match service:
            case "add_item":
                return self._with((*self.items, item), self.completed)
            case "remove_item":
                return self._without(item)
            case "update_item":
                return self._update(item, text(data, "status"), text(data, "rename"))
            case "remove_completed_items":
                return self._with(self.items, ())
        return super()._obey(service, data, now)

    def _with(self, items: tuple[Value, ...], completed: tuple[Value, ...]) -> Self:
        count = max(len(items), self.state + len(items) - len(self.items))
        return replace(self, state=count, items=items, completed=completed)

    def _without(self, item: str) -> Self:
        if (index := _index(self.items, item)) is not None:
            return self._with(_drop(self.items, index), self.completed)
        if (index := _index(self.completed, item)) is not None:
            return self._with(self.items, _drop(self.completed, index))
        raise Refused(f"{item} is not on the list")

    def _update(self, item: str, status: str | None, rename: str | None) -> Self:
        done = _index(self.items, item) is None
        here = self.completed if done else self.items
        index = _index(here, item)
        if index is None:
            raise Refused(f"{item} is not on the list")
        name = rename or str(here[index])
        if status is None or (status == "completed") == done:
            renamed = (*here[:index], name, *here[index + 1 :])
            return self._with(*((self.items, renamed) if done else (renamed, self.completed)))
        rest = _drop(here, index)
        if done:
            return self._with((*self.items, name), rest)
        return self._with(rest, (*self.completed, name))


def _index(items: tuple[Value, ...], wanted: str) -> int | None:
    spoken = wanted.casefold()
    return next((at for at, item in enumerate(items) if str(item).casefold() == spoken), None)


def _drop(items: tuple[Value, ...], index: int) -> tuple[Value, ...]:
    return (*items[:index], *items[index + 1 :])
