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
