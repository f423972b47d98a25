"""Where words for a person go: a terminal wraps them, a file or a pipe gets whole lines."""

import os
import sys

from rich.console import Console

WHOLE_LINES = 1_000
"""Characters; rich takes 80 for whatever is no terminal, and would break what others search."""


def console(*, errors: bool = False, highlight: bool = True) -> Console:
    """On standard output, or on the error stream."""
    stream = sys.stderr if errors else sys.stdout
    known = "COLUMNS" in os.environ or (stream is not None and stream.isatty())
    return Console(stderr=errors, highlight=highlight, width=None if known else WHOLE_LINES)
