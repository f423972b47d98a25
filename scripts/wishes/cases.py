"""What the cases of `tests/utterances` wish, as the assistant itself reads those that pass.

A rule that reads a sentence in one home teaches the network how such a thing is worded in any.
"""

from collections.abc import Iterator
from pathlib import Path

from rich.progress import track

from assistant.home.file import load_home
from assistant.memory_bus import MemoryBroker
from assistant.replay.cases import Case, read_cases
from assistant.replay.runner import Replayer, Result
from assistant.skill import discover
from assistant.stages.resolve import ResolveStage
from assistant.stages.understand import UnderstandStage
from assistant.testing import in_virtual_time
from assistant.turn import Interpretation, Resolution
from assistant.understanding.wishes.labels import OTHER, wish_of
from assistant.wordpiece import plain_words
from wishes.example import UNKNOWN, Example, Part, marked
from wishes.templates import FOLLOW_UPS

UTTERANCES = Path("tests/utterances")
HOME = Path("home.yaml")
NOTHING_WISHED = frozenset({"near_a_wish", "no_wish_at_all", "said_to_people"})
"""Files of what is no request, so that nothing done is right."""
TALK = frozenset({"remark", "answer", "correction", "reference", "continuation"})
"""Ways to read what is said about an earlier turn."""
DONE = frozenset({"action_done", "query_answer"})


def examples() -> Iterator[Example]:
    """One of each case that stands alone, passes, and asks for one thing at once."""
    skills = discover()
    understand = UnderstandStage(skills)
    understand.prepare()
    replayer = Replayer(skills, understand, ResolveStage(skills))

    @in_virtual_time
    async def run(case: Case) -> Result:
        return await replayer.run(case, MemoryBroker().connect)

    every = list(read_cases([UTTERANCES], load_home(HOME)))
    for case in track(every, "cases"):
        if isinstance(case, Case) and case.said.say is not None and not case.history:
            result = run(case)
            wish = _wish(result)
            words = plain_words(case.said.say)
            if wish is not None and words:
                yield Example(words, wish, " ".join(words), "cases", _parts(result, words))


def _wish(result: Result) -> str | None:
    """None where it fails, asks back, or wishes several things or something for later."""
    if result.verdict is None or not result.verdict.passed:
        return None
    file = Path(result.case.where.split(",")[0]).stem
    if file in NOTHING_WISHED and result.kind not in DONE and not result.changed:
        return OTHER
    understood, resolved = result.turn.last(Interpretation), result.turn.last(Resolution)
    if result.kind not in DONE or not understood or not understood.readings:
        return None
    best = understood.readings[0]
    if best.also or best.matched_by in TALK or best.intent in FOLLOW_UPS:
        return None
    home = result.case.home.device_by_id
    devices = resolved.candidates[0].devices if resolved and resolved.candidates else ()
    kinds = {home[device].kind for device in devices}
    return wish_of(best.intent, best.slots, next(iter(kinds)) if len(kinds) == 1 else None)


def _parts(result: Result, words: tuple[str, ...]) -> tuple[Part, ...] | None:
    understood = result.turn.last(Interpretation)
    slots = understood.readings[0].slots if understood and understood.readings else {}
    for slot, part in (("search_query", "title"), ("item", "item")):
        if slot in slots:
            found = marked(words, [plain_words(str(slots[slot]))], part)  # type: ignore[arg-type]
            return found if part in found else UNKNOWN
    return ("none",) * len(words)
