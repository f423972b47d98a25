"""The stages from audio to text with their real models, and the recordings."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from assistant.audio.source import AudioSource, FileSource
from assistant.audio.tape import Tape
from assistant.speech.choose import choose
from assistant.stages.listen import ListenStage
from assistant.stages.transcribe import TranscribeStage
from assistant.stages.wake import WakeStage
from assistant.turn import NothingHeard, NotWoken, Transcript, Utterance, WakeWord

RECORDINGS = Path(__file__).parents[1] / "recordings"


@dataclass(frozen=True, slots=True)
class Ears:
    """Wake word, end-pointing and recognition, one after the other."""

    wake: WakeStage
    listen: ListenStage
    transcribe: TranscribeStage

    async def hear(self, source: AudioSource) -> list[object]:
        """Every event from the source up to the text, or up to where it ended."""
        tape = Tape(source)
        events: list[object] = [await self.wake.listen(tape)]
        if isinstance(events[-1], WakeWord):
            events.append(await self.listen.capture(tape))
        if isinstance(events[-1], Utterance):
            events.append(self.transcribe.transcribe(events[-1]))
        assert isinstance(events[-1], NotWoken | NothingHeard | Transcript)
        return events

    async def hear_recording(self, name: str) -> list[object]:
        return await self.hear(FileSource(RECORDINGS / f"{name}.wav"))


def load() -> Ears:
    """All three, prepared."""
    # The model is named because a machine may have an official one in its cache.
    recogniser = choose("vosk-home-small").recogniser
    ears = Ears(WakeStage(), ListenStage(), TranscribeStage(recogniser))
    for stage in (ears.wake, ears.listen, ears.transcribe):
        stage.prepare()
    return ears


def manifest() -> list[dict[str, object]]:
    """The cases of the recordings."""
    cases: list[dict[str, object]] = yaml.safe_load((RECORDINGS / "manifest.yaml").read_text())
    return cases
