"""What the measuring shows: a table for a person, examples of errors, breakdowns."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.table import Table

from assistant.evaluation.understanding.calibration import Calibration
from assistant.evaluation.understanding.deed import Deed
from assistant.evaluation.understanding.item import (
    Answer,
    Change,
    Effect,
    Expected,
    Item,
    Means,
    OneOf,
    Way,
)
from assistant.evaluation.understanding.judge import Verdict
from assistant.evaluation.understanding.run import Result
from assistant.evaluation.understanding.sets.built import Built
from assistant.evaluation.understanding.tally import Tally

Key = tuple[str, str]
"""Set and peer."""
WIDE = 130


def print_tallies(tallies: Mapping[Key, Tally], console: Console) -> None:
    """One line for each set and peer, shares in percent."""
    table = Table(title="understanding, percent of requests", title_justify="left")
    headings = ("set", "peer", "n", "right", "asked", "declined", "wrong", "missed", "in effect")
    for place, heading in enumerate((*headings, "calibration", "broken")):
        table.add_column(heading, justify="left" if place < 2 else "right")
    for (name, peer), found in tallies.items():
        shares = (found.right, found.asked, found.declined)
        table.add_row(
            name,
            peer,
            str(found.n),
            *(f"{100 * share:.1f}" for share in shares),
            f"{100 * found.wrong_action:.2f}",
            f"{100 * found.missed:.1f}",
            f"{100 * found.right_in_effect:.1f}",
            f"{found.calibration.error:.3f}" if found.calibration else "",
            str(found.broken) if found.broken else "",
        )
    console.print(table)


def print_reliability(calibration: Calibration, title: str, console: Console) -> None:
    """How probable it said it was, and how often it was right."""
    table = Table(title=title, title_justify="left")
    for heading in ("probability", "n", "said", "right"):
        table.add_column(heading, justify="right")
    for bin_ in calibration.bins:
        table.add_row(
            f"{bin_.low:.1f} to {bin_.high:.1f}",
            str(bin_.n),
            f"{bin_.said:.3f}",
            f"{bin_.right:.3f}",
        )
    console.print(table)


def print_families(families: Mapping[str, Tally], title: str, console: Console) -> None:
    """The same shares for each kind of request."""
    table = Table(title=title, title_justify="left")
    for place, heading in enumerate(("kind", "n", "right", "asked", "declined", "wrong", "missed")):
        table.add_column(heading, justify="right" if place else "left")
    for family, found in families.items():
        shares = (found.right, found.asked, found.declined, found.wrong_action, found.missed)
        table.add_row(family, str(found.n), *(f"{100 * share:.1f}" for share in shares))
    console.print(table)


def print_exclusions(name: str, built: Built, console: Console) -> None:
    """How many rows were left out, and why."""
    for reason, count in sorted(built.reasons().items(), key=lambda pair: -pair[1]):
        console.print(f"{name}: left out {count}: {reason}", highlight=False, markup=False)


def print_errors(
    items: Sequence[Item], results: Iterable[Result], count: int, title: str, console: Console
) -> None:
    """Some examples of everything that is not right."""
    found: dict[Verdict, list[Result]] = defaultdict(list)
    for result in results:
        if result.verdict is not Verdict.RIGHT:
            found[result.verdict].append(result)
    order = (Verdict.WRONG_ACTION, Verdict.ASKED, Verdict.MISSED, Verdict.DECLINED)
    for verdict in order:
        some = found.get(verdict, [])
        if not some:
            continue
        console.rule(f"{title}: {verdict} ({len(some)})", align="left")
        step = max(1, len(some) // count)
        for result in some[::step][:count]:
            _print_error(items[result.number], result, console)


def _print_error(item: Item, result: Result, console: Console) -> None:
    where = f" in {item.area}" if item.area else ""
    probability = "" if result.probability is None else f" p={result.probability:.2f}"
    lines = (
        f'"{item.text}"{where} [{item.family}] {item.id}',
        *(f'   after "{said}"' for said in item.history),
        f"   expected  {shown(item.expected)}",
        f"   did       {_done(result.deed, result)}{probability}",
    )
    for line in lines:
        console.print(line, highlight=False, markup=False, soft_wrap=True)


def shown(expected: Expected) -> str:
    """What was expected, in one line."""
    match expected:
        case Change():
            ways = [_way(way) for way in expected.ways[:3]]
            more = f" (and {len(expected.ways) - 3} more)" if len(expected.ways) > 3 else ""
            return " or ".join(ways) + more
        case Means():
            found = (f"{m.intent} {dict(m.slots)}" for m in expected.meanings)
            return " or ".join(found)
        case Answer():
            return f"answer {sorted(expected.intents)} about {sorted(expected.devices)}"
        case OneOf():
            return " or ".join(shown(option) for option in expected.options)
        case _:
            return repr(expected)


def _way(way: Way) -> str:
    if len(way.must) > 3:
        return f"{len(way.must)} devices like {_effect(way.must[0])}"
    return " and ".join(_effect(effect) for effect in way.must)


def _effect(effect: Effect) -> str:
    wanted = ", ".join(f"{name} {wanted}" for name, wanted in effect.attributes)
    return f"{effect.device}: {wanted}"


def _done(deed: Deed, result: Result) -> str:
    if deed.error:
        return f"broke: {deed.error}"
    meanings = "; ".join(f"{m.intent} {dict(m.slots)}" for m in deed.meanings)
    changed = {device: dict(state) for device, state in list(result.changed.items())[:4]}
    reply = f' "{deed.reply}"' if deed.reply else ""
    return f"{deed.kind} {meanings} {changed or ''}{reply}"
