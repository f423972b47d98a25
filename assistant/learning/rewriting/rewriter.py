"""From what was heard to what was meant, or to leaving it alone."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from assistant.home.model import Home
from assistant.learning.rewriting.everybody import Everybody
from assistant.learning.rewriting.guardrails import (
    drops_a_thing,
    is_held_out,
    objection,
    turns_unheard,
)
from assistant.learning.rewriting.instances import invents, names_unheard
from assistant.learning.rewriting.lookup import Lookup
from assistant.learning.rewriting.model import (
    CHANGED,
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
    THOUGH_UNDERSTOOD,
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
SAID_SO = 0.97
"""Probability that it is meant, where a person has said that it is."""
MOST_ASKED = 2
"""How often in vain; who does not answer does not want to be asked."""
FAILED = frozenset({"lost twice", "no longer right", CHANGED})
"""Reasons of withdrawal that hold for the same words by likeness, too."""
GRADED = frozenset({"light", "media_player"})
"""Kinds of things that are turned up and down as well as on and off."""
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
        self._by_id = {one.id: one for one in table.rewrites}
        self._refused = frozenset(table.forgotten).union(
            one.id for one in table.rewrites if one.doubted or one.reason in FAILED
        )
        self._incidents = {(one.heard, one.wrong) for one in table.incidents}
        known = tuple(self._known()) if self.settings.search else ()
        self._index = Index([one for one in known if not one.kind])
        own = [one for one in known if one.layer == "personal"]
        self._everybody = Everybody([one for one in known if one.kind], own)

    @property
    def is_empty(self) -> bool:
        return not (
            len(self._lookup) or len(self._open) or len(self._index) or len(self._everybody)
        )

    def prepare(self, home: Home) -> None:
        """What all homes know is said of this one, so that its next request need not wait."""
        self._everybody.prepare(home)

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
        """What one correction before says is meant; to be done only after a yes."""
        if doubt < DOUBTFUL:
            return None
        found, meant = self._found(self._open, words_in(transcript.text), scene, doubtful=True)
        if found is None:
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

    def still_means(self, found: Rewritten, meant: Prospect) -> bool:
        """What was learned would be done with what it was learned for."""
        one = self._by_id.get(found.learned or "")
        return one is None or meant.still_means(one.devices)

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
        *,
        questionable: bool = False,
    ) -> Rewritten | None:
        """The known request that was most probably meant; None where nothing is like it.

        `foresee` tells what would come of a request in this home as it is. What is in no doubt but
        questionable must be all the more like what is known.
        """
        heard = words_in(transcript.text)
        doubtful = doubt >= DOUBTFUL
        if not (doubtful or questionable) or not heard or heard in self._index:
            return None
        said = Heard(transcript=transcript, doubt=doubt)
        options = [one.option for one in self.weighed(heard, scene, said, foresee)]
        ranked = sorted(options, key=lambda one: -one.score)
        least = 0.0 if doubtful else THOUGH_UNDERSTOOD
        taken = ranked[0] if ranked and self._is_sure(heard, ranked[0], scene, least) else None
        if taken is None:
            sure = max(SURE_OF_PATTERN, least)
            taken = self._said_by_everybody(heard, scene, sure, foresee)
            ranked = ([taken] if taken else []) + ranked
        if not ranked:
            return None
        return Rewritten(
            original=transcript.text,
            rewritten=taken.text if taken else None,
            options=(
                *ranked,
                RewriteOption(text=transcript.text, score=1 - ranked[0].score, by="heard"),
            ),
            why=f"{taken.score:.0%} like what is known" if taken else "nothing known is like it",
        )

    def _is_sure(self, heard: Words, best: RewriteOption, scene: Scene, least: float) -> bool:
        meant = words_in(best.text)
        needed = SURER if turns_unheard(heard, meant) else SURE
        return best.score >= max(needed, least) and not self._forbids(heard, meant, scene)

    def _said_by_everybody(
        self,
        heard: Words,
        scene: Scene,
        sure: float,
        foresee: Callable[[str], Prospect] | None,
    ) -> RewriteOption | None:
        """What other homes' wordings would mean here, where that is sure and was heard."""
        if scene.home is None or not len(self._everybody):
            return None
        guess = self._everybody.guess(heard, scene.home, sure, foresee, scene.area)
        if guess is None:
            return None
        texts = [one.text for one in guess.wordings]
        if any(rewrite_id(" ".join(heard), text, "personal") in self._refused for text in texts):
            return None
        score = round(guess.probability, 3)
        told = foresee is not None and guess.probability >= SURER
        allowed = (
            one.text for one in guess.wordings if self._was_heard(heard, one, scene, sure=told)
        )
        return next(
            (RewriteOption(text=text, score=score, by="everybody") for text in allowed), None
        )

    def _was_heard(self, heard: Words, request: KnownRequest, scene: Scene, *, sure: bool) -> bool:
        """Nothing of it is made up, nor forbidden."""
        assert scene.home is not None
        meant = words_in(request.text)
        if self._forbids(heard, meant, scene, confirmed=True):
            return False
        return not self.settings.guardrails or not (
            invents(heard, meant, scene.home, sure=sure, graded=request.kind in GRADED)
            or names_unheard(heard, request, scene.home, scene.area, sure=sure)
        )

    def weighed(
        self,
        heard: Words,
        scene: Scene,
        said: Heard,
        foresee: Callable[[str], Prospect] | None = None,
    ) -> Iterator[Weighed]:
        """What may have been meant, without what somebody refused or what cannot be done here."""
        near = list(self._nearest(heard))
        also_heard = {words_in(other.text) for other in said.transcript.alternatives}
        requests, shares = [one for one, _ in near], [share for _, share in near]
        words = [words_in(one.text) for one in requests]
        meanings = [one.meaning for one in requests]
        alike = likenesses(heard, words, shares, meanings)
        for request, other, likeness in zip(requests, words, alike, strict=True):
            if rewrite_id(" ".join(heard), request.text, "personal") in self._refused:
                continue
            found = signs(request, scene, said, also_heard=other in also_heard)
            if foresee is not None and probability(likeness, odds_of(found)) >= WORTH_TRYING:
                prospect = foresee(request.text)
                if not prospect.understood or prospect.guarded:
                    continue
                said_here = scene.area in request.areas
                if said_here and not prospect.still_means(request.devices):
                    continue
                found = {**found, **signs_of_prospect(prospect)}
            yield Weighed(request, likeness, found)

    def _nearest(self, heard: Words) -> Iterator[tuple[KnownRequest, float]]:
        for place, share in self._index.nearest_meanings(heard, SHOWN):
            yield self._index.requests[place], share

    def _learned(
        self,
        transcript: Transcript,
        found: LearnedRewrite,
        meant: Words,
        scene: Scene,
    ) -> Rewritten:
        share = self.settings.held_out if found.status == "live" else 0.0
        held_out = is_held_out(scene.now.isoformat(), found.id, share)
        said_so = found.confirmed or found.status == "pinned"
        score = SAID_SO if said_so else found.rewritten.mean
        text = " ".join(meant)
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
        if scene.home and not confirmed and drops_a_thing(heard, rewrite, scene.home):
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
