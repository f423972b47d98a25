"""`assistant learned`: what was learned, on which evidence, and a person's say over it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from rich.table import Table

from assistant import terminal
from assistant.commands.learned_weights import (
    IN_WORDS,
    lines_as_elsewhere,
    weight_lines,
    weights_shown,
)
from assistant.home.file import load_home
from assistant.learning.codec import to_json
from assistant.learning.contrast import rooms_of
from assistant.learning.journal import Journal, Summary
from assistant.learning.rewriting import verdicts
from assistant.learning.rewriting.guardrails import objection
from assistant.learning.rewriting.model import Learned, LearnedRewrite
from assistant.learning.rewriting.store import Store, as_text, from_text
from assistant.learning.rewriting.told import STANDING, counted, in_words
from assistant.learning.words import Words, words_in
from assistant.settings import Settings

console = terminal.console()


def list_learned(settings: Settings, *, as_json: bool) -> int:
    """Every rewrite with how it is doing."""
    table = _load(settings)
    if as_json:
        for one in table.rewrites:
            print(json.dumps(to_json(one)))
        for weight in table.context_weights:
            print(json.dumps(to_json(weight)))
        return 0
    if not table.rewrites and not table.context_weights:
        console.print("Nothing was learned yet. `assistant learn` learns now.", highlight=False)
    if table.rewrites:
        console.print(_as_table(table))
    if table.context_weights:
        console.print(weights_shown(table))
    known = counted(len(table.requests), "request").capitalize()
    console.print(f"{known} known to work.", highlight=False)
    if table.incidents:
        console.print(
            f"Rewritings that went wrong and are never repeated: {len(table.incidents)}.",
            highlight=False,
        )
    return 0


def show_learned(settings: Settings, wanted: str) -> int:
    """One rewrite, or one weight of the context, with the turns that speak for it."""
    table = _load(settings)
    weight = verdicts.weight_named(table, wanted)
    sign = verdicts.name_of_weight(wanted)
    if weight is not None:
        _print(*weight_lines(weight), *_evidence(settings, weight.evidence))
    elif sign in IN_WORDS:
        _print(*lines_as_elsewhere(sign))
    else:
        one = verdicts.named(table, wanted)
        _print(*_rewrite_lines(one), *_evidence(settings, one.evidence))
    return 0


def _rewrite_lines(one: LearnedRewrite) -> list[str]:
    return [
        f'{one.id}  when "{one.heard}" is heard, "{one.rewrite}" is meant',
        f"{STANDING[one.status]}{f': {in_words(one.reason)}' if one.reason else ''}; "
        f"learned {'here' if one.layer == 'personal' else 'from many homes'}, "
        f"{'said in ' + ', '.join(one.areas) if one.areas else 'whichever room it is said in'}",
        f"taken so it would end well {_rate(one.rewritten.mean)} of the time, "
        f"taken by its words {_rate(one.alone.mean)}",
        f"learned on {one.learned:%Y-%m-%d}; {_uses(one)}",
        "what was said:",
    ]


def _uses(one: LearnedRewrite) -> str:
    if not one.wins + one.losses:
        return "how it does in use is not known yet"
    went = f"went well {counted(one.wins, 'time')} and wrong {counted(one.losses, 'time')}"
    return f"{went}, last used {one.used:%Y-%m-%d}"


def _print(*lines: str) -> None:
    for line in lines:
        console.print(line, highlight=False, markup=False, soft_wrap=True)


def approve(settings: Settings, wanted: str) -> int:
    """Put a proposed or withdrawn rewrite to use."""
    one = verdicts.approve(Store(settings.learned_file), wanted, _rooms(settings))
    _show_verdict(one, "in use")
    return 0


def pin(settings: Settings, wanted: str) -> int:
    """Put it to use, whatever the figures say."""
    one = verdicts.pin(Store(settings.learned_file), wanted, _rooms(settings))
    _show_verdict(one, "in use, whatever the figures say")
    return 0


def forget(settings: Settings, wanted: str) -> int:
    """Remove it, and never learn it again."""
    verdicts.forget(Store(settings.learned_file), wanted)
    console.print("Forgotten; it will not be learned again.")
    return 0


def export(settings: Settings, file: Path) -> int:
    """Write the table for another home; it holds what people here say, so give it to friends."""
    file.write_text(as_text(_load(settings)), "utf-8")
    console.print(f"Written to {file}.", highlight=False)
    return 0


def take_over(settings: Settings, file: Path) -> int:
    """Add what another home has exported, as what many say; each is tried before it is used."""
    given = from_text(file.read_text("utf-8"))
    added = tuple(_from_elsewhere(one) for one in given.rewrites if one.live and _may_be_taken(one))

    def together(table: Learned) -> Learned:
        known = {one.id for one in table.rewrites} | set(table.forgotten)
        fresh = tuple(one for one in added if one.id not in known)
        said = {one.text for one in table.requests}
        requests = tuple(replace(one, layer="global") for one in given.requests)
        return replace(
            table,
            rewrites=(*table.rewrites, *fresh),
            requests=(*table.requests, *(one for one in requests if one.text not in said)),
        )

    Store(settings.learned_file).change(together)
    left_out = sum(one.live for one in given.rewrites) - len(added)
    console.print(
        f"{counted(len(added), 'meaning')} taken over; "
        f"{left_out or 'none'} left out, because that must never be meant instead.",
        highlight=False,
    )
    return 0


def _from_elsewhere(one: LearnedRewrite) -> LearnedRewrite:
    """What people of another home have decided, and what was counted there, is not of this one."""
    return replace(
        one,
        layer="global",
        status="live",
        reason="",
        evidence=(),
        wins=0,
        losses=0,
        confirmed=False,
        asked=0,
        allowed=None,
    )


def _may_be_taken(one: LearnedRewrite) -> bool:
    heard, meant = one.tried
    return objection(words_in(heard), words_in(meant)) is None


def roll_back(settings: Settings) -> int:
    """Go back to the version before the latest change; once more goes forward again."""
    store = Store(settings.learned_file)
    with store.locked():
        loaded = store.roll_back()
    live = sum(one.live for one in loaded.table.rewrites)
    console.print(f"Rolled back; {counted(live, 'meaning')} in use.", highlight=False)
    return 0


def _rooms(settings: Settings) -> tuple[Words, ...]:
    """What rooms are called in this home."""
    return rooms_of(load_home(settings.home_file))


def _show_verdict(one: LearnedRewrite, told: str) -> None:
    console.print(f'"{one.heard}" as "{one.rewrite}": {told}.', highlight=False)


def _load(settings: Settings) -> Learned:
    loaded = Store(settings.learned_file).load()
    if loaded.notice:
        terminal.console(errors=True).print(loaded.notice, highlight=False, soft_wrap=True)
    return loaded.table


def _as_table(table: Learned) -> Table:
    shown = Table(box=None, title_justify="left")
    for name in ("id", "standing", "with it", "without", "well", "wrong", "said"):
        shown.add_column(name, no_wrap=True)
    shown.add_column("what is heard, and what is meant")
    for one in sorted(table.rewrites, key=lambda one: (not one.live, one.heard)):
        told = STANDING[one.status]
        standing = told if one.layer == "personal" else f"{told}, from many homes"
        shown.add_row(
            *(one.id, standing, _rate(one.rewritten.mean), _rate(one.alone.mean)),
            *(str(one.wins), str(one.losses), str(len(one.evidence))),
            f'"{one.heard}" as "{one.rewrite}"{f": {in_words(one.reason)}" if one.reason else ""}',
        )
    return shown


def _rate(mean: float) -> str:
    return f"{mean:.0%}"


def _evidence(settings: Settings, turns: Sequence[str]) -> list[str]:
    if not turns:
        return ["  none of this home"]
    known: Mapping[str, Summary] = {}
    if settings.journal_file.is_file():
        with Journal.to_read(settings.journal_file) as journal:
            known = {summary.id: summary for summary in journal.since()}
    return [f"  {turn[:8]}  {_told(known.get(turn))}" for turn in turns]


def _told(turn: Summary | None) -> str:
    if turn is None:
        return "no longer in the journal"
    return f'{turn.at:%Y-%m-%d %H:%M}  "{turn.said}"  {turn.replied}'
