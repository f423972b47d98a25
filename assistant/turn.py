"""The one vocabulary: what each stage hands on, and the Turn that lists it.

Requests are imperatives, results are participles or nouns. Not understanding is an event in
the list; a dead broker is an exception. Events are immutable and plain, so the same list is the
log on disk, the trace on a page, the assertion in a test and the input of learning.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias, TypeVar

Value: TypeAlias = str | int | float | bool | tuple["Value", ...] | None
"""One slot or attribute value; numbers keep the unit that the slot or attribute is defined in."""

Slots: TypeAlias = Mapping[str, Value]

ResponseKind: TypeAlias = Literal[
    "action_done", "query_answer", "clarify", "confirm", "declined", "error", "ignored"
]
ActionResult: TypeAlias = Literal["confirmed", "no_answer", "not_done", "offline", "refused"]
"""`not_done`: the device spoke after the command, and was not as it was told to be."""
Decision: TypeAlias = Literal["act", "ask", "confirm", "decline", "ignore"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStarted:
    """A turn begins."""

    source: Literal["text", "file", "microphone"]
    at: datetime
    """The home's wall clock."""
    area: str | None = None
    """Id of the area that the request was made in, where known."""
    person: str | None = None

    def shares_talk(self, area: str | None, person: str | None) -> bool:
        """Whether it is of the conversations of this place, and may be of this person.

        No place is a place too: that of whoever types and of microphones that are in no room.
        """
        return self.area == area and (self.person == person or None in (self.person, person))


@dataclass(frozen=True, slots=True, kw_only=True)
class WakeWord:
    """The wake word was heard."""

    name: str
    score: float
    """0 to 1, the detector's own."""
    end_ms: float
    """Where it ended, counted in audio from the start of the source."""
    confirmed_by: Literal["score", "voice", "recogniser"] = "score"
    """A score that left doubt was confirmed by an enrolled voice or by the recogniser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotWoken:
    """The audio ended and nobody had said the wake word."""

    best_score: float
    audio_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """What was said after the wake word, as audio."""

    start_ms: float
    speech_end_ms: float
    """Last frame with a voice in it, counted in audio from the start of the source."""
    end_ms: float
    """Where listening stopped."""
    ended_by: Literal["silence", "no_new_words", "too_long", "end_of_audio"]
    pcm: bytes = field(default=b"", repr=False, compare=False, metadata={"journal": False})
    """16-bit little-endian mono at 16,000 hertz; kept out of the journal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingHeard:
    """After the wake word nobody spoke, or nothing that was heard is a word."""

    reason: Literal["no_speech", "no_words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One recognised word."""

    text: str
    start_ms: float
    end_ms: float
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """One way to read the audio."""

    text: str
    confidence: float
    """0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """What was said, as text; typed text has confidence 1 and no alternatives."""

    text: str
    confidence: float = 1.0
    alternatives: tuple[Hypothesis, ...] = ()
    """The runners-up, best first, the chosen one left out."""
    words: tuple[Word, ...] = ()
    recogniser: str = "typed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RewriteOption:
    """Something that may have been meant by what was heard."""

    text: str
    score: float
    """Probability that it was."""
    by: Literal["learned", "home", "everybody", "heard"]
    """Learned from corrections, known from this home or from many; or just what was heard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """What is understood instead of what was heard."""

    original: str
    rewritten: str | None = None
    """None when it is left as it was heard."""
    learned: str | None = None
    """Id of the learned rewrite that it rests on."""
    held_out: bool = False
    """It was left alone on purpose, to see whether the rewrite still helps."""
    asks: bool = False
    """The person is asked whether this is meant before anything is done."""
    options: tuple[RewriteOption, ...] = ()
    """Everything that was weighed, what was heard among it."""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One plausible meaning: an intent with its slots."""

    intent: str
    """Home Assistant's intent name."""
    slots: Slots
    probability: float
    matched_by: str
    """Which understanding produced it, for instance `template` or `fuzzy`."""
    text: str
    """The hypothesis that it reads."""
    form: str = "default"
    """Which of the intent's replies fits, Home Assistant's response key (`how_many`)."""
    implied: tuple[str, ...] = ()
    """Slots that nobody said; they come from where the request was made."""
    devices: tuple[str, ...] = ()
    """Device ids, where an answer to a question has settled them already."""
    exact: bool = True
    """Every word was matched as it was heard; nothing was guessed."""
    also: tuple["Reading", ...] = ()
    """Further commands of the same breath; all are carried out or none."""
    among: tuple[str, ...] = ()
    """Device ids of which the person must choose; it asks, whatever else would fit."""
    question: str = ""
    """What to ask when this must be confirmed; empty for the usual words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """Every plausible meaning, most probable first; empty when nothing matched."""

    text: str
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A reading tied to the devices it would touch."""

    reading: Reading
    devices: tuple[str, ...]
    """Device ids."""
    probability: float
    why: str = ""
    """How the devices were found, in words."""
    also: tuple["Candidate", ...] = ()
    """Further commands of the same breath."""
    signals: tuple[tuple[str, float], ...] = ()
    """What each sign of the context added to the words, in log-odds."""
    counts: tuple[tuple[str, float], ...] = ()
    """How often each weight of the context counted for it; what learning weighs anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Which devices are meant, and whether to act."""

    decision: Decision
    candidates: tuple[Candidate, ...] = ()
    """Most probable first; the first one is what `act` carries out."""
    reason: str = ""
    """Why it asks, declines or ignores: a Home Assistant error key or a word of ours."""
    reply: str = ""
    """What to say when it does not act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One command sent to one device, and what came of it."""

    device: str
    service: str
    data: Slots
    result: ActionResult
    took_ms: float
    """From publishing to the device's own state message."""
    why: str = ""
    """The device's own words when it refused, its state when it did not do it."""
    before: Slots = field(default_factory=dict)
    """The device's state when the command was made; what undoing goes back to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was done."""

    kind: ResponseKind
    reply: str
    intent: str | None = None
    slots: Slots = field(default_factory=dict)
    actions: tuple[Action, ...] = ()
    code: str | None = None
    """Home Assistant's error code (`no_intent_match`, `no_valid_targets`, `failed_to_handle`)."""
    evident: bool = False
    """Whoever asked sees or hears that it was done; the reply says nothing beyond that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the person is told."""

    text: str
    by: Literal["words", "chime"] = "words"
    """A chime stands for the text, which then is only shown."""
    duration_ms: float = 0.0
    """Length of the spoken reply; 0 when it was only shown."""
    pcm: bytes = field(default=b"", repr=False, compare=False, metadata={"journal": False})
    """16-bit little-endian mono at 16,000 hertz; kept out of the journal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BargeIn:
    """The person began to speak before the reply was over; it is a step of the turn cut short."""

    offset_ms: float
    """How much of the reply had been played."""
    said_so_far: str
    """The words of the reply that had been heard by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A part of the house broke while the turn ran; the person gets an apology."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEnded:
    """The turn is over and the journal has it whole."""

    kind: ResponseKind


Event: TypeAlias = (
    RunStarted
    | WakeWord
    | NotWoken
    | Utterance
    | NothingHeard
    | Transcript
    | Rewritten
    | Interpretation
    | Resolution
    | Outcome
    | Reply
    | BargeIn
    | Failure
    | RunEnded
)


AnyEvent = TypeVar("AnyEvent", bound=Event)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One event of a turn with its time."""

    type: str
    """`run-start`, `<stage>-end`, `error` or `run-end`, named as Home Assistant's pipeline does;
    `barge-in` is ours."""
    at_ms: float
    """When it was appended, from the start of the turn, by a monotonic clock."""
    took_ms: float
    """How long the stage computed; waiting for audio is not counted."""
    event: Event


@dataclass(slots=True)
class Turn:
    """One request from beginning to end: an append-only list of steps."""

    id: str
    steps: list[Step] = field(default_factory=list)

    def append(self, step: Step) -> None:
        self.steps.append(step)

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    def last(self, kind: type[AnyEvent]) -> AnyEvent | None:
        """The latest event of this kind, if there is one."""
        found = (step.event for step in reversed(self.steps) if isinstance(step.event, kind))
        return next(found, None)
