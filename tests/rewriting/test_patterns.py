"""What many homes say is said of this home's things, and only where it was heard."""

from collections.abc import Mapping

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.home.file import parse_home
from assistant.learning.feedback.signals import Verdict
from assistant.learning.rewriting.everybody import Everybody
from assistant.learning.rewriting.instances import in_home, invents, names_unheard, numbered
from assistant.learning.rewriting.model import KnownRequest, Learned, Prospect, Scene
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
NOBODY: frozenset[str] = frozenset()
LEVEL = KnownRequest(
    text="set {name} to {n} percent",
    layer="global",
    times=3.0,
    last=NOW,
    kind="light",
    meaning="HassLightSet | brightness:{n} | devices:{name}",
    numbers=("20",),
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
    return known_patterns([one for one, _ in homes], [kinds for _, kinds in homes], NOBODY, now=NOW)


SAID = st.lists(
    st.sampled_from("set turn the lamp kitchen light on off up of to twenty three lay not".split()),
    min_size=1,
    max_size=7,
)


def test_names_are_taken_out() -> None:
    (one,) = taught()
    assert (one.text, one.kind) == ("turn on {name}", "light")
    assert "kitchen" not in one.meaning
    assert "{name}" in one.meaning


def test_it_is_the_same_however_a_thing_is_named() -> None:
    homes = [
        said("turn on the lamp", {"name": "lamp"}, "light", "lamp"),
        said("okay turn on fan", {"name": "fan"}, "fan", "fan"),
    ]
    found = known_patterns([one for one, _ in homes], [two for _, two in homes], NOBODY, now=NOW)
    assert {(one.text, one.kind) for one in found} == {
        ("turn on {name}", "light"),
        ("turn on {name}", "fan"),
    }


def test_a_word_that_only_one_home_says_stays_there() -> None:
    assert taught(1) == ()
    homes = [
        said("turn on the lamp", {"name": "lamp"}, "light", "lamp"),
        said("turn on the fan", {"name": "fan"}, "fan", "fan"),
        said("on the lamp turn", {"name": "lamp"}, "light", "lamp"),
        said("turn on the lamp for honeybun", {"name": "lamp"}, "light", "lamp"),
    ]
    found = known_patterns([one for one, _ in homes], [two for _, two in homes], NOBODY, now=NOW)
    assert {one.text for one in found} == {"turn on {name}", "on {name} turn"}


def test_each_thing_of_the_kind_by_every_name_and_no_door() -> None:
    found = {one.text: one for one in in_home(taught(), HOME)}
    assert set(found) == {
        "turn on the desk lamp",
        "turn on the office desk lamp",
        "turn on the desk lamp in the office",
        "turn on the wall light",
        "turn on the den wall light",
        "turn on the wall light in the den",
    }
    one = found["turn on the wall light"]
    assert (one.meaning, one.devices) == ("HassTurnOn | devices:wall", ("wall",))


def test_a_home_that_never_said_it_is_understood() -> None:
    rewriter = Rewriter(Learned(requests=taught()))
    found = rewriter.search(
        Transcript(text="please turn on the dusk lamp in the office"), SCENE, 1.0
    )
    assert found is not None
    assert found.rewritten == "turn on the desk lamp in the office"


def test_what_may_be_either_is_left_alone() -> None:
    homes = [
        said(f"{verb} the lamp", {"name": "lamp"}, "light", "lamp")
        for verb in ("turn up", "turn on", "turn up", "turn on")
    ]
    requests = known_patterns([one for one, _ in homes], [two for _, two in homes], NOBODY, now=NOW)
    rewriter = Rewriter(Learned(requests=requests))
    for heard in ("turn the dusk lamp", "turn the lamp in the office"):
        found = rewriter.search(Transcript(text=heard), SCENE, 1.0)
        assert found is None or found.rewritten is None


def test_words_that_mean_another_thing_here_say_nothing_of_this_one() -> None:
    def foresee(text: str) -> Prospect:
        return Prospect(doubt=0.0, devices=frozenset({"wall"}))

    rewriter = Rewriter(Learned(requests=taught()))
    found = rewriter.search(Transcript(text="turn on the dusk lamp"), SCENE, 1.0, foresee)
    assert found is None or found.rewritten is None


@pytest.mark.parametrize(
    ("heard", "request_"),
    [
        ("turn the desk lamp", "turn the desk lamp off"),
        ("turn off the fan", "turn off the lamp"),
        ("is the desk lamp on", "turn on the desk lamp"),
        ("put the desk lamp at 20 item percent", "put the desk lamp at 20 percent"),
        ("desk lamp to eleven", "desk lamp to 70 percent"),
        ("desk lamp to eleven events", "desk lamp to 11 percent"),
        ("blow with the fan", "turn off the fan"),
        ("no more the desk lamp", "more the desk lamp"),
        ("make the desk lamp brightener", "make the desk lamp darker"),
        ("flowers the brightness of the desk lamp", "brighten the desk lamp"),
        ("take the edge off the desk lamp", "turn off the desk lamp"),
        ("turn the desk lamp of", "turn the desk lamp off"),
        ("turn the desk lamp at seven", "put the desk lamp at 7 percent"),
        ("set the desk lamp of percent", "switch the desk lamp off"),
        ("switch on the desk lamp and the", "switch on the desk lamp"),
        ("set the desk lamp to twenty they percent", "set the desk lamp to 20 percent"),
        ("planning three percent for the desk lamp", "3 percent for the desk lamp"),
        ("why turn on the desk lamp", "turn on the desk lamp"),
        ("do you turn on the desk lamp", "turn on the desk lamp"),
        ("what is on the desk lamp", "turn on the desk lamp"),
        ("pls turn on the desk lamp outdoor", "turn on the desk lamp"),
    ],
)
def test_nothing_is_made_up(heard: str, request_: str) -> None:
    assert invents(words_in(heard), words_in(request_), HOME)


@pytest.mark.parametrize(
    ("heard", "request_"),
    [
        ("turn offer the dusk lamp", "turn off the desk lamp"),
        ("but the desk lamp at twenty percent please", "put the desk lamp at 20 percent"),
        ("the desk lamp still on", "is the desk lamp still on"),
        ("is the desk lamp turned", "is the desk lamp turned on"),
        ("set the desk lamp to twenty bob percent", "set the desk lamp to 20 percent"),
        ("set the desk lamp to bob forty percent", "set the desk lamp to 40 percent"),
        ("set the desk lamp to forty price", "set the desk lamp to 40 percent"),
        ("put the desk lamp at forty", "put the desk lamp at 40 percent"),
        ("set the desk lamp to eighteen address", "set the desk lamp to 18 degrees"),
        ("set the desk lamp to twenty two bank", "set the desk lamp to 22 percent"),
        ("what turn on what desk lamp", "turn on the desk lamp"),
        ("do turn on the desk lamp", "turn on the desk lamp"),
    ],
)
def test_what_sounds_like_it_was_heard(heard: str, request_: str) -> None:
    assert not invents(words_in(heard), words_in(request_), HOME)


@pytest.mark.parametrize(
    ("heard", "request_", "made_up"),
    [
        ("turn the desk lamp", "turn the desk lamp off", False),
        ("blow with the fan", "turn the fan off", True),
        ("turn the desk lamp", "turn the desk lamp up", True),
        ("desk lamp", "desk lamp off", True),
        ("turn the fan", "stop the fan", True),
        ("what is the desk lamp", "turn the desk lamp off", True),
    ],
)
def test_where_it_is_sure_the_state_of_the_home_tells_on_from_off(
    heard: str, request_: str, made_up: bool
) -> None:
    assert invents(words_in(heard), words_in(request_), HOME, sure=True) == made_up
    assert invents(words_in(heard), words_in(request_), HOME)


@pytest.mark.parametrize(
    ("heard", "made_up"),
    [
        ("pls turn on the desk lamp outdoor", False),
        ("turn on jay the desk s lamp", False),
        ("turn on the desk lamp big bertha", True),
        ("grab the bull turn on the desk lamp", True),
        ("remind bob to turn on the desk lamp", True),
        ("bob turn on the desk lamp tomorrow", True),
        ("pls turn on the old desk lamp outdoor", True),
    ],
)
def test_where_it_is_sure_two_words_strewn_in_are_noise(heard: str, made_up: bool) -> None:
    meant = words_in("turn on the desk lamp")
    assert invents(words_in(heard), meant, HOME, sure=True) == made_up
    assert invents(words_in(heard), meant, HOME)


def test_of_may_have_been_up_where_a_thing_can_be_turned_up() -> None:
    heard, meant = words_in("turn the desk lamp of"), words_in("turn the desk lamp off")
    assert invents(heard, meant, HOME, sure=True, graded=True)
    assert not invents(heard, meant, HOME, sure=True)


def test_the_only_thing_of_its_kind_needs_no_name() -> None:
    """Where nothing was heard in its place that may be the name of something else."""
    for here, heard, needed in (
        ("den", "set the to 20 percent", False),
        (None, "set the to 20 percent", True),
        (None, "set the in the den to 20 percent", False),
        ("den", "set the pumpkin to 20 percent", True),
    ):
        text = "set the wall light in the den to {n} percent"
        (level,) = (one for one in in_home([LEVEL], HOME) if one.text == text)
        request = numbered(level, words_in(heard))
        assert request is not None
        for sure in (True, False):
            unheard = names_unheard(words_in(heard), request, HOME, here, sure=sure)
            assert unheard == (needed or not sure), (heard, here, sure)


def test_the_word_room_names_no_room() -> None:
    rooms = [{"id": name, "name": f"{name} room"} for name in ("living", "dining")]
    lamps = [
        {"id": f"{room['id']}_lamp", "name": "lamp", "kind": "light", "area": room["id"]}
        for room in rooms
    ]
    home = parse_home({"areas": rooms, "devices": lamps}, "home")
    homes = [lit(f"turn on {room} lights", room) for room in ("kitchen", "bedroom")]
    known = known_patterns([one for one, _ in homes], [two for _, two in homes], NOBODY, now=NOW)
    (request,) = (one for one in in_home(known, home) if one.areas == ("dining",))
    assert names_unheard(words_in("turn room lights"), request, home, "living", sure=True)
    assert not names_unheard(
        words_in("turn dinner room lights"), request, home, "living", sure=True
    )


def test_a_misheard_room_may_be_another_than_this_one() -> None:
    """Where several things have one name, and a word stands where the other room's may have."""
    lamps = [
        {"id": f"{room}_lamp", "name": "corner lamp", "kind": "light", "area": room}
        for room in ("office", "den")
    ]
    areas = [{"id": "office", "name": "office"}, {"id": "den", "name": "den"}]
    home = parse_home({"areas": areas, "devices": lamps}, "home")
    (request,) = (
        one for one in in_home(taught(), home) if one.text == "turn on the den corner lamp"
    )
    for heard, unheard in (
        ("turn on the add corner lamp", True),
        ("turn on the corner lamp", False),
        ("turn on the dan corner lamp", False),
    ):
        assert names_unheard(words_in(heard), request, home, "den", sure=True) == unheard


def test_what_is_here_is_more_probably_meant() -> None:
    heard = words_in("turn on the light")
    everybody = Everybody(taught())
    there = everybody.guess(heard, HOME, 0.0, here="den")
    assert there is not None
    assert there.request.devices == ("wall",)
    anywhere = everybody.guess(heard, HOME, 0.0)
    assert anywhere is not None
    assert there.probability > anywhere.probability


def test_what_is_often_asked_for_here_is_more_probably_meant() -> None:
    heard = words_in("turn on the lump in the")
    own = KnownRequest(
        text="turn on the desk lamp",
        layer="personal",
        times=30.0,
        last=NOW,
        meaning="HassTurnOn | devices:desk",
    )
    strange = Everybody(taught()).guess(heard, HOME, 0.0)
    usual = Everybody(taught(), [own]).guess(heard, HOME, 0.0)
    assert strange is not None
    assert usual is not None
    assert usual.request.devices == ("desk",)
    assert usual.probability > strange.probability


def test_a_name_that_nobody_knows_is_no_lamp() -> None:
    rewriter = Rewriter(Learned(requests=taught()))
    for heard, meant in (
        ("turn on the pumpkin in the den", None),
        ("turn on the wall lied in the den", "turn on the wall light in the den"),
    ):
        found = rewriter.search(Transcript(text=heard), SCENE, 1.0)
        assert (found.rewritten if found else None) == meant


def lit(text: str, room: str) -> tuple[tuple[Verdict, ...], Mapping[str, str]]:
    return said(text, {"area": room}, "light", f"{room}_lamp", f"{room}_wall")


def test_all_of_a_room_needs_the_name_of_the_room() -> None:
    """And no name of a thing, also where there is only one."""
    homes = [lit(f"turn on the lights in the {room}", room) for room in ("kitchen", "bedroom")]
    requests = known_patterns([one for one, _ in homes], [two for _, two in homes], NOBODY, now=NOW)
    rewriter = Rewriter(Learned(requests=requests))
    for heard, meant in (
        ("train on the lights in the office", "turn on the lights in the office"),
        ("turn on the lights in the offer", "turn on the lights in the office"),
        ("turn on the office death", None),
        ("turn on the in the office", "turn on the lights in the office"),
        ("turn on the lights in the pumpkin", None),
    ):
        found = rewriter.search(Transcript(text=heard), Scene(now=NOW, area="den", home=HOME), 1.0)
        assert (found.rewritten if found else None) == meant


def test_of_its_wordings_the_best_that_makes_nothing_up_is_said() -> None:
    """Most people say "shut off" here, but nothing that was heard sounds like "shut"."""
    homes = [
        lit(f"{words} the lights in the {room}", room)
        for words, rooms in (
            ("shut off", ("kitchen", "bedroom", "bathroom", "hallway", "cellar")),
            ("turn off", ("kitchen", "bedroom")),
        )
        for room in rooms
    ]
    requests = known_patterns([one for one, _ in homes], [two for _, two in homes], NOBODY, now=NOW)
    heard = "fog off the lights in the office"
    guess = Everybody(requests).guess(words_in(heard), HOME, 0.0)
    assert guess is not None
    assert guess.request.text == "shut off the lights in the office"
    found = Rewriter(Learned(requests=requests)).search(Transcript(text=heard), SCENE, 1.0)
    assert found is not None
    assert found.rewritten == "turn off the lights in the office"


def test_a_long_sentence_that_nothing_explains_is_left_alone() -> None:
    heard = "once upon a time there lived a lamp " * 100
    rewriter = Rewriter(Learned(requests=taught()))
    found = rewriter.search(Transcript(text=heard), SCENE, 1.0)
    assert found is None or found.rewritten is None


def dimmed(percent: str, room: str) -> tuple[tuple[Verdict, ...], Mapping[str, str]]:
    return said(
        f"put the lamp in the {room} at {percent} percent",
        {"name": "lamp", "area": room, "brightness": percent},
        "light",
        f"{room}_lamp",
    )


def test_a_number_that_nobody_says_was_misheard() -> None:
    homes = [dimmed(n, room) for n in ("30", "70") for room in ("kitchen", "bedroom")]
    homes.append(dimmed("11", "cellar"))
    requests = known_patterns([one for one, _ in homes], [two for _, two in homes], NOBODY, now=NOW)
    rewriter = Rewriter(Learned(requests=requests))
    for heard, meant in (
        ("put the dusk lamp at seventy percent", "put the desk lamp at 70 percent"),
        ("put the dusk lamp at eleven percent", None),
        ("put the dusk lamp at seven percent", None),
    ):
        found = rewriter.search(Transcript(text=heard), SCENE, 1.0)
        assert (found.rewritten if found else None) == meant


@given(heard=SAID, meant=SAID)
@example(heard=["set", "the", "lamp", "to", "twenty", "lay"], meant=["the", "lamp", "to", "twenty"])
def test_whatever_was_heard_it_is_told_whether_something_is_made_up(
    heard: list[str], meant: list[str]
) -> None:
    words, request = words_in(" ".join(heard)), words_in(" ".join(meant))
    assert invents(words, request, HOME) in (True, False)


def test_a_word_after_a_number_that_ends_the_request_may_be_more_of_it() -> None:
    heard, meant = words_in("set the lamp to twenty lay"), words_in("set the lamp to twenty")
    assert invents(heard, meant, HOME)
