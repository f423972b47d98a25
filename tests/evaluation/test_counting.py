"""Splits, calibration and tallies."""

from assistant.evaluation.understanding.calibration import calibrate
from assistant.evaluation.understanding.deed import Deed, Guess, Reaction
from assistant.evaluation.understanding.item import Item, Meaning, Nothing
from assistant.evaluation.understanding.run import chosen, judged, run
from assistant.evaluation.understanding.slots import agree
from assistant.evaluation.understanding.split import side_of, wording_family
from assistant.evaluation.understanding.tally import by_family, tally
from assistant.evaluation.understanding.wanted import is_
from tests.evaluation.homes import HOME, change, command, effect, item


def test_a_family_of_wordings_is_one_group() -> None:
    one = wording_family("Please turn off the kitchen lights!")
    assert one == wording_family("turn the kitchen light off")
    assert wording_family("wake me at six") == wording_family("wake me at seven")
    assert one != wording_family("turn on the kitchen lights")


def test_the_split_is_about_half_and_never_changes() -> None:
    sides = [side_of(f"group {number}") for number in range(1000)]
    assert 430 < sides.count("dev") < 570
    assert side_of("group 1") == side_of("group 1")


def test_calibration_is_the_weighed_distance() -> None:
    perfect = calibrate([(0.75, True)] * 3 + [(0.75, False)])
    assert perfect.error == 0
    boastful = calibrate([(0.95, False)] * 10)
    assert abs(boastful.error - 0.95) < 1e-9
    assert boastful.bins[0].n == 10
    assert calibrate([]).n == 0


def test_slots_agree_as_home_assistant_sees_them() -> None:
    wanted = Meaning(intent="HassCancelTimer", slots={"name": ("pizza ", "pizza")})
    assert agree(wanted, Meaning(intent="HassCancelTimer", slots={"name": "Pizza"}), exact=True)
    everything = Meaning(intent="HassTurnOff", slots={"domain": "fan", "name": "all"})
    fans = Meaning(intent="HassTurnOff", slots={"domain": "fan"})
    assert agree(everything, fans, exact=True)
    here = Meaning(intent="HassTurnOff", slots={"domain": "fan", "area": "kitchen"})
    assert not agree(fans, here, exact=True)
    assert agree(fans, here, exact=False)


def test_tallies_count_every_verdict_and_the_first_guess() -> None:
    lamp = item(change(effect("light.lamp", state=is_("on"))))
    right = Deed(kind="acted", commands=(command("light.lamp", "turn_on"),))
    results = [
        judged(0, lamp, Reaction(deed=right, guess=Guess(probability=0.9, deed=right))),
        judged(
            0, lamp, Reaction(deed=Deed(kind="asked"), guess=Guess(probability=0.5, deed=right))
        ),
        judged(0, lamp, Reaction(deed=Deed(kind="declined", error="ValueError: oh"))),
    ]
    found = tally(results)
    assert (found.n, found.broken) == (3, 1)
    assert abs(found.right - 1 / 3) < 1e-9
    assert found.calibration is not None
    assert found.calibration.n == 2
    assert results[1].guess_right
    assert set(by_family([lamp], results)) == {""}


def test_a_guess_on_chatter_is_right_only_when_it_is_an_answer() -> None:
    chatter = item(Nothing(why="chatter"))
    acts = Deed(kind="acted", commands=(command("light.lamp", "turn_on"),))
    asked = Deed(kind="asked")
    found = judged(0, chatter, Reaction(deed=asked, guess=Guess(probability=0.3, deed=acts)))
    assert found.verdict == "right"
    assert not found.guess_right


def _many(side: str, count: int) -> list[Item]:
    return [
        Item(
            id=f"{side}{number}",
            set="test",
            text="what time is it",
            home=HOME,
            expected=Nothing(why="a question"),
            group="g",
            split=side,  # type: ignore[arg-type]
        )
        for number in range(count)
    ]


def test_a_limit_always_selects_the_same() -> None:
    items = [*_many("dev", 20), *_many("test", 20), *_many("both", 1)]
    some = chosen(items, "dev", 5)
    assert [one.id for one in some] == [one.id for one in chosen(items, "dev", 5)]
    assert {one.split for one in chosen(items, "test")} == {"test", "both"}


def test_running_keeps_the_order_and_survives_a_peer_that_breaks() -> None:
    items = _many("dev", 3)
    results = run("hassil", "test", items)
    assert [result.number for result in results] == [0, 1, 2]
    assert {result.verdict for result in results} == {"right"}
