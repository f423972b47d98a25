"""A home's past, told in a few lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from assistant.learning.feedback.model import Feedback, FeedbackKind
from assistant.learning.feedback.signals import Verdict, verdicts
from assistant.learning.history import Change, History, history_of
from assistant.turn import (
    Action,
    BargeIn,
    Candidate,
    Event,
    Outcome,
    Reading,
    Reply,
    Resolution,
    ResponseKind,
    RunEnded,
    RunStarted,
    Slots,
    Step,
    Transcript,
    Turn,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
REPLY_SECONDS = 2.0


@dataclass(slots=True)
class Talk:
    """Say one thing after another; the clock goes on by itself."""

    now: datetime = NOON
    turns: list[tuple[datetime, Turn]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    learned: bool = True
    """Rephrases by the network; by rules otherwise."""

    def say(
        self,
        text: str,
        kind: ResponseKind = "action_done",
        *,
        after: float = 10.0,
        intent: str | None = None,
        slots: Slots | None = None,
        by: str = "template",
        form: str = "default",
        exact: bool = True,
        area: str | None = "kitchen",
        person: str | None = None,
        actions: Sequence[Action] = (),
        devices: Sequence[str] = (),
        cut: BargeIn | None = None,
        reply: str = "All right, that is done now.",
        code: str | None = None,
    ) -> str:
        """One turn, so many seconds after the reply before it; its id."""
        self.now += timedelta(seconds=after)
        turn = Turn(f"turn-{len(self.turns)}")
        events: list[tuple[str, Event]] = [
            ("run-start", RunStarted(source="text", at=self.now, area=area, person=person)),
            ("stt-end", Transcript(text=text)),
        ]
        if intent is not None:
            reading = Reading(
                intent=intent,
                slots=slots or {},
                probability=0.97,
                matched_by=by,
                text=text,
                form=form,
                exact=exact,
            )
            meant = tuple(devices) or tuple(action.device for action in actions)
            candidate = Candidate(reading=reading, devices=meant, probability=0.97)
            events.append(("resolve-end", Resolution(decision="act", candidates=(candidate,))))
        outcome = Outcome(kind=kind, reply=reply, intent=intent, actions=tuple(actions), code=code)
        events.append(("act-end", outcome))
        events.append(("tts-end", Reply(text=reply, duration_ms=1000 * REPLY_SECONDS)))
        if cut is not None:
            events.append(("barge-in", cut))
        events.append(("run-end", RunEnded(kind=kind)))
        for kind_of_step, event in events:
            turn.append(Step(type=kind_of_step, at_ms=0.0, took_ms=0.0, event=event))
        self.turns.append((self.now, turn))
        self.now += timedelta(seconds=cut.offset_ms / 1000 if cut else REPLY_SECONDS)
        return turn.id

    def by_hand(self, device: str, before: Slots, after: Slots, *, seconds: float = 5.0) -> None:
        """Somebody changes a device, so many seconds after the last reply."""
        at = self.now + timedelta(seconds=seconds)
        self.changes.append(Change(at=at, device=device, before=before, after=after))

    def history(self, *, quiet_seconds: float = 3600.0) -> History:
        now = self.now + timedelta(seconds=quiet_seconds)
        return history_of(self.turns, self.changes, now=now)

    def verdicts(self, *, quiet_seconds: float = 3600.0) -> tuple[Verdict, ...]:
        return verdicts(self.history(quiet_seconds=quiet_seconds), learned=self.learned)

    def verdict(self, turn: str) -> Verdict:
        return next(one for one in self.verdicts() if one.exchange.id == turn)

    def sign(self, turn: str, kind: FeedbackKind) -> Feedback | None:
        return next((sign for sign in self.verdict(turn).signs if sign.kind == kind), None)


def switched(device: str, before: Slots) -> Action:
    """A command that the device confirmed."""
    return Action(
        device=device, service="turn_on", data={}, result="confirmed", took_ms=50.0, before=before
    )
