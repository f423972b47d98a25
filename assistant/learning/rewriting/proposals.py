"""From solved chains to rewrites, each with the turns that speak for it."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from assistant.learning.contrast import rooms_in
from assistant.learning.exchange import Exchange
from assistant.learning.feedback.signals import Verdict
from assistant.learning.markov.counts import Counts
from assistant.learning.markov.learner import Pooled
from assistant.learning.markov.model import Model
from assistant.learning.markov.parts import Chain, Found, chains_of, parts_found
from assistant.learning.markov.rewrites import (
    PERSONAL,
    POOLED,
    Refusal,
    Suggestion,
    Terms,
    suggestions,
)
from assistant.learning.markov.sessions import Session, sessions_of
from assistant.learning.markov.standing import RULES
from assistant.learning.rewriting.guardrails import objection
from assistant.learning.rewriting.known import in_common
from assistant.learning.rewriting.model import LACKING, SAYS_MORE, Layer, LearnedRewrite, rewrite_id
from assistant.learning.words import Words, sound_of, words_in

OWN_TERMS = replace(PERSONAL, sounds_alike=0.0, right=0.35, proposed_from=1)
"""Two evenings show no rate of success above one half, but what was declined loses little by it.
Who says "the moonlight" and then "the bedroom lamp" has said what is meant; what may be added is
left to the guardrails. After one evening the person may be asked."""
SENTENCES = 2
"""That a part must have been corrected in, before it is put otherwise in any."""
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
    chained: list[tuple[Sequence[Chain], Sequence[Verdict]]] = []
    for number, home in enumerate(homes):
        counts = Counts(as_of=now)
        sessions = tuple(sessions_of(home, guarded))
        for session in sessions:
            counts.add(session)
            trail.add(session)
        trail.exchanges.update((one.exchange.id, one.exchange) for one in home)
        counted.append((str(number), counts))
        chained.append((tuple(chains_of(home, sessions)), home))
    whole = (
        rewrite
        for suggestion in _suggested(counted, layer, rooms, now)
        for rewrite in _rewrites(suggestion, layer, rooms, trail, now)
    )
    return (*whole, *_parts(chained, layer, rooms, trail, now))


def _parts(
    homes: Sequence[tuple[Sequence[Chain], Sequence[Verdict]]],
    layer: Layer,
    rooms: tuple[Words, ...],
    trail: "_Trail",
    now: datetime,
) -> Iterator[LearnedRewrite]:
    """Of parts that were heard alike the one that is best known; what cannot be told is not."""
    terms = OWN_TERMS if layer == "personal" else POOLED
    best: dict[str, Found] = {}
    for found in parts_found(homes):
        sound = sound_of(found.part.heard)
        known = best.get(sound)
        if known is None or found.rewritten.mean > known.rewritten.mean:
            best[sound] = found
    for found in best.values():
        enough = found.chains >= terms.chains and found.homes >= terms.homes
        if enough and len(found.within) >= SENTENCES:
            says_where = bool(rooms_in(found.part.meant, rooms)) or layer == "global"
            areas = () if says_where else trail.areas(tuple(found.turns))
            devices = trail.meant_by(found.within, found.turns) if layer == "personal" else ()
            part = _part(found, layer, now, tuple(_unproven(found, terms)))
            one = replace(part, areas=areas, devices=devices)
            heard, rewrite = (words_in(text) for text in one.tried)
            if objection(heard, rewrite, rooms, shown=True) is None:
                yield one


def _unproven(found: Found, terms: Terms) -> Iterator[Refusal]:
    if found.rewritten.low < found.alone.high + terms.margin:
        yield "not clearly better"
    if found.rewritten.low < terms.right:
        yield "not clearly right"


def _part(
    found: Found, layer: Layer, now: datetime, refused: tuple[Refusal, ...]
) -> LearnedRewrite:
    heard, meant = " ".join(found.part.heard), " ".join(found.part.meant)
    return LearnedRewrite(
        id=rewrite_id(f"...{heard}", meant, layer),
        heard=heard,
        rewrite=meant,
        within=tuple(found.within)[-1],
        layer=layer,
        status="proposed" if refused else "live",
        reason=", ".join(refused),
        evidence=tuple(found.turns)[-EVIDENCE_KEPT:],
        rewritten=found.rewritten.at_most(RULES.remembered),
        alone=found.alone.at_most(RULES.remembered),
        learned=now,
        used=now,
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
        asked_first = layer == "personal" and objected == SAYS_MORE
        if (objected and not asked_first) or not evidence:
            continue
        refused = (*suggestion.refused, *((SAYS_MORE,) if asked_first else ()))
        yield LearnedRewrite(
            id=rewrite_id(heard, suggestion.rewritten_to, layer),
            heard=heard,
            rewrite=suggestion.rewritten_to,
            layer=layer,
            status="proposed" if refused else "live",
            reason=", ".join(refused),
            areas=() if _says_where(suggestion.target, evidence, trail) else trail.areas(evidence),
            evidence=evidence[-EVIDENCE_KEPT:],
            devices=trail.meant_by((heard,), evidence) if layer == "personal" else (),
            rewritten=suggestion.rewritten.at_most(RULES.remembered),
            alone=suggestion.alone.at_most(RULES.remembered),
            learned=now,
            used=now,
        )


def _says_where(frame: str, turns: Sequence[str], trail: "_Trail") -> bool:
    """The words alone tell what is meant; otherwise it depends on the room.

    Where every room has a "ceiling light", its name does not tell.
    """
    return any(f"| {slot}" in frame for slot in NAMING) and not trail.told_by_room(turns)


@dataclass(slots=True)
class _Trail:
    """Which turns went from which words to which state."""

    exchanges: dict[str, Exchange] = field(default_factory=dict)
    _turns: dict[tuple[str, str], dict[str, None]] = field(default_factory=dict)

    def add(self, session: Session) -> None:
        for number, first in enumerate(session.visits):
            for later in session.visits[number + 1 :]:
                if first.text and first.state != later.state:
                    turns = self._turns.setdefault((first.text, later.state), {})
                    turns.update(dict.fromkeys((first.turn, later.turn)))

    def between(self, heard: str, state: str) -> tuple[str, ...]:
        return tuple(self._turns.get((heard, state), ()))

    def meant_by(self, heard: Container[str], turns: Iterable[str]) -> tuple[str, ...]:
        """Ids of the devices that were meant each time, by what was said instead."""
        found = (self.exchanges[turn] for turn in turns if turn in self.exchanges)
        return in_common(one.devices for one in found if " ".join(one.words) not in heard)

    def told_by_room(self, turns: Iterable[str]) -> bool:
        """In any of them: of several things of that name it was the one in the room."""
        return any(self.exchanges[one].told_by_room for one in turns if one in self.exchanges)

    def areas(self, turns: Sequence[str]) -> tuple[str, ...]:
        """Empty where it is not known in which room something was said."""
        found = {self.exchanges[turn].place for turn in turns if turn in self.exchanges}
        return () if found & SOURCES else tuple(sorted(found))
