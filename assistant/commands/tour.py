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

STOPS = (
    "kitchen_light_on", "lamp_of_the_room", "desk_lamp_forty", "bedside_lamp_red", "blinds_close",
    "garden_lights_babble", "thermostat_twenty_three", "garage_door_open", "front_door_unlock",
    "is_the_door_locked", "front_door_lock", "how_warm", "vacuum_start", "music_resume",
    "what_time", "cut_kitchen_light", "no_wake_command", "quiet_room",
)  # fmt: skip
"""Ids of the recordings that are played, in this order."""
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
    """The recordings of the tour that are there."""
    if not RECORDINGS.is_dir():
        return
    cases = read_cases([RECORDINGS], assistant.live.mirror.home)
    by_id = {case.id: case for case in cases if isinstance(case, Case)}
    yield from (by_id[stop] for stop in STOPS if stop in by_id)


def _about(case: Case) -> str:
    meta = _meta(case)
    return f"[dim]{meta.get('text') or 'nothing is said'}[/dim]"


def _meta(case: Case) -> dict[str, object]:
    meta = case.passed_through.get("meta")
    return meta if isinstance(meta, dict) else {}
