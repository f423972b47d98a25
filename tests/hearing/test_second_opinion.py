"""A second recogniser picks among what the first is not sure of."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from assistant.audio.frame import RATE
from assistant.speech.recogniser import Reading, Stream
from assistant.speech.second_opinion import AGREED, LONGEST_SECONDS, PICKED, SURE, SecondOpinion
from assistant.turn import Word

PCM = bytes(2 * RATE)


def readings(found: Mapping[str, float]) -> tuple[Reading, ...]:
    return tuple(
        Reading(
            words=tuple(
                Word(text=word, start_ms=100.0 * place, end_ms=100.0 * place + 90, confidence=0.0)
                for place, word in enumerate(text.split())
            ),
            confidence=confidence,
        )
        for text, confidence in found.items()
    )


@dataclass
class Fake:
    """Hears the same in everything, and remembers what it was asked."""

    found: Mapping[str, float]
    name: str = "fake"
    description: str = "a fake"
    asked: list[bytes] = field(default_factory=list)

    def transcribe(self, pcm: bytes) -> tuple[Reading, ...]:
        self.asked.append(pcm)
        return readings(self.found)

    def stream(self) -> Stream:
        return FakeStream(self)


@dataclass
class FakeStream:
    fake: Fake
    pcm: bytes = b""

    def accept(self, pcm: bytes) -> str:
        self.pcm += pcm
        return ""

    def finish(self) -> tuple[Reading, ...]:
        return self.fake.transcribe(self.pcm)


def heard(first: Mapping[str, float], second: Mapping[str, float]) -> dict[str, float]:
    found = SecondOpinion(Fake(first), Fake(second)).transcribe(PCM)
    return {one.hypothesis.text: one.confidence for one in found}


def test_what_both_read_is_more_probable() -> None:
    found = heard({"on": 0.6, "off": 0.3, "": 0.1}, {"on": 0.1})
    assert list(found) == ["on", "off", ""]
    assert found["on"] == AGREED
    assert sum(found.values()) <= 1


def test_what_the_second_has_among_them_comes_first() -> None:
    found = heard({"add": 0.4, "is it": 0.2, "bed": 0.1}, {"bed": 0.1, "add": 0.1})
    assert list(found) == ["bed", "add", "is it"]
    assert found["bed"] == PICKED
    assert sum(found.values()) <= 1
    assert found["add"] == pytest.approx(2 * found["is it"])


def test_a_word_is_found_where_the_first_would_hear_nothing() -> None:
    assert next(iter(heard({"": 0.9, "up": 0.05}, {"up": 0.5}))) == "up"


def test_a_command_is_not_found_where_the_first_would_hear_nothing() -> None:
    first = {"": 0.9, "close the garage door": 0.1}
    assert heard(first, {"close the garage door": 0.9}) == first


@pytest.mark.parametrize("second", [{"": 0.9}, {"bread": 0.9}, {}])
def test_the_second_brings_in_no_words(second: dict[str, float]) -> None:
    first = {"": 0.6, "bed": 0.3}
    assert heard(first, second) == first


def test_what_is_sure_is_not_asked_about() -> None:
    second = Fake({"on": 0.9})
    found = SecondOpinion(Fake({"off": SURE, "on": 0.05}), second).transcribe(PCM)
    assert found[0].hypothesis.text == "off"
    assert second.asked == []


def test_what_is_long_is_not_asked_about() -> None:
    second = Fake({"on": 0.9})
    opinion = SecondOpinion(Fake({"off": 0.3, "on": 0.3}), second)
    opinion.transcribe(bytes(2 * int((LONGEST_SECONDS + 0.1) * RATE)))
    assert second.asked == []


def test_while_it_is_spoken_both_hear_the_same_audio() -> None:
    first, second = Fake({"off": 0.3, "on": 0.3}), Fake({"on": 0.9})
    stream = SecondOpinion(first, second).stream()
    assert stream is not None
    stream.accept(PCM[:1000])
    stream.accept(PCM[1000:])
    assert stream.finish()[0].hypothesis.text == "on"
    assert first.asked == second.asked == [PCM]
