"""`assistant learn`: one pass over the journal, and what came of it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from assistant import terminal
from assistant.commands.learned_weights import IN_WORDS as SIGNS
from assistant.discovered import with_discovered
from assistant.home.file import load_home
from assistant.learning.journal_file import JournalError
from assistant.learning.learn import Changed, LearnReport
from assistant.learning.rewriting.told import STANDING, counted, in_words
from assistant.learning.weighing.changes import ChangedWeight
from assistant.schooling import Lesson, study
from assistant.settings import Settings

console = terminal.console()


def learn_now(settings: Settings, journals: Sequence[Path], *, brief: bool) -> int:
    """Always 0: nothing new is no failure. Raises JournalError for a journal that is not there."""
    for named in journals:
        if not named.is_file():
            raise JournalError(f"there is no journal at {named}")
    lesson = Lesson(
        home=with_discovered(load_home(settings.home_file), settings.discovered_file),
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
    told = [f"Learned from {counted(report.turns, 'request')}: {counted(fresh, 'new meaning')}"]
    if gone:
        told.append(f"{gone} no longer used")
    if report.weights:
        told.append(f"{counted(len(report.weights), 'habit')} weighed anew")
    return (
        f"{', '.join(told)}. {counted(report.live, 'meaning').capitalize()} in use; "
        f"{counted(report.known, 'request')} known to work."
    )


def lines_of(report: LearnReport) -> list[str]:
    """What changed and why, and what was left out."""
    lines = [_line(one) for one in report.changed]
    lines += [_weight_line(one) for one in report.weights]
    if report.weights_kept:
        lines.append(f"What is meant in which situation is judged as before: {report.weights_kept}")
    lines += [
        f"Left out: {counted(count, 'request')}, {why}" for why, count in report.left_out.items()
    ]
    if report.turns:
        share = report.defects / report.turns
        failed = counted(round(report.defects), "request")
        lines.append(f"About {failed} ({share:.0%}) did not end as wished.")
    return lines


def _line(one: Changed) -> str:
    rewrite = one.rewrite
    why = f": {in_words(rewrite.reason)}" if rewrite.reason else ""
    return (
        f'"{rewrite.heard}" means "{rewrite.rewrite}": {STANDING[rewrite.status]}{why} '
        f"({rewrite.id}, from {counted(len(rewrite.evidence), 'request')})"
    )


def _weight_line(one: ChangedWeight) -> str:
    more = "more" if one.after > one.before else "less"
    told = f"from {counted(len(one.evidence), 'choice')}" if one.evidence else "as in other homes"
    said = SIGNS.get(one.name, one.name.replace("_", " "))
    return f"Counts {more} from now on ({told}): {said} ({one.name})"


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
