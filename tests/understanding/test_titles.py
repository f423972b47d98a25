"""The title in requests to play something, in any wording."""

import pytest

from assistant.home.model import Area, Home
from assistant.understanding.topics.playing import is_title
from assistant.understanding.topics.title import wanted_in
from devices.contract import Device

HOME = Home(
    areas=(Area(id="kitchen", name="kitchen"),),
    devices=(Device(id="box", name="music box", kind="media_player", area="kitchen"),),
)


@pytest.mark.parametrize(
    ("text", "title", "media_class"),
    [
        ("could you please put on the Dan Carlin podcast for me", "Dan Carlin", "podcast"),
        ("hey, turn on my road trip playlist in the kitchen please", "road trip", "playlist"),
        ("start reading Moby Dick from chapter twelve", "Moby Dick", None),
        ("tune in to 97.3 FM", "97.3 FM", "radio"),
        ("I'd love to hear Dancing Queen by Abba right now", "Dancing Queen by Abba", None),
        ("find me an audiobook of Emma and play it for me", "Emma", "audiobook"),
        ("open Spotify and play some jazz on the music box", "jazz", None),
        ("play songs by Nina Simone", "Nina Simone", "artist"),
        ("let's hear the latest History Hour podcast that I saved", "History Hour", "podcast"),
        ("resume the playback of Dracula", "Dracula", None),
        ("Moonlight Sonata please", "Moonlight Sonata", None),
        # words of the frame inside a title
        ("play Let It Be", "Let It Be", None),
        ("I want to hear Play That Funky Tune", "Play That Funky", "track"),
        ("play My Way", "My Way", None),
        ("play The Jungle Book", "Jungle Book", "audiobook"),
        ("put on Radio Ga Ga", "Radio Ga Ga", None),
        ("read The Hunger Games", "The Hunger Games", None),
    ],
)
def test_the_frame_is_taken_off(text: str, title: str, media_class: str | None) -> None:
    wanted = wanted_in(text, HOME)
    assert wanted is not None
    assert (wanted.title, wanted.media_class) == (title, media_class)


@pytest.mark.parametrize(
    "text",
    [
        "play some music",
        "put my favourite playlist on",
        "play the podcast I stopped yesterday evening",
        "continue where I left off",
        "play something",
        "open Spotify",
    ],
)
def test_anything_will_do(text: str) -> None:
    wanted = wanted_in(text, HOME)
    assert wanted is not None
    assert wanted.title == ""


@pytest.mark.parametrize(
    "text",
    [
        "play it",
        "play < unk >",
        "play tag with me",
        "delete all songs by Nina Simone",
        "what is new in the history podcast",
        "play and then I would like to know what you think about the way that people talk to you",
    ],
)
def test_what_is_no_title_is_not_played(text: str) -> None:
    assert wanted_in(text, HOME) is None


@pytest.mark.parametrize("wanted", ["hunger games", "the hunger games", "shape of you", "my way"])
def test_titles_that_look_like_something_else(wanted: str) -> None:
    assert is_title(wanted)


@pytest.mark.parametrize(
    "wanted",
    ["a game", "chess with me", "a joke", "the news", "next episode of Serial", "next", "it",
     "what you said", "some games", "a card game"],
)  # fmt: skip
def test_nothing_that_a_player_plays(wanted: str) -> None:
    assert not is_title(wanted)
