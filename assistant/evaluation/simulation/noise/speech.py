"""Speech as the channel: a synthetic voice says it in a room, and the assistant's own ears hear it.

Wake word, end of speech and recogniser are the real ones, and the recogniser knows the names of the
home, as it would there. What is not woken or not heard is silence for whoever spoke.
"""

import asyncio
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.audio.source import SamplesSource
from assistant.audio.tape import Tape
from assistant.evaluation.simulation.chance import chance
from assistant.evaluation.simulation.noise.room import heard_in, room_of
from assistant.home.model import Home
from assistant.home_language import HomeLanguage, Spoken
from assistant.settings import SettingsError
from assistant.speech.choose import BUNDLED, choose
from assistant.speech.espeak import Espeak
from assistant.stages.listen import ListenStage
from assistant.stages.transcribe import TranscribeStage
from assistant.stages.wake import WakeStage
from assistant.turn import Transcript, Utterance, WakeWord

SOURCE = "speech: espeak-ng voices in simulated rooms, heard by wake word and recogniser"
WAKE_WORD, CALL = "hey_jarvis", "hey jarvis, "
VOICES = (
    "en-us", "en-us+f2", "en-us+steph", "en-us+Diogo", "en-us+klatt4", "en-us-nyc+f2",
    "en-us-nyc+max", "en-gb-x-rp+m7", "en-gb-x-rp+steph", "en-gb-scotland+f2", "en-029+m7", "en",
)  # fmt: skip
SPEED, PITCH = (130, 170), (35, 65)
"""Words a minute, and espeak's own scale."""
HOMES_KEPT = 64
"""Recognisers in memory."""


class SpokenAir:
    """Compiles the language of each home once, into a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[int, tuple[Home, HomeEars]] = {}

    def in_home(self, home: Home) -> "HomeEars":
        """The same for the same home; it changes only when a simulated home does."""
        known = self._known.get(id(home))
        if known is None or known[0] is not home:
            while len(self._known) >= HOMES_KEPT:
                self._known.pop(next(iter(self._known)))
            known = self._known[id(home)] = home, _ears_of(self._folder, home)
        return known[1]


@dataclass(frozen=True, slots=True)
class HomeEars:
    """The stages from audio to text of one home."""

    wake: WakeStage
    listen: ListenStage
    transcribe: TranscribeStage

    def hear(self, text: str, voice: object, take: object, severity: float = 1.0) -> str:
        return _heard(self, text, str(voice), str(take), severity)

    async def events(self, source: SamplesSource) -> Transcript | None:
        tape = Tape(source)
        if not isinstance(await self.wake.listen(tape), WakeWord):
            return None
        utterance = await self.listen.capture(tape)
        if not isinstance(utterance, Utterance):
            return None
        heard = self.transcribe.transcribe(utterance)
        return heard if isinstance(heard, Transcript) else None


@lru_cache(maxsize=65536)
def _heard(ears: HomeEars, text: str, voice: str, take: str, severity: float) -> str:
    """Every arm hears the same take, so it is heard once."""
    speaks = chance("voice", voice)
    name = speaks.choice(VOICES)
    speech = Espeak(name, speaks.randint(*SPEED), speaks.randint(*PITCH)).render(CALL + text)
    draw = chance("room", voice, text, take)
    audio = heard_in(room_of(draw, severity), speech, draw.getrandbits(32))
    found = asyncio.run(ears.events(SamplesSource(audio)))
    return found.text if found else ""


def _ears_of(folder: Path, home: Home) -> HomeEars:
    spoken = Spoken(home=home, wake_words=(WAKE_WORD,))
    name = hashlib.sha256(spoken.fingerprint(None).encode()).hexdigest()[:16]
    language = HomeLanguage(folder / name, spoken)
    choice = choose(BUNDLED, language=language)
    if len(choice.notes) > 1:  # something was passed over: what is heard would not be comparable
        raise SettingsError("; ".join(choice.notes))
    recogniser = TranscribeStage(choice.recogniser)
    ears = HomeEars(WakeStage(words=(WAKE_WORD,)), ListenStage(), recogniser)
    for stage in (ears.wake, ears.listen, ears.transcribe):
        stage.prepare()
    return ears
