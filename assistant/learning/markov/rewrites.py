"""Which rewrites the chains suggest, and which of them are good enough to go live."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from assistant.learning.contrast import ROOMS, additions, contrasts
from assistant.learning.markov.counts import Counts, Reached, best_text
from assistant.learning.markov.model import Model
from assistant.learning.markov.paths import best_path
from assistant.learning.markov.posterior import Posterior, when_declined, when_reworded
from assistant.learning.markov.states import HEARD, State, says_guarded
from assistant.learning.words import Words, alike, words_in

Refusal: TypeAlias = Literal[
    "too few chains",
    "too few homes",
    "not clearly better",
    "not clearly right",
    "contradicts",
    "says less",
    "says more",
    "guarded",
    "same words",
    "no words of its own",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a rewrite must fulfil."""

    chains: int
    """Sessions that went this way."""
    homes: int
    proposed_from: int = 0
    """Sessions from which on it is proposed, if not yet good enough; 0 for as many as above."""
    margin: float = 0.10
    """The lower bound of success with it exceeds the upper bound without it by this."""
    right: float = 0.5
    """And is at least this: failing again is better than doing what was not asked for."""
    sounds_alike: float = 0.6
    """What it adds (a room, a number, on or off) must have been misheard, not made up."""


PERSONAL = Terms(chains=2, homes=1)
POOLED = Terms(chains=5, homes=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One state's best rewrite, with all that speaks for it and against it."""

    source: State
    target: State
    path: tuple[State, ...]
    """The most probable way that people took."""
    texts: tuple[str, ...]
    """The wordings that it would rewrite."""
    rewritten_to: str
    score: float
    """Probability of passing through the target and ending well there."""
    score_alone: float
    """Probability that the source ends well without another attempt."""
    chains: int
    homes: int
    rewritten: Posterior
    alone: Posterior
    refused: tuple[Refusal, ...] = ()
    """Why it does not go live; empty when it does."""

    @property
    def accepted(self) -> bool:
        return not self.refused


def suggestions(
    counts: Counts, model: Model, terms: Terms, rooms: tuple[Words, ...] = ROOMS
) -> Iterator[Suggestion]:
    """The best rewrite of every state that has one better than leaving it alone."""
    for source in sorted(counts.reached):
        supported = [
            target
            for target, reached in counts.reached[source].items()
            if reached.chains >= (terms.proposed_from or terms.chains)
            and reached.homes >= terms.homes
        ]
        if supported:
            found = _best(source, counts, model, terms, rooms)
            if found is not None:
                yield found


def _best(
    source: State, counts: Counts, model: Model, terms: Terms, rooms: tuple[Words, ...]
) -> Suggestion | None:
    component = model.component(source)
    if component is None:
        return None
    scores = component.visits_from(source) * component.succeeds_at_once
    here = component.place[source]
    alone = float(component.succeeds_at_once[here])
    scores[here] = alone
    best = int(scores.argmax())
    if best == here:
        return None
    target = component.states[best]
    return _judged(source, target, float(scores[best]), alone, counts, terms, rooms)


def _judged(
    source: State,
    target: State,
    score: float,
    score_alone: float,
    counts: Counts,
    terms: Terms,
    rooms: tuple[Words, ...],
) -> Suggestion:
    reached = counts.reached[source].get(target, Reached(homes=0))
    row = counts.rows[source]
    elsewhere = sum(o.success for t, o in counts.reached[source].items() if t != target)
    declined = source.startswith(HEARD) and not target.startswith(HEARD)
    rewritten = when_reworded if declined else Posterior
    alone = when_declined if declined else Posterior
    texts = tuple(sorted(counts.seen[source].texts))
    spoken = best_text(counts.seen[target].texts)
    suggestion = Suggestion(
        source=source,
        target=target,
        path=best_path(counts.rows, source, target),
        texts=tuple(t for t in texts if not _deviates(t, spoken, terms, rooms)) or texts,
        rewritten_to=spoken,
        score=score,
        score_alone=score_alone,
        chains=reached.chains,
        homes=reached.homes,
        rewritten=rewritten(reached.success, reached.failure + row.success + elsewhere),
        alone=alone(row.success, row.failure + sum(row.onward.values())),
    )
    guarded = counts.seen[source].guarded or counts.seen[target].guarded
    by_words = _deviates(suggestion.texts[0], spoken, terms, rooms) if texts and spoken else []
    return replace(suggestion, refused=(*_unproven(suggestion, terms, guarded), *by_words))


def _unproven(suggestion: Suggestion, terms: Terms, guarded: bool) -> Iterator[Refusal]:
    """What the evidence lacks, and what no evidence could make good."""
    if suggestion.chains < terms.chains:
        yield "too few chains"
    if suggestion.homes < terms.homes:
        yield "too few homes"
    if not suggestion.texts or not suggestion.rewritten_to:
        yield "no words of its own"
    if guarded or says_guarded(words_in(suggestion.rewritten_to)):
        yield "guarded"
    if suggestion.rewritten.low < suggestion.alone.high + terms.margin:
        yield "not clearly better"
    if suggestion.rewritten.low < terms.right:
        yield "not clearly right"


def _deviates(text: str, spoken: str, terms: Terms, rooms: tuple[Words, ...]) -> list[Refusal]:
    """Where the rewrite would not be what was said: direction, number, room."""
    said, other = words_in(text), words_in(spoken)
    if said == other:
        return ["same words"]
    found: list[Refusal] = []
    if contrasts(said, other, rooms):
        found.append("contradicts")
    more, less = additions(said, other, rooms)
    if less:
        found.append("says less")
    if more and alike(said, other) < terms.sounds_alike:
        found.append("says more")
    return found
