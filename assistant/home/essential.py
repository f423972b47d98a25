"""What runs for the home's own sake, so that nobody means it by "everything"."""

from assistant.home.find import names_of, plain
from devices.contract import Device

_RUNNING = frozenset(
    "pump sump fridge freezer refrigerator router modem wifi server nas hub fence fencer aquarium "
    "terrarium vivarium incubator oxygen cpap boiler meter".split()
)


def runs_for_the_home(device: Device) -> bool:
    """A water pump or a freezer; it is switched off by name."""
    words = {word for name in names_of(device) for word in plain(name).split()}
    return device.kind == "switch" and not words.isdisjoint(_RUNNING)
