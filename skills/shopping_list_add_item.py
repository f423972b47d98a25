"""Put something on the shopping list."""

from skills._lists import ADDED, has, list_skill, missing

SKILL = list_skill(
    "HassShoppingListAddItem",
    "add_item",
    has,
    ADDED,
    entries_of=missing,
    shopping=True,
    sentences="""
- sentences:
    - "(stick|pop|bung|chuck|jot|get|write|note|throw|whack|include|have) {shopping_list_item:item} [down] (on|onto|to|in) [my|the|our] [shopping|grocery] list"
    - "(add|put|stick|pop|jot|write|note) down {shopping_list_item:item} (on|onto|to|in) [my|the|our] [shopping|grocery] list"
    - "[my|the|our] (shopping|grocery) list[:|,] (add|put) {shopping_list_item:item}"
""",  # noqa: E501
)
