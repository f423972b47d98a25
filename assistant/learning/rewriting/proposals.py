"""From solved chains to rewrites, each with the turns that speak for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from assistant.learning.feedback.signals import Verdict
from assistant.learning.markov.counts import Counts
from assistant.learning.markov.learner import Pooled
from assistant.learning.markov.model import Model
from assistant.learning.markov.rewrites import PERSONAL, Refusal, Suggestion, suggestions
from assistant.learning.markov.sessions import Session, sessions_of
from assistant.learning.markov.standing import RULES
from assistant.learning.rewriting.guardrails import objection
from assistant.learning.rewriting.model import Layer, LearnedRewrite, rewrite_id
from assistant.learning.words import Words, words_in

OWN_TERMS = replace(PERSONAL, sounds_alike=0.0)
"""Who says "the moonlight" and then "the bedroom lamp" has said what is meant; what may be added
is left to the guardrails."""
LACKING: frozenset[Refusal] = frozenset(
    {"too few chains", "too few homes", "not clearly better", "not clearly right"}
)
"""What more evidence may still mend; such rewrites are shown to people, but not used."""
EVIDENCE_KEPT = 12
SOURCES = frozenset({"text", "file", "microphone"})
"""Where a request came from, when its room is not known."""
NAMING = ("name:", "area:", "floor:")


def proposals(
    homes: Sequence[Sequence[Verdict]],
    layer: Layer,
    rooms: tuple[Words, ...],
    guarded: frozenset[str],
    *,
    now: datetime,
) -> tuple[LearnedRewrite, ...]:
    """What the chains suggest and the guardrails allow: live, or only proposed."""
    trail = _Trail()
    counted: list[tuple[str, Counts]] = []
    for number, home in enumerate(homes):
        counts = Counts(as_of=now)
        for session in sessions_of(home, guarded):
            counts.add(session)
            trail.add(session)
        trail.places.update((one.exchange.id, one.exchange.place) for one in home)
        counted.append((str(number), counts))
    return tuple(
        rewrite
        for suggestion in _suggested(counted, layer, rooms, now)
        for rewrite in _rewrites(suggestion, layer, rooms, trail, now)
    )


def _suggested(
    counted: Sequence[tuple[str, Counts]],
    layer: Layer,
    rooms: tuple[Words, ...],
    now: datetime,
) -> Iterator[Suggestion]:
    if layer == "global":
        pooled = Pooled(now, rooms)
        pooled.fill(counted)
        yield from pooled.suggestions()
    for _, counts in counted if layer == "personal" else ():
        yield from suggestions(counts, Model.of(counts.rows), OWN_TERMS, rooms)


def _rewrites(
    suggestion: Suggestion,
    layer: Layer,
    rooms: tuple[Words, ...],
    trail: "_Trail",
    now: datetime,
) -> Iterator[LearnedRewrite]:
    """One for each wording that was heard."""
    if not set(suggestion.refused) <= LACKING:
        return
    for heard in suggestion.texts:
        evidence = trail.between(heard, suggestion.target)
        objected = objection(
            words_in(heard), words_in(suggestion.rewritten_to), rooms, shown=layer == "personal"
        )
        if objected or not evidence:
            continue
        yield LearnedRewrite(
            id=rewrite_id(heard, suggestion.rewritten_to, layer),
            heard=heard,
            rewrite=suggestion.rewritten_to,
            layer=layer,
            status="live" if suggestion.accepted else "proposed",
            reason=", ".join(suggestion.refused),
            areas=() if _says_where(suggestion.target) else trail.areas(evidence),
            evidence=evidence[-EVIDENCE_KEPT:],
            rewritten=suggestion.rewritten.at_most(RULES.remembered),
            alone=suggestion.alone.at_most(RULES.remembered),
            learned=now,
            used=now,
        )


def _says_where(frame: str) -> bool:
    """The words alone tell what is meant; otherwise it depends on the room."""
    return any(f"| {slot}" in frame for slot in NAMING)


@dataclass(slots=True)
class _Trail:
    """Which turns went from which words to which state."""

    places: dict[str, str] = field(default_factory=dict)
    _turns: dict[tuple[str, str], dict[str, None]] = field(default_factory=dict)

    def add(self, session: Session) -> None:
        for number, first in enumerate(session.visits):
            for later in session.visits[number + 1 :]:
                if first.text and first.state != later.state:
                    turns = self._turns.setdefault((first.text, later.state), {})
                    turns.update(dict.fromkeys((first.turn, later.turn)))

    def between(self, heard: str, state: str) -> tuple[str, ...]:
        return tuple(self._turns.get((heard, state), ()))

    def areas(self, turns: Sequence[str]) -> tuple[str, ...]:
        """Empty where it is not known in which room something was said."""
        found = {self.places[turn] for turn in turns if turn in self.places}
        return () if found & SOURCES else tuple(sorted(found))
