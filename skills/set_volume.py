"""Volume in percent."""

from assistant.skill import CannotDo, Plan, Request, Skill
from skills._amounts import percent_in
from skills._media import PLAYERS
from skills._volume import set_volume


def handle(request: Request) -> Plan:
    percent = percent_in(request, "volume_level")
    if percent is None:
        raise CannotDo("I need to know how loud")
    return set_volume(request, lambda _player: percent / 100)


SKILL = Skill(intent="HassSetVolume", handle=handle, targets=PLAYERS)
