"""Results of a replay as JSON lines or for reading, and their summary."""

import json
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.learning.codec import step_to_json
from assistant.replay.cases import Unusable
from assistant.replay.runner import Result
from assistant.turn import Turn, Utterance

Outcome = Result | Unusable


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts over all cases."""

    cases: int
    judged: int
    passed: int
    wrong_actions: int
    clarified: int
    declined: int
    unusable: int
    latency_ms: Mapping[str, Mapping[str, float]]
    """Stage to p50, p95 and p99."""

    @property
    def failed(self) -> int:
        return self.judged - self.passed

    @property
    def exit_status(self) -> int:
        """2 when a case could not be run, 1 when one failed."""
        return 2 if self.unusable else 1 if self.failed else 0


def latencies(turn: Turn) -> dict[str, float]:
    """Computing time by stage, in milliseconds; `endpoint` is the silence that was waited for."""
    found = {
        step.type.removesuffix("-end"): step.took_ms
        for step in turn
        if step.type.endswith("-end") and step.type != "run-end"
    }
    utterance = turn.last(Utterance)
    if utterance is not None:
        found["endpoint"] = round(utterance.end_ms - utterance.speech_end_ms, 3)
    return found


def summarise(outcomes: Iterable[Outcome]) -> Summary:
    everything = list(outcomes)
    results = [outcome for outcome in everything if isinstance(outcome, Result)]
    verdicts = [result.verdict for result in results if result.verdict is not None]
    kinds = Counter(result.kind for result in results)
    by_stage: dict[str, list[float]] = {}
    for result in results:
        for stage, took in latencies(result.turn).items():
            by_stage.setdefault(stage, []).append(took)
    return Summary(
        cases=len(everything),
        judged=len(verdicts),
        passed=sum(verdict.passed for verdict in verdicts),
        wrong_actions=sum(verdict.wrong_action for verdict in verdicts),
        clarified=kinds["clarify"] + kinds["confirm"],
        declined=kinds["declined"],
        unusable=len(everything) - len(results),
        latency_ms={stage: percentiles(times) for stage, times in by_stage.items()},
    )


def percentiles(values: Sequence[float]) -> dict[str, float]:
    """p50, p95 and p99."""
    if len(values) == 1:
        return dict.fromkeys(("p50", "p95", "p99"), round(values[0], 2))
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return {"p50": round(cuts[49], 2), "p95": round(cuts[94], 2), "p99": round(cuts[98], 2)}


def json_line(outcome: Outcome) -> str:
    """One case as the replay format promises it; keys that the format does not know come along."""
    if isinstance(outcome, Unusable):
        line, others = _not_run(outcome), outcome.passed_through
    else:
        line, others = _ran(outcome), outcome.case.passed_through
    return json.dumps({**others, **line}, default=str)


def _not_run(outcome: Unusable) -> dict[str, object]:
    """`kind` is None for a case that could not be run."""
    return {
        "id": outcome.id,
        "kind": None,
        "intent": None,
        "slots": {},
        "changed": {},
        "reply": "",
        "latency_ms": {},
        "turn": [],
        "passed": False,
        "why": outcome.why,
        "meta": outcome.passed_through.get("meta", {}),
    }


def _ran(outcome: Result) -> dict[str, object]:
    case, verdict, reached = outcome.case, outcome.verdict, outcome.outcome
    return {
        "id": case.id,
        "kind": outcome.kind,
        "intent": reached.intent if reached else None,
        "slots": dict(reached.slots) if reached else {},
        "changed": {device: dict(state) for device, state in outcome.changed.items()},
        "reply": reached.reply if reached else "",
        "latency_ms": latencies(outcome.turn),
        "turn": [step_to_json(step) for step in outcome.turn],
        "passed": verdict.passed if verdict else None,
        "why": verdict.why if verdict else "",
        "meta": case.passed_through.get("meta", {}),
    }


def json_summary(summary: Summary) -> str:
    return json.dumps(
        {
            "summary": {
                "cases": summary.cases,
                "passed": summary.passed,
                "failed": summary.failed,
                "not_run": summary.unusable,
                "wrong_actions": summary.wrong_actions,
                "clarified": summary.clarified,
                "declined": summary.declined,
                "latency_ms": summary.latency_ms,
            }
        }
    )


def _line(console: Console, mark: tuple[str, str], text: str) -> None:
    console.print(Text.assemble(mark, text), soft_wrap=True)


def show(console: Console, outcomes: Sequence[Outcome], summary: Summary) -> None:
    """Every case that did not pass, then the summary."""
    for outcome in outcomes:
        if isinstance(outcome, Unusable):
            _line(console, ("cannot run", "red"), f" {outcome.where}: {outcome.why}")
        elif outcome.verdict is None:
            reply = outcome.outcome.reply if outcome.outcome else ""
            _line(console, ("ran", "dim"), f" {outcome.case.id}: {outcome.kind} {reply}")
        elif not outcome.verdict.passed:
            colour = "red bold" if outcome.verdict.wrong_action else "red"
            said = outcome.case.said.say or outcome.case.said.audio
            _line(console, ("failed", colour), f" {outcome.case.id} ({said})")
            _line(console, ("", ""), f"       {outcome.verdict.why}")
    table = Table("stage", "p50 ms", "p95 ms", "p99 ms", box=None, header_style="dim")
    for stage, cuts in summary.latency_ms.items():
        table.add_row(stage, *(f"{cuts[name]:.1f}" for name in ("p50", "p95", "p99")))
    console.print(table)
    console.print(
        f"{summary.cases} cases: {summary.passed} of {summary.judged} judged passed, "
        f"{summary.wrong_actions} wrong actions, {summary.clarified} asked back, "
        f"{summary.declined} declined, {summary.unusable} not run",
        highlight=False,
    )
