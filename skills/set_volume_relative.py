"""Louder and quieter."""

from assistant.skill import Plan, Request, Skill
from devices.contract import Device
from skills._amounts import change_in, now_at
from skills._media import PLAYERS
from skills._volume import set_volume

USUAL = 0.5
STEP_PERCENT = 10.0
"""Of the whole range, when no amount was said; a step that people hear and do not regret."""


def handle(request: Request) -> Plan:
    change = change_in(request, "volume_step", STEP_PERCENT)

    def level_of(player: Device) -> float:
        level = now_at(request, player, "volume_level")
        now = USUAL if level is None else level
        return now if change is None else change(100 * now) / 100

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
