"""Many names in one line."""

import pytest

from assistant.app import MOST_NAMED, a_few


@pytest.mark.parametrize("count", [1, MOST_NAMED, MOST_NAMED + 1])
def test_all_are_named_where_leaving_out_saves_nothing(count: int) -> None:
    names = [f"lamp {number}" for number in range(count)]
    assert a_few(names) == ", ".join(names)


def test_of_many_the_first_are_named_and_the_others_counted() -> None:
    told = a_few([f"lamp {number}" for number in range(65)])
    assert told.endswith(f"lamp {MOST_NAMED - 1} and {65 - MOST_NAMED} more")
