"""Ways to see in a device's own state that a command was carried out."""

from collections.abc import Callable

from devices.contract import Command, Device, State, Value

Check = Callable[[State], bool]


def state_is(*values: str) -> Check:
    """The main state is one of these."""
    return lambda state: state.get("state") in values


def state_is_not(value: str) -> Check:
    return lambda state: state.get("state") not in (value, None)


def near(attribute: str, wanted: float, tolerance: float) -> Check:
    """A number comes back rounded, or on its way."""

    def check(state: State) -> bool:
        value = state.get(attribute)
        return isinstance(value, int | float) and abs(value - wanted) <= tolerance

    return check


def equals(attribute: str, wanted: Value) -> Check:
    return lambda state: state.get(attribute) == wanted


def answered(_state: State) -> bool:
    """Any message from the device will do: what is asked for leaves no lasting state."""
    return True


def command(device: Device, service: str, **data: Value) -> Command:
    return Command(device=device.id, service=service, data=data)
