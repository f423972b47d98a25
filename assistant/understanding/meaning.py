"""What a clause asks for: one small rule for each kind of wish.

A rule looks at the pieces of the clause and yields intents with slots, as the sentence templates
do. Several rules may fit; the probability of each is settled afterwards from how much of the
clause it leaves unexplained.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from assistant.context import Context
from assistant.turn import Value
from assistant.understanding.clause import Clause
from assistant.understanding.ringing import is_another_alarm, ring_in
from assistant.understanding.segment import Piece
from assistant.understanding.target import (
    Target,
    speaks_of_what_is_played,
    targets,
    things_meant,
    without_exceptions,
)

LIGHTS = frozenset({"light"})
PLAYERS = frozenset({"media_player"})
CLIMATES = frozenset({"climate", "water_heater"})
OPENING = frozenset({"cover", "valve"})
SWITCHED = frozenset(
    "light switch fan climate media_player input_boolean humidifier water_heater siren remote "
    "automation group vacuum lawn_mower oven coffee_maker alarm_control_panel alarm_clock "
    "valve cover".split()
)
TOGGLED = frozenset("light switch fan media_player input_boolean cover valve".split())
BEING = frozenset({"is", "are", "was", "were"})
RUN = frozenset({"scene", "script", "automation"})
PRESSED = frozenset({"button", "input_button"})
UP = frozenset({"increase", "raise", "brighten", "warm"})
DOWN = frozenset({"decrease", "lower", "dim", "cool"})
ALL = 100
"""Percent."""
LITTLE = frozenset({1, 50})
"""Half closed is half open, and the least is the least."""
MOST_DEGREES_MORE = 4
"""No room is that cold: "up 4 degrees" is a difference. From 5 on it may be where to."""
DIMMEST = 1.0
"""A lamp that is turned all the way down still shines."""
SETTING = frozenset({"set", "increase", "decrease", "raise", "lower", "dim", "brighten"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """One intent that the clause may have."""

    intent: str
    slots: Mapping[str, Value]
    target: Target | None = None
    implied: tuple[str, ...] = field(default=())
    act_said: bool = True
    """A verb or particle said what to do; otherwise it was guessed from the rest."""
    form: str = "default"
    """Which of the intent's replies fits, Home Assistant's response key."""
    certainty: float = 1.0
    """Factor for what the rule itself leaves open, where its words need no account."""


BEING = frozenset({"is", "are", "was", "were"})

Rule = Callable[[Clause, Context], Iterator[Meaning]]


def meanings(clause: Clause, context: Context) -> list[Meaning]:
    """Every intent that some rule finds; a clause that denies or asks has none here."""
    if not clause.pieces or clause.has("not") or is_question(clause) or states_a_fact(clause):
        return []
    found: list[Meaning] = []
    for rule in RULES:
        found.extend(rule(clause, context))
        if found and rule in DECISIVE:
            break
    return found


def is_question(clause: Clause) -> bool:
    """It begins with a word that asks, small words aside."""
    for piece in clause.pieces:
        if piece.mentions:
            return False
        if piece.has("question"):
            return not piece.has("filler") or len(piece.words) > 2
        if not (piece.has("filler") or piece.has("prep")):
            return False
    return False


def states_a_fact(clause: Clause) -> bool:
    """ "The garage door is open" says how it is, and asks for nothing."""
    if clause.verb is not None or clause.has("turn") or clause.steps:
        return False
    pieces = [piece for piece in clause.pieces if not piece.has("filler") or piece.mentions]
    return any(
        BEING.issuperset(before.words) and (piece.has("state") or piece.has("part"))
        for before, piece in itertools.pairwise(pieces)
        if before is not pieces[0] and not piece.mentions
    )


def _meaning(intent: str, target: Target, *, act_said: bool = True, **slots: Value) -> Meaning:
    given = {name: value for name, value in slots.items() if value is not None}
    return Meaning(intent, {**target.slots, **given}, target, target.implied, act_said)


def way_of(clause: Clause) -> str | None:
    """Up or down, from a word of comparison, a particle or the verb."""
    if clause.direction:
        return clause.direction
    acts = clause.verbs
    if acts & UP and not acts & DOWN:
        return "up"
    if acts & DOWN and not acts & UP:
        return "down"
    return None


def _percent(clause: Clause) -> float | None:
    """A number in percent, or a word for one."""
    if clause.number is not None and clause.unit == "percent":
        return clause.number
    if clause.number is not None and clause.unit is None and _is_amount(clause):
        return clause.number
    return None if clause.number is not None else _level(clause)


def _level(clause: Clause) -> float | None:
    """ "Fully closed" and "all the way down" are nothing left of it."""
    level = clause.level
    if level is None or level in LITTLE:
        return level
    shuts = clause.has("state", "closed") or "close" in clause.acts
    falls = level == ALL and way_of(clause) == "down"
    return ALL - level if shuts or falls else level


def _is_amount(clause: Clause) -> bool:
    """The bare number is an amount ("to 30"), not part of a name ("lamp 1")."""
    before: Piece | None = None
    for piece in clause.pieces:
        if piece.has("number"):
            break
        before = piece
    if before is not None and before.words[-1] in ("to", "at", "by"):
        return True
    named = any(True for _ in clause.tags("attr"))
    return named and not clause.has("part", "on") and not clause.has("part", "off")


def _of_another(clause: Clause, *own: str) -> bool:
    """An attribute was spoken of, and it is not this one."""
    named = {tag.value for tag in clause.tags("attr")}
    return bool(named) and named.isdisjoint(own)


def _sets(clause: Clause) -> bool:
    return bool(clause.acts & SETTING) or clause.has("turn") or clause.verb is None


# lights


def color(clause: Clause, context: Context) -> Iterator[Meaning]:
    colors = _wanted_colors(clause)
    whites = list(clause.tags("white"))
    if (len(colors) != 1 and not whites) or not _sets(clause):
        return
    percent = clause.number if clause.unit == "percent" else clause.level
    for target in targets(clause, context, LIGHTS, "light"):
        if whites and clause.has("color", "white") | (not colors):
            yield _meaning("HassLightSet", target, temperature=whites[0].value, brightness=percent)
        elif colors:
            yield _meaning("HassLightSet", target, color=colors[0], brightness=percent)


def _wanted_colors(clause: Clause) -> list[Value]:
    """The colours that were said; of "from red to blue" the second."""
    colors = list(dict.fromkeys(tag.value for tag in clause.tags("color")))
    if len(colors) == 2 and any("from" in piece.words for piece in clause.pieces):
        after_to = [
            tag.value
            for before, piece in itertools.pairwise(clause.pieces)
            for tag in piece.values("color")
            if before.words[-1] == "to"
        ]
        return after_to[:1] or colors[1:]
    return colors


def kelvin(clause: Clause, context: Context) -> Iterator[Meaning]:
    number = clause.number
    if number is None or not (clause.unit == "kelvin" or clause.has("attr", "color_temp")):
        return
    for target in targets(clause, context, LIGHTS, "light"):
        yield _meaning("HassLightSet", target, temperature=number)


def brightness(clause: Clause, context: Context) -> Iterator[Meaning]:
    if _of_another(clause, "brightness"):
        return
    percent = _percent(clause)
    spoken_of = clause.has("attr", "brightness") or bool(clause.acts & {"dim", "brighten"})
    if percent is None or not (spoken_of or _sets(clause)) or clause.has("color"):
        return
    default = "light" if spoken_of else None
    if clause.number is None:
        percent = max(percent, DIMMEST)
    for target in targets(clause, context, LIGHTS, default):
        yield _meaning("HassLightSet", target, brightness=percent)


def brighter(clause: Clause, context: Context) -> Iterator[Meaning]:
    if _of_another(clause, "brightness"):
        return
    spoken_of = (
        "brightness" in clause.steps
        or clause.has("attr", "brightness")
        or bool(clause.acts & {"dim", "brighten"})
    )
    direction = way_of(clause)
    if direction is None and "dim" in clause.acts:
        direction = "down"
    if direction is None or clause.has("color") or _percent(clause) is not None:
        return
    if clause.steps and "brightness" not in clause.steps:
        return
    for target in targets(clause, context, LIGHTS, "light" if spoken_of else None):
        yield _meaning("HassLightSet", target, brightness_step=direction)


# covers, valves, locks


def position(clause: Clause, context: Context) -> Iterator[Meaning]:
    if _of_another(clause, "position"):
        return
    percent = _percent(clause)
    if percent is None:
        return
    verbs = clause.acts & {"open", "close", "raise", "lower", "set"}
    if not verbs and not clause.has("attr", "position") and clause.verb is not None:
        return
    for target in targets(clause, context, OPENING):
        yield _meaning("HassSetPosition", target, position=percent)


def open_or_close(clause: Clause, context: Context) -> Iterator[Meaning]:
    if _percent(clause) is not None:
        return
    verbs = clause.verbs
    opens = bool(verbs & {"open", "raise"}) or (clause.has("state", "open") and not verbs)
    closes = bool(verbs & {"close", "lower"}) or (clause.has("state", "closed") and not verbs)
    if clause.has("part", "up") and not opens and not closes and clause.has("turn"):
        opens = True
    if opens == closes:
        return
    for target in targets(clause, context, OPENING):
        yield _meaning("HassTurnOn" if opens else "HassTurnOff", target)


def stop_moving(clause: Clause, context: Context) -> Iterator[Meaning]:
    """A blind that is stopped stays where it is; a valve that is stopped is shut."""
    if "stop" in clause.verbs:
        for target in targets(clause, context, {"cover"}):
            yield _meaning("HassStopMoving", target)


def lock(clause: Clause, context: Context) -> Iterator[Meaning]:
    if "unlock" in clause.verbs:
        intent = "HassTurnOff"
    elif "lock" in clause.verbs:
        intent = "HassTurnOn"
    else:
        return
    for target in targets(clause, context, {"lock"}):
        yield _meaning(intent, target)


# warmth and air


def temperature(clause: Clause, context: Context) -> Iterator[Meaning]:
    if _of_another(clause, "temperature"):
        return
    number = clause.number
    spoken_of = clause.has("attr", "temperature") or clause.unit == "degrees"
    if number is None or clause.unit == "percent" or not _sets(clause):
        return
    default = "climate" if spoken_of else None
    step = _degrees_more(clause, number)
    for target in targets(clause, context, {*CLIMATES, "oven"}, default):
        if step is not None:
            yield _meaning("HassClimateSetTemperature", target, temperature_step=step)
        else:
            yield _meaning("HassClimateSetTemperature", target, temperature=number)


def _degrees_more(clause: Clause, number: float) -> float | None:
    """ "Down two degrees", "3 degrees warmer": a difference; "up to 22" is none."""
    way = way_of(clause)
    to = any(
        before.words[-1] in ("to", "at") and piece.has("number")
        for before, piece in itertools.pairwise(clause.pieces)
    )
    if way is None or to or number > MOST_DEGREES_MORE:
        return None
    return number if way == "up" else -number


def warmer(clause: Clause, context: Context) -> Iterator[Meaning]:
    if _of_another(clause, "temperature"):
        return
    spoken_of = "temperature" in clause.steps or clause.has("attr", "temperature")
    heating = bool(clause.acts & {"warm", "cool"}) and clause.verb is not None
    direction = way_of(clause)
    if heating and direction is None:
        direction = "up" if "warm" in clause.acts else "down"
    if direction is None or clause.number is not None:
        return
    if clause.steps and "temperature" not in clause.steps:
        return
    default = "climate" if spoken_of or heating else None
    for target in targets(clause, context, CLIMATES, default):
        yield _meaning("HassClimateSetTemperature", target, temperature_step=direction)


def fan_speed(clause: Clause, context: Context) -> Iterator[Meaning]:
    if _of_another(clause, "speed"):
        return
    percent = _percent(clause)
    direction = way_of(clause)
    if clause.steps and "speed" not in clause.steps:
        return
    default = "fan" if clause.has("attr", "speed") or "speed" in clause.steps else None
    for target in targets(clause, context, {"fan"}, default):
        if percent is not None and _sets(clause):
            yield _meaning("HassFanSetSpeed", target, percentage=percent)
        elif percent is None and direction is not None:
            yield _meaning("HassFanSetSpeed", target, percentage_step=direction)


# media


def volume(clause: Clause, context: Context) -> Iterator[Meaning]:
    if _of_another(clause, "volume"):
        return
    percent = _percent(clause)
    spoken_of = clause.has("attr", "volume") or "volume" in clause.steps
    direction = way_of(clause)
    if clause.steps and "volume" not in clause.steps:
        return
    by = any(piece.words == ("by",) for piece in clause.pieces)
    for target in targets(clause, context, PLAYERS, "media_player" if spoken_of else None):
        if percent is not None and (spoken_of or direction):
            if by and direction:
                step = percent if direction == "up" else -percent
                yield _meaning("HassSetVolumeRelative", target, volume_step=step)
            else:
                yield _meaning("HassSetVolume", target, volume_level=percent)
        elif percent is None and direction is not None:
            yield _meaning("HassSetVolumeRelative", target, volume_step=direction)


MEDIA_ACTS = {
    "pause": "HassMediaPause",
    "resume": "HassMediaUnpause",
    "next": "HassMediaNext",
    "previous": "HassMediaPrevious",
    "mute": "HassMediaPlayerMute",
    "unmute": "HassMediaPlayerUnmute",
}


def media(clause: Clause, context: Context) -> Iterator[Meaning]:
    said = clause.acts if clause.about("media_player") else clause.verbs
    acts = [act for act in MEDIA_ACTS if act in said]
    played = speaks_of_what_is_played(clause)
    if not acts and played:
        if _switches(clause) == "on" or clause.acts & {"play", "start"}:
            acts = ["resume"]
        elif _switches(clause) == "off" or "stop" in clause.acts:
            acts = ["pause"]
    if not acts and clause.acts & {"stop"} and clause.about("media_player"):
        acts = ["pause"]
    if "unmute" in acts:
        acts = ["unmute"]
    if len(acts) != 1 or _percent(clause) is not None:
        return
    for target in targets(clause, context, PLAYERS, "media_player"):
        yield _meaning(MEDIA_ACTS[acts[0]], target)


# machines


def vacuum(clause: Clause, context: Context) -> Iterator[Meaning]:
    machines = {"vacuum"}
    if clause.verbs & {"dock", "stop"} or _switches(clause) == "off":
        for target in targets(clause, context, machines):
            yield _meaning("HassVacuumReturnToBase", target)
        return
    areas = [mention.named.name for mention in clause.mentions("area")]
    if "vacuum" in clause.verbs and areas:
        yield Meaning("HassVacuumCleanArea", {"area": areas[0]})
        return
    cleans = "vacuum" in clause.verbs and (clause.has("everywhere") or clause.about("vacuum"))
    starts = bool(clause.verbs & {"start", "on", "resume", "play"}) or _switches(clause) == "on"
    if cleans or starts:
        for target in targets(clause, context, machines, "vacuum" if cleans else None):
            yield _meaning("HassVacuumStart", target)


def mower(clause: Clause, context: Context) -> Iterator[Meaning]:
    if clause.verbs & {"dock", "stop"} or _switches(clause) == "off":
        for target in targets(clause, context, {"lawn_mower"}):
            yield _meaning("HassLawnMowerDock", target)
    elif clause.verbs & {"start", "on", "mow"} or _switches(clause) == "on":
        default = "lawn_mower" if "mow" in clause.verbs else None
        for target in targets(clause, context, {"lawn_mower"}, default):
            yield _meaning("HassLawnMowerStartMowing", target)


def coffee(clause: Clause, context: Context) -> Iterator[Meaning]:
    if not clause.about("coffee_maker"):
        return
    wants = clause.verb is None or bool(clause.acts & {"brew", "start", "set", "on"})
    if wants and _switches(clause) != "off" and "stop" not in clause.acts:
        for target in targets(clause, context, {"coffee_maker"}, "coffee_maker"):
            yield _meaning("HassTurnOn", target, act_said=clause.verb is not None)


# switching


def _switches(clause: Clause) -> str | None:
    """`on` or `off`, from the verb or from a particle that goes with a verb of turning."""
    acts = clause.verbs
    if acts & {"on", "off"} and not acts >= {"on", "off"}:
        return "on" if "on" in acts else "off"
    on, off = clause.has("part", "on"), clause.has("part", "off") or clause.has("part", "out")
    if clause.verb is not None and not clause.has("turn"):
        return None
    if on and off:
        return "off" if not clause.pieces[-1].has("part", "on") else None
    if on and clause.verb is None and _is_about(clause):
        return None
    return "on" if on else "off" if off else None


def _is_about(clause: Clause) -> bool:
    """ "Any news on the radio", "what is on the radio": this "on" switches nothing."""
    for before, piece in itertools.pairwise(clause.pieces):
        if piece.has("part", "on") and not piece.mentions:
            return not before.explained or bool(BEING & set(before.words))
    return False


def switch(clause: Clause, context: Context) -> Iterator[Meaning]:
    way = _switches(without_exceptions(clause)[0])
    starts = way is None and bool(clause.verbs & {"start", "stop"})
    if starts:
        way = "on" if "start" in clause.verbs else "off"
    if way is None or _percent(clause) is not None or clause.has("color"):
        return
    if any(piece.words == ("everything",) for piece in clause.pieces) and not things_meant(clause):
        place = next(targets(clause, context, {"everything"}, "everything"), None)
        if place is not None:
            yield _meaning("HassTurnOn" if way == "on" else "HassTurnOff", place)
        return
    for target in targets(clause, context, SWITCHED):
        if target.kinds & {"cover"} and (starts or target.said != "name"):
            continue
        yield _meaning("HassTurnOn" if way == "on" else "HassTurnOff", target)


def toggle(clause: Clause, context: Context) -> Iterator[Meaning]:
    """What is flipped to the other state; a switch that is flipped on is not."""
    if "toggle" not in clause.verbs or _switches(clause) or _percent(clause) is not None:
        return
    for target in targets(clause, context, TOGGLED):
        yield _meaning("HassToggle", target)


def run(clause: Clause, context: Context) -> Iterator[Meaning]:
    """Scenes and scripts are run by name, with almost any verb or none."""
    if _switches(clause) == "off" or (clause.acts & {"stop", "off"} and clause.verb is not None):
        return
    for target in targets(clause, context, RUN | PRESSED):
        if target.said == "name":
            yield _meaning("HassTurnOn", target, act_said=clause.verb is not None)


def alarm_clock(clause: Clause, context: Context) -> Iterator[Meaning]:
    if not (clause.acts & {"set", "start", "on"} or clause.has("turn")):
        return
    if any(tag.value not in ("alarm_clock", "alarm_control_panel") for tag in clause.things):
        return  # "turn off the lights and set an alarm" is two wishes
    ring = ring_in(clause.words, context.now)
    if ring is None or not ring.time or is_another_alarm(clause.words) or clause.has("except"):
        return
    for target in targets(clause, context, {"alarm_clock"}, None):
        yield _meaning("AlarmClockSet", target, time=ring.time, days=ring.days or None)


def arm(clause: Clause, context: Context) -> Iterator[Meaning]:
    if clause.verbs & {"arm", "disarm"}:
        intent = "HassTurnOff" if "disarm" in clause.verbs else "HassTurnOn"
        for target in targets(clause, context, {"alarm_control_panel"}):
            yield _meaning(intent, target)


RULES: tuple[Rule, ...] = (
    kelvin, color, brightness, brighter, position, temperature, warmer, fan_speed, volume, media,
    lock, open_or_close, stop_moving, vacuum, mower, coffee, arm, alarm_clock, run, toggle, switch,
)  # fmt: skip
DECISIVE: Iterable[Rule] = frozenset({kelvin, lock})
"""When one of these fits, nothing after it is looked at."""
