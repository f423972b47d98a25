"""Where things are and how they are set; every command shares these."""

import os
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Literal

from assistant.stakes import Thresholds
from devices.loopback import LOOPBACK

HOME_FILE = "home.yaml"
HOME_VARIABLE = "ASSISTANT_HOME_FILE"
DATA_VARIABLE = "ASSISTANT_DATA_DIR"
BROKER_VARIABLE = "ASSISTANT_BROKER"
PAGE_TOKEN_VARIABLE = "ASSISTANT_PAGE_TOKEN"
DEFAULT_PORT = 1883
PAGE_PORT = 8420


class SettingsError(ValueError):
    """A setting has a value that cannot be; the text says which and what is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a person may choose on the command line or in the environment."""

    home_file: Path
    data_dir: Path
    broker: str | None = None
    """URL of a broker; None runs the embedded one."""
    port: int | None = None
    """Of the embedded broker; None takes 1883, or a free one when that is taken."""
    broker_host: str = LOOPBACK
    """Where the embedded broker listens; beyond loopback only with a user and password."""
    speech_model: str | None = None
    """Path or name of a Vosk model; None chooses the best that is there."""
    download_model: bool = False
    stt: str | None = None
    """tcp://HOST:PORT of a Wyoming service that hears instead of us."""
    tts: str | None = None
    """tcp://HOST:PORT of a Wyoming service that speaks instead of us."""
    wake_words: tuple[str, ...] = ("hey_jarvis",)
    microphone: str | None = None
    """A part of the device's name; None is the system's default."""
    speaker: str | None = None
    follow_up_seconds: float = 0.0
    """So long after a reply it listens without the wake word; 0 never."""
    acknowledge: Literal["words", "chime"] = "words"
    """How it tells what whoever asked perceives anyhow."""
    wake_tone: bool = False
    """Tell by a tone that the wake word was heard."""
    duck: bool = True
    """Make players quieter while somebody is listened to."""
    only_enrolled: bool = False
    """Wake only for voices that are enrolled."""
    area: str | None = None
    """Id or name of the area that the microphone is in."""
    keep_audio_days: int = 0
    """How long recordings of requests are kept; 0 keeps none."""
    keep_journal_days: int = 400
    """How long turns are remembered; 0 for ever. Learning looks back 120 days."""
    rewrite: bool = True
    """Use what was learned; the parts can be switched off one by one."""
    rewrite_by_likeness: bool = True
    """Also take what is not understood for the request that is most like it."""
    rewrite_by_asking: bool = True
    """After one correction ask "did you mean ...?" the next time."""
    rewrite_pooled: bool = True
    """Also use what was learned from many homes and imported."""
    weigh: bool = True
    """Let context count as it was learned to count in this home; off, as written."""
    learn_at: str | None = "03:30"
    """Time of the home's clock to learn at every night; None never learns by itself."""
    thresholds: Thresholds = field(default_factory=Thresholds)
    """How sure to be before acting, by what is at stake."""
    home_speed: float = 1.0
    """How fast the home's clock runs."""
    page: bool = True
    """Serve the page that shows the home."""
    page_host: str = LOOPBACK
    page_port: int | None = None
    """None takes 8420, or a free one when that is taken."""
    page_token: str | None = None
    """What the page asks for where others can reach it; None makes one and keeps it."""

    @property
    def journal_file(self) -> Path:
        return self.data_dir / "journal.db"

    @property
    def learned_file(self) -> Path:
        """What was learned, in use from the next request on."""
        return self.data_dir / "learned.json"

    @property
    def discovered_file(self) -> Path:
        """The devices that announced themselves, for learning at night."""
        return self.data_dir / "discovered.json"

    @property
    def voices_dir(self) -> Path:
        """The voices that are enrolled for a wake word."""
        return self.data_dir / "voices"

    @property
    def house_file(self) -> Path:
        return self.data_dir / "house.json"

    @property
    def running_file(self) -> Path:
        """Says where the broker of the running home is, for other commands."""
        return self.data_dir / "running.json"

    @property
    def lock_file(self) -> Path:
        """Held by the process that runs the simulated home of this data folder."""
        return self.data_dir / "house.lock"

    @property
    def page_token_file(self) -> Path:
        return self.data_dir / "page_token"

    @property
    def language_dir(self) -> Path:
        """What was compiled for the recogniser; deleted, it is compiled again."""
        return self.data_dir / "language"

    @property
    def recordings_dir(self) -> Path:
        return self.data_dir / "recordings"


def default_home_file() -> Path:
    """The environment's, the one in this folder, or the home that comes with the program."""
    if named := os.environ.get(HOME_VARIABLE):
        return Path(named)
    here = Path(HOME_FILE)
    return here if here.is_file() else Path(str(resources.files("assistant") / "data" / HOME_FILE))


def default_data_dir() -> Path:
    """The environment's, or the usual place for a program's data."""
    if named := os.environ.get(DATA_VARIABLE):
        return Path(named)
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "home-voice-assistant"
