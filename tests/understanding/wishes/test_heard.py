"""The second network: which words are only said beside a wish."""

import pytest

from assistant.home.model import Home
from assistant.understanding.wishes.heard import Heard, shipped_asides
from assistant.understanding.wishes.labels import OTHER
from assistant.understanding.wishes.without_asides import without_asides

NOWHERE = Home(floors=(), areas=(), devices=(), people=())


def _left(text: str) -> list[str]:
    return [one.text for one in without_asides(text, shipped_asides().read(text), NOWHERE)]


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("my hands are covered in dough, turn on the radio", "turn on the radio"),
        ("Turn on the lamp, my hands are full", "Turn on the lamp"),
        ("it has been a long day, dim the lamp", "dim the lamp"),
    ],
)
def test_an_aside_is_left_out(text: str, wish: str) -> None:
    assert wish in _left(text)


@pytest.mark.parametrize(
    "text",
    [
        "turn on the radio",
        "turn off the lights when it rains",
        "turn off every light except the one by the door",
        "turn on the radio muttered the old wizard",
        "dim the lamp will be carved on my grave",
        "my neighbour always tells her speaker to lock the front door",
    ],
)
def test_what_belongs_to_the_wish_stays(text: str) -> None:
    assert _left(text) == []


def test_a_tale_is_nobodys_wish() -> None:
    heard = shipped_asides().read("turn on the lamp, he texted me from the train")
    assert heard.wishes.other > heard.wishes.of("HassTurnOn:light")
    assert OTHER in shipped_asides().labels


@pytest.mark.parametrize("text", ["", "?!", "你好", "on " * 400])
def test_anything_can_be_read(text: str) -> None:
    heard = shipped_asides().read(text)
    assert len(heard.asides) in (0, len(text.split()))
    assert list(without_asides(text, heard, NOWHERE)) == []


def test_nothing_is_left_out_of_another_text() -> None:
    assert list(without_asides("turn on the lamp", Heard(asides=(0.9,)), NOWHERE)) == []
