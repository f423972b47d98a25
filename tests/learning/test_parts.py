"""Parts of sentences: found in corrections, counted wherever they stand, never from one evening."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.learning.feedback.signals import verdicts
from assistant.learning.markov.parts import Found, Part, chains_of, parts_found
from assistant.learning.markov.sessions import sessions_of
from assistant.learning.rewriting.model import LearnedRewrite
from assistant.learning.rewriting.proposals import proposals
from assistant.learning.words import put, spans_in, words_in
from tests.learning.talk import Talk

WORDS = st.lists(st.sampled_from("a b c d e".split()), max_size=8).map(tuple)
LAMP = {"name": "bedroom lamp"}


def _corrected(talk: Talk, said: str, meant: str, after: float = 5000) -> None:
    talk.say(said, "declined", after=after)
    talk.say(meant, intent="HassTurnOn", slots=LAMP, after=8)


def _found(talk: Talk) -> dict[Part, Found]:
    said = verdicts(talk.history(), learned=False)
    chains = tuple(chains_of(said, sessions_of(said)))
    return {one.part: one for one in parts_found([(chains, said)])}


def _proposed(talk: Talk) -> list[LearnedRewrite]:
    found = proposals(
        [verdicts(talk.history(), learned=False)], "personal", (), frozenset(), now=talk.now
    )
    return [one for one in found if one.within]


def two_evenings() -> Talk:
    talk = Talk()
    _corrected(talk, "turn on the moonlight", "turn on the bedroom lamp")
    _corrected(talk, "please turn the moonlight on", "please turn the bedroom lamp on")
    return talk


def test_one_part_in_two_sentences_is_two_chains() -> None:
    found = _found(two_evenings())[Part(("moonlight",), ("bedroom", "lamp"))]
    assert found.chains == 2
    assert found.rewritten.mean > 0.8 > 0.2 > found.alone.mean


def test_what_was_corrected_stands_for_a_whole_request() -> None:
    """Its own words ("no, I meant") are no part of anything."""
    talk = Talk()
    for said in ("turn on the moonlight", "please turn the moonlight on"):
        talk.say(said, "declined", after=5000)
        slots = {"name": "bedroom lamp"}
        talk.say("no, I meant the bedroom lamp", intent="HassTurnOn", slots=slots, by="correction")
    (part,) = _found(talk)
    assert part == Part(("moonlight",), ("bedroom", "lamp"))


def test_two_evenings_are_enough_and_one_is_not() -> None:
    (one,) = _proposed(two_evenings())
    assert (one.heard, one.rewrite, one.status) == ("moonlight", "bedroom lamp", "live")
    assert one.tried == (
        "please turn the moonlight on",
        "please turn the bedroom lamp on",
    )
    talk = Talk()
    _corrected(talk, "turn on the moonlight", "turn on the bedroom lamp")
    assert not _proposed(talk)


def test_what_was_meant_otherwise_speaks_against_it() -> None:
    talk = two_evenings()
    for _ in range(3):
        talk.say("turn on the moonlight", "declined", after=5000)
        talk.say("turn on the fan", intent="HassTurnOn", slots={"name": "fan"}, after=8)
    assert not any(one.live and one.rewrite == "bedroom lamp" for one in _proposed(talk))


def test_what_works_elsewhere_is_left_alone() -> None:
    talk = two_evenings()
    for _ in range(6):
        talk.say("play moonlight", intent="HassMediaSearchAndPlay", after=5000)
    assert not any(one.live for one in _proposed(talk))


def test_a_door_is_no_part_of_it() -> None:
    talk = Talk()
    for _ in range(5):
        talk.say("open the drawbridge", "declined", after=5000)
        talk.say(
            "unlock the front door", intent="HassTurnOff", slots={"name": "front door"}, after=8
        )
    assert not _proposed(talk)


def test_numbers_are_never_a_part() -> None:
    talk = Talk()
    for _ in range(4):
        talk.say("set the lamp to 15", "declined", after=5000)
        talk.say("set the lamp to 50", intent="HassLightSet", slots=LAMP, after=8)
    assert not _proposed(talk)


@given(WORDS, WORDS, WORDS)
def test_a_part_is_put_in_its_place(
    before: tuple[str, ...], after: tuple[str, ...], other: tuple[str, ...]
) -> None:
    assert put((*before, "x", *after), ("x",), other) == (*before, *other, *after)


@given(WORDS)
def test_longer_pieces_come_first(words: tuple[str, ...]) -> None:
    lengths = [len(piece) for piece in spans_in(words)]
    assert lengths == sorted(lengths, reverse=True)
    assert set(spans_in(words)) >= {(word,) for word in words}


def test_numbers_stay_where_they_are() -> None:
    words = words_in("set the moonlight to thirty percent")
    assert put(words, ("moonlight",), ("bedroom", "lamp")) == words_in(
        "set the bedroom lamp to 30 percent"
    )
