"""The report: plots, tables and examples on one page, with nothing fetched from anywhere."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from assistant.evaluation.simulation.arms import NONE, ORACLE
from assistant.evaluation.simulation.funnel import stages_of
from assistant.evaluation.simulation.report.svg import Bar, Line, intervals, lines
from assistant.evaluation.simulation.results import ArmResult, Results, Turned
from assistant.evaluation.simulation.statistics import Interval
from assistant.learning.rewriting.told import STANDING, in_words

_STYLE = """
:root{color-scheme:light dark;--ink:#222;--paper:#fff;--quiet:#5f6368;--line:#ddd}
@media(prefers-color-scheme:dark){
:root{--ink:#e4e4e4;--paper:#16181b;--quiet:#a3a8ae;--line:#3a3d42}}
body{font:15px/1.5 sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;
color:var(--ink);background:var(--paper)}
.wide{overflow-x:auto}
table{border-collapse:collapse;margin:.6rem 0 1.4rem;font-size:13px}
td,th{border-bottom:1px solid var(--line);padding:.25rem .6rem;text-align:left;vertical-align:top}
td+td.n,th+th.n{text-align:right;font-variant-numeric:tabular-nums}
td+td.n{white-space:nowrap} td:first-child{min-width:9rem}
.note{color:var(--quiet);font-size:13px} h2{margin-top:2.2rem}
"""


MOST_TIMES = 10.0
_STANDINGS = ("pinned", "live", "withdrawn", "proposed")
"""In the order of the table: what is in use first."""


def page(results: Results) -> str:
    """HTML, self-contained."""
    body = "\n".join(_sections(results))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>Learning from corrections, simulated</title><style>{_STYLE}</style></head>"
        f"<body>{body}</body></html>"
    )


def _sections(results: Results) -> Iterator[str]:
    seeds = ", ".join(str(seed) for seed in results.seeds)
    yield "<h1>Learning from corrections, simulated</h1>"
    yield _note(
        f"Simulated: {results.homes} homes, {results.days} days, seeds {seeds}; channel "
        f"{results.channel}. Simulated people are kinder than real ones; compare the card at the "
        "end. Intervals are 5th to 95th percentiles of whole homes drawn again."
    )
    yield "<h2>Defects by week</h2>" + _by_week(results.arms)
    yield _note("First attempts that did not end as wished; the same attempts in every arm.")
    yield "<h2>Arms</h2>" + _arms(results.arms)
    yield "<h2>Win : loss</h2>" + _win_loss(results.arms)
    yield _note(
        "What was heard, with and without the rewrite, judged by the end state of the home. A win "
        "turns a defect into what was wished; a loss breaks what worked, or does something wrong "
        "where nothing would have happened. Hard homes have many things of one kind."
    )
    yield "<h2>Change of defects against no learning</h2>" + _changes(results)
    yield "<h2>Where gains are lost</h2>" + _funnel(results.arms)
    yield _note(
        "Requests that go wrong when they are left alone, all attempts. Before is on an earlier "
        "day in the same home. The upper part is what correcting can teach, the lower what "
        "likeness to known requests can find."
    )
    yield "<h2>What the assistant believes, beside an A/B and the truth</h2>" + _beliefs(results)
    yield _note(
        "Unpaired, as production would do it: other homes with and without learning, so that what "
        "differs between homes is taken for an effect. Paired is the truth, since every home lives "
        "through every arm. What it believes is the mean of its own probabilities of a defect."
    )
    yield "<h2>After the home has changed</h2>" + _drift(results.arms)
    yield _note(
        "Something is renamed or new, or habits change, on a day of each home's own. Defects of "
        "first attempts by weeks since then (0 is the week of the change)."
    )
    yield "<h2>What was learned</h2>" + _lessons(results)
    yield "<h2>Wins, and every kind of loss</h2>" + _examples(results)
    if results.sweep:
        yield "<h2>Knobs turned by half</h2>" + _sweep(results)
        yield _note(
            "Everything against no learning, on few homes, with one thing about people turned down "
            "or up by half. What is claimed must hold in every row; the intervals are wide, "
            "because the homes are few."
        )
    yield "<h2>How real these people are</h2>" + _realism(results)


def _by_week(arms: Sequence[ArmResult]) -> str:
    curves = [
        Line(name=arm.told, values=tuple(week.value for week in arm.by_week), colour=place)
        for place, arm in enumerate(arms)
    ]
    weeks = max((len(arm.by_week) for arm in arms), default=0)
    ticks = [str(week + 1) for week in range(weeks)]
    return lines(curves, label="Defects by week", x_label="week", ticks=ticks)


def _arms(arms: Sequence[ArmResult]) -> str:
    return _table(
        (
            "arm", "defects", "wrong actions", "rewritten", "wins", "losses", "doors touched",
            "rewrites live", "requests known", "taught by hostile homes",
        ),
        (
            (
                arm.told, f"{arm.defects.value:.1%}", f"{arm.wrong_actions:.1%}",
                f"{arm.rewritten} of {arm.requests}", arm.wins, arm.losses, arm.guarded_harm,
                arm.live_lessons, arm.known_requests, arm.poisoned_rewrites,
            )
            for arm in arms
        ),
    )  # fmt: skip


def _win_loss(arms: Sequence[ArmResult]) -> str:
    shown = [arm for arm in arms if arm.rewritten and arm.arm != ORACLE]
    bars = [_bar(arm.told, arm.win_loss) for arm in shown]
    rows = (
        (arm.told, _ratio(arm.win_loss), _ratio(arm.win_loss_hard), _ratio(arm.win_loss_easy))
        for arm in shown
    )
    plot = intervals(bars, label="Win to loss by arm", zero=1.0, percent=False)
    return plot + _table(("arm", "all", "hard", "easy"), rows)


def _changes(results: Results) -> str:
    shown = [arm for arm in results.arms if arm.arm != NONE]
    rows: list[tuple[object, ...]] = [
        (arm.told, _share(arm.change), _share(arm.change_unseen), _share(arm.change_unpaired))
        for arm in shown
    ]
    if results.personal_on_top is not None:
        on_top = _share(results.personal_on_top)
        rows.append(("the personal layer, on top of the global", on_top, "", ""))
    bars = [_bar(arm.told, arm.change) for arm in shown if arm.arm != ORACLE]
    table = _table(
        ("arm", "paired", "only homes never learned from", "unpaired, as production would"), rows
    )
    plot = intervals(bars, label="Change of defects by arm", zero=0.0, percent=True)
    return plot + table


def _funnel(arms: Sequence[ArmResult]) -> str:
    shown = [arm for arm in arms if arm.funnel.defects]
    if not shown:
        return _note("No arm learns.")
    stages = [stages_of(arm.funnel) for arm in shown]
    rows: list[tuple[object, ...]] = [
        (
            name,
            *(
                f"{found[name]} ({found[name] / arm.funnel.defects:.0%})"
                for arm, found in zip(shown, stages, strict=True)
            ),
        )
        for name in stages[0]
    ]
    exposures = (arm.funnel.median_exposures for arm in shown)
    rows.append(
        (
            "failures before first use, median",
            *("none" if n is None else f"{n:g}" for n in exposures),
        )
    )
    return _table(("", *(arm.told for arm in shown)), rows)


def _beliefs(results: Results) -> str:
    none = results.arm(NONE)
    rows = (
        (
            arm.told,
            f"{arm.believed_defects:.1%}",
            f"{arm.true_defects:.1%}",
            *_changes_of_mind(arm, none),
        )
        for arm in results.arms
    )
    heads = (
        "arm", "defects that it believes in", "in truth, all requests",
        "change that it believes in", "unpaired A/B", "paired",
    )  # fmt: skip
    return _table(heads, rows)


def _changes_of_mind(arm: ArmResult, none: ArmResult | None) -> tuple[str, str, str]:
    """What learning does to defects: by its own belief, by an A/B, and in truth."""
    if none is None or arm.arm == NONE or not none.believed_defects:
        return "", "", ""
    believed = arm.believed_defects / none.believed_defects - 1
    return f"{believed:+.1%}", _share(arm.change_unpaired), _share(arm.change)


def _drift(arms: Sequence[ArmResult]) -> str:
    weeks = sorted({week for arm in arms for week, _ in arm.around_drift})
    curves = [
        Line(name=arm.told, values=tuple(rate.value for _, rate in arm.around_drift), colour=place)
        for place, arm in enumerate(arms)
    ]
    plot = lines(
        curves,
        label="Defects by weeks since the change",
        x_label="weeks since",
        ticks=[f"{week:+d}" if week else "0" for week in weeks],
    )
    rows = (
        (
            arm.told,
            _rate(arm.before_drift),
            _rate(arm.after_drift),
            ", ".join(str(n) for n in sorted(arm.withdrawal_exposures)) or "none",
            arm.stale_still_there,
        )
        for arm in arms
    )
    return plot + _table(
        (
            "arm", "defects before", "defects after", "exposures until stale ones were withdrawn",
            "not seen to go",
        ),
        rows,
    )  # fmt: skip


def _lessons(results: Results) -> str:
    rows = (
        (
            one.home or "all homes", one.heard, one.rewrite, STANDING[one.status],
            in_words(one.reason), f"{one.wins} : {one.losses}",
        )
        for _, one in sorted(results.lessons, key=lambda pair: _STANDINGS.index(pair[1].status))
    )  # fmt: skip
    return _table(("home", "heard", "meant", "standing", "why", "won : lost"), rows)


def _examples(results: Results) -> str:
    parts = []
    ordered = sorted(results.examples, key=lambda pair: (pair[1].kind != "won", pair[1].kind))
    for kind, found in groupby(ordered, key=lambda pair: pair[1].kind):
        rows = (
            (
                arm, one.said, one.heard, f"{one.rewritten} ({one.by or 'asked'})",
                f"{one.alone} → {one.verdict}", one.reply,
            )
            for arm, one in found
        )  # fmt: skip
        parts.append(f"<h3>{escape(kind)}</h3>")
        heads = ("arm", "said", "heard", "taken or asked as", "without → with it", "reply")
        parts.append(_table(heads, rows))
    return "".join(parts) or _note("No request was rewritten.")


def _sweep(results: Results) -> str:
    turns = [(_turn(one), one) for one in results.sweep]
    bars = [_bar(name, one.change) for name, one in turns]
    plot = intervals(bars, label="Change of defects by turn of a knob", zero=0.0, percent=True)
    rows = ((name, _ratio(one.win_loss), _share(one.change)) for name, one in turns)
    return plot + _table(("knob", "win : loss", "change of defects"), rows)


def _turn(one: Turned) -> str:
    return "as it is" if one.by == 1 else f"{one.knob.replace('_', ' ')}, times {one.by:g}"


def _realism(results: Results) -> str:
    rows = ((one.what, one.real, f"{one.simulated:g} {one.unit}", one.n) for one in results.realism)
    card = _table(("", "real", "simulated", "n"), rows)
    real, ours = results.noise_real, results.noise_simulated
    if real is None or ours is None:
        return card + _note(f"Noise: {results.noise_source}.")
    noise = (
        (
            name, f"{one.word_error_rate:.1f}", f"{one.substitutions:.1f}",
            f"{one.deletions:.1f}", f"{one.insertions:.1f}", f"{one.wrong_sentences:.1f}",
        )
        for name, one in (("real", real), ("simulated", ours))
    )  # fmt: skip
    heads = ("noise", "word errors", "substituted", "deleted", "inserted", "wrong sentences")
    return card + _table(heads, noise) + _note(f"Noise per 100, {results.noise_source}.")


def _bar(name: str, value: Interval) -> Bar:
    return Bar(name=name, value=value.value, low=value.low, high=value.high)


def _ratio(value: Interval) -> str:
    if not value.n:
        return "none"
    return f"{value.value:.1f} ({value.low:.1f} to {value.high:.1f}; n={value.n})"


def _share(value: Interval) -> str:
    if not value.n:
        return "none"
    return f"{_signed(value.value)} ({_signed(value.low)} to {_signed(value.high)})"


def _signed(share: float) -> str:
    """Beside next to nothing everything is many times as much."""
    return f"{share:+.1%}" if share < MOST_TIMES else f"more than +{MOST_TIMES:.0%}"


def _rate(value: Interval) -> str:
    return f"{value.value:.1%}" if value.n else "none"


def _note(text: str) -> str:
    return f'<p class="note">{escape(text)}</p>'


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    cells = [[str(cell) for cell in row] for row in rows]
    numbers = [all(_is_number(row[place]) for row in cells) for place in range(len(heads))]
    head = "".join(_cell("th", one, of) for one, of in zip(heads, numbers, strict=True))
    body = "".join(
        f"<tr>{''.join(_cell('td', one, of) for one, of in zip(row, numbers, strict=True))}</tr>"
        for row in cells
    )
    return f'<div class="wide"><table><tr>{head}</tr>{body}</table></div>'


def _cell(tag: str, text: str, is_number: bool) -> str:
    return f"<{tag}{' class=n' if is_number else ''}>{escape(text)}</{tag}>"


def _is_number(text: str) -> bool:
    return text in ("", "none") or text[0] in "+-0123456789"
