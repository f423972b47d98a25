"""Put something on a list."""

from skills._lists import ADDED, has, list_skill, missing

SKILL = list_skill(
    "HassListAddItem",
    "add_item",
    has,
    ADDED,
    entries_of=missing,
    shopping=False,
    sentences="""
- sentences:
    - "<list_put> {todo_list_item:item} (to|on|onto|into|in) [<the>] {name} [list]"
    - "(have|get|need) {todo_list_item:item} (added|put|placed|entered) (to|on|onto|into|in) [<the>] {name} [list]"
    - "(is it possible|will you be so kind [as]|be so kind [as]|shall (we|i)|could we|kindly) [to] <list_put> {todo_list_item:item} (to|on|onto|into|in) [<the>] {name} [list]"
  requires_context: {domain: [todo]}
""",  # noqa: E501
    expansion_rules={
        "list_put": "(add|put|place|insert|append|incorporate|include|enter|note|"
        "jot down|write [down])"
    },
)
