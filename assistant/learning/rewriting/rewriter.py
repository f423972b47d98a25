"""From what was heard to what was meant, or to leaving it alone."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from assistant.home.model import Home
from assistant.learning.rewriting.guardrails import (
    drops_a_thing,
    is_held_out,
    objection,
    turns_unheard,
)
from assistant.learning.rewriting.instances import in_home, invents, numbered
from assistant.learning.rewriting.lookup import Lookup
from assistant.learning.rewriting.model import (
    KnownRequest,
    Layer,
    Learned,
    LearnedRewrite,
    Prospect,
    RewriteSettings,
    Scene,
    rewrite_id,
)
from assistant.learning.rewriting.rank import (
    SHOWN,
    SURE,
    SURE_OF_PATTERN,
    SURER,
    Likeness,
    likenesses,
    probability,
)
from assistant.learning.rewriting.retrieve import Index
from assistant.learning.rewriting.use import Heard, odds_of, signs, signs_of_prospect
from assistant.learning.words import Words, words_in
from assistant.turn import RewriteOption, Rewritten, Transcript

DOUBTFUL = 0.5
"""From this doubt on, what was heard looks defective."""
FAILED_ALONE = 0.35
"""Rate of success of what was heard below which one asks, however well it seems understood."""
MOST_ASKED = 2
"""How often in vain; who does not answer does not want to be asked."""
WORTH_TRYING = 0.4
"""Probability from which on it is tried what would come of a request."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A known request that may have been meant, with everything that speaks for it."""

    request: KnownRequest
    likeness: Likeness
    signs: Mapping[str, float]

    @property
    def option(self) -> RewriteOption:
        return RewriteOption(
            text=self.request.text,
            score=round(probability(self.likeness, odds_of(self.signs)), 3),
            by="home" if self.request.layer == "personal" else "everybody",
        )


class Rewriter:
    """One table, ready to be asked; building it takes a moment, asking it a few milliseconds."""

    def __init__(self, table: Learned, settings: RewriteSettings | None = None) -> None:
        self.table = table
        self.settings = settings or RewriteSettings()
        live = (one for one in table.rewrites if one.live and self._is_wanted(one.layer))
        self._lookup = Lookup(live if self.settings.look_up else ())
        asked = (one for one in table.rewrites if _may_be_asked(one) and self._is_wanted(one.layer))
        self._open = Lookup(asked if self.settings.look_up and self.settings.ask else ())
        self._incidents = {(one.heard, one.wrong) for one in table.incidents}
        known = tuple(self._known()) if self.settings.search else ()
        self._index = Index([one for one in known if not one.kind])
        self._patterns = tuple(one for one in known if one.kind)
        self._texts = frozenset(one.text for one in known)
        self._of_home: tuple[Home, Index] | None = None

    @property
    def is_empty(self) -> bool:
        return not (len(self._lookup) or len(self._open) or len(self._index) or self._patterns)

    def rewrite(self, transcript: Transcript, scene: Scene, doubt: float) -> Rewritten:
        """`doubt` is the probability that what was heard, as it stands, would not be done."""
        found = self.look_up(transcript, scene, doubt) or self.search(transcript, scene, doubt)
        return found or Rewritten(original=transcript.text)

    def look_up(
        self, transcript: Transcript, scene: Scene, doubt: float | None = None
    ) -> Rewritten | None:
        """What was learned for these words; for their sound or a part only if they are in doubt."""
        heard = words_in(transcript.text)
        doubtful = doubt is not None and doubt >= DOUBTFUL
        found, meant = self._found(self._lookup, heard, scene, doubtful=doubtful)
        return self._learned(transcript, found, meant, scene) if found else None

    def ask(self, transcript: Transcript, scene: Scene, doubt: float) -> Rewritten | None:
        """What one correction before says is meant; to be done only after a yes.

        Words that are understood are asked about, too, where the same words did the wrong thing.
        """
        heard = words_in(transcript.text)
        doubtful = doubt >= DOUBTFUL
        found, meant = self._found(self._open, heard, scene, doubtful=doubtful)
        if found is None or not (doubtful or found.alone.mean < FAILED_ALONE):
            return None
        return replace(
            self._learned(transcript, found, meant, scene),
            asks=True,
            why="corrected so once before",
        )

    def _found(
        self, among: Lookup, heard: Words, scene: Scene, *, doubtful: bool
    ) -> tuple[LearnedRewrite | None, Words]:
        """The one that holds for these words, and what they become; nothing that is forbidden."""
        found = among.same_words(heard, scene.area)
        if found is None and doubtful:
            found = among.same_sound(heard, scene.area)
        meant = words_in(found.rewrite) if found else ()
        if found is None and doubtful:
            found, meant = among.part(heard, scene.area) or (None, ())
            if rewrite_id(" ".join(heard), " ".join(meant), "personal") in self.table.forgotten:
                return None, ()
        if found is None:
            return None, ()
        confirmed = found.confirmed or not found.live
        if self._forbids(heard, meant, scene, shown=True, confirmed=confirmed):
            return None, ()
        return found, meant

    def can_search(self, transcript: Transcript) -> bool:
        """Whether it is worth asking how doubtful the words are: nothing is like what is known."""
        heard = words_in(transcript.text)
        return bool(heard) and not self.is_empty and heard not in self._index

    def search(
        self,
        transcript: Transcript,
        scene: Scene,
        doubt: float,
        foresee: Callable[[str], Prospect] | None = None,
    ) -> Rewritten | None:
        """The known request that was most probably meant; None where nothing is like it.

        `foresee` tells what would come of a request in this home as it is.
        """
        heard = words_in(transcript.text)
        if doubt < DOUBTFUL or not heard or heard in self._index:
            return None
        said = Heard(transcript=transcript, doubt=doubt)
        found = ((one.option, one.request) for one in self.weighed(heard, scene, said, foresee))
        ranked = sorted(found, key=lambda pair: -pair[0].score)
        if not ranked:
            return None
        best, request = ranked[0]
        meant = words_in(best.text)
        sure = best.score >= _needed(heard, meant, request)
        sure = sure and not self._forbids(heard, meant, scene)
        return Rewritten(
            original=transcript.text,
            rewritten=best.text if sure else None,
            options=(
                *(option for option, _ in ranked),
                RewriteOption(text=transcript.text, score=1 - best.score, by="heard"),
            ),
            why=f"{best.score:.0%} like what is known" if sure else "nothing known is like it",
        )

    def weighed(
        self,
        heard: Words,
        scene: Scene,
        said: Heard,
        foresee: Callable[[str], Prospect] | None = None,
    ) -> Iterator[Weighed]:
        """What may have been meant, without what somebody refused or what cannot be done here."""
        near = [*self._nearest(heard), *self._nearest_in(scene.home, heard)]
        also_heard = {words_in(other.text) for other in said.transcript.alternatives}
        requests, shares = [one for one, _ in near], [share for _, share in near]
        words = [words_in(one.text) for one in requests]
        meanings = [one.meaning for one in requests]
        alike = likenesses(heard, words, shares, meanings)
        for request, other, likeness in zip(requests, words, alike, strict=True):
            if rewrite_id(" ".join(heard), request.text, "personal") in self.table.forgotten:
                continue
            found = signs(request, scene, said, also_heard=other in also_heard)
            if foresee is not None and probability(likeness, odds_of(found)) >= WORTH_TRYING:
                prospect = foresee(request.text)
                if not prospect.understood or prospect.guarded:
                    continue
                found = {**found, **signs_of_prospect(prospect)}
            yield Weighed(request, likeness, found)

    def _nearest(self, heard: Words) -> Iterator[tuple[KnownRequest, float]]:
        for place, share in self._index.nearest_meanings(heard, SHOWN):
            yield self._index.requests[place], share

    def _nearest_in(self, home: Home | None, heard: Words) -> Iterator[tuple[KnownRequest, float]]:
        """What other homes' wordings would mean here."""
        if home is None or not self._patterns:
            return
        if self._of_home is None or self._of_home[0] is not home:
            self._of_home = home, Index(tuple(in_home(self._patterns, home)))
        index = self._of_home[1]
        for place, share in index.nearest_meanings(heard, SHOWN):
            found = numbered(index.requests[place], heard)
            if found is None or found.text in self._texts:
                continue
            if not self.settings.guardrails or not invents(heard, words_in(found.text), home):
                yield found, share

    def _learned(
        self,
        transcript: Transcript,
        found: LearnedRewrite,
        meant: Words,
        scene: Scene,
    ) -> Rewritten:
        share = self.settings.held_out if found.status == "live" else 0.0
        held_out = is_held_out(scene.now.isoformat(), found.id, share)
        score, text = found.rewritten.mean, " ".join(meant)
        return Rewritten(
            original=transcript.text,
            rewritten=None if held_out else text,
            learned=found.id,
            held_out=held_out,
            options=(
                RewriteOption(text=text, score=round(score, 3), by="learned"),
                RewriteOption(text=transcript.text, score=round(found.alone.mean, 3), by="heard"),
            ),
            why="left alone once, to see whether it still helps" if held_out else "learned",
        )

    def _forbids(
        self,
        heard: Words,
        rewrite: Words,
        scene: Scene,
        *,
        shown: bool = False,
        confirmed: bool = False,
    ) -> bool:
        if not self.settings.guardrails:
            return heard == rewrite
        if (" ".join(heard), " ".join(rewrite)) in self._incidents:
            return True
        if scene.home is not None and drops_a_thing(heard, rewrite, scene.home):
            return True
        objected = objection(heard, rewrite, scene.rooms, shown=shown, confirmed=confirmed)
        return objected is not None

    def _is_wanted(self, layer: Layer) -> bool:
        return self.settings.personal if layer == "personal" else self.settings.pooled

    def _known(self) -> Iterator[KnownRequest]:
        """Each text once, as this home's own where it has said it itself."""
        personal = {one.text for one in self.table.requests if one.layer == "personal"}
        for one in self.table.requests:
            is_double = one.layer == "global" and self.settings.personal and one.text in personal
            if self._is_wanted(one.layer) and not is_double:
                yield one


def _may_be_asked(one: LearnedRewrite) -> bool:
    return one.may_be_asked and one.layer == "personal" and one.asked < MOST_ASKED


def _needed(heard: Words, meant: Words, request: KnownRequest) -> float:
    """How probable it must be."""
    if turns_unheard(heard, meant):
        return SURER
    return SURE_OF_PATTERN if request.kind else SURE
