"""espeak-ng through pyttsx3's binding, rendered straight to memory.

pyttsx3's own engine always goes through a wav file and a polling loop, prints a line to standard
output for every file, and plays through `aplay`. Its binding to the library gives the samples
themselves: nothing is left behind and a reply takes a few milliseconds.
"""

import ctypes
import threading
from typing import Any

import numpy as np
import soxr

from assistant.audio.frame import RATE, Samples

DONT_EXIT = 0x8000
"""Without it the library ends the whole process when its data files are missing."""
OK = 0
PHONEMES = 0x100
IPA = 2
"""How phonemes are written."""


class EspeakError(Exception):
    """espeak-ng is not there or refuses."""


class Espeak:
    """The one voice of the process: the library keeps its state in global variables."""

    _lock = threading.Lock()
    _native_rate: int | None = None

    def __init__(self, voice: str, words_per_minute: int, pitch: int) -> None:
        self._voice = voice
        self._words_per_minute = words_per_minute
        self._pitch = pitch
        self._binding = _binding()
        with self._lock:
            if Espeak._native_rate is None:  # it must be initialised once in a process
                Espeak._native_rate = _initialise(self._binding)
            self._choose_voice()

    def render(self, text: str, *, phonemes: bool = False) -> Samples:
        """Speak into memory: mono at 16,000 hertz.

        With `phonemes`, what stands in `[[...]]` is espeak-ng's own spelling of sounds.
        """
        flags = self._binding.CHARS_UTF8 | (PHONEMES if phonemes else 0)
        chunks: list[bytes] = []

        def received(wav: Any, count: int, _events: Any) -> int:
            if count > 0:
                chunks.append(ctypes.string_at(wav, 2 * count))
            return 0

        with self._lock:
            self._choose_voice()
            self._binding.SetSynthCallback(received)
            if self._binding.Synth(text, flags=flags) != OK:
                raise EspeakError(f"espeak-ng cannot speak {text!r}")
            native = np.frombuffer(b"".join(chunks), np.int16)
        samples: Samples = soxr.resample(native, Espeak._native_rate, RATE)
        return samples

    def phonemes(self, text: str) -> str:
        """What it would say, in the International Phonetic Alphabet."""
        translate = self._binding.dll.espeak_TextToPhonemes
        translate.argtypes = (ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int)
        translate.restype = ctypes.c_char_p
        rest = ctypes.c_char_p(text.encode())
        spoken: list[str] = []
        with self._lock:
            self._choose_voice()
            while rest.value:
                found = translate(ctypes.byref(rest), self._binding.CHARS_UTF8, IPA)
                spoken.append((found or b"").decode())
        return " ".join(spoken)

    def _choose_voice(self) -> None:
        binding = self._binding
        if binding.SetVoiceByName(self._voice.encode()) != OK:
            raise EspeakError(f"espeak-ng has no voice {self._voice!r} (espeak-ng --voices=en)")
        binding.SetParameter(binding.RATE, self._words_per_minute, 0)
        binding.SetParameter(binding.PITCH, self._pitch, 0)


def _binding() -> Any:
    """pyttsx3's ctypes binding, which loads libespeak-ng when it is imported."""
    try:
        from pyttsx3.drivers import _espeak
    except (ImportError, RuntimeError, OSError) as error:
        raise EspeakError(f"the library of espeak-ng cannot be loaded ({error})") from error
    return _espeak


def _initialise(binding: Any) -> int:
    """Start the library in the mode where a call returns when everything is spoken."""
    rate = binding.Initialize(binding.AUDIO_OUTPUT_SYNCHRONOUS, 0, None, DONT_EXIT)
    if rate <= 0:
        raise EspeakError("espeak-ng cannot find its voices (package espeak-ng-data)")
    return int(rate)
