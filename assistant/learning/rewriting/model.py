"""Learned rewrites and the requests that are known to work, as data."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from assistant.home.model import Home
from assistant.learning.contrast import ROOMS
from assistant.learning.markov.posterior import Posterior
from assistant.learning.weighing.model import LearnedWeight
from assistant.learning.words import Words, put, sound_of, words_in

Layer: TypeAlias = Literal["personal", "global"]
LACKING = frozenset({"too few chains", "too few homes", "not clearly better", "not clearly right"})
"""Reasons that more evidence may still take away."""
SAYS_MORE = "says more"
"""The reason of what only a yes can put to use."""
ADDS = "adds to it"
"""The same of what was in use all the same; nobody is asked about it."""
CHANGED = "names something that has changed"
"""Why something is withdrawn."""
NAMED = "leaves out what was named"
"""Why something is not used: what is said names another thing of this home."""
DOUBTED = "put right the last time"
"""The reason of what was in use and is asked about until somebody says yes again."""
Status: TypeAlias = Literal["proposed", "live", "pinned", "withdrawn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedRewrite:
    """When this is heard, that is meant."""

    id: str
    heard: str
    """As plain words."""
    rewrite: str
    layer: Layer
    status: Status
    reason: str = ""
    """Why it is only proposed, or was withdrawn."""
    within: str = ""
    """A request that it was a part of; then it holds in any other, too. Empty for a whole one."""
    areas: tuple[str, ...] = ()
    """Ids of the only areas it holds in; empty where the words alone tell what is meant."""
    evidence: tuple[str, ...] = ()
    """Ids of turns."""
    rewritten: Posterior = field(default_factory=Posterior)
    """How often it ended well with it."""
    alone: Posterior = field(default_factory=Posterior)
    """And when what was heard was left alone."""
    wins: int = 0
    losses: int = 0
    """Confirmed ones, since it went live."""
    learned: datetime
    used: datetime
    """When it was last applied, or went live."""
    confirmed: bool = False
    """Somebody was asked whether it is meant, and said yes."""
    asked: int = 0
    """How often the person was asked whether it is meant, and has not answered."""
    devices: tuple[str, ...] = ()
    """Ids of those that it has always meant; empty where that depends on more than the words."""
    allowed: datetime | None = None
    """When a person last put it to use; what went wrong before speaks against it no more."""

    @property
    def live(self) -> bool:
        return self.status in ("live", "pinned")

    @property
    def may_be_asked(self) -> bool:
        """A yes would make good what it lacks."""
        lacking = LACKING | {SAYS_MORE, DOUBTED}
        return self.status == "proposed" and set(self.reason.split(", ")) <= lacking

    @property
    def doubted(self) -> bool:
        """It was in use, and may be so again."""
        return self.status == "proposed" and self.reason == DOUBTED

    @property
    def tried(self) -> tuple[str, str]:
        """A whole request, and what it becomes."""
        whole = self.within or self.heard
        return whole, self.of(whole)

    def of(self, heard: str) -> str:
        """What becomes of this request, in plain words; the same where it is of no other."""
        if not self.within:
            return self.rewrite if heard == self.heard else heard
        return " ".join(put(words_in(heard), words_in(self.heard), words_in(self.rewrite)))

    @property
    def sound(self) -> str:
        return sound_of(words_in(self.heard)).replace(" ", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRequest:
    """Something that people asked for and got."""

    text: str
    """As plain words."""
    layer: Layer
    times: float
    """How often it ended well."""
    last: datetime
    areas: tuple[str, ...] = ()
    """Where it was said."""
    meaning: str = ""
    """What was done; requests of one meaning are no rivals. Empty where it depends on more."""
    kind: str = ""
    """Of the devices that it is said of, where it is a pattern of many homes, or made from one."""
    failed: float = 0.0
    """How often it ended badly."""
    hours: tuple[int, ...] = ()
    """Of the day, in which it was said lately."""
    devices: tuple[str, ...] = ()
    """Ids of those that it has always meant; empty where that depends on more than the words."""
    numbers: tuple[str, ...] = ()
    """Those that people say in the place of the number, where it is a pattern that has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """A rewriting that went wrong, so that it is never repeated, whoever suggests it."""

    heard: str
    """As plain words."""
    wrong: str
    """What was understood instead."""
    turn: str
    """Id."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """Everything learned, as one value that is switched as a whole."""

    rewrites: tuple[LearnedRewrite, ...] = ()
    requests: tuple[KnownRequest, ...] = ()
    context_weights: tuple[LearnedWeight, ...] = ()
    """How much signs of the context count here; those not named count as written."""
    judged_until: datetime | None = None
    """Turns up to here have been counted for and against the rewrites."""
    incidents: tuple[Incident, ...] = ()
    """The suite that every table must pass before it goes live; it grows with each failure."""
    forgotten: tuple[str, ...] = ()
    """Ids of rewrites that a person does not want to be learned again."""

    def by_id(self, rewrite_id: str) -> LearnedRewrite | None:
        return next((one for one in self.rewrites if one.id == rewrite_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a rewrite depends on, besides the words."""

    now: datetime
    area: str | None = None
    """Id of the area that it was said in."""
    rooms: tuple[Words, ...] = ROOMS
    """What rooms are called here."""
    home: Home | None = field(default=None, repr=False)
    """Whose things may have been meant."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """What would come of a text as it stands."""

    doubt: float
    """Probability that it would not be done."""
    guarded: bool = False
    """Something would be touched that decides who can come into the house."""
    understood: bool = True
    """It would be done or answered."""
    idle: bool = False
    """What it would do is done already."""
    guessed: bool = False
    """Understood, but not word by word: something was passed over, or taken for something else."""
    devices: frozenset[str] = frozenset()
    """Ids of those that it would be done with."""

    @property
    def questionable(self) -> bool:
        """Something else may have been meant, though it would be done."""
        return self.guessed or (self.understood and self.idle)

    def still_means(self, devices: Collection[str]) -> bool:
        """What it was learned for; a name may have gone to another thing since."""
        return self.devices.issuperset(devices)


@dataclass(frozen=True, slots=True, kw_only=True)
class RewriteSettings:
    """Each part can be switched off."""

    look_up: bool = True
    """Rewrites learned from corrections."""
    search: bool = True
    """Likeness to what is known to work."""
    ask: bool = True
    """Where one evening's correction is all there is: ask whether the same is meant again."""
    personal: bool = True
    pooled: bool = True
    """What was learned from many homes."""
    guardrails: bool = True
    """Only an experiment switches these off."""
    held_out: float = 0.03
    """Share of the uses of a learned rewrite in which it is left out, to see whether it helps."""


def rewrite_id(heard: str, rewrite: str, layer: Layer) -> str:
    """The same for the same rewrite, on every machine."""
    return hashlib.sha256(f"{layer}|{heard}|{rewrite}".encode()).hexdigest()[:8]
