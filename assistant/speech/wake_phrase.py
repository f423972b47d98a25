"""Takes the wake word out of what was recognised.

The recogniser hears the wake word too (it hears the first word of the command better with what
came before), so it must go again: by its words when they were recognised, by time otherwise.
"""

from dataclasses import replace

from assistant.speech.recogniser import Reading

LAST_WORDS = frozenset({"jarvis", "alexa", "mycroft", "marvin"})
"""The wake words of openWakeWord end with one of these."""
SLACK_MS = 300.0
"""How much later than estimated the wake word may end."""
EARLY_MS = 50.0
"""Where the wake word is mistaken for other words, a cut 50 ms before the detector's estimate
gave the fewest word errors (3.1 %, against 3.2 % at 0 and 3.7 % 50 ms after it)."""


def without_wake_phrase(reading: Reading, wake_end_ms: float, speech_end_ms: float) -> Reading:
    """Drop what belongs to the wake word, which ended about `wake_end_ms` into the audio.

    Where it was mistaken for other words and speech ended right behind it, nothing is left.

    With 0, when no wake word was waited for, only "hey jarvis" and its like are dropped.
    """
    words = reading.words
    if wake_end_ms <= 0:
        called = len(words) > 1 and words[0].text == "hey" and words[1].text in LAST_WORDS
        return replace(reading, words=words[2:]) if called else reading
    for index, word in enumerate(words):
        if word.text in LAST_WORDS and word.start_ms < wake_end_ms + SLACK_MS:
            return replace(reading, words=words[index + 1 :])
    if speech_end_ms < wake_end_ms + SLACK_MS:
        return replace(reading, words=())
    ends = [0.0, *(word.end_ms for word in words)]
    nearest = min(range(len(ends)), key=lambda i: abs(ends[i] - (wake_end_ms - EARLY_MS)))
    return replace(reading, words=words[nearest:])


def without_wake_words(text: str) -> str:
    """Words while they are still coming, without the wake word before them."""
    words = text.split()
    at = next((i for i, word in enumerate(words[:3]) if word in LAST_WORDS), -1)
    return " ".join(words[at + 1 :])
