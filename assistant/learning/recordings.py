"""What was said as audio, kept only if the person asked for it, and only for a while."""

import asyncio
import re
import wave
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from assistant.learning.journal import JournalError

_RATE_HERTZ = 16_000
_DAY_SECONDS = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recordings:
    """A folder of utterances; `prune` at start, and `prune_daily` for as long as it runs."""

    folder: Path
    keep_days: float = 7.0
    enabled: bool = False

    def store(self, turn_id: str, pcm: bytes) -> str | None:
        """Keep 16-bit mono at 16,000 hertz; returns the file's name, None when nobody asked."""
        if not self.enabled or not pcm:
            return None
        name = f"{re.sub(r'[^A-Za-z0-9-]', '_', turn_id)}.wav"
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with wave.open(str(self.folder / name), "wb") as file:
                file.setnchannels(1)
                file.setsampwidth(2)
                file.setframerate(_RATE_HERTZ)
                file.writeframes(pcm)
        except OSError as error:
            raise JournalError(f"cannot keep the recording {name}: {error}") from error
        return name

    async def prune_daily(self, now: Callable[[], datetime], tell: Callable[[str], None]) -> None:
        """Until cancelled; a day that fails is told and the next one tried."""
        while True:
            await asyncio.sleep(_DAY_SECONDS)
            try:
                self.prune(now=now())
            except JournalError as error:
                tell(str(error))

    def prune(self, *, now: datetime) -> int:
        """Delete what is older than `keep_days`, also after opting out; returns how many."""
        oldest = (now - timedelta(days=self.keep_days)).timestamp()
        try:
            old = [f for f in self.folder.glob("*.wav") if f.stat().st_mtime < oldest]
            for file in old:
                file.unlink(missing_ok=True)
        except OSError as error:
            raise JournalError(f"cannot delete old recordings: {error}") from error
        return len(old)
