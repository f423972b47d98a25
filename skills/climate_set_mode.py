"""What a thermostat does: heating, cooling, drying."""

from assistant.home.phrasing import be, devices_called, listing
from assistant.skill import CannotDo, Plan, Request, Skill, Targets, Task
from skills._states import command, state_is

MODES = {
    "heat": "heating",
    "cool": "cooling",
    "auto": "automatic",
    "dry": "drying",
    "fan_only": "fan only",
    "heat_cool": "heating and cooling",
}


def handle(request: Request) -> Plan:
    mode = request.text("hvac_mode")
    if mode not in MODES:
        known = listing(tuple(MODES.values()), "or")
        raise CannotDo(f"I can set it to {known}")
    names = devices_called(request.devices, request.context.home)
    return Plan(
        reply=f"{names} {be(request.devices)} set to {MODES[mode]}",
        tasks=tuple(
            Task(command=command(device, "set_hvac_mode", hvac_mode=mode), until=state_is(mode))
            for device in request.devices
        ),
    )


SKILL = Skill(
    intent="ClimateSetMode",
    handle=handle,
    targets=Targets(kinds=frozenset({"climate"}), here=True),
    sentences="""
- sentences:
    - "(set|change|switch|turn|put) [the] (thermostat|heating|hvac|climate|air conditioner|air conditioning|ac) [mode] [over] (to|on|into) <hvac_mode>"
    - "(set|change|switch) [the] (thermostat|hvac|climate|air conditioner|ac) mode to <hvac_mode>"
- sentences:
    - "(set|change|switch|turn|put) [<the>] {name} [mode] [over] (to|on|into) <hvac_mode>"
    - "[<the>] {name} [mode] [over] to <hvac_mode>"
  requires_context: {domain: [climate]}
- sentences:
    - "(set|change|switch|turn|put) (all|both|all of|both of) [<the>] (thermostats|air conditioners|acs|heaters) [over] (to|on|into) <hvac_mode>"
  slots: {domain: climate}
""",  # noqa: E501
    expansion_rules={"hvac_mode": "{hvac_mode} [mode]"},
    lists={
        "hvac_mode": (
            ("(heat|heating)", "heat"),
            ("(cool|cooling)", "cool"),
            ("auto[matic]", "auto"),
            ("(dry|drying|dehumidify)", "dry"),
            ("(fan only|only fan)", "fan_only"),
            ("(heat and cool|heat cool)", "heat_cool"),
        )
    },
)
