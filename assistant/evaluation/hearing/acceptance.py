"""Whether a home would take what was heard for a command."""

from collections.abc import Sequence
from datetime import datetime

from assistant.context import Context
from assistant.home.model import Home
from assistant.skill import discover
from assistant.stages.resolve import ResolveStage
from assistant.stages.understand import UnderstandStage
from assistant.turn import Hypothesis, Transcript

NOON = datetime(2026, 3, 4, 12)
TAKEN = ("act", "ask", "confirm")


class Acceptance:
    """Understands as the assistant does, and stops before acting."""

    def __init__(self, home: Home) -> None:
        skills = discover()
        self._understand, self._resolve = UnderstandStage(skills), ResolveStage(skills)
        states = {device.id: device.state for device in home.devices}
        self._context = Context(home=home, states=states, now=NOON)

    def of(self, readings: Sequence[Hypothesis]) -> bool:
        """Something would be done, or asked about."""
        if not readings:
            return False
        best, *others = readings
        transcript = Transcript(
            text=best.text, confidence=best.confidence, alternatives=tuple(others)
        )
        meant = self._understand.understand(transcript, self._context)
        return self._resolve.resolve(meant, self._context).decision in TAKEN
