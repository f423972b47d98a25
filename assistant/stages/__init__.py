"""One file a stage: each has `prepare()` and one transforming method, and knows no other."""


class NotReady(Exception):
    """A stage cannot start; `fix` is the command or the change that helps."""

    def __init__(self, reason: str, fix: str) -> None:
        super().__init__(f"{reason} (to fix it: {fix})")
        self.reason = reason
        self.fix = fix
