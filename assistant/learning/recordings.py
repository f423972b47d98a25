"""What was said as audio, kept only if the person asked for it, and only for a while."""

import re
import wave
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from assistant.learning.journal_file import JournalError

_RATE_HERTZ = 16_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Recordings:
    """A folder of utterances."""

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

    def prune(self, *, now: datetime) -> int:
        """Delete what is older than `keep_days`, also after opting out; returns how many.

        One that cannot be deleted keeps no other; it is told at the end, as a JournalError.
        """
        oldest = (now - timedelta(days=self.keep_days)).timestamp()
        deleted, troubles = 0, []
        try:
            files = sorted(self.folder.glob("*.wav"))
        except OSError as error:
            raise JournalError(f"cannot look for old recordings: {error}") from error
        for file in files:
            try:
                deleted += _deleted(file, oldest)
            except OSError as error:
                troubles.append(error)
        if troubles:
            raise JournalError(f"cannot delete {len(troubles)} old recordings: {troubles[0]}")
        return deleted


def _deleted(file: Path, oldest: float) -> bool:
    """Whether it was older than that; then it is gone. So may be what another has deleted."""
    try:
        if file.stat().st_mtime >= oldest:
            return False
        file.unlink()
    except FileNotFoundError:
        return False
    return True
