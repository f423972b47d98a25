"""List the benchmarks, or run one: `scripts/bench [NAME [--json] [options]]`.

A benchmark is a file `scripts/benches/NAME.py`. The first line of its docstring is its line in
the list; `measure(options)` gives its rows; `add_options(parser)` may declare more options;
`conditions(options)` may say more of what the values depend on.
"""

import ast
import importlib
import os
import platform
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path

from benches.report import Report, as_json, current_commit, print_table

HERE = Path(__file__).resolve().parent
NOT_BENCHES = {"__init__", "__main__", "report"}


def available() -> dict[str, str]:
    """Every benchmark and the line that describes it."""
    return {
        path.stem: (ast.get_docstring(ast.parse(path.read_text())) or "").partition("\n")[0]
        for path in sorted(HERE.glob("*.py"))
        if path.stem not in NOT_BENCHES and not path.stem.startswith("_")
    }


def machine() -> dict[str, str]:
    """The machine the values were measured on."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    gigabytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    return {
        "processor": f"{model}, {os.cpu_count()} cores",
        "memory": f"{gigabytes:.0f} GB",
        "python": platform.python_version(),
    }


def run(name: str, arguments: list[str]) -> Report:
    """Run one benchmark and show what it found."""
    bench = importlib.import_module(f"benches.{name}")
    parser = ArgumentParser(prog=f"scripts/bench {name}", description=bench.__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    if hasattr(bench, "add_options"):
        bench.add_options(parser)
    options: Namespace = parser.parse_args(arguments)
    rows = tuple(bench.measure(options))  # measuring may find out about the conditions
    more: Mapping[str, str] = bench.conditions(options) if hasattr(bench, "conditions") else {}
    report = Report(
        bench=name,
        commit=current_commit(HERE.parent.parent),
        rows=rows,
        conditions={**machine(), **more},
    )
    if options.json:
        print(as_json(report))
    else:
        print_table(report)
    return report


def main(arguments: list[str]) -> int:
    """Dispatch; the exit status."""
    benches = available()
    if not arguments or arguments[0] in ("-h", "--help"):
        print("usage: scripts/bench NAME [--json] [options]\n")
        width = max((len(name) for name in benches), default=0)
        for name, line in benches.items():
            print(f"  {name:<{width}}  {line}")
        return 0
    name, *rest = arguments
    if name not in benches:
        known = ", ".join(benches) or "none yet"
        print(f"bench: there is no benchmark '{name}'; there are: {known}", file=sys.stderr)
        return 2
    run(name, rest)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
