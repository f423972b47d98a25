"""`assistant learn`: one pass over the journal, and what came of it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from assistant.home.file import load_home
from assistant.learning.journal import JournalError
from assistant.learning.learn import Changed, LearnReport
from assistant.learning.weighing.changes import ChangedWeight
from assistant.schooling import Lesson, study
from assistant.settings import Settings

console = Console()


def learn_now(settings: Settings, journals: Sequence[Path], *, brief: bool) -> int:
    """Always 0: nothing new is no failure. Raises JournalError for a journal that is not there."""
    for named in journals:
        if not named.is_file():
            raise JournalError(f"there is no journal at {named}")
    lesson = Lesson(
        home=load_home(settings.home_file),
        learned_file=settings.learned_file,
        journals=tuple(journals) or (settings.journal_file,),
    )
    report = _studied(lesson, brief)
    console.print(brief_of(report), highlight=False)
    if not brief:
        for line in lines_of(report):
            console.print(line, highlight=False, markup=False, soft_wrap=True)
    return 0


def brief_of(report: LearnReport) -> str:
    """The report in one line."""
    fresh = sum(one.rewrite.live and not one.before for one in report.changed)
    gone = sum(one.rewrite.status == "withdrawn" for one in report.changed)
    return (
        f"learned from {report.turns} turns: {fresh} new rewrites, {gone} withdrawn, "
        f"{report.live} in use; {report.known} requests are known to work; "
        f"{len(report.weights)} weights of the context changed"
    )


def lines_of(report: LearnReport) -> list[str]:
    """What changed and why, and what was left out."""
    lines = [_line(one) for one in report.changed]
    lines += [_weight_line(one) for one in report.weights]
    if report.weights_kept:
        lines.append(f"the weights of the context stay: {report.weights_kept}")
    lines += [f"left out: {count} turns, {why}" for why, count in report.left_out.items()]
    if report.turns:
        share = report.defects / report.turns
        lines.append(f"about {report.defects:.0f} requests ({share:.0%} of the turns) failed")
    return lines


def _line(one: Changed) -> str:
    rewrite = one.rewrite
    why = f": {rewrite.reason}" if rewrite.reason else ""
    evidence = f"{len(rewrite.evidence)} turns speak for it"
    return (
        f"{rewrite.status:<9} {rewrite.id}  "
        f'"{rewrite.heard}" as "{rewrite.rewrite}"{why} ({evidence})'
    )


def _weight_line(one: ChangedWeight) -> str:
    told = f"{len(one.evidence)} choices speak for it" if one.evidence else "as written"
    return f"weight    {one.name}  {one.before:.2f} to {one.after:.2f} ({told})"


def _studied(lesson: Lesson, brief: bool) -> LearnReport:
    now = datetime.now(UTC)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=brief,
    ) as bar:
        task = bar.add_task("reading the journal", total=1.0)

        def told(what: str, share: float) -> None:
            bar.update(task, description=what, completed=share)

        return study(lesson, now=now, progress=told, tell=console.print)
