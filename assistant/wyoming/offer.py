"""What we offer to others, in the protocol's own words."""

import importlib.metadata

from wyoming.event import Event
from wyoming.info import Info

NAME = "home-voice-assistant"
_LANGUAGES = ["en"]
_MAKERS = {
    "vosk": "https://alphacephei.com/vosk/",
    "openWakeWord": "https://github.com/dscripka/openWakeWord",
    "espeak-ng": "https://github.com/espeak-ng/espeak-ng",
    NAME: "",
}


def offer(*, recogniser: str, wake_words: tuple[str, ...], speaks: bool) -> Info:
    """The answer to `describe`."""
    heard_by = {**_part(recogniser, "vosk"), "languages": _LANGUAGES}
    wakes = [
        {**_part(word, "openWakeWord"), "languages": _LANGUAGES, "phrase": word.replace("_", " ")}
        for word in wake_words
    ]
    voice = {**_part("en", "espeak-ng"), "languages": _LANGUAGES}
    english = {**_part("en"), "languages": _LANGUAGES}
    data = {
        "asr": [{**_part(NAME), "models": [heard_by]}],
        "wake": [{**_part(NAME), "models": wakes}],
        "tts": [{**_part(NAME), "voices": [voice]}] if speaks else [],
        "intent": [{**_part(NAME), "models": [english]}],
        "handle": [{**_part(NAME), "models": [english], "supports_home_control": True}],
    }
    return Info.from_event(Event(type="info", data=data))


def _part(name: str, maker: str = NAME) -> dict[str, object]:
    """What every program and every model tells of itself."""
    return {
        "name": name,
        "description": name.replace("_", " "),
        "attribution": {"name": maker, "url": _MAKERS[maker]},
        "installed": True,
        "version": importlib.metadata.version(NAME),
    }
