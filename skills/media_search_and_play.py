"""Play something by its name."""

from assistant.home.phrasing import called
from assistant.skill import Plan, Request, Skill, Targets, Task
from devices.contract import Device
from skills._states import command, state_is


def handle(request: Request) -> Plan:
    player = _player(request)
    wanted = request.text("search_query")
    kind = request.text("media_class") or "music"
    return Plan(
        reply=f"playing {wanted} on {called(player, request.context.home)}",
        tasks=(
            Task(
                command=command(
                    player, "play_media", media_content_id=wanted, media_content_type=kind
                ),
                until=state_is("playing"),
            ),
        ),
    )


def _player(request: Request) -> Device:
    """The one that plays already, or the first of those that fit."""
    playing = [
        device
        for device in request.devices
        if request.context.states.get(device.id, {}).get("state") == "playing"
    ]
    return (playing or list(request.devices))[0]


SKILL = Skill(
    intent="HassMediaSearchAndPlay",
    handle=handle,
    targets=Targets(kinds=frozenset({"media_player"}), here=True),
    sentences="""
- sentences:
    - "play the {search_query} {media_class}"
  requires_context: {area: {slot: true}}
- sentences:
    - "play the {search_query} {media_class} in [<the>] {area}"
    - "play {search_query} {media_class} in [<the>] {area}"
- sentences:
    - "play the {search_query} {media_class} on [<the>] {name}"
    - "play {search_query} {media_class} on [<the>] {name}"
    - "play [the] {search_query} {media_class} on [<the>] {name} in [<the>] {area}"
  requires_context: {domain: [media_player]}
- sentences:
    - "(play|put on|listen to) [(some|any|more)] (music|songs|something) (by|from) {search_query}"
  slots: {media_class: artist}
  requires_context: {area: {slot: true}}
""",
)
