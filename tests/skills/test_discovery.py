"""Skills are found by being there; what is none is refused by name."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import skills
from assistant.skill import Skill, SkillError, discover

GOOD = """
from assistant.skill import Plan, Skill

SKILL = Skill(intent="{intent}", handle=lambda request: Plan(reply="hello"))
"""


@pytest.fixture
def more(tmp_path: Path) -> Iterator[Path]:
    """A second folder of the package `skills`, as a person's own would be."""
    known = set(sys.modules)
    skills.__path__.append(str(tmp_path))
    yield tmp_path
    skills.__path__.remove(str(tmp_path))
    for name in set(sys.modules) - known:
        if name.startswith("skills."):
            del sys.modules[name]


def test_every_file_is_a_skill_of_its_own_intent() -> None:
    found = discover()
    files = {
        path.stem for path in Path(skills.__path__[0]).glob("*.py") if not path.name.startswith("_")
    }
    assert len(found) == len(files)
    assert all(isinstance(skill, Skill) for skill in found.values())
    assert all(intent == skill.intent for intent, skill in found.items())


def test_one_more_file_is_one_more_skill(more: Path) -> None:
    before = set(discover())
    (more / "greet.py").write_text(GOOD.format(intent="Greet"))
    assert set(discover()) - before == {"Greet"}


def test_helpers_are_not_looked_at(more: Path) -> None:
    before = set(discover())
    (more / "_helper.py").write_text("raise RuntimeError('this is only a helper')")
    assert set(discover()) == before


@pytest.mark.parametrize("content", ["", "SKILL = 'HassTurnOn'", "SKILL = None"])
def test_a_file_without_a_skill_is_refused(more: Path, content: str) -> None:
    (more / "empty.py").write_text(content)
    with pytest.raises(SkillError, match=r"skills/empty\.py defines no SKILL"):
        discover()


def test_an_intent_that_has_a_skill_already_is_refused(more: Path) -> None:
    (more / "zz_again.py").write_text(GOOD.format(intent="HassTurnOn"))
    with pytest.raises(SkillError, match=r"skills/zz_again\.py: HassTurnOn has a skill already"):
        discover()
