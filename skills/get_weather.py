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
WET_CONDITIONS = frozenset(
    "hail lightning-rainy pouring rainy snowy snowy-rainy".split()  # Home Assistant's
)
LATER, WET = "later", "wet"
"""Forms of the question: about another time, and whether something falls from the sky now."""


def handle(request: Request) -> Plan:
    state = request.context.states.get(request.devices[0].id, {})
    condition = str(state.get("state") or "")
    if not condition:
        raise CannotDo("I have no weather report")
    degrees = state.get("temperature")
    warmth = f" and {number(degrees)} degrees" if isinstance(degrees, int | float) else ""
    now = f"it is {WORDS.get(condition, condition)}{warmth}"
    if request.form == LATER:
        return Plan(reply=f"I only know how the weather is now: {now}")
    if request.form == WET:
        return Plan(reply=f"{'yes' if condition in WET_CONDITIONS else 'no'}, {now}")
    return Plan(reply=now)


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
