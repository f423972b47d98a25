"""The sieve leaves out only templates that cannot fit; near spellings miss none."""

import pytest
from hassil import Intents, recognize_all
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from assistant.home.file import load_home
from assistant.skill import discover
from assistant.understanding.name_lists import NameLists
from assistant.understanding.plain_text import PlainText
from assistant.understanding.sieve import Sieve
from assistant.understanding.spellings import Spellings
from assistant.understanding.templates import compile_intents
from tests.replay.suite import HOME_FILE

SKILLS = discover()
HOME = load_home(HOME_FILE)
TEXTS = (
    "turn on the kitchen light",
    "Please, could you turn off the living room lamps?",
    "set the bedroom lights to forty five percent",
    "set the thermostat to 20.5 degrees",
    "what's the temperature in the bedroom",
    "is the front-door locked",
    "are all the windows closed",
    "set a 5 minute timer for pasta",
    "add two pounds of flour to the shopping list",
    "play some jazz in the kitchen",
    "add the kitchen light to the shopping list please",
    "lights",
    "desk lamp's brightness to 10%",
    "who ate my sandwich",
    "-",
)


@pytest.fixture(scope="module")
def intents() -> Intents:
    return compile_intents(SKILLS)


@pytest.fixture(scope="module")
def sieve(intents: Intents) -> Sieve:
    return Sieve(intents, SKILLS)


@pytest.mark.parametrize("text", TEXTS)
def test_what_fits_is_kept(text: str, intents: Intents, sieve: Sieve) -> None:
    names = NameLists(HOME).found_in(sieve.plain(text))
    fitting = sieve.fitting(sieve.plain(text), names)
    assert _read(text, fitting, names) == _read(text, intents, names)


def test_most_templates_are_left_out(sieve: Sieve) -> None:
    plain = sieve.plain("turn on the kitchen light")
    fitting = sieve.fitting(plain, NameLists(HOME).found_in(plain))
    assert sum(len(intent.data) for intent in fitting.intents.values()) < 50


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("turn on the kitchen light", 3),
        ("could you turn the kitchen light on for me", 3),
        ("set a timer for 22 minutes", 8),
        ("turn everything off in the kitchen please", 2),
    ],
)
def test_hardly_any_template_is_tried_in_vain(text: str, most: int, sieve: Sieve) -> None:
    plain = sieve.plain(text)
    fitting = sieve.fitting(plain, NameLists(HOME).found_in(plain))
    assert sum(len(intent.data) for intent in fitting.intents.values()) <= most


PARTS = st.sampled_from(
    "turn switch set put on off up the a my all light lights lamp kitchen bedroom hallway in to "
    "please can you is are what timer for five minutes 20.5 percent degrees desk-lamp front door "
    "unlock open close blinds living room curtains play stop pause add milk shopping list red "
    "brightness temperature volume and twenty two it's nevermind garden".split()
)


@settings(max_examples=60)
@given(words=st.lists(PARTS, min_size=1, max_size=8))
def test_whatever_is_said_what_fits_is_kept(
    words: list[str], intents: Intents, sieve: Sieve
) -> None:
    text = " ".join(words)
    names = NameLists(HOME).found_in(sieve.plain(text))
    fitting = sieve.fitting(sieve.plain(text), names)
    assert _read(text, fitting, names) == _read(text, intents, names)


def test_only_names_in_the_text_are_given_out() -> None:
    plain = PlainText.of("turn on the Kitchen-Light, please", ["please"])
    found = NameLists(HOME).found_in(plain)
    assert {value.value_out for value in found["name"].values} == {"kitchen light"}
    assert {value.value_out for value in found["area"].values} == {"kitchen"}
    assert not found["floor"].values


WORDS = st.text("abde 1é", min_size=1, max_size=10)


@given(st.lists(WORDS, max_size=20), WORDS)
def test_every_near_spelling_is_found(spellings: list[str], letters: str) -> None:
    wanted = {one for one in spellings if fuzz.ratio(letters, one) >= 80}
    assert {found for found, _ in Spellings(spellings).near(letters, 0.8)} == wanted


def _read(text: str, intents: Intents, names: object) -> list[tuple[str, str]]:
    assert isinstance(names, dict)
    results = recognize_all(text, intents, slot_lists=names, intent_context={"area": "kitchen"})
    return [
        (result.intent.name, repr({name: one.value for name, one in result.entities.items()}))
        for result in results
        if result.intent.name in SKILLS
    ]
