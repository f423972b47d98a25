"""Look-up before likeness; the home's own before everybody's; leaving alone before guessing."""

from dataclasses import replace

from assistant.learning.rewriting.model import KnownRequest, RewriteSettings, rewrite_id
from assistant.learning.rewriting.rewriter import Rewriter
from assistant.turn import Hypothesis, Transcript
from tests.rewriting.tables import SCENE, known, rewrite, table

ALWAYS = RewriteSettings(held_out=0.0)
MOON = rewrite("turn on the moonlight", "turn on the bedroom lamp")
KNOWN = tuple(
    known(text)
    for text in (
        "turn on the desk lamp",
        "play some quiet jazz",
        "set a timer for 10 minutes",
        "what is the weather tomorrow",
        "start the vacuum cleaner",
    )
)


def taken(rewriter: Rewriter, text: str, doubt: float = 1.0) -> str | None:
    return rewriter.rewrite(Transcript(text=text), SCENE, doubt).rewritten


def test_the_same_words_however_sure_it_was() -> None:
    rewriter = Rewriter(table(MOON), ALWAYS)
    assert taken(rewriter, "Turn on the moonlight!", 0.0) == "turn on the bedroom lamp"
    assert taken(rewriter, "turn on the sunlight", 1.0) is None


def test_the_same_sound_only_in_doubt() -> None:
    rewriter = Rewriter(table(MOON), ALWAYS)
    assert taken(rewriter, "turn on the moon light", 1.0) == "turn on the bedroom lamp"
    assert taken(rewriter, "turn on the moon light", 0.1) is None


def test_only_in_its_rooms() -> None:
    here = rewrite("turn on the glow", "turn on the light", areas=("bedroom",))
    rewriter = Rewriter(table(here), ALWAYS)
    heard = Transcript(text="turn on the glow")
    assert rewriter.look_up(heard, SCENE) is None
    assert rewriter.look_up(heard, replace(SCENE, area="bedroom")) is not None


def test_the_homes_own_comes_first_and_each_layer_can_be_off() -> None:
    other = rewrite("turn on the moonlight", "turn on the night light", layer="global")
    both = table(other, MOON)
    assert taken(Rewriter(both, ALWAYS), MOON.heard) == MOON.rewrite
    without = Rewriter(both, replace(ALWAYS, personal=False))
    assert taken(without, MOON.heard) == "turn on the night light"
    assert Rewriter(both, replace(ALWAYS, look_up=False)).is_empty


def test_what_is_not_live_does_nothing() -> None:
    for status in ("proposed", "withdrawn"):
        assert Rewriter(table(replace(MOON, status=status))).is_empty


def test_held_out_says_so() -> None:
    rewriter = Rewriter(table(MOON), RewriteSettings(held_out=1.0))
    found = rewriter.look_up(Transcript(text=MOON.heard), SCENE)
    assert found is not None
    assert (found.rewritten, found.held_out, found.learned) == (None, True, MOON.id)
    pinned = Rewriter(table(replace(MOON, status="pinned")), RewriteSettings(held_out=1.0))
    assert taken(pinned, MOON.heard) == MOON.rewrite


def test_a_mishearing_of_what_is_known() -> None:
    rewriter = Rewriter(table(requests=KNOWN))
    assert taken(rewriter, "play some quite jazz") == "play some quiet jazz"
    assert taken(rewriter, "start the vacuum cleaners") == "start the vacuum cleaner"


def test_what_is_understood_or_unlike_is_left_alone() -> None:
    rewriter = Rewriter(table(requests=KNOWN))
    assert taken(rewriter, "play some quite jazz", doubt=0.1) is None
    assert taken(rewriter, "tell me about the romans") is None
    assert taken(rewriter, "play some loud rock") is None
    assert taken(rewriter, "turn on the desk lamp") is None


def test_leaving_alone_is_always_among_the_options() -> None:
    found = Rewriter(table(requests=KNOWN)).rewrite(Transcript(text="play jazz"), SCENE, 1.0)
    assert any(one.by == "heard" and one.text == "play jazz" for one in found.options)


def test_what_the_recogniser_had_also_heard_counts_more() -> None:
    rewriter = Rewriter(table(requests=KNOWN))
    plain = rewriter.rewrite(Transcript(text="turn on the deaf lamb"), SCENE, 1.0)
    also = Hypothesis(text="turn on the desk lamp", confidence=0.3)
    heard = Transcript(text="turn on the deaf lamb", alternatives=(also,))
    assert rewriter.rewrite(heard, SCENE, 1.0).options[0].score > plain.options[0].score


def test_what_somebody_said_no_to_is_never_found_again() -> None:
    text = "play some quite jazz"
    blocked = rewrite_id(text, "play some quiet jazz", "personal")
    rewriter = Rewriter(replace(table(requests=KNOWN), forgotten=(blocked,)))
    assert taken(rewriter, text) is None


def test_other_words_for_the_same_are_no_rivals() -> None:
    """Two wordings, so that either may be meant, unless both do the same."""
    texts = ("turn on the hall lamp please", "turn on the hall lamp now")
    heard = "turn on the hull lamb"
    rivals = tuple(replace(known(text), meaning="") for text in texts)
    alike = tuple(replace(one, meaning="HassTurnOn | devices:hall_lamp") for one in rivals)

    def score(requests: tuple[KnownRequest, ...]) -> float:
        found = Rewriter(table(requests=requests)).rewrite(Transcript(text=heard), SCENE, 1.0)
        return found.options[0].score

    assert score(alike) > score(rivals) + 0.1


def test_a_part_is_not_said_twice() -> None:
    part = replace(rewrite("glow", "corner lamp"), within="turn on the glow")
    rewriter = Rewriter(table(part), ALWAYS)
    assert taken(rewriter, "turn off the glow") == "turn off the corner lamp"
    assert taken(rewriter, "the corner lamp glow off") is None
