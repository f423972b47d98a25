"""`assistant devices`: a live table of every device."""

import asyncio

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from assistant.app import CONNECT_SECONDS, HOME_SECONDS, own_bus
from assistant.home.file import load_home
from assistant.household import household
from assistant.live import LiveHome
from assistant.settings import Settings
from devices.contract import State

console = Console()
_REFRESH_SECONDS = 0.5


async def show_devices(settings: Settings, *, once: bool) -> int:
    """Shows the table until Ctrl-C, or once when asked or when nobody is watching."""
    home = load_home(settings.home_file)
    async with household(settings, home) as there, own_bus(there.url) as bus:
        live = LiveHome(home, bus, there.clock.now)
        await bus.wait_connected(CONNECT_SECONDS)
        await live.wait_until_known(HOME_SECONDS)
        if once or not console.is_terminal:
            console.print(_table(live))
            return 0
        with Live(_table(live), console=console, screen=False) as shown:
            while True:  # until Ctrl-C
                await asyncio.sleep(_REFRESH_SECONDS)
                shown.update(_table(live))


def _table(live: LiveHome) -> Table:
    home, states = live.mirror.home, live.mirror.snapshot()
    table = Table("id", "name", "room", "state", "", box=None, header_style="bold")
    order = {area.id: number for number, area in enumerate(home.areas)}
    for device in sorted(home.devices, key=lambda device: order.get(device.area or "", 999)):
        area = home.area_by_id.get(device.area or "")
        state = states.get(device.id, {})
        available = live.mirror.available(device.id)
        mark = "" if available else "offline" if available is False else "?"
        table.add_row(
            Text(device.id),
            Text(device.name),
            Text(area.name if area else ""),
            Text(str(state.get("state", ""))),
            Text.assemble((_others(state), "dim"), " ", (mark, "red")),
        )
    return table


def _others(state: State) -> str:
    shown = [f"{name} {value}" for name, value in state.items() if name != "state"]
    return ", ".join(shown)[:60]
