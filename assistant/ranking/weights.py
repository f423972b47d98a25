"""How much each sign in the context counts, in log-odds: the prior, with its reasons.

A weight of 2.2 says: this sign makes one of two equal candidates nine times as likely as the
other. The numbers are a prior, chosen before any was measured; a home may learn its own.
"""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from functools import lru_cache

LEAST, MOST = 0.1, 2.0
"""Times its prior: further no weight goes, whoever says so. One of 0 could not be unlearned."""
FACTS = frozenset({"already", "presumed", "idle_player", "silent_player", "incapable"})
"""What cannot be done is the same in every home and is not learned."""
NO_WEIGHT = "decay"
"""A factor of others."""
NUDGE = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Log-odds for or against a candidate; every one is positive, its signal knows the sign."""

    already: float = 5.0
    """Nobody switches off what is off or closes what is closed: below one request in a hundred."""
    already_on: float = 1.0
    """ "On" is weaker: people ask from another room, or to be sure that it is."""
    presumed: float = 7.0
    """ "Stop" and "close it" name nothing but the state, so that the state is all they say."""
    idle_player: float = 3.0
    """Louder, next and pause are said of what is heard; a paused player is heard by nobody."""
    silent_player: float = 5.0
    """A player that is off cannot be louder."""
    resumable: float = 1.5
    """ "Play" goes on with what was paused rather than with what stood still."""
    adjusted: float = 1.0
    """A level is set on what is on, but setting it also turns a lamp on: weak for lamps."""
    adjusted_fan: float = 2.0
    """Nobody starts a fan by its speed."""
    stepped: float = 3.0
    """Brighter and slower are said of what is on."""
    cooking: float = 3.2
    """Who has the oven on and asks for "the temperature" waits for the oven."""
    ringing: float = 1.5
    """What makes a noise right now is what is to be turned off."""

    screen: float = 3.0
    """A film is watched: of two players in a room the one with a screen shows it."""
    listening: float = 2.0
    """Music comes from a speaker; a television can, but is rarely asked to."""
    usually_heard: float = 1.5
    """Of what people want played without a word for what it is, four fifths is to be heard."""
    either_form: float = 1.5
    """A title that is film and book: with a screen at hand people mean the film."""
    incapable: float = 4.0
    """A lamp that has no colours is not asked for one."""

    habit: float = 1.0
    """For each doubling of how often this device was chosen before for the same request."""
    used: float = 2.2
    """A player that has something loaded, a machine that has brewed: this one is used here."""
    after_alarm: float = 2.5
    """Coffee follows the alarm in most homes that have both."""

    hour: float = 2.2
    """Night lights are for nights, coffee is for mornings: about nine times in ten."""
    wrong_hour: float = 2.5
    """And nearly never for the opposite time of day."""

    room: float = 4.0
    """People speak of what is around them: 98 times in 100 where the name is shared."""
    presence: float = 2.2
    """Movement says where somebody is, not that this one is speaking."""
    presence_known_room: float = 1.0
    """The microphone knows the room of the speaker: movement elsewhere is somebody else."""

    dark: float = 2.2
    """A lamp is wanted where it is dark."""
    glare: float = 2.2
    """Blinds are closed where the sun stands on the window."""
    cold: float = 2.2
    """Heat is wanted where it is cold, a fan where it is hot."""

    just_used: float = 2.5
    """What was just spoken of is usually spoken of again."""
    referred: float = 5.0
    """ "It" after a request is that request's device, with hardly an exception."""
    decay: float = 0.6
    """Factor of the two above for every turn in between."""
    sibling: float = 2.0
    """The "other" one has the name of the first more often than only its kind."""

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
                raise ValueError(f"{one.name}: a number from 0 on is needed, not {value!r}")


PRIOR = Weights()


def bounds() -> Mapping[str, tuple[float, float, float]]:
    """For each weight its prior, and how little and how much a home may make of it."""
    return {
        name: (prior, prior, prior) if name in FACTS else (prior, LEAST * prior, MOST * prior)
        for name, prior in asdict(PRIOR).items()
        if name != NO_WEIGHT
    }


def learned_weights(learned: Mapping[str, float]) -> Weights:
    """The prior with what was learned instead, held within its bounds.

    Names that there are not, and what is no number, change nothing: a file may be of another
    version or edited by hand, and people still want their lights.
    """
    limits = bounds()
    return Weights(**{
        name: min(max(value, limits[name][1]), limits[name][2])
        for name, value in learned.items()
        if name in limits and math.isfinite(value)
    })  # fmt: skip


@lru_cache(maxsize=8)
def nudged(weights: Weights) -> tuple[tuple[str, Weights], ...]:
    """The same weights with one of them a little larger, for each."""
    return tuple(
        (name, replace(weights, **{name: getattr(weights, name) + NUDGE})) for name in bounds()
    )
