"""A small home and items in it, for the tests of the measuring."""

from collections.abc import Mapping

from assistant.evaluation.understanding.item import Change, Effect, Expected, Item, Way
from assistant.evaluation.understanding.wanted import Wanted
from assistant.home.model import Area, Floor, Home
from devices.contract import Command, Device, State

HOME = Home(
    floors=(Floor(id="ground", name="ground floor"),),
    areas=(
        Area(id="kitchen", name="kitchen", floor="ground"),
        Area(id="bedroom", name="bedroom"),
    ),
    devices=(
        Device(
            id="light.ceiling",
            name="ceiling light",
            kind="light",
            area="kitchen",
            state={"state": "on", "brightness": 100, "color_temp_kelvin": 3000},
        ),
        Device(
            id="light.lamp",
            name="lamp",
            kind="light",
            area="kitchen",
            state={"state": "off", "brightness": 50},
        ),
        Device(id="light.bed", name="lamp", kind="light", area="bedroom", state={"state": "off"}),
        Device(
            id="lock.door", name="front door", kind="lock", area=None, state={"state": "locked"}
        ),
        Device(
            id="media.radio",
            name="radio",
            kind="media_player",
            area="kitchen",
            state={"state": "playing", "volume_level": 0.4},
        ),
        Device(
            id="todo.shopping",
            name="shopping list",
            kind="todo",
            state={"items": ("milk",), "completed": ()},
        ),
        Device(id="coffee", name="coffee machine", kind="coffee_maker", state={"state": "off"}),
    ),
)


def item(
    expected: Expected,
    text: str = "please",
    area: str | None = "kitchen",
    states: Mapping[str, State] | None = None,
    history: tuple[str, ...] = (),
) -> Item:
    return Item(
        id="1",
        set="test",
        text=text,
        home=HOME,
        expected=expected,
        group="g",
        area=area,
        states=states or {},
        history=history,
    )


def effect(device: str, **attributes: Wanted) -> Effect:
    return Effect(device=device, attributes=tuple(attributes.items()))


def change(*must: Effect, may: tuple[Effect, ...] = ()) -> Change:
    return Change(ways=(Way(must=must, may=may),))


def command(device: str, service: str, data: State | None = None) -> Command:
    return Command(device=device, service=service, data=data or {})
