"""What many homes say is said of this home's things, and only where it was heard."""

from collections.abc import Mapping

import pytest

from assistant.home.file import parse_home
from assistant.learning.feedback.signals import Verdict
from assistant.learning.rewriting.instances import in_home, invents
from assistant.learning.rewriting.model import KnownRequest, Learned, Scene
from assistant.learning.rewriting.patterns import known_patterns
from assistant.learning.rewriting.rewriter import Rewriter
from assistant.learning.words import words_in
from assistant.turn import Action, Slots, Transcript
from tests.learning.talk import Talk
from tests.rewriting.tables import NOW

HOME = parse_home(
    {
        "areas": [{"id": "office", "name": "office"}, {"id": "den", "name": "den"}],
        "devices": [
            {"id": "desk", "name": "desk lamp", "kind": "light", "area": "office"},
            {"id": "wall", "name": "wall light", "kind": "light", "area": "den"},
            {"id": "fan", "name": "fan", "kind": "fan", "area": "den"},
            {"id": "door", "name": "back door", "kind": "lock", "area": "den"},
        ],
    },
    "home",
)
SCENE = Scene(now=NOW, area="office", home=HOME)


def said(
    text: str, slots: Slots, kind: str, *devices: str
) -> tuple[tuple[Verdict, ...], Mapping[str, str]]:
    """One home that says this once, of its own things."""
    talk = Talk()
    actions = tuple(
        Action(device=one, service="turn_on", data={}, result="confirmed", took_ms=3)
        for one in devices
    )
    talk.say(text, intent="HassTurnOn", slots=slots, actions=actions)
    return talk.verdicts(), dict.fromkeys(devices, kind)


def taught(count: int = 3) -> tuple[KnownRequest, ...]:
    rooms = ("kitchen", "bedroom", "bathroom", "hallway")[:count]
    homes = [
        said(
            f"please turn on the lamp in the {room}",
            {"name": "lamp", "area": room},
            "light",
            f"{room}_lamp",
        )
        for room in rooms
    ]
    return known_patterns(
        [one for one, _ in homes], [kinds for _, kinds in homes], frozenset(), now=NOW
    )


def test_names_are_taken_out() -> None:
    (one,) = taught()
    assert (one.text, one.kind) == ("please turn on the {name} in the {area}", "light")
    assert "kitchen" not in one.meaning
    assert "{name}" in one.meaning


def test_two_homes_are_too_few() -> None:
    assert taught(2) == ()


def test_each_thing_of_the_kind_and_no_door() -> None:
    found = {one.text: one.meaning for one in in_home(taught(), HOME)}
    assert set(found) == {
        "please turn on the desk lamp in the office",
        "please turn on the wall light in the den",
    }
    assert all(meaning.startswith("HassTurnOn | devices:") for meaning in found.values())


def test_a_home_that_never_said_it_is_understood() -> None:
    rewriter = Rewriter(Learned(requests=taught()))
    found = rewriter.search(
        Transcript(text="please turn on the dusk lamp in the office"), SCENE, 1.0
    )
    assert found is not None
    assert found.rewritten == "please turn on the desk lamp in the office"


@pytest.mark.parametrize(
    ("heard", "request_"),
    [
        ("turn the desk lamp", "turn the desk lamp off"),
        ("turn off the fan", "turn off the lamp"),
        ("turn on the", "turn on the wall light"),
        ("is the desk lamp on", "turn on the desk lamp"),
        ("put the desk lamp at 20 item percent", "put the desk lamp at 20 percent"),
        ("desk lamp to eleven", "desk lamp to 70 percent"),
        ("desk lamp to eleven events", "desk lamp to 11 percent"),
        ("blow with the fan", "turn off the fan"),
    ],
)
def test_nothing_is_made_up(heard: str, request_: str) -> None:
    assert invents(words_in(heard), words_in(request_), HOME)


def test_what_sounds_like_it_was_heard() -> None:
    assert not invents(words_in("turn of the dusk lamp"), words_in("turn off the desk lamp"), HOME)
