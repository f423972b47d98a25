"""A text that comes back is as sure as it was when it was heard."""

from assistant.turn import Transcript
from assistant.wyoming.heard_lately import REMEMBERED, HeardLately
from assistant.wyoming.recogniser import CONFIDENCE


def test_what_was_heard_here_is_as_sure_as_it_was() -> None:
    lately = HeardLately()
    heard = Transcript(text="unlock the front door", confidence=0.4, recogniser="vosk")
    lately.remember(heard)
    assert lately.as_heard("Unlock the  front door.") == heard


def test_what_others_heard_or_typed_is_never_sure_enough_for_a_lock() -> None:
    unknown = HeardLately().as_heard("unlock the front door")
    assert (unknown.confidence, unknown.recogniser) == (CONFIDENCE, "wyoming")


def test_only_the_latest_are_remembered() -> None:
    lately = HeardLately()
    for number in range(REMEMBERED + 1):
        lately.remember(Transcript(text=f"say {number}", confidence=0.5))
    assert lately.as_heard("say 0").confidence == CONFIDENCE
    assert lately.as_heard("say 1").confidence == 0.5
