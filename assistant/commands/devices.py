"""`assistant devices`: a live table of every device."""

import asyncio

from rich.live import Live
from rich.table import Table

from assistant import terminal
from assistant.app import CONNECT_SECONDS, HOME_SECONDS, own_bus, own_name
from assistant.home.file import load_home
from assistant.home.phrasing import listing
from assistant.household import household
from assistant.live import LiveHome
from assistant.settings import Settings
from devices.contract import State, Value

console = terminal.console()
_REFRESH_SECONDS = 0.5
SHOWN = 3
"""Attributes beside the main one."""


async def show_devices(settings: Settings, *, once: bool) -> int:
    """Shows the table until Ctrl-C, or once when asked or when nobody is watching."""
    home = load_home(settings.home_file)
    async with household(settings, home) as there, own_bus(there.url, own_name()) as bus:
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
    table = Table("id", "name", "room", "", "state", "", box=None, header_style="bold")
    order = {area.id: number for number, area in enumerate(home.areas)}
    for device in sorted(home.devices, key=lambda device: order.get(device.area or "", 999)):
        area = home.area_by_id.get(device.area or "")
        state = states.get(device.id, {})
        available = live.mirror.available(device.id)
        mark = {True: "", False: "[red]offline[/red]", None: "[yellow]silent[/yellow]"}[available]
        main = state.get("state")
        table.add_row(
            device.id,
            device.name,
            area.name if area else "",
            mark,
            "" if main is None else str(main),
            f"[dim]{_others(state)}[/dim]",
        )
    return table


def _others(state: State) -> str:
    """The first few other attributes, none of them cut."""
    shown = [
        f"{name} {_in_words(value)}"
        for name, value in state.items()
        if name != "state" and value not in (None, ())
    ]
    return ", ".join(shown[:SHOWN])


def _in_words(value: Value) -> str:
    return listing([str(one) for one in value]) if isinstance(value, tuple) else str(value)
