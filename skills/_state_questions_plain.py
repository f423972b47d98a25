"""Questions about one device in words that fit many kinds."""

from collections.abc import Iterator

from skills._state_questions import Block

_STATEFUL = (
    "binary_sensor sensor light switch fan cover lock valve climate media_player vacuum lawn_mower "
    "oven coffee_maker alarm_clock alarm_control_panel todo humidifier water_heater "
    "input_boolean siren remote"
).split()
_SWITCHED_TOO = "media_player climate input_boolean humidifier siren remote oven".split()
_BUSY = "media_player vacuum lawn_mower coffee_maker oven".split()
_BY_STATES: tuple[tuple[str, str], ...] = (
    ("on_off_states", "light switch fan media_player climate input_boolean humidifier siren oven"),
    ("cover_states", "cover valve"),
    ("lock_states", "lock"),
    ("bs_open_states", "binary_sensor"),
    ("bs_occupancy_states", "binary_sensor"),
    ("activities", "media_player vacuum lawn_mower coffee_maker oven"),
)


def plain_blocks() -> Iterator[Block]:
    """Those that Home Assistant's sentences leave out."""
    yield Block(
        sentences=(
            "(do you know|tell me|<what_is>) [the [current] (state|value|status) of] "
            "[<the>] {name} [(state|value|status)]",
            "<what_is> [<the>] {name}['s] [current] (state|value|status|reading)",
            "<what_is> [<the>] {name} doing",
            "<what_is> on [<the>] {name}",
            "how (full|long|much) [<is>] [<the>] {name}",
        ),
        response="one",
        of_name={"domain": _STATEFUL},
    )
    for states, kinds in _BY_STATES:
        yield Block(
            sentences=(f"<tell_if> [<the>] {{name}} {{{states}:state}}",),
            response="one_yesno",
            of_name={"domain": kinds.split()},
        )
    yield Block(
        sentences=("<is> [<the>] {name} {on_off_states:state}",),
        response="one_yesno",
        of_name={"domain": _SWITCHED_TOO},
    )
    yield Block(
        sentences=("<is> [<the>] {name} {activities:state}",),
        response="one_yesno",
        of_name={"domain": _BUSY},
    )
    yield Block(
        sentences=(
            "<is> [<the>] {name} {on_off_states:state} [<in>] [<the>] {area}",
            "<is> [<the>] {area} {name} {on_off_states:state}",
        ),
        response="one_yesno",
        of_name={"domain": ["light", "switch", "fan"]},
    )
