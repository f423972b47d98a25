"""What is lowered at the moment, in a file: a crash must not leave the music quiet."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.ducking.lowered import Lowered
from assistant.learning.codec import CodecError, Json, dumps, from_json, to_json
from devices.whole_file import write_whole

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One player."""

    device: str
    back_to: float
    quiet: float


class Store:
    """The file; it is there only while something is lowered."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self) -> Mapping[str, Lowered]:
        """What the process before this one has left lowered; nothing where that cannot be read."""
        try:
            found = json.loads(self.path.read_text("utf-8"))
            if not isinstance(found, list):
                raise CodecError("expected a list of players")
            kept = [from_json(Kept, one) for one in found]
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as error:
            why = error.strerror if isinstance(error, OSError) else error
            logger.warning("which players were made quieter is not known: %s: %s", self.path, why)
            return {}
        return {one.device: _lowered(one) for one in kept}

    def save(self, lowered: Mapping[str, Lowered]) -> None:
        """Replace the file at once; where it cannot be written, it is told."""
        kept: list[Json] = [
            to_json(Kept(device=device, back_to=one.back_to, quiet=one.quiet))
            for device, one in lowered.items()
        ]
        try:
            if not kept:
                self.path.unlink(missing_ok=True)
                return
            # somebody is speaking: no waiting for the disk
            write_whole(self.path, dumps(kept), survives_power_cut=False)
        except OSError as error:
            logger.warning("which players are quieter cannot be kept: %s: %s", self.path, error)


def _lowered(kept: Kept) -> Lowered:
    return Lowered(former=kept.back_to, quiet=kept.quiet, back_to=kept.back_to, reported_quiet=True)
