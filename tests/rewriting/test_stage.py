"""The stage asks what would come of it before it rewrites anything."""

from collections.abc import Mapping

import pytest

from assistant.context import Context
from assistant.home.model import Home
from assistant.learning.rewriting.model import Prospect, RewriteSettings
from assistant.learning.rewriting.rewriter import Rewriter
from assistant.stages.rewrite import RewriteStage
from assistant.turn import Rewritten, Transcript
from tests.rewriting.tables import NOW, known, rewrite, table

HEARD, MEANT = "turn on the moonlight", "turn on the bedroom lamp"
TABLE = table(rewrite(HEARD, MEANT), requests=(known("play some quiet jazz"),))
WORKS, FAILS = Prospect(doubt=0.0), Prospect(doubt=1.0, understood=False)
GUARDED = Prospect(doubt=0.0, guarded=True)


def rewritten(text: str, prospects: Mapping[str, Prospect]) -> tuple[Rewritten | None, list[str]]:
    """What the stage makes of it, and which texts it has tried."""
    tried: list[str] = []

    def foresee(transcript: Transcript, context: Context) -> Prospect:
        tried.append(transcript.text)
        return prospects[transcript.text]

    rewriter = Rewriter(TABLE, RewriteSettings(held_out=0.0))
    stage = RewriteStage(lambda: rewriter, foresee)
    home = Home(floors=(), areas=(), devices=(), people=())
    context = Context(home=home, states={}, now=NOW.replace(tzinfo=None))
    return stage.rewrite(Transcript(text=text), context), tried


@pytest.mark.parametrize(
    ("heard", "meant", "taken"),
    [(FAILS, WORKS, MEANT), (WORKS, WORKS, MEANT), (FAILS, FAILS, None), (FAILS, GUARDED, None),
     (GUARDED, WORKS, None)],
)  # fmt: skip
def test_only_what_works_and_guards_nothing(
    heard: Prospect, meant: Prospect, taken: str | None
) -> None:
    found, _ = rewritten(HEARD, {HEARD: heard, MEANT: meant})
    assert found is not None
    assert found.rewritten == taken


def test_what_is_known_to_work_costs_nothing() -> None:
    found, tried = rewritten("play some quiet jazz", {})
    assert found is None
    assert tried == []


def test_what_is_understood_is_left_alone() -> None:
    found, _ = rewritten("play some quite jazz", {"play some quite jazz": WORKS})
    assert found is None


DUSK, DESK = "turn on the living rome lights", "turn on the living room lights"
ONE, MANY = frozenset({"wall"}), frozenset({"wall", "ceiling"})


@pytest.mark.parametrize(
    ("heard", "meant", "taken"),
    [
        (Prospect(doubt=0.1, devices=ONE), MANY, None),
        (Prospect(doubt=0.1, devices=ONE, guessed=True), MANY, DESK),
        (Prospect(doubt=0.1, devices=MANY, guessed=True), MANY, None),
        (Prospect(doubt=0.1, devices=ONE, idle=True), MANY, DESK),
        (Prospect(doubt=0.3, understood=False, guessed=True), MANY, DESK),
        (Prospect(doubt=0.3, understood=False, idle=True), MANY, None),
        (Prospect(doubt=0.1, devices=ONE, guessed=True, guarded=True), MANY, None),
    ],
)
def test_what_is_only_guessed_at_is_held_against_what_is_known(
    heard: Prospect, meant: frozenset[str], taken: str | None
) -> None:
    """Or what is so already; where the same things are meant either way it is left as it is."""
    prospects = {DUSK: heard, DESK: Prospect(doubt=0.0, devices=meant)}
    rewriter = Rewriter(table(requests=(known(DESK, times=20),)))
    stage = RewriteStage(lambda: rewriter, lambda said, _: prospects[said.text])
    home = Home(floors=(), areas=(), devices=(), people=())
    context = Context(home=home, states={}, now=NOW.replace(tzinfo=None))
    found = stage.rewrite(Transcript(text=DUSK), context)
    assert (found.rewritten if found else None) == taken
