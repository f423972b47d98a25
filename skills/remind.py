"""Reminders beyond a week: there are none, so it says what there is instead."""

from assistant.home.phrasing import called
from assistant.skill import Plan, Request, Skill


def handle(request: Request) -> Plan:
    home = request.context.home
    item = request.text("item")
    ways = ['remind you within a week, as in "remind me at five to call Anna"']
    if lists := home.devices_of("todo"):
        name = next((one for one in lists if "do" in one.name.lower()), lists[0])
        what = f'put "{item}"' if item else "put it"
        ways.append(f"{what} on {called(name, home)} if you say so")
    none = "I keep no reminders without a time, or for longer than a week"
    return Plan(reply=f"{none}. I can {', or '.join(ways)}")


SKILL = Skill(
    intent="Remind",
    handle=handle,
    is_question=True,
    sentences="""
- sentences:
    - "remind (me|us) [please] (to|about|of|that) {message:item}"
    - "(set|make|create|add|put in) [me] (a|another) reminder [(to|for|about|of|that) {message:item}]"
    - "remind (me|us) (at|on|tomorrow|tonight|later|every|next|this|when|before|after|in the) {message:time}"
    - "(do not|don't) let me forget (to|about|the) {message:item}"
- sentences:
    - "remind (me|us)"
    - "(set|make|create|add) [me] a reminder"
""",  # noqa: E501
)
