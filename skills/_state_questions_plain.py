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
_ANY_STATE = {
    "ask": "(tell me|<what_is>|give me|check|show me|i need [to know]|i want to know|"
    "[i'd like] to know|what about)",
    "now": "(now|right now|at the moment|currently|presently|today)",
    "played": "(song|track|movie|film|show|episode|media|station|channel|album|music|podcast)",
    "either_way": "((on|off|open[ed]|closed|shut|locked|unlocked|secure|unsecure|playing|paused|"
    "running|stopped|cleaning|docked|charging|bright|up|down|active|inactive) or "
    "(on|off|not|open[ed]|closed|shut|locked|unlocked|unsecure|jammed|playing|paused|running|"
    "stopped|cleaning|docked|charging|dim|up|down|active|inactive))",
}
_ATTRIBUTES: tuple[tuple[str, str, str], ...] = (
    ("one_brightness", "brightness [level]", "light"),
    ("one_color", "color", "light"),
    ("one_volume", "volume [level]", "media_player"),
    ("one_speed", "[fan] speed", "fan"),
    ("one_position", "position", "cover valve"),
    ("one_battery", "(battery|charge) [(level|charge|percentage)]", "vacuum lawn_mower"),
    ("one_target", "(target|set temperature|setpoint)", "climate oven water_heater"),
)
"""What is asked for, as the reply's form names it; the words for it; the kinds that have it."""


def plain_blocks() -> Iterator[Block]:
    """Those that Home Assistant's sentences leave out."""
    yield from _how_it_is()
    yield from _one_attribute()
    yield from _yes_or_no()


def _how_it_is() -> Iterator[Block]:
    """How a thing is altogether, and what it plays."""
    yield Block(
        sentences=(
            "(do you know|tell me|<what_is>) [[the] [(current|present)] (state|value|status) of] "
            "[<the>] {name} [(state|value|status)] [<place>] [<now>]",
            "<what_is> [<the>] {name}['s] [current] (state|value|status|reading)",
            "<what_is> [<the>] {name} doing",
            "<what_is> on [<the>] {name}",
            "how (full|long|much) [<is>] [<the>] {name}",
            "[<ask>] [the] [current] (state|status|condition) of [<the>] {name} [<now>]",
            "[<the>] {name} [current] (state|status|condition) [<now>]",
            "[<what_is>] (happening|going on|up|the (situation|story|deal)) with [<the>] {name} "
            "[<now>]",
            "(how is|how's|hows) (it going with [<the>] {name}|[<the>] {name} doing) [<now>]",
            "[(any|got any|is there any|what's the)] (news|update[s]) (on|about|from) [<the>] "
            "{name}",
            "<is> [<the>] {name} <either_way> [<now>]",
        ),
        response="one",
        of_name={"domain": _STATEFUL},
        rules=_ANY_STATE,
    )
    yield Block(
        sentences=(
            "[<tell_me>] (what['s]|which <played>) [[media] (is|was)] [(currently|now)] "
            "(playing|paused|on) [on] [<the>] {name} [<now>]",
            "[<tell_me>] what <played> (is|was) [(currently|now)] (playing|paused|on) [on] [<the>] "
            "{name} [<now>]",
            "(name|tell me) the <played> [(that's|that is)] [playing] on [<the>] {name} [<now>]",
            "is [there] (anything|something) [(currently|now)] (playing|paused|on) on [<the>] "
            "{name} [<now>]",
        ),
        response="one",
        of_name={"domain": ["media_player"]},
        rules=_ANY_STATE,
    )


def _one_attribute() -> Iterator[Block]:
    """One thing about it, by the words for that."""
    for form, words, kinds in _ATTRIBUTES:
        yield Block(
            sentences=(
                f"[<ask>] [the] [current] {words} (of|on|for) [<the>] {{name}} [<now>]",
                f"<what_is> [<the>] {{name}}['s] [current] {words} [<now>]",
            ),
            response=form,
            of_name={"domain": kinds.split()},
            rules=_ANY_STATE,
        )


def _yes_or_no() -> Iterator[Block]:
    """Whether it is so."""
    for states, kinds in _BY_STATES:
        yield Block(
            sentences=(
                f"<tell_if> [<the>] {{name}} {{{states}:state}} [<place>]",
                f"<is> [<the>] {{name}} {{{states}:state}} <place>",
            ),
            response="one_yesno",
            of_name={"domain": kinds.split()},
        )
    yield Block(
        sentences=(
            "did (i|we|you|somebody|someone|anybody|anyone) (leave|forget) [<the>] {name} "
            "{left_states:state}",
            "(have|has) (i|we|somebody|someone|anybody|anyone) left [<the>] {name} "
            "{left_states:state}",
        ),
        response="one_yesno",
        of_name={"domain": ["light", "switch", "fan", *_SWITCHED_TOO]},
    )
    yield Block(
        sentences=("<is> [<the>] {name} {on_off_states:state}",),
        response="one_yesno",
        of_name={"domain": _SWITCHED_TOO},
    )
    yield Block(
        sentences=("is [the] state of [<the>] {name} {on_off_states:state} [<place>]",),
        response="one_yesno",
        of_name={"domain": ["light", "switch", "fan", *_SWITCHED_TOO]},
    )
    yield Block(
        sentences=("<is> [<the>] {name} {activities:state}",),
        response="one_yesno",
        of_name={"domain": _BUSY},
    )
    yield Block(
        sentences=("<is> [<the>] {area} {name} {on_off_states:state}",),
        response="one_yesno",
        of_name={"domain": ["light", "switch", "fan"]},
    )
