"""Descriptions: the words that only one thing of the home bears."""

import pytest

from assistant.home.model import Area, Home
from assistant.understanding.described import describer_of
from devices.contract import Device

HOME = Home(
    areas=(
        Area(id="bathroom", name="Bathroom"),
        Area(id="porch", name="Wrap-around Porch"),
        Area(id="living", name="Living Area"),
    ),
    devices=(
        Device(id="shower", name="Smart Shower", kind="valve", area="bathroom"),
        Device(id="porch_light", name="Porch Light", kind="light", area="porch"),
        Device(id="pool_light", name="Pool Light", kind="light", area="porch"),
        Device(id="front_door", name="Front Door Lock", kind="lock", area="porch"),
    ),
)


@pytest.mark.parametrize(
    ("said", "heard", "device"),
    [
        ("turn on the shower", "shower", "shower"),
        ("turn on the light in the pool", "light in the pool", "pool_light"),
        ("unlock the front door", "front door", "front_door"),
    ],
)
def test_words_that_only_one_thing_bears_describe_it(said: str, heard: str, device: str) -> None:
    first, *_ = describer_of(HOME).descriptions(said)
    assert (first.heard, first.device, first.whole) == (heard, device, True)


def test_a_room_is_described_by_a_part_of_its_name() -> None:
    names = [one.name for one in describer_of(HOME).descriptions("heat the living room")]
    assert names == ["Living Area"]


def test_a_name_alone_asks_for_nothing() -> None:
    assert describer_of(HOME).descriptions("the shower") == ()


def test_a_word_beside_it_may_make_it_something_else() -> None:
    found = describer_of(HOME).descriptions("switch off the pool house light")
    assert not any(one.apart for one in found)
