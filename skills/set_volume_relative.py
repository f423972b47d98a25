"""Louder and quieter."""

from assistant.skill import Plan, Request, Skill
from devices.contract import Device
from skills._media import PLAYERS
from skills._volume import set_volume

STEP = 0.1
"""Of the whole range, when no amount was said; a step that people hear and do not regret."""


def handle(request: Request) -> Plan:
    amount = request.number("volume_step")
    change = {"up": STEP, "down": -STEP}.get(request.text("volume_step"), 0.0)
    if amount is not None:
        change = amount / 100

    def level_of(player: Device) -> float:
        level = request.context.states.get(player.id, {}).get("volume_level")
        return (float(level) if isinstance(level, int | float) else 0.5) + change

    return set_volume(request, level_of)


SKILL = Skill(
    intent="HassSetVolumeRelative",
    handle=handle,
    targets=PLAYERS,
    lists={"louder": (("louder", "up"), ("quieter", "down"), ("softer", "down"))},
    sentences="""
- sentences:
    - "[(make|turn) (it|the music|<the> {name})] {louder:volume_step}"
    - "[(make|turn)] [<the>] music {louder:volume_step}"
- sentences:
    - "turn up [the] volume ([(in|on)] <somewhere>;[by] {volume_step_up:volume_step}[%| percent])"
    - "turn down [the] volume ([(in|on)] <somewhere>;[by] {volume_step_down:volume_step}[%| percent])"
    - "(increase|raise) [the] volume ([(in|on)] <somewhere>;[by] {volume_step_up:volume_step}[%| percent])"
    - "(decrease|lower|reduce) [the] volume ([(in|on)] <somewhere>;[by] {volume_step_down:volume_step}[%| percent])"
    - "[turn] {volume_step} [the] volume [(in|on)] <somewhere>"
- sentences:
    - "[turn [the]] volume {volume_step}"
    - "turn {volume_step} [the] (volume|music)"
    - "turn [the] (volume|music) {volume_step}"
""",  # noqa: E501
    expansion_rules={"somewhere": "[<the>] ({area}|{floor} [floor])"},
)
