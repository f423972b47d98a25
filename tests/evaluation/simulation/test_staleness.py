"""A rewrite that was right turns wrong, and is watched until it is gone."""

import pytest

from assistant.evaluation.simulation.answering import Assistant
from assistant.evaluation.simulation.noise.shipped import shipped_channel
from assistant.evaluation.simulation.staleness import STALINGS, OwnWords, own_words, stale_rewrites

SEED, HOME = 101, 6
"""One that learns its words within days."""


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant()


@pytest.fixture(scope="module")
def own(assistant: Assistant) -> OwnWords:
    found = own_words(HOME, SEED, assistant)
    assert found is not None
    return found


def test_only_this_home_knows_the_words(own: OwnWords) -> None:
    (nickname,) = own.plan.nicknames.values()
    assert nickname in own.words
    assert own.other.id != own.goal.device
    assert all(nickname != device.name for device in own.plan.home.devices)


def test_every_change_is_watched_to_its_end(assistant: Assistant) -> None:
    found = list(stale_rewrites(HOME, SEED, shipped_channel(), assistant))
    assert [one.staling for one in found] == list(STALINGS)
    assert len({one.rewrite for one in found}) == 1
    changed = found[STALINGS.index("habit changed")]
    assert changed.gone
    assert 0 < changed.exposures <= 3  # done with another thing just after, again and again
    swapped = found[STALINGS.index("names swapped")]
    assert swapped.gone or swapped.days >= 42
