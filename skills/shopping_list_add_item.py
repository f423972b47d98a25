"""Put something on the shopping list."""

from skills._lists import ADDED, has, list_skill

SKILL = list_skill("HassShoppingListAddItem", "add_item", has, ADDED, shopping=True)
