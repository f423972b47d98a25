"""What the weather is like."""

from assistant.home.phrasing import number
from assistant.skill import CannotDo, Plan, Request, Skill, Targets

WORDS = {
    "clear-night": "clear",
    "lightning-rainy": "stormy and rainy",
    "lightning": "stormy",
    "partlycloudy": "partly cloudy",
    "pouring": "pouring",
    "snowy-rainy": "sleety",
    "windy-variant": "windy and cloudy",
}


def handle(request: Request) -> Plan:
    state = request.context.states.get(request.devices[0].id, {})
    condition = str(state.get("state") or "")
    if not condition:
        raise CannotDo("I have no weather report")
    degrees = state.get("temperature")
    warmth = f" and {number(degrees)} degrees" if isinstance(degrees, int | float) else ""
    return Plan(reply=f"it is {WORDS.get(condition, condition)}{warmth}")


SKILL = Skill(
    intent="HassGetWeather",
    handle=handle,
    is_question=True,
    targets=Targets(kinds=frozenset({"weather"})),
    sentences="""
- sentences:
    - "how is the weather [today]"
    - "<what_is> [the] weather [like] today"
""",
)
