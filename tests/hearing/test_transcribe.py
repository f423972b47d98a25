"""What the real recogniser reads in the recordings."""

import pytest

from assistant.hearing import Ears as RealEars
from assistant.speech.recogniser import Reading, merged, shares
from assistant.speech.wake_phrase import without_wake_phrase
from assistant.turn import Transcript, Word
from tests.hearing.ears import Ears


@pytest.mark.parametrize(
    ("recording", "text"),
    [
        ("kitchen_light_on", "turn on the kitchen light"),
        ("hallway_light_off", "turn off the hallway light"),
        ("bedside_lamp_blue", "set the bedside lamp to blue"),
        ("thermostat_twenty_three", "set the thermostat to twenty three degrees"),
        ("garage_door_close_hum", "close the garage door"),
        ("radio_volume", "set the radio volume to forty percent"),
        ("coffee_maker_on", "turn on the coffee maker"),
        ("is_the_door_locked", "is the front door locked"),
        ("what_time", "what time is it"),
    ],
)
async def test_it_reads(real_ears: RealEars, recording: str, text: str) -> None:
    wake, listen, transcribe = real_ears.wake, real_ears.listen, real_ears.transcribe
    assert wake is not None and transcribe is not None
    *_, heard = await Ears(wake, listen, transcribe).hear_recording(recording)
    assert isinstance(heard, Transcript)
    assert heard.text == text
    assert heard.recogniser == "vosk:vosk-home-small"


async def test_confidence_alternatives_and_times(ears: Ears) -> None:
    wake, utterance, heard = await ears.hear_recording("front_door_unlock")
    alternatives = [other.confidence for other in heard.alternatives]
    assert alternatives == sorted(alternatives, reverse=True)
    assert 0.5 < heard.confidence < 1
    assert heard.confidence + sum(alternatives) <= 1
    assert " ".join(word.text for word in heard.words) == heard.text
    assert wake.end_ms - 100 < heard.words[0].start_ms
    assert heard.words[-1].end_ms <= utterance.end_ms
    assert all(0 < word.confidence <= 1 for word in heard.words)


def said(text: str, confidence: float = 0.9, word_ms: float = 250) -> Reading:
    words = (
        Word(text=w, start_ms=word_ms * i, end_ms=word_ms * (i + 1), confidence=confidence)
        for i, w in enumerate(text.split())
    )
    return Reading(words=tuple(words), confidence=confidence)


@pytest.mark.parametrize(
    ("text", "wake_end_ms", "speech_end_ms", "rest"),
    [
        ("hey jarvis turn on the light", 500, 2000, "turn on the light"),
        ("set office turn on the light", 550, 2000, "turn on the light"),
        ("change all list", 500, 700, ""),
        ("hey jarvis stop", 700, 800, "stop"),
        ("hey jarvis", 500, 500, ""),
        ("hey jarvis turn on the light", 0, 2000, "turn on the light"),
        ("turn on the light", 0, 1000, "turn on the light"),
        ("hey jarvis call marvin", 500, 1000, "call marvin"),
    ],
)
def test_the_wake_word_is_taken_out(
    text: str, wake_end_ms: float, speech_end_ms: float, rest: str
) -> None:
    assert without_wake_phrase(said(text), wake_end_ms, speech_end_ms).hypothesis.text == rest


def test_readings_that_became_the_same_are_one() -> None:
    both = merged([said("lights on", 0.4), said("light on", 0.5), said("lights on", 0.3)])
    assert [(r.hypothesis.text, round(r.confidence, 3)) for r in both] == [
        ("lights on", 0.7),
        ("light on", 0.5),
    ]


def test_shares_add_up() -> None:
    assert shares([], 1.0) == []
    assert sum(shares([-300.0, -301.0, -1000.0], 0.5)) == pytest.approx(1)
