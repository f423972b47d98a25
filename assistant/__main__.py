"""`assistant` and `python -m assistant`."""

import sys

from assistant.interrupted import INTERRUPTED, was_interrupted


def main() -> None:
    """Entry point: Ctrl-C ends it in silence even while the command line is being imported."""
    try:
        from assistant.cli import main as command_line

        command_line()
    except KeyboardInterrupt:  # before the command line could take care of it
        sys.exit(INTERRUPTED)
    except (ImportError, RuntimeError) as error:
        if not was_interrupted(error):
            raise
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
