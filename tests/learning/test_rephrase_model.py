"""The learned detector points at the turn that words the request anew, and at none otherwise."""

from datetime import timedelta

import pytest

from assistant.learning.exchange import Exchange
from assistant.learning.feedback.signals import verdicts
from assistant.learning.rephrase_model.dialogue import (
    LONGEST_SECONDS,
    MOST_TURNS,
    Dialogue,
    Spoken,
    dialogue_of,
)
from assistant.learning.rephrase_model.inputs import difference
from assistant.learning.rephrase_model.model import FOLDER, MODEL, Pointed, shipped
from assistant.learning.words import words_in
from assistant.turn import ResponseKind
from tests.learning.talk import NOON, Talk

MOST_MEGABYTES = 5


def dialogue(*turns: tuple[str, ResponseKind, float]) -> Dialogue:
    return Dialogue(tuple(Spoken(words_in(text), kind, False, gap) for text, kind, gap in turns))


def read(*dialogues: Dialogue) -> list[Pointed]:
    model = shipped()
    assert model is not None
    return model.read(dialogues)


REWORDED = dialogue(
    ("make the lamp go in the kitchen", "declined", 0.0),
    ("turn on the kitchen light", "action_done", 12.0),
)
NEXT_ROOM = dialogue(
    ("turn on the kitchen light", "action_done", 0.0),
    ("turn on the bedroom light", "action_done", 9.0),
)


def test_it_is_small() -> None:
    size = sum(path.stat().st_size for path in FOLDER.iterdir())
    assert size <= MOST_MEGABYTES * 1_000_000


def test_a_later_turn_is_found_behind_others() -> None:
    (pointed,) = read(
        dialogue(
            ("put the heating on in the bathroom", "declined", 0.0),
            ("no", "action_done", 3.0),
            ("what time is it", "query_answer", 6.0),
            ("heat the bathroom please", "action_done", 12.0),
            ("play some jazz", "action_done", 15.0),
        )
    )
    assert pointed.turn == 3
    assert pointed.probability > 0.5


@pytest.mark.parametrize(
    ("first", "kind", "second"),
    [
        ("set the lamp to thirty percent", "action_done", "set the lamp to fifty percent"),
        ("set the lamp to thirty percent", "declined", "set the lamp to fifty percent"),
        ("turn on the kitchen light", "declined", "turn on the bedroom light"),
        ("turn on the fan", "action_done", "turn off the fan"),
        ("open the garage door", "error", "close the garage door"),
        ("order me a pizza", "declined", "turn on the kitchen light"),
        ("will it rain today", "declined", "add milk to the shopping list"),
    ],
)
def test_another_wish_is_none(first: str, kind: ResponseKind, second: str) -> None:
    (pointed,) = read(dialogue((first, kind, 0.0), (second, "action_done", 10.0)))
    assert pointed.probability < 0.5


def test_chances_sum_to_one_and_do_not_hang_on_what_is_read_beside() -> None:
    alone = [read(one)[0] for one in (REWORDED, NEXT_ROOM)]
    together = read(
        NEXT_ROOM, REWORDED, dialogue(*((f"word {n}", "declined", 2.0) for n in "abcdef"))
    )
    for one, other in zip(alone, (together[1], together[0]), strict=True):
        assert one.chances == pytest.approx(other.chances, abs=1e-4)
        assert sum(one.chances) == pytest.approx(1.0, abs=1e-4)


def test_a_slip_of_hearing_differs_less_than_another_wish() -> None:
    said = words_in("show all emails from the bridge")
    slip = difference(said, words_in("show all emails from the beach"))
    wish = difference(said, words_in("turn the lamp in the kitchen off"))
    assert slip.alike > wish.alike
    assert slip.in_common > wish.in_common
    assert difference(said, said) == (1.0, 0.0, 0.0, 0.0)


def test_nothing_to_read() -> None:
    assert read() == []


def test_odd_words_do_no_harm() -> None:
    (pointed,) = read(
        dialogue(
            ("ÿ 0x1f 99999999999 💡 o'clock " + "a" * 500, "ignored", 0.0), ("…x", "error", 1.0)
        )
    )
    assert 0 <= pointed.probability <= 1


def test_the_rules_say_it_where_the_network_is_off() -> None:
    talk = Talk()
    turn = talk.say("turn on the chicken light", "declined")
    talk.say("set the volume to five")
    by_rules = verdicts(talk.history(), learned=False)
    assert by_rules[0].exchange.id == turn
    assert by_rules[0].said_again < 0.5


def test_not_understood_and_then_understood_almost_the_same_was_misheard() -> None:
    talk = Talk()
    turn = talk.say("turn on the chicken light", "declined")
    talk.say("turn on the kitchen light", intent="HassTurnOn", slots={"name": "kitchen light"})
    assert talk.verdict(turn).said_again > 0.5


def test_what_is_said_again_later_is_not_the_next_request() -> None:
    talk = Talk()
    turn = talk.say("put the heating on in the bathroom", "declined")
    talk.say("what time is it", "query_answer", after=5)
    again = talk.say("heat the bathroom please", after=8)
    verdict = talk.verdict(turn)
    sign = next(one for one in verdict.signs if one.kind == "rephrase")
    assert sign.by == again
    assert verdict.said_again == 0.0


def _exchange(number: int, second: float) -> Exchange:
    at = NOON + timedelta(seconds=second)
    text = f"request {number}"
    return Exchange(
        id=str(number), at=at, place="kitchen", text=text, words=words_in(text), kind="declined"
    )


def test_a_dialogue_ends_after_a_while_and_after_some_turns() -> None:
    first, *later = (_exchange(n, 10.0 * n) for n in range(9))
    found = dialogue_of(first, later)
    assert found is not None
    assert len(found.turns) == MOST_TURNS
    assert dialogue_of(first, [_exchange(1, LONGEST_SECONDS + 1)]) is None
    assert dialogue_of(first, []) is None


def test_the_model_is_there() -> None:
    assert (FOLDER / MODEL).is_file()
