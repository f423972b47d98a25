"""Televisions, speakers and radios."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Self

from devices.kinds.base import DeviceState, Refused, number, switched, text
from devices.model import Value

_ASLEEP = frozenset({"off", "standby", "unavailable", "unknown"})
_STEP = 0.1
"""One press of louder or quieter, in volume_level."""


@dataclass(frozen=True, kw_only=True)
class MediaPlayerState(DeviceState):
    kind: ClassVar[str] = "media_player"
    state: str = "off"
    volume_level: float | None = None
    """0 to 1."""
    is_volume_muted: bool | None = None
    media_title: str | None = None
    media_artist: str | None = None
    media_content_id: str | None = None
    media_content_type: str | None = None
    media_track: int | None = None
    source: str | None = None
    shuffle: bool | None = None

    def _obey(self, service: str, data: Mapping[str, Value], now: datetime) -> Self:
        match service:
            case "turn_on" | "turn_off" | "toggle":
                return self._switch(service)
            case "media_play":
                return replace(self, state="playing")
            case "media_pause" | "media_play_pause" | "media_stop":
                return self._halt(service)
            case "media_next_track" | "media_previous_track":
                return self._skip(1 if service == "media_next_track" else -1)
            case "volume_set":
                return replace(self, volume_level=number(data, "volume_level"))
            case "volume_up" | "volume_down":
                return self._louder(_STEP if service == "volume_up" else -_STEP)
            case "volume_mute":
                return replace(self, is_volume_muted=bool(data["is_volume_muted"]))
            case "play_media":
                return self._play(data)
            case "select_source":
                state = "on" if self.state in _ASLEEP else self.state
                return replace(self, state=state, source=text(data, "source"))
            case "shuffle_set":
                return replace(self, shuffle=bool(data["shuffle"]))
        return super()._obey(service, data, now)

    def _switch(self, service: str) -> Self:
        was = "off" if self.state in _ASLEEP else "on"
        wanted = switched(was, service)
        return self if wanted == was else replace(self, state=wanted)

    def _halt(self, service: str) -> Self:
        if service == "media_play_pause":
            return replace(self, state="paused" if self.state == "playing" else "playing")
        if self.state in _ASLEEP:
            raise Refused("it is off")
        return replace(self, state="paused" if service == "media_pause" else "idle")

    def _skip(self, tracks: int) -> Self:
        if self.state in _ASLEEP:
            raise Refused("it is off")
        track = None if self.media_track is None else max(1, self.media_track + tracks)
        return replace(self, media_track=track)

    def _louder(self, step: float) -> Self:
        level = 0.5 if self.volume_level is None else self.volume_level
        return replace(self, volume_level=round(min(max(level + step, 0.0), 1.0), 2))

    def _play(self, data: Mapping[str, Value]) -> Self:
        content = text(data, "media_content_id")
        return replace(
            self,
            state="playing",
            media_content_id=content,
            media_content_type=text(data, "media_content_type"),
            media_title=text(data, "media_title") or content,
            media_artist=None,
        )
