"""What a correction would be as a whole request, and where that cannot be told."""

from dataclasses import replace
from datetime import datetime

import pytest

from assistant.learning.exchange import Exchange
from assistant.learning.markov.wording import in_whole
from assistant.learning.words import words_in
from assistant.turn import ResponseKind, Slots

NOW = datetime(2026, 3, 2, 18)
LAMP: Slots = {"name": "standing lamp"}


def said(text: str, kind: ResponseKind, slots: Slots | None = None) -> Exchange:
    return Exchange(
        id=text,
        at=NOW,
        place="hall",
        text=text,
        words=words_in(text),
        kind=kind,
        intent="HassTurnOn" if slots else None,
        slots=slots or {},
    )


def whole(failed: str, correction: str, slots: Slots = LAMP) -> str:
    return " ".join(in_whole(said(failed, "declined"), said(correction, "action_done", slots)))


@pytest.mark.parametrize(
    ("failed", "correction", "expected"),
    [
        ("put on the evening glow", "no, I meant the standing lamp", "put on the standing lamp"),
        ("turn the evening lamp off", "the standing lamp I mean", "turn the standing lamp off"),
        ("evening glow on please", "sorry, standing lamp", "standing lamp on please"),
        ("dim the evening glow to 30 percent", "I meant the standing lamp", ""),
        ("put on the glow", "no, I meant turn on the standing lamp", "turn on the standing lamp"),
    ],
)
def test_the_name_in_its_place(failed: str, correction: str, expected: str) -> None:
    assert whole(failed, correction) == expected


@pytest.mark.parametrize(
    ("failed", "correction"),
    [
        ("evening glow", "no, the standing lamp"),  # only the name would be left
        ("glow in the evening when we eat", "no, the standing lamp"),  # more than one thing
        ("turn on", "no, the standing lamp"),  # nothing that it could stand for
        ("put on the evening glow", "no, the other one"),  # the name is not said
    ],
)
def test_what_cannot_be_told(failed: str, correction: str) -> None:
    assert whole(failed, correction) == ""


def test_nothing_after_what_was_done_or_before_what_failed() -> None:
    failed, done = said("put on the glow", "declined"), said("put on the glow", "action_done")
    right = said("no, I meant the standing lamp", "action_done", LAMP)
    wrong = said("no, I meant the standing lamp", "declined", LAMP)
    assert in_whole(failed, right)
    assert not in_whole(done, right)
    assert not in_whole(failed, wrong)
    assert in_whole(done, replace(right, undoes=done.id)) == words_in("put on the standing lamp")
