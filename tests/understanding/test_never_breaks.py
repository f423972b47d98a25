"""Whatever is said, something sensible comes of it, in bounded time."""

from dataclasses import replace
from datetime import datetime
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.context import Context
from assistant.home.file import load_home
from assistant.home.find import names_of
from assistant.skill import discover
from assistant.stages.resolve import ResolveStage
from assistant.stages.understand import UnderstandStage
from assistant.turn import Hypothesis, Interpretation, Resolution, Transcript
from devices.contract import normalise_state
from tests.replay.suite import HOME_FILE
from tests.speed import cpu_seconds, slowness

SKILLS = discover()
HOME = load_home(HOME_FILE)
CONTEXT = Context(
    home=HOME,
    states={device.id: normalise_state(device.kind, device.state) for device in HOME.devices},
    now=datetime(2026, 3, 2, 12, 0),
)
COMMON = (
    "turn switch on off the a in to is are what which how many all every set dim open close lock "
    "unlock start stop play pause it and then not please percent degrees red 5 20 100 upstairs "
    "light lights door temperature volume up down everything why what time add list never mind"
).split()
NAMES = sorted(
    {name for thing in (*HOME.devices, *HOME.areas) for name in names_of(thing)}  # type: ignore[arg-type]
)
GUARDED = {"front_door", "back_door", "garage_door", "house_alarm"}


@cache
def stages() -> tuple[UnderstandStage, ResolveStage]:
    understand = UnderstandStage(SKILLS)
    understand.prepare()
    return understand, ResolveStage(SKILLS)


def taken(transcript: Transcript, context: Context = CONTEXT) -> tuple[Interpretation, Resolution]:
    understand, resolve = stages()
    meant = understand.understand(transcript, context)
    return meant, resolve.resolve(meant, context)


def is_sensible(meant: Interpretation, resolved: Resolution) -> None:
    probabilities = [reading.probability for reading in meant.readings]
    assert all(0 <= probability <= 1 for probability in probabilities)
    assert all(reading.intent in SKILLS for reading in meant.readings)
    for candidate in resolved.candidates:
        assert set(candidate.devices) <= set(HOME.device_by_id)
    if resolved.decision == "act":
        assert resolved.candidates
    elif resolved.decision != "ignore":
        assert resolved.reply


salad = st.lists(st.sampled_from([*COMMON, *NAMES]), min_size=1, max_size=9).map(" ".join)


@settings(max_examples=120)
@given(text=salad, area=st.sampled_from((None, "kitchen", "bedroom")))
def test_word_salad_of_the_home(text: str, area: str | None) -> None:
    meant, resolved = taken(Transcript(text=text), replace(CONTEXT, area=area))
    is_sensible(meant, resolved)
    if resolved.decision == "act":
        touched = {device for one in resolved.candidates[:1] for device in one.devices}
        for guarded in touched & GUARDED:
            names = " ".join(names_of(HOME.device_by_id[guarded])).split()
            allowed = {*names, "lock", "unlock", "door", "doors", "everything", "all", "lights"}
            assert set(text.split()) & allowed, "nobody has spoken of it"


@settings(max_examples=60)
@given(text=st.text(max_size=80))
def test_any_text_at_all(text: str) -> None:
    is_sensible(*taken(Transcript(text=text)))


@settings(max_examples=40)
@given(texts=st.lists(salad, min_size=2, max_size=4, unique=True), best=st.floats(0.1, 0.9))
def test_several_hypotheses(texts: list[str], best: float) -> None:
    others = tuple(
        Hypothesis(text=text, confidence=(1 - best) / len(texts[1:])) for text in texts[1:]
    )
    heard = Transcript(text=texts[0], confidence=best, alternatives=others, recogniser="vosk")
    is_sensible(*taken(heard))


@pytest.mark.parametrize(
    "text",
    [
        "turn on " * 2_000,
        "the " * 5_000 + "kitchen light",
        "lamp and " * 300,
        "a" * 50_000,
        pytest.param("1" * 10_000),
        "turn on the kitchen light " + "please " * 45,
        "💡" * 500,
        "\0\x1b[31m\u202e",
    ],
    ids=["long", "articles", "conjunctions", "letters", "digits", "polite", "emoji", "control"],
)
def test_no_text_takes_long(text: str) -> None:
    stages()
    began = cpu_seconds()
    is_sensible(*taken(Transcript(text=text)))
    assert cpu_seconds() - began < 5 * slowness(), "a home waits; some tenths of a second are usual"


def test_a_doubtful_transcript_is_believed_less() -> None:
    sure, _ = taken(Transcript(text="unlock the front door"))
    doubtful, resolved = taken(Transcript(text="unlock the front door", confidence=0.5))
    assert doubtful.readings[0].probability < sure.readings[0].probability
    assert resolved.decision != "act", "a lock does not open on half a word"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("turn on the kitchen light", True),
        ("turn off the desk lamp", True),
        ("lock the front door", True),
        ("turn on the", False),
        ("turn on", False),
        ("set the desk lamp to", False),
        ("set the desk lamp to twenty", False),
        ("hello there", False),
        ("", False),
    ],
)
def test_only_a_whole_command_ends_the_listening_early(text: str, whole: bool) -> None:
    understand, _ = stages()
    assert understand.is_whole(Transcript(text=text), CONTEXT) == whole
