"""Take something off a list."""

from skills._lists import REMOVED, every_entry, gone, list_skill

SKILL = list_skill(
    "HassListRemoveItem",
    "remove_item",
    gone,
    REMOVED,
    entries_of=every_entry,
    shopping=False,
)
