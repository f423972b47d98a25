"""A rewrite never says the opposite, another number or room, and never touches who can come in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.home.file import parse_home
from assistant.learning.contrast import contrasts
from assistant.learning.markov.states import says_guarded
from assistant.learning.rewriting.guardrails import (
    drops_a_thing,
    is_held_out,
    objection,
    turns_unheard,
)
from assistant.learning.rewriting.model import RewriteSettings
from assistant.learning.rewriting.rewriter import Rewriter
from assistant.learning.words import words_in
from assistant.turn import Transcript
from tests.rewriting.tables import SCENE, known, rewrite, table

WORDS = st.sampled_from(
    "turn switch on off the a kitchen bedroom hall lamp light fan lock unlock front door garage "
    "open close up down set to ten fifteen fifty percent radio play stop louder quieter arm "
    "disarm alarm heating moonlight please".split()
)
TEXTS = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)


@given(TEXTS, TEXTS)
def test_no_learned_rewrite_passes_the_guardrails(heard: str, meant: str) -> None:
    """Whatever came into the table, for instance by hand."""
    plain, other = " ".join(words_in(heard)), " ".join(words_in(meant))
    rewriter = Rewriter(table(rewrite(plain, other)), RewriteSettings(held_out=0.0))
    found = rewriter.rewrite(Transcript(text=heard), SCENE, 1.0)
    if found.rewritten is not None:
        said, taken = words_in(heard), words_in(found.rewritten)
        assert not contrasts(said, taken)
        assert not says_guarded(said)
        assert not says_guarded(taken)


@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=6, unique=True))
def test_no_likeness_passes_the_guardrails(heard: str, requests: list[str]) -> None:
    known_to_work = tuple(known(" ".join(words_in(text)), times=50) for text in requests)
    rewriter = Rewriter(table(requests=known_to_work))
    found = rewriter.rewrite(Transcript(text=heard), SCENE, 1.0)
    if found.rewritten is not None:
        said, taken = words_in(heard), words_in(found.rewritten)
        assert not contrasts(said, taken)
        assert not says_guarded(said)
        assert not says_guarded(taken)


@pytest.mark.parametrize(
    ("heard", "meant", "why"),
    [
        ("turn on the lamp", "turn off the lamp", "contradicts"),
        ("blinds up", "blinds down", "contradicts"),
        ("close the blinds", "open the blinds", "contradicts"),
        ("set it to 15 percent", "set it to 50 percent", "contradicts"),
        ("kitchen light on", "bedroom light on", "contradicts"),
        ("kitchen light on", "light on", "says less"),
        ("the usual", "turn it off", "says more"),
        ("let me in", "unlock the front door", "guarded"),
        ("garage", "kitchen light on", "guarded"),
        ("lamp", "lamp", "same words"),
        ("turn on the", "turn on the lamp", "half a sentence"),
    ],
)
def test_objections(heard: str, meant: str, why: str) -> None:
    assert objection(words_in(heard), words_in(meant), shown=True) == why


def test_half_a_sentence_is_not_taken_for_what_is_like_it() -> None:
    """A recording that was cut before the name is as like to one lamp as to another."""
    rewriter = Rewriter(table(requests=(known("turn on the lamp", times=50),)))
    assert rewriter.rewrite(Transcript(text="turn on the"), SCENE, 1.0).rewritten is None
    assert rewriter.rewrite(Transcript(text="turn on the lamb"), SCENE, 1.0).rewritten


def test_a_missing_room_may_be_added_by_who_has_said_it() -> None:
    heard, meant = words_in("moonlight on"), words_in("turn on the bedroom lamp")
    assert objection(heard, meant, shown=True) is None
    assert objection(heard, meant) == "says more"


def test_without_being_shown_a_direction_stays_one_of_the_same() -> None:
    up = words_in("turn the lighthouse up")
    assert objection(up, words_in("turn on the lights in the house")) == "says less"
    assert objection(words_in("turn the radio up"), words_in("make the radio louder")) is None


def test_what_is_named_must_be_meant() -> None:
    home = parse_home(
        {
            "areas": [{"id": "den", "name": "den"}],
            "devices": [
                {"id": "wall", "name": "wall light", "kind": "light", "area": "den"},
                {"id": "lamp", "name": "lamp", "kind": "light", "area": "den"},
            ],
        },
        "home",
    )
    heard = words_in("run the wall light at 60")
    assert drops_a_thing(heard, words_in("put the lamp at 60 percent"), home)
    assert not drops_a_thing(heard, words_in("put the wall light at 60 percent"), home)


def test_a_direction_must_have_been_heard() -> None:
    assert turns_unheard(words_in("the lamp is too gloomy"), words_in("dim the lamp"))
    assert not turns_unheard(words_in("turn of the lamp"), words_in("turn off the lamp"))


def test_hold_out_is_a_small_share_and_always_the_same() -> None:
    moments = [f"2026-03-02T12:{n // 60:02}:{n % 60:02}" for n in range(3600)]
    held = [moment for moment in moments if is_held_out(moment, "a", 0.03)]
    assert 0.02 < len(held) / len(moments) < 0.04
    assert held == [moment for moment in moments if is_held_out(moment, "a", 0.03)]


def test_softer_is_no_brighter() -> None:
    heard, other = words_in("soften the wall light"), words_in("brighten the wall light")
    assert objection(heard, other) == "contradicts"
    assert objection(words_in("make the lamp darker"), words_in("dim the lamp")) != "contradicts"


@pytest.mark.parametrize(
    ("heard", "other", "why"),
    [
        ("make the wall light brightener", "make the wall light darker", "contradicts"),
        ("opener the blind", "close the blind", "contradicts"),
        ("no more the floor lamp", "i need more the floor lamp", "says less"),
        ("i already turned the floor lamp off", "turn the floor lamp off", "says less"),
        ("should we turn the floor lamp off", "turn the floor lamp off", "says less"),
        ("turn the floor lamp off in a while", "turn the floor lamp off", "says less"),
        ("turn the floor lamp off i wouldnt", "turn the floor lamp off", "says less"),
        ("would you turn the flow lamp off", "turn the floor lamp off", None),
        ("do nt play this song again", "do not play this song again", None),
        ("a bathroom heating to and", "put the bathroom heating on 19 degrees", "says more"),
        ("turn the floor lamp", "turn the floor lamp up", "says more"),
        ("turn the floor lamp cup", "turn the floor lamp up", None),
        ("turn the floor lamp offer", "turn the floor lamp off", None),
        ("turn the floor lamp", "turn the floor lamp off", None),
    ],
)
def test_how_much_is_never_made_up(heard: str, other: str, why: str | None) -> None:
    """Likeness to what is known may add what the home's state tells, on or off, and no more."""
    assert objection(words_in(heard), words_in(other)) == why


def test_how_much_may_be_shown() -> None:
    heard, meant = words_in("turn the floor lamp"), words_in("turn the floor lamp up")
    assert objection(heard, meant, shown=True) is None
