"""Take something off a list."""

from skills._lists import REMOVED, gone, list_skill

SKILL = list_skill("HassListRemoveItem", "remove_item", gone, REMOVED, shopping=False)
