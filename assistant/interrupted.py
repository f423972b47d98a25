"""Ctrl-C while a compiled library is being imported comes out of it as an ImportError."""

INTERRUPTED = 130
"""Exit status of what was ended by Ctrl-C, as shells have it."""


def was_interrupted(error: BaseException | None) -> bool:
    """Whether the error, or what it was made from, is Ctrl-C."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None
