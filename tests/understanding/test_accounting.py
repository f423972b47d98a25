"""A wish that is known by a word or two still has to account for the others."""

import pytest

from assistant.home.model import Area, Home
from assistant.understanding.accounting import accounted, likeness_of_titles, says_where_to
from assistant.understanding.clause import Clause
from assistant.understanding.gazetteer import Gazetteer
from assistant.understanding.meaning import Meaning
from assistant.understanding.segment import segment
from assistant.understanding.weighing import weigh_topic
from assistant.understanding.words import words_of
from devices.contract import Device

HOME = Home(
    areas=(Area(id="den", name="den"),),
    devices=(
        Device(id="box", name="music box", kind="media_player", area="den"),
        Device(id="food", name="shopping list", kind="todo"),
        Device(id="brewer", name="brewer", kind="coffee_maker", area="den"),
    ),
)
NEXT = Meaning("HassMediaNext", {"area": "den"})
COFFEE = Meaning("HassTurnOn", {"domain": "coffee_maker"})


def clause(text: str) -> Clause:
    return Clause(segment(words_of(text), Gazetteer(HOME)))


@pytest.mark.parametrize(
    ("meaning", "text", "odd"),
    [
        (NEXT, "skip to the next episode please", ()),
        (NEXT, "next appointment please", ("appointment",)),
        (COFFEE, "make me a strong cup of coffee", ()),
        (COFFEE, "spilled coffee", ("spilled",)),
        (Meaning("HassMediaUnpause", {}), "resume moby dick", ("moby", "dick")),
    ],
)
def test_what_is_left_is_odd(meaning: Meaning, text: str, odd: tuple[str, ...]) -> None:
    assert accounted(clause(text), meaning, "").unexplained == odd


def test_what_is_gone_on_with_is_not_odd() -> None:
    going_on = Meaning("HassMediaUnpause", {})
    assert not accounted(clause("resume moby dick"), going_on, "Moby Dick").unexplained


def test_each_odd_word_speaks_against_it() -> None:
    plain, odd, foreign = (
        weigh_topic(NEXT, accounted(clause(text), NEXT, ""))
        for text in ("the next song", "oddly the next song", "go to the sundial next")
    )
    assert plain.prior > odd.prior
    assert plain.certainty == odd.certainty > foreign.certainty


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("put milk on the shopping list", True),
        ("add milk to my groceries", True),
        ("add two and two", False),
        ("remove the stain from my shirt", False),
    ],
)
def test_what_goes_on_a_list_is_said_to(text: str, said: bool) -> None:
    meaning = Meaning("HassListAddItem", {"item": "milk", "name": "shopping list"})
    assert says_where_to(meaning, clause(text)) is said


def test_titles_are_alike_by_the_words_they_share() -> None:
    assert likeness_of_titles("The Hobbit", "the hobbit") == 1
    assert likeness_of_titles("", "") == 1
    assert likeness_of_titles("the hobbit", "the hobbit book") == pytest.approx(0.8)
    assert likeness_of_titles("jazz", "") == 0
