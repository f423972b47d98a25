"""Requests that name nothing: "stop", "close it", "turn it off", "the other one".

The words say what to do and the state of the home says to what, so that every device with which
it could be done is an option. Nothing here decides; that is for the ranker and the stakes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from assistant.context import Context
from assistant.ranking.effect import already
from assistant.ranking.option import Option
from assistant.ranking.played import FILM_AND_BOOK, PLAYS, title_in
from assistant.turn import Candidate, Outcome, Reading, Resolution, Slots
from assistant.understanding.words import words_of

CERTAINTY = 0.9
"""Probability that the few words are a request at all, and this one."""
ASIDE = 0.1
"""Odds of a less usual meaning: "turn it up" is said of what plays."""
_IT = frozenset("it that this them these those".split())
_FILLERS = frozenset(
    "please now just and then can could would will you the again ok okay hey also too for me back "
    "do go so well".split()
)
_OTHER_ONE = re.compile(r"\bothers?(?: (?:one|ones|1))?\b")
"""Number words have become digits."""
_SWITCHED = frozenset({
    "light", "switch", "fan", "media_player", "climate", "oven", "coffee_maker", "humidifier",
    "input_boolean", "siren", "water_heater",
})  # fmt: skip
_OPENED = frozenset({"cover", "valve"})


@dataclass(frozen=True, slots=True)
class Wish:
    """What few words ask for, of devices of some kinds."""

    intent: str
    kinds: frozenset[str]
    slots: Slots = field(default_factory=dict)
    odds: float = 1.0
    """Against the other wishes of the same words."""


_STOP = (
    Wish("HassMediaPause", frozenset({"media_player"})),
    Wish("HassVacuumReturnToBase", frozenset({"vacuum"})),
    Wish("HassLawnMowerDock", frozenset({"lawn_mower"})),
    Wish("HassTurnOff", frozenset({"alarm_clock"})),
    Wish("HassTurnOff", frozenset({"fan", "coffee_maker"})),
)
_OFF = (Wish("HassTurnOff", _SWITCHED),)
_ON = (Wish("HassTurnOn", _SWITCHED),)
_OPEN = (Wish("HassTurnOn", _OPENED),)
_CLOSE = (Wish("HassTurnOff", _OPENED),)


def _change(step: str) -> tuple[Wish, ...]:
    return (
        Wish("HassSetVolumeRelative", frozenset({"media_player"}), {"volume_step": step}),
        Wish("HassLightSet", frozenset({"light"}), {"brightness_step": step}, ASIDE),
        Wish("HassFanSetSpeed", frozenset({"fan"}), {"percentage_step": step}, ASIDE),
        Wish(
            "HassClimateSetTemperature", frozenset({"climate"}), {"temperature_step": step}, ASIDE
        ),
    )


WISHES: Mapping[str, tuple[Wish, ...]] = {
    "stop": _STOP, "stop IT": _STOP, "enough": _STOP, "IT is enough": _STOP,
    "close IT": _CLOSE, "shut IT": _CLOSE, "open IT": _OPEN,
    "turn IT off": _OFF, "turn off IT": _OFF, "switch IT off": _OFF, "switch off IT": _OFF,
    "shut IT off": _OFF, "IT off": _OFF,
    "turn IT on": _ON, "turn on IT": _ON, "switch IT on": _ON, "switch on IT": _ON, "start IT": _ON,
    "turn IT up": _change("up"), "turn up IT": _change("up"),
    "turn IT down": _change("down"), "turn down IT": _change("down"),
}  # fmt: skip
_OTHER_WISHES: Mapping[str, tuple[Wish, ...]] = {
    "turn on OTHER": _ON, "turn OTHER on": _ON, "switch on OTHER": _ON, "switch OTHER on": _ON,
    "turn off OTHER": _OFF, "turn OTHER off": _OFF, "switch off OTHER": _OFF,
    "switch OTHER off": _OFF, "open OTHER": _OPEN, "close OTHER": _CLOSE, "shut OTHER": _CLOSE,
}  # fmt: skip


_DENIALS = (
    (_STOP, "Nothing is running."), (_CLOSE, "Nothing is open."), (_OPEN, "Nothing is closed."),
    (_OFF, "Nothing is on."),
)  # fmt: skip


def denial(text: str) -> str:
    """What to say when the home has nothing that the few words could mean; else empty."""
    wishes = WISHES.get(_core(text))
    return next((told for wanted, told in _DENIALS if wanted is wishes), "")


def says_it(text: str) -> bool:
    """A pronoun points at what was spoken of."""
    return any(word in _IT for word in words_of(text))


def says_other(text: str) -> bool:
    """Not what was just spoken of, but one like it."""
    words = words_of(text)
    return "other" in words or "others" in words


def bare_options(text: str, context: Context, *, by_state: bool = True) -> tuple[Option, ...]:
    """What the few words may mean, each device an option; empty where they are something else.

    By state, what is already as the words want it is no option at all.
    """
    words = [word for word in words_of(text) if word not in _FILLERS]
    core = _core(text)
    if core in WISHES:
        return _shared(_of_wishes(WISHES[core], text, context, by_state=by_state))
    if says_other(text):
        return _shared(_others(_OTHER_ONE.sub("OTHER", " ".join(words)), text, context))
    if words[:1] == ["play"] and title_in(" ".join(words[1:])) in FILM_AND_BOOK:
        slots = {"search_query": " ".join(words_of(text)[words_of(text).index("play") + 1 :])}
        wish = Wish(PLAYS, frozenset({"media_player"}), slots)
        return _shared(_of_wishes((wish,), text, context, by_state=False, presumes=False))
    return ()


def _core(text: str) -> str:
    words = [word for word in words_of(text) if word not in _FILLERS]
    return " ".join("IT" if word in _IT else word for word in words)


def _of_wishes(
    wishes: Iterable[Wish],
    text: str,
    context: Context,
    *,
    by_state: bool,
    presumes: bool = True,
) -> Iterator[Option]:
    for wish in wishes:
        reading = _reading(wish, text)
        for device in context.home.devices:
            if device.kind not in wish.kinds:
                continue
            state = context.states.get(device.id, {})
            if not (by_state and already(wish.intent, device, state)):
                yield Option(
                    reading=reading,
                    devices=(device,),
                    probability=wish.odds,
                    why="nothing was named",
                    presumes=presumes,
                )


def _reading(wish: Wish, text: str) -> Reading:
    """Never exact: what is meant is guessed, so that nothing guarded rests on it."""
    return Reading(
        intent=wish.intent,
        slots=wish.slots,
        probability=CERTAINTY,
        matched_by="bare",
        text=text,
        exact=False,
    )


def _others(core: str, text: str, context: Context) -> Iterator[Option]:
    """What is like the device of the last turn; with no verb the last request is made again."""
    done = _last_deed(context)
    if done is None:
        return
    known = context.home.device_by_id
    kinds = {known[device].kind for device in done.devices if device in known}
    if core == "OTHER":
        again = replace(done.reading, text=text, devices=(), slots=_values(done.reading.slots))
        readings = [replace(again, probability=CERTAINTY, matched_by="bare", exact=False, also=())]
    else:
        wishes = _OTHER_WISHES.get(core, ())
        readings = [_reading(wish, text) for wish in wishes if kinds <= wish.kinds]
    for reading in readings:
        for device in context.home.devices:
            if device.kind in kinds:
                yield Option(
                    reading=reading, devices=(device,), probability=1.0, why="like the last one"
                )


def _last_deed(context: Context) -> Candidate | None:
    """What the latest turn did, if it did one thing."""
    if not context.history:
        return None
    turn = context.history[-1]
    outcome, resolution = turn.last(Outcome), turn.last(Resolution)
    if outcome is None or outcome.kind != "action_done" or resolution is None:
        return None
    done = resolution.candidates[0] if resolution.candidates else None
    return done if done is not None and not done.also else None


def _values(slots: Slots) -> Slots:
    """What to set, without what it was set on."""
    pointing = ("area", "floor", "name", "domain", "device_class", "more_areas")
    return {name: value for name, value in slots.items() if name not in pointing}


def _shared(options: Iterable[Option]) -> tuple[Option, ...]:
    """The options with their odds made into shares of the certainty."""
    every = tuple(options)
    total = sum(option.probability for option in every)
    return tuple(
        replace(option, probability=CERTAINTY * option.probability / total) for option in every
    )
