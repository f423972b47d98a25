"""The recorded tour: real recordings through the real pipeline, every stage shown."""

from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from assistant.app import Assistant
from assistant.audio.source import FileSource
from assistant.audio.speaker import Player
from assistant.audio.tape import Tape
from assistant.audio.wav import read_wav
from assistant.pipeline import Origin
from assistant.replay.cases import Case, read_cases
from assistant.show import show_turn
from assistant.turn import Outcome, Reply

RECORDINGS = Path(__file__).resolve().parents[2] / "tests" / "recordings"


async def play_tour(assistant: Assistant, speaker: Player, console: Console) -> int:
    """0 when every turn came to an end."""
    stops = list(_stops(assistant))
    if not stops:
        console.print(f"There are no recordings to play ({RECORDINGS}).", highlight=False)
        return 0
    console.print(f"Nobody is typing, so here are {len(stops)} recordings.\n", highlight=False)
    done = 0
    for case in stops:
        audio = case.said.audio
        if audio is None:
            continue
        console.print(f"[bold]{audio.name}[/bold]  {_about(case)}", highlight=False)
        origin = Origin(source="file", area=case.said.area or assistant.area)
        await speaker.play(read_wav(audio).samples.tobytes())
        turn = await assistant.pipeline.converse(Tape(FileSource(audio)), origin)
        show_turn(console, turn)
        console.print()
        reply = turn.last(Reply)
        if reply is not None and reply.pcm:
            await speaker.play(reply.pcm)
        outcome = turn.last(Outcome)
        done += outcome is not None and outcome.kind in ("action_done", "query_answer")
    console.print(
        f"{len(stops)} recordings played, {done} of them done or answered; the others were not "
        "meant for the assistant or not to be understood. All of them: "
        "assistant replay tests/recordings. What was said: assistant journal.",
        highlight=False,
    )
    return 0


def _stops(assistant: Assistant) -> Iterator[Case]:
    """The cases of the manifest that are part of the tour."""
    if not RECORDINGS.is_dir():
        return
    for case in read_cases([RECORDINGS], assistant.live.mirror.home):
        if isinstance(case, Case) and _meta(case).get("tour"):
            yield case


def _about(case: Case) -> str:
    meta = _meta(case)
    return f"[dim]{meta.get('text', '')}, voice {meta.get('voice', '?')}[/dim]"


def _meta(case: Case) -> dict[str, object]:
    meta = case.passed_through.get("meta")
    return meta if isinstance(meta, dict) else {}
