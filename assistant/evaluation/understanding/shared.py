"""The data that nobody here wrote: where it lies, and its rows as they are.

It is read where it lies and never copied into the project; everything else works without it.
"""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

Row: TypeAlias = Mapping[str, object]
ROOT = Path(__file__).resolve().parents[3]


class NoData(Exception):
    """The data is not here; the text names the file."""


def text_folder() -> Path:
    """The folder of texts: under ASSISTANT_SHARED, or beside the repository."""
    given = os.environ.get("ASSISTANT_SHARED")
    return (Path(given) if given else ROOT.parent / "shared") / "data" / "text"


def rows(name: str) -> Iterator[Row]:
    """The lines of one file; raises NoData."""
    path = text_folder() / name
    if not path.is_file():
        raise NoData(str(path))
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def document(name: str) -> Row:
    """One JSON document; raises NoData."""
    path = text_folder() / name
    if not path.is_file():
        raise NoData(str(path))
    found: Row = json.loads(path.read_text("utf-8"))
    return found


def text(row: Row, key: str) -> str:
    """A text of the row, empty when there is none."""
    value = row.get(key)
    return value if isinstance(value, str) else ""


def mapping(row: Row, key: str) -> Row:
    """A mapping of the row, empty when there is none."""
    value = row.get(key)
    return value if isinstance(value, Mapping) else {}


def several(row: Row, key: str) -> tuple[Row, ...]:
    """The mappings in a list of the row."""
    value = row.get(key)
    if not isinstance(value, list):
        return ()
    return tuple(entry for entry in value if isinstance(entry, Mapping))
