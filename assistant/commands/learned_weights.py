"""The part of `assistant learned` that tells how much each sign of the context counts here."""

from rich.table import Table

from assistant.learning.rewriting.model import Learned
from assistant.learning.weighing.model import LearnedWeight


def weights_shown(table: Learned) -> Table:
    """What each weight was as written, and what it is here."""
    shown = Table(box=None, title_justify="left")
    for name in ("sign of the context", "written", "here", "choices"):
        shown.add_column(name, no_wrap=True)
    for one in table.context_weights:
        figures = f"{one.prior:.2f}", f"{one.value:.2f}", str(len(one.evidence))
        shown.add_row(one.name.replace("_", " "), *figures)
    return shown


def weight_lines(one: LearnedWeight) -> list[str]:
    """One weight, before the turns that speak for it."""
    more = "more" if one.value > one.prior else "less"
    return [
        f"{one.name}  counts {more} here than as written: {one.value:.2f} instead of "
        f"{one.prior:.2f} (log-odds), since {one.learned:%Y-%m-%d}",
        "the turns that speak for it:",
    ]
