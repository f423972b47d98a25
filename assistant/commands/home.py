"""`assistant home`: only the broker and the simulated devices."""

import asyncio

from assistant import terminal
from assistant.home.file import load_home
from assistant.household import simulated_household
from assistant.settings import Settings

console = terminal.console()


async def run_home(settings: Settings) -> int:
    """Runs until Ctrl-C."""
    home = load_home(settings.home_file)
    async with simulated_household(settings, home) as household:
        console.print(
            f"{len(home.devices)} simulated devices are on {household.url}; "
            f"look with: mosquitto_sub -p {household.url.port} -v -t '#'   (Ctrl-C ends)",
            highlight=False,
        )
        await asyncio.Event().wait()
    return 0
