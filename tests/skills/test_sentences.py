"""Every sentence of every skill compiles, and leads back to its own skill."""

from functools import cache

import pytest
import yaml
from hassil import Intents, parse_sentence

from assistant.skill import Skill, discover
from assistant.understanding.templates import compile_intents

SKILLS = discover()
WITH_SENTENCES = {intent: skill for intent, skill in SKILLS.items() if skill.sentences}


@cache
def compiled() -> Intents:
    return compile_intents(SKILLS)


@pytest.mark.parametrize("skill", WITH_SENTENCES.values(), ids=WITH_SENTENCES.keys())
def test_the_sentences_are_blocks_in_hassils_format(skill: Skill) -> None:
    blocks = yaml.safe_load(skill.sentences)
    assert isinstance(blocks, list)
    for block in blocks:
        assert set(block) <= {
            "sentences", "requires_context", "excludes_context", "slots", "response", "lists",
            "expansion_rules", "metadata", "required_keywords",
        }, block  # fmt: skip
        assert block["sentences"]
        for sentence in block["sentences"]:
            parse_sentence(sentence)


@pytest.mark.parametrize("intent", SKILLS)
def test_what_the_sentences_name_is_there(intent: str) -> None:
    """hassil looks rules and lists up when it meets them, so a slip would hide until then."""
    for data in compiled().intents[intent].data if intent in compiled().intents else ():
        for sentence in data.sentences:
            known = {*compiled().expansion_rules, *(data.expansion_rules or {})}
            lists = {*compiled().slot_lists, *(data.slot_lists or {}), "name", "area", "floor"}
            assert rules_in(sentence) <= known, sentence.text
            assert lists_in(sentence) <= lists, sentence.text


def rules_in(sentence: object) -> set[str]:
    return set(found_in(sentence, "rule_name"))


def lists_in(sentence: object) -> set[str]:
    return set(found_in(sentence, "list_name"))


def found_in(node: object, attribute: str) -> list[str]:
    """This attribute of all parts of a parsed sentence."""
    found = [getattr(node, attribute)] if hasattr(node, attribute) else []
    parts = [*getattr(node, "items", ()), getattr(node, "expression", None)]
    return found + [
        name for part in parts if part is not None for name in found_in(part, attribute)
    ]


def test_the_looking_finds_something() -> None:
    """Else the test above would pass whatever the sentences say."""
    sentences = [s for data in compiled().intents["HassTurnOn"].data for s in data.sentences]
    assert "name" in set().union(*map(lists_in, sentences))
    assert "turn" in set().union(*map(rules_in, sentences))
