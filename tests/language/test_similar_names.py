"""Names that sound alike are found, and told with how near they are."""

from pathlib import Path

import pytest

from assistant.commands.say_name import nearest
from assistant.doctor import names
from assistant.home.file import load_home, parse_home
from assistant.home.model import Home
from assistant.similar_names import confusable, names_in, namesakes, phones_of
from assistant.speech.language.lexicon import Lexicon

LEXICON = Lexicon()


def home(*names: str) -> Home:
    devices = [{"id": f"light.{number}", "name": name} for number, name in enumerate(names)]
    return parse_home({"devices": devices}, "test")


def pairs(*names: str) -> list[tuple[str, str, float]]:
    return [(p.one, p.other, round(p.likeness, 2)) for p in confusable(home(*names), LEXICON)]


def test_names_that_sound_alike() -> None:
    assert pairs("reading lamp", "kitchen light", "heating lamp") == [
        ("reading lamp", "heating lamp", 0.83)
    ]


@pytest.mark.parametrize("names", [("flour lamp", "flower lamp"), ("cord", "chord")])
def test_names_that_sound_the_same(names: tuple[str, str]) -> None:
    assert pairs(*names)[0][2] == 1


def test_the_same_name_in_two_rooms_and_two_names_of_one_thing_are_no_pair() -> None:
    devices = [
        {"id": "light.a", "name": "lamp", "aliases": ["lamps"]},
        {"id": "light.b", "name": "lamp", "aliases": ["lamps"]},
    ]
    assert confusable(parse_home({"devices": devices}, "test"), LEXICON) == ()


def test_the_nearest_names_of_the_home() -> None:
    known = phones_of(names_in(home("reading lamp", "oven")), LEXICON)
    said = phones_of(["heating lamp"], LEXICON)["heating lamp"]
    assert [pair.other for pair in nearest("heating lamp", said, known)] == ["reading lamp"]


def test_doctor_tells_of_names(tmp_path: Path) -> None:
    path = tmp_path / "home.yaml"
    path.write_text(
        "devices:\n"
        "  - {id: light.a, name: reading lamp}\n"
        "  - {id: light.b, name: heating lamp}\n"
        "  - {id: light.c, name: E}\n"
        '  - {id: light.d, name: "🙂"}\n'
    )
    told = [finding.detail for finding in names(path)]
    assert '"e" is too short to be heard surely' in told
    assert '"reading lamp" and "heating lamp" sound alike (83 %)' in told
    assert all(finding.ok is None for finding in names(path))


def test_what_no_words_tell_apart_is_told(tmp_path: Path) -> None:
    path = tmp_path / "home.yaml"
    path.write_text(
        "areas: [{id: den, name: den}]\n"
        "devices:\n"
        "  - {id: light.a, name: lamp, area: den}\n"
        "  - {id: light.b, name: Lamp, area: den}\n"
        "  - {id: light.c, name: lamp}\n"
        "  - {id: fan.d, name: lamp, area: den}\n"
    )
    assert list(namesakes(load_home(path))) == [("light.a", "light.b")]
    assert any("light.a and light.b" in finding.detail for finding in names(path))


@pytest.mark.slow
def test_five_thousand_names() -> None:
    """Compared with each other in seconds, and nobody's memory is used up."""
    many = home(*(f"lamp {number}" for number in range(5000)))
    assert len(confusable(many, LEXICON)) > 1000  # every name has near ones here
