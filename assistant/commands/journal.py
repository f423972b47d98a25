"""`assistant journal`: recent turns, or one turn in full."""

import json

from rich.table import Table
from rich.text import Text

from assistant import terminal
from assistant.learning.codec import step_to_json
from assistant.learning.journal import Journal, Summary
from assistant.learning.journal_file import JournalError
from assistant.settings import Settings
from assistant.show import show_turn

console = terminal.console()
_ID_SHOWN = 8
_MOST_SHOWN = 100
"""Characters of a cell."""
_SEARCHED = 10_000


def show_journal(
    settings: Settings, turn: str | None, limit: int, find: str | None, as_json: bool
) -> int:
    """Raises JournalError where there is no such turn."""
    if not settings.journal_file.is_file():
        _tell(f"there is no journal yet ({settings.journal_file})")
        return 0
    with Journal.to_read(settings.journal_file) as journal:
        if turn is not None:
            return _one_turn(journal, turn, as_json)
        summaries = journal.search(find, limit) if find else journal.recent(limit)
        if as_json:
            for summary in summaries:
                print(json.dumps(_plain(summary)))
        elif summaries:
            console.print(_table(summaries))
        else:
            _tell(f"no turn has the words {find!r}" if find else "nothing was said yet")
    return 0


def _one_turn(journal: Journal, wanted: str, as_json: bool) -> int:
    fitting = [one.id for one in journal.recent(_SEARCHED) if one.id.startswith(wanted)]
    found = journal.turn(fitting[0]) if len(fitting) == 1 else None
    if found is None:
        why = "more than one turn begins" if fitting else "no turn begins"
        raise JournalError(f"{why} with {wanted!r}; `assistant journal` lists them")
    if as_json:
        for step in found:
            print(json.dumps(step_to_json(step)))
    else:
        show_turn(console, found, explain=True)
    return 0


def _table(summaries: tuple[Summary, ...]) -> Table:
    table = Table("turn", "when", "said", "replied", "ended", box=None, header_style="bold")
    for one in summaries:
        when = one.at.astimezone()
        table.add_row(
            one.id[:_ID_SHOWN],
            f"{when:%Y-%m-%d %H:%M:%S}",
            _shortened(one.said),
            _shortened(one.replied),
            Text(_how_it_ended(one)),
        )
    return table


def _shortened(words: str) -> Text:
    """One very long line would push every other column out of sight; the turn itself has it all."""
    text = Text(words)
    text.truncate(_MOST_SHOWN, overflow="ellipsis")
    return text


def _how_it_ended(one: Summary) -> str:
    if not one.ended:
        return "cut off"
    ended = one.kind.replace("_", " ") if one.kind else ""
    if one.interrupted_ms is None:
        return ended
    return f"{ended}, interrupted after {one.interrupted_ms / 1000:.1f} s"


def _tell(line: str) -> None:
    console.print(line, highlight=False, markup=False, soft_wrap=True)


def _plain(summary: Summary) -> dict[str, str | float | bool | None]:
    return {
        "id": summary.id,
        "at": summary.at.isoformat(),
        "said": summary.said,
        "replied": summary.replied,
        "ended": summary.ended,
        "kind": summary.kind,
        "interrupted_ms": summary.interrupted_ms,
        "audio": summary.audio,
    }
