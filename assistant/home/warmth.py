"""Degrees as people say them, and the unit in which a thermostat speaks."""

from devices.contract import State

FAHRENHEIT_FROM = 45.0
"""Nobody lives in 45 degrees Celsius: such a thermostat speaks Fahrenheit."""
LIVED_IN = (10.0, 30.0)
"""Degrees Celsius that somebody asks of a room."""
LIVED_IN_FAHRENHEIT = (50.0, 86.0)
NEAR_CELSIUS = 6.0
"""So near to what it has, or is set to, that the other unit was meant."""
DEGREE = 1.8
"""Degrees Fahrenheit in one of Celsius."""


def speaks_fahrenheit(state: State) -> bool:
    """Whether a thermostat's own degrees are Fahrenheit."""
    if unit := state.get("temperature_unit"):
        return "F" in str(unit)
    return max(_known(state), default=0.0) >= FAHRENHEIT_FROM


def in_its_own_unit(degrees: float, state: State) -> float | None:
    """What was said in the other unit, as this thermostat speaks it; None where it was not.

    It counts as said in the other unit only where it comes near to what is there now: 55 degrees
    are 13 for a wine cellar, and nothing for a living room.
    """
    if speaks_fahrenheit(state):
        meant, near = float(round(degrees * DEGREE + 32)), NEAR_CELSIUS * DEGREE
    else:
        meant, near = round((degrees - 32) / DEGREE * 2) / 2, NEAR_CELSIUS  # by half degrees
    now = next(iter(_known(state)), None)
    return meant if now is not None and abs(meant - now) <= near else None


def is_lived_in(degrees: float, state: State) -> bool:
    """Whether somebody may want a room with this thermostat so warm."""
    low, high = LIVED_IN_FAHRENHEIT if speaks_fahrenheit(state) else LIVED_IN
    return low <= degrees <= high or in_its_own_unit(degrees, state) is not None


def _known(state: State) -> list[float]:
    values = (state.get(name) for name in ("temperature", "current_temperature"))
    return [float(value) for value in values if isinstance(value, int | float)]
