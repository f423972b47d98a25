"""Tick something off the shopping list."""

from skills._lists import TICKED_OFF, completed, list_skill, open_entries

SKILL = list_skill(
    "HassShoppingListCompleteItem",
    "update_item",
    completed,
    TICKED_OFF,
    entries_of=open_entries,
    shopping=True,
    status="completed",
)
