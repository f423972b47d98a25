"""What was heard to what was meant, where that was learned; nothing at all where it was not."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from assistant.context import Context
from assistant.home.model import Home
from assistant.learning.contrast import rooms_of
from assistant.learning.rewriting.model import Prospect, Scene
from assistant.learning.rewriting.rewriter import DOUBTFUL, Rewriter
from assistant.learning.words import Words
from assistant.turn import Outcome, Resolution, Rewritten, Transcript
from assistant.understanding.dialogue import as_expected

IN_USE = 0.75
"""At least so probable is what was learned and is in use: it was found to help more often than not.
Its rate of success is told by few cases at first; a lamp need not wait for more, an oven does."""

Foresee: TypeAlias = Callable[[Transcript, Context], Prospect]


class RewriteStage:
    """Between recognition and understanding."""

    def __init__(self, rewriter: Callable[[], Rewriter], foresee: Foresee) -> None:
        """`rewriter` gives the one of the newest table; `foresee` tries a text without doing it."""
        self._rewriter = rewriter
        self._foresee = foresee
        self._rooms: tuple[Home, tuple[Words, ...]] | None = None

    def prepare(self, home: Home | None = None) -> None:
        """Reads the newest table, and makes it ready for this home, before the next request."""
        rewriter = self._rewriter()
        if home is not None:
            rewriter.prepare(home)

    def rewrite(self, transcript: Transcript, context: Context) -> Rewritten | None:
        """None when there is nothing to say about it."""
        rewriter = self._rewriter()
        if rewriter.is_empty or _answers(context):
            return None
        scene = Scene(
            now=context.now,
            area=context.area,
            rooms=self._rooms_of(context.home),
            home=context.home,
        )
        found = rewriter.look_up(transcript, scene)
        if found is None and rewriter.can_search(transcript):
            heard = self._foresee(transcript, context)
            if heard.guarded:
                return None
            found = rewriter.look_up(transcript, scene, heard.doubt)
            if found is None or not self._is_safe(rewriter, found, transcript, context):
                found = self._searched(rewriter, transcript, scene, heard, context) or found
        if found is None or found.rewritten is None:
            return found
        return self._safe(rewriter, found, transcript, context)

    def _searched(
        self,
        rewriter: Rewriter,
        transcript: Transcript,
        scene: Scene,
        heard: Prospect,
        context: Context,
    ) -> Rewritten | None:
        """What is like it enough to be done; otherwise what may be asked."""
        found = rewriter.search(
            transcript,
            scene,
            heard.doubt,
            lambda text: self._try(text, transcript, context),
            questionable=heard.questionable,
        )
        if found is not None and found.rewritten is not None and heard.doubt < DOUBTFUL:
            meant = self._try(found.rewritten, transcript, context)
            gains = heard.idle and not meant.idle
            if heard.understood and meant.devices == heard.devices and not gains:
                return None  # the same things are meant either way
        if found is None or found.rewritten is None:
            offer = rewriter.ask(transcript, scene, heard.doubt)
            if offer is not None and self._is_safe(rewriter, offer, transcript, context):
                return offer
        return found

    def _is_safe(
        self, rewriter: Rewriter, found: Rewritten, transcript: Transcript, context: Context
    ) -> bool:
        safe = found.held_out or self._safe(rewriter, found, transcript, context).rewritten
        return bool(safe)

    def _safe(
        self, rewriter: Rewriter, found: Rewritten, transcript: Transcript, context: Context
    ) -> Rewritten:
        """Only what can be done in this house as it is, and touches nothing guarded."""
        meant = self._try(found.rewritten or found.original, transcript, context)
        guarded = meant.guarded or self._foresee(transcript, context).guarded
        changed = not rewriter.still_means(found, meant)
        if meant.understood and not guarded and not changed:
            return found
        why = "it can no longer be done"
        if guarded:
            why = "it is about who can come in"
        elif changed:
            why = "its name has gone to something else"
        return Rewritten(
            original=found.original, learned=found.learned, options=found.options, why=why
        )

    def _try(self, text: str, transcript: Transcript, context: Context) -> Prospect:
        return self._foresee(Transcript(text=text, recogniser=transcript.recogniser), context)

    def _rooms_of(self, home: Home) -> tuple[Words, ...]:
        if self._rooms is None or self._rooms[0] is not home:
            self._rooms = home, rooms_of(home)
        return self._rooms[1]


def as_rewritten(transcript: Transcript, found: Rewritten) -> Transcript:
    """What understanding gets; the runners-up were of what was heard."""
    if found.rewritten is None:
        return transcript
    sure = 1.0 if found.asks else _certainty(transcript, found)
    return Transcript(text=found.rewritten, confidence=sure, recogniser=transcript.recogniser)


def _certainty(transcript: Transcript, found: Rewritten) -> float:
    """No more than it was heard well, and no more than it is probably meant; what is known is no
    surprise. The two are not multiplied: a score counts already how badly it was heard.
    """
    score = next((one.score for one in found.options if one.text == found.rewritten), 1.0)
    if found.learned is not None:
        score = max(score, IN_USE)
    return min(as_expected(transcript.confidence), score)


def asked_first(resolution: Resolution, found: Rewritten | None) -> Resolution:
    """What is only offered is not done but asked; a lock is never reached this far."""
    if found is None or not found.asks or resolution.decision != "act":
        return resolution
    question = f'Did you mean "{found.rewritten}"?'
    return replace(resolution, decision="confirm", reason="not_certain", reply=question)


def _answers(context: Context) -> bool:
    """A question is open, and what is said is its answer."""
    outcome = context.history[-1].last(Outcome) if context.history else None
    return outcome is not None and outcome.kind in ("clarify", "confirm")
