"""How well requests are understood, beside Home Assistant's matchers: right, asked, wrong action.

Rows for each set and peer; what is not measured because its data or package is missing is named
in the conditions. The test half of the data is for final figures: examples of errors are shown
for the dev half only.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping

from rich.console import Console

from assistant.evaluation.understanding.calibration import calibrate
from assistant.evaluation.understanding.item import Item
from assistant.evaluation.understanding.peers.gazetteer import NotInstalled
from assistant.evaluation.understanding.report import (
    WIDE,
    Key,
    print_errors,
    print_exclusions,
    print_families,
    print_reliability,
    print_tallies,
)
from assistant.evaluation.understanding.run import PEERS, Result, chosen, peer_for, run
from assistant.evaluation.understanding.sets.catalogue import (
    MAIN,
    SETS,
    WITHOUT,
    WITHOUT_ONE,
    build,
)
from assistant.evaluation.understanding.speed import Speed, measure_speed
from assistant.evaluation.understanding.tally import Tally, by_family, tally
from benches.report import Row

_notes: dict[str, str] = {}
"""What was not measured, and why."""


def add_options(parser: ArgumentParser) -> None:
    """What to measure, and what to show of it."""
    parser.add_argument("--set", action="append", choices=tuple(SETS), help="only this set")
    parser.add_argument("--signals", action="store_true", help="each context signal off, too")
    parser.add_argument("--all", action="store_true", help="the further sets too")
    parser.add_argument("--peer", action="append", choices=tuple(PEERS), help="only this peer")
    parser.add_argument(
        "--split", choices=("dev", "test"), default="dev", help="half of the data (dev)"
    )
    parser.add_argument("--limit", type=int, help="at most this many requests of a set")
    parser.add_argument("--errors", type=int, default=0, help="examples of each kind of error")
    parser.add_argument("--families", action="store_true", help="the same for each kind of request")
    parser.add_argument("--excluded", action="store_true", help="what was left out, and why")
    parser.add_argument("--final", action="store_true", help="allow examples from the test half")
    parser.add_argument("--speed", action="store_true", help="time and memory instead")


def measure(options: Namespace) -> Iterator[Row]:
    """The rows that were asked for."""
    if options.split == "test" and options.errors and not options.final:
        sys.exit("understanding: errors of the test half are shown with --final only")
    peers = tuple(options.peer or PEERS)
    if options.speed:
        yield from _speed_rows(peers)
        return
    console = Console(stderr=options.json, width=WIDE)
    names = tuple(options.set or _names(options))
    tallies: dict[Key, Tally] = {}
    said: list[tuple[float, bool]] = []
    for name in names:
        for peer, results in _results(name, peers, options, console):
            tallies[name, peer] = tally(results)
            if peer == "ours" and not name.startswith(WITHOUT):
                said += [
                    (r.probability, r.guess_right) for r in results if r.probability is not None
                ]
            yield from _rows(name, peer, tallies[name, peer])
    print_tallies(tallies, console)
    if said:
        print_reliability(calibrate(said), "ours: how probable, how often right", console)
        yield Row(
            measure="calibration_error",
            set="all",
            value=calibrate(said).error,
            unit="ratio",
            n=len(said),
        )


def _names(options: Namespace) -> tuple[str, ...]:
    further = tuple(name for name in SETS if name not in (*MAIN, *WITHOUT_ONE))
    signals = WITHOUT_ONE if options.signals or options.all else ()
    return (*MAIN, *signals, *(further if options.all else ()))


def conditions(options: Namespace) -> Mapping[str, str]:
    """What the values depend on; filled while measuring."""
    _notes["split"] = options.split
    return _notes


def _results(
    name: str, peers: tuple[str, ...], options: Namespace, console: Console
) -> Iterator[tuple[str, list[Result]]]:
    built = build(name)
    if built.skipped:
        _notes[name] = f"skipped: {built.skipped}"
        return
    if options.excluded:
        print_exclusions(name, built, console)
    items = chosen(built.items, options.split, options.limit)
    for peer in peers:
        if name.startswith(WITHOUT) and peer != "ours":
            continue
        try:
            peer_for(peer, name)
        except NotInstalled as missing:
            _notes[peer] = f"skipped: {missing}"
            continue
        results = run(peer, name, items)
        _show(name, peer, items, results, options, console)
        yield peer, results


def _show(
    name: str,
    peer: str,
    items: list[Item],
    results: list[Result],
    options: Namespace,
    console: Console,
) -> None:
    title = f"{name}, {peer}"
    if options.families:
        print_families(by_family(items, results), title, console)
    if options.errors:
        print_errors(items, results, options.errors, title, console)


def _rows(name: str, peer: str, found: Tally) -> Iterator[Row]:
    values = {
        "right": found.right,
        "asked": found.asked,
        "declined": found.declined,
        "wrong_action": found.wrong_action,
        "missed": found.missed,
        "right_in_effect": found.right_in_effect,
    }
    for measure_name, value in values.items():
        yield Row(measure=measure_name, set=name, value=value, unit="ratio", n=found.n, peer=peer)
    if found.calibration is not None:
        yield Row(
            measure="calibration_error",
            set=name,
            value=found.calibration.error,
            unit="ratio",
            n=found.calibration.n,
            peer=peer,
        )


def _speed_rows(peers: tuple[str, ...]) -> Iterator[Row]:
    for speed in measure_speed(peers):
        if isinstance(speed, Speed):
            for measure_name, value, unit in (
                ("p50_ms", speed.p50_ms, "ms"),
                ("p99_ms", speed.p99_ms, "ms"),
                ("resident_mb", speed.resident_mb, "MB"),
                ("prepare_ms", speed.prepare_ms, "ms"),
            ):
                yield Row(
                    measure=measure_name,
                    set=speed.set,
                    value=value,
                    unit=unit,
                    n=speed.n,
                    peer=speed.peer,
                )
        else:
            _notes[speed.peer] = f"skipped: {speed.why}"
