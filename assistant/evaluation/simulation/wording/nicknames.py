"""What a household calls its things when nobody is listening."""

from collections.abc import Mapping
from types import MappingProxyType

NICKNAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "light": (
            "the moonlight", "big bertha", "the glow", "the lighthouse", "mister sunshine",
            "the firefly", "the lantern", "grandma's lamp", "the spotlight", "the pumpkin",
        ),
        "fan": ("the hurricane", "the breeze", "windy", "the propeller"),
        "climate": ("the dragon", "the furnace", "the sauna"),
        "cover": ("the eyelids", "the drapes", "the screen door"),
        "media_player": ("the jukebox", "the noise box", "the ghetto blaster", "sir talks a lot"),
        "switch": ("the bean machine", "the gadget", "the contraption"),
        "vacuum": ("dusty", "robbie", "the dust bunny hunter"),
        "lock": ("the drawbridge", "the gatekeeper"),
    }
)  # fmt: skip
