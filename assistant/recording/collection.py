"""The folder of a household's recordings: wav files, what must come of them, in which home, and the
consent.

Everything is on disk as soon as a take is kept, so that a crash or Ctrl-C loses nothing, and a
second start goes on where the first one ended.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

import yaml

from assistant.audio.frame import Samples
from assistant.audio.wav import write_wav
from assistant.recording.prompts import Prompt
from devices.whole_file import write_whole

MANIFEST, CONSENT = "manifest.yaml", "consent.yaml"
STATEMENT = (
    "Your voice is recorded, sentence by sentence, into the folder {folder}. It stays on this "
    "machine: nothing is sent anywhere. Only `assistant replay` reads it, to see how well this "
    "home hears you. You may stop at any moment, and deleting the folder deletes everything."
)


class CollectionError(ValueError):
    """The folder cannot be used; the text says which file and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """Who agreed to what, and when."""

    statement: str
    person: str | None
    given_at: str
    """ISO 8601."""


class Collection:
    """Takes that were kept, in the order in which they were made."""

    def __init__(self, folder: Path) -> None:
        """Open a folder, new or begun before; raises CollectionError."""
        self.folder = folder
        self._cases = _cases(folder / MANIFEST)

    @property
    def statement(self) -> str:
        """What whoever is recorded must agree to."""
        return STATEMENT.format(folder=self.folder)

    def done(self, person: str | None) -> frozenset[str]:
        """Ids of the prompts that this person has spoken."""
        spoken = (case for case in self._cases if case.get("person") == person)
        metas = (case.get("meta") for case in spoken)
        return frozenset(str(meta.get("prompt")) for meta in metas if isinstance(meta, Mapping))

    def agree(self, person: str | None, now: datetime) -> None:
        """Write down that somebody agreed; those who did before stay."""
        path = self.folder / CONSENT
        given = _cases(path)
        consent = Consent(
            statement=self.statement, person=person, given_at=now.isoformat(timespec="seconds")
        )
        _write(path, [*given, asdict(consent)])

    def agreed(self, person: str | None) -> bool:
        """Whether this person agreed to this very statement."""
        given = _cases(self.folder / CONSENT)
        return any(
            one.get("person") == person and one.get("statement") == self.statement for one in given
        )

    def keep_home(self, home_file: Path) -> str:
        """Copy the home of the next takes, once; its name in the folder.

        Takes that were made in another home keep that one.
        """
        content = home_file.read_bytes()
        for number in count(1):
            path = self.folder / ("home.yaml" if number == 1 else f"home_{number}.yaml")
            if not path.exists():
                write_whole(path, content)
            if path.read_bytes() == content:
                break
        return path.name

    def keep(
        self,
        prompt: Prompt,
        samples: Samples,
        *,
        home: str,
        area: str | None,
        person: str | None,
        level: str,
    ) -> Path:
        """Store a take: first the audio, then the line that tells of it.

        `home`: the file in the folder that `keep_home` named.
        """
        name = "_".join(part for part in (person, prompt.id) if part)
        path = self.folder / f"{name}.wav"
        write_wav(path, samples)
        case = prompt.case(path.name, area, person) | {"home": home}
        case["meta"] = {"id": name, "prompt": prompt.id, "text": prompt.text, "level": level}
        others = [one for one in self._cases if one.get("audio") != path.name]
        self._cases = [*others, case]
        _write(self.folder / MANIFEST, self._cases)
        return path


def _cases(path: Path) -> list[dict[str, object]]:
    if not path.exists():
        return []
    try:
        found = yaml.safe_load(path.read_text("utf-8")) or []
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CollectionError(f"{path}: cannot be read ({error})") from error
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise CollectionError(f"{path}: not a list of recordings; choose another folder")
    return found


def _write(path: Path, entries: list[dict[str, object]]) -> None:
    write_whole(path, yaml.safe_dump(entries, sort_keys=False, allow_unicode=True))
