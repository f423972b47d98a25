"""Tick something off the shopping list."""

from skills._lists import TICKED_OFF, completed, list_skill

SKILL = list_skill(
    "HassShoppingListCompleteItem",
    "update_item",
    completed,
    TICKED_OFF,
    shopping=True,
    status="completed",
)
