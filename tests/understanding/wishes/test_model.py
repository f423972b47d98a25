"""The network that ships: small, quick to load, and right about plain wishes."""

import pytest

from assistant.understanding.topics import FILLERS
from assistant.understanding.wishes.labels import OTHER, wish_of
from assistant.understanding.wishes.model import FOLDER, shipped

MOST_MEGABYTES = 15


def test_the_files_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_MEGABYTES * 1e6


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("would you be so kind as to get the lamps to go out", "HassTurnOff:light"),
        ("it could be a bit brighter in here", "HassLightSet:up"),
        ("would you wake me at half past six tomorrow", "AlarmClockSet"),
        ("i would like to hear some miles davis", "HassMediaSearchAndPlay"),
        ("we need milk so put it on the list", "HassListAddItem"),
        ("do i need an umbrella this afternoon", "HassGetWeather"),
        ("who won the war of eighteen twelve", OTHER),
        ("what do you think of my haircut", OTHER),
    ],
)
def test_what_is_wished(text: str, wish: str) -> None:
    found = shipped().read(text)
    assert max(found.probabilities, key=lambda label: found.probabilities[label]) == wish


@pytest.mark.parametrize("text", ["", "  ", "?!", "\u4f60\u597d", "\U0001f4a1" * 40, "on " * 400])
def test_anything_can_be_read(text: str) -> None:
    found = shipped().read(text)
    assert sum(found.probabilities.values()) == pytest.approx(1 if found.probabilities else 0)


def test_every_filler_is_for_a_wish_that_can_be_told() -> None:
    told = set(shipped().labels)
    assert set(FILLERS) <= told | {label.partition(":")[0] for label in told}


def test_labels_of_readings() -> None:
    assert wish_of("HassTurnOn", {"name": "lamp"}, "light") == "HassTurnOn:light"
    assert wish_of("HassTurnOn", {"domain": "fan"}) == "HassTurnOn"
    assert wish_of("HassLightSet", {"brightness_step": "down"}) == "HassLightSet:down"
    assert wish_of("HassLightSet", {"color": "red"}) == "HassLightSet:color"
    assert wish_of("HassShoppingListAddItem", {"item": "milk"}) == "HassListAddItem"
