"""Tick something off a list."""

from skills._lists import TICKED_OFF, completed, list_skill

SKILL = list_skill(
    "HassListCompleteItem",
    "update_item",
    completed,
    TICKED_OFF,
    shopping=False,
    status="completed",
)
