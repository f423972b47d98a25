"""Tick something off a list."""

from skills._lists import TICKED_OFF, completed, list_skill, open_entries

SKILL = list_skill(
    "HassListCompleteItem",
    "update_item",
    completed,
    TICKED_OFF,
    entries_of=open_entries,
    shopping=False,
    status="completed",
)
