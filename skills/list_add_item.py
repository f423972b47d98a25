"""Put something on a list."""

from skills._lists import ADDED, has, list_skill

SKILL = list_skill("HassListAddItem", "add_item", has, ADDED, shopping=False)
