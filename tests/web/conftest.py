"""The place of the command line's tests, for those that need a whole program."""

from tests.cli.conftest import place

__all__ = ["place"]
