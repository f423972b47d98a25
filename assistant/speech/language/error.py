"""Why there is no language for a recogniser."""


class LanguageError(Exception):
    """No language can be compiled for this model; the text says why."""
