"""`assistant serve wyoming`: our ears, voice and understanding for satellites."""

import asyncio
from collections.abc import Sequence

from assistant import terminal
from assistant.app import open_assistant
from assistant.hearing import load_ears
from assistant.settings import Settings
from assistant.skill import discover
from assistant.stages.resolve import ResolveStage
from assistant.stages.understand import UnderstandStage
from assistant.wyoming.offer import offer
from assistant.wyoming.satellite import Services
from assistant.wyoming.server import networks, serving

console = terminal.console()


async def serve_wyoming(settings: Settings, host: str, port: int, allow: Sequence[str]) -> int:
    """Until Ctrl-C."""
    allowed = networks(allow, host)
    ears = load_ears(settings, console)
    async with open_assistant(settings, _tell, ears=ears, simulate=True) as assistant:
        skills = discover()
        understand = UnderstandStage(skills)
        understand.prepare()
        info = offer(
            recogniser=ears.transcribe.recogniser_name,
            wake_words=settings.wake_words,
            speaks=ears.speak is not None,
        )
        services = Services(
            assistant=assistant,
            ears=ears,
            understand=understand,
            resolve=ResolveStage(skills),
            info=info,
        )
        async with serving(services, host, port, allowed):
            _tell(f"Wyoming is at tcp://{host}:{port}: wake word, speech, voice, intents")
            await asyncio.Event().wait()
    return 0


def _tell(line: str) -> None:
    console.print(line, highlight=False, markup=False, soft_wrap=True)
