"""`assistant say`: one typed request, shown stage by stage."""

import json

from assistant import terminal
from assistant.app import open_assistant
from assistant.audio.speaker import open_speaker
from assistant.hearing import load_voice
from assistant.learning.codec import step_to_json
from assistant.pipeline import Origin
from assistant.settings import Settings
from assistant.show import show_turn
from assistant.turn import Outcome, Reply

console = terminal.console()
notes = terminal.console(errors=True)


async def say_once(
    settings: Settings, text: str, *, as_json: bool, aloud: bool, explain: bool = False
) -> int:
    """0 when it was done or answered, 1 otherwise."""
    voice = load_voice(notes) if aloud else None
    async with open_assistant(settings, _tell, voice=voice) as assistant:
        origin = Origin(source="text", area=assistant.area)
        turn = await assistant.pipeline.answer(text, origin)
        if as_json:
            for step in turn:
                print(json.dumps(step_to_json(step)))
        else:
            show_turn(console, turn, explain=explain)
        reply = turn.last(Reply)
        if aloud and reply is not None and reply.pcm:
            await open_speaker().play(reply.pcm)
    outcome = turn.last(Outcome)
    return 0 if outcome and outcome.kind in ("action_done", "query_answer") else 1


def _tell(line: str) -> None:
    notes.print(line, highlight=False, markup=False, soft_wrap=True)
