"""What a benchmark reports: rows of measured values, as a table or as one JSON object."""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measured value."""

    measure: str
    """What was measured, for instance `real_time_factor`."""
    set: str
    """What it was measured on."""
    value: float
    unit: str
    """For instance `ms`, `MB`, `ratio`."""
    n: int
    """How many observations stand behind the value."""
    peer: str = "ours"
    """Whose value it is: ours, or the peer's measured in the same run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that one run of one benchmark found."""

    bench: str
    commit: str
    rows: tuple[Row, ...]
    conditions: Mapping[str, str] = field(default_factory=dict)
    """What the values depend on: processor, models, settings."""


def current_commit(root: Path) -> str:
    """Short name of the commit measured, `+changes` when the tree differs from it."""
    try:
        commit = _git(root, "rev-parse", "--short", "HEAD")
        return f"{commit}+changes" if _git(root, "status", "--porcelain") else commit
    except (FileNotFoundError, subprocess.CalledProcessError):
        return "unknown"  # no git, or not a clone


def as_json(report: Report) -> str:
    """One object on one line."""
    return json.dumps(
        {
            "bench": report.bench,
            "commit": report.commit,
            "rows": [asdict(row) for row in report.rows],
            "conditions": dict(report.conditions),
        }
    )


def print_table(report: Report, file: IO[str] | None = None) -> None:
    """Show the report to a person."""
    table = Table(title=f"{report.bench} at {report.commit}", title_justify="left")
    for heading in ("measure", "set", "value", "unit", "n", "peer"):
        table.add_column(heading, justify="right" if heading in ("value", "n") else "left")
    for row in report.rows:
        table.add_row(row.measure, row.set, f"{row.value:,.4g}", row.unit, str(row.n), row.peer)
    console = Console(file=file)
    console.print(table)
    for name, value in report.conditions.items():
        console.print(f"{name}: {value}", highlight=False, markup=False)


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout.strip()
