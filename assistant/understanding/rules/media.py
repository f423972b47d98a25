"""What plays: its volume, and going on, stopping, skipping."""

from collections.abc import Iterator

from assistant.context import Context
from assistant.understanding.clause import Clause
from assistant.understanding.meaning import (
    Meaning,
    difference_in,
    is_of_another,
    is_of_another_row,
    percent_in,
    way_of,
    wish_for,
)
from assistant.understanding.rules.on_off import switched
from assistant.understanding.target import speaks_of_what_is_played, targets

PLAYERS = frozenset({"media_player"})
IN_A_ROW = frozenset({"next", "previous"})
MEDIA_ACTS = {
    "pause": "HassMediaPause",
    "resume": "HassMediaUnpause",
    "next": "HassMediaNext",
    "previous": "HassMediaPrevious",
    "mute": "HassMediaPlayerMute",
    "unmute": "HassMediaPlayerUnmute",
}


def volume(clause: Clause, context: Context) -> Iterator[Meaning]:
    if is_of_another(clause, "volume"):
        return
    percent = percent_in(clause)
    spoken_of = clause.has("attr", "volume") or "volume" in clause.steps
    direction = way_of(clause)
    if clause.steps and "volume" not in clause.steps:
        return
    more = difference_in(clause)
    for target in targets(clause, context, PLAYERS, "media_player" if spoken_of else None):
        at = clause.unit is None and "at" in clause.words
        amounts = clause.unit == "percent" or clause.has("level") or at
        named = target.said == "name" and amounts and not clause.has("part", "on")
        if percent is not None and (spoken_of or direction or named):
            if more is not None:
                yield wish_for("HassSetVolumeRelative", target, volume_step=more)
            else:
                yield wish_for("HassSetVolume", target, volume_level=percent)
        elif percent is None and direction is not None:
            yield wish_for("HassSetVolumeRelative", target, volume_step=direction)


def media(clause: Clause, context: Context) -> Iterator[Meaning]:
    said = clause.acts if clause.about("media_player") else clause.verbs
    acts = [act for act in MEDIA_ACTS if act in said]
    played = speaks_of_what_is_played(clause)
    if not acts and played:
        if switched(clause) == "on" or clause.acts & {"play", "start"}:
            acts = ["resume"]
        elif switched(clause) == "off" or "stop" in clause.acts:
            acts = ["pause"]
    if not acts and clause.acts & {"stop"} and clause.about("media_player"):
        acts = ["pause"]
    if "unmute" in acts:
        acts = ["unmute"]
    if (
        len(acts) != 1
        or percent_in(clause) is not None
        or (acts[0] in IN_A_ROW and is_of_another_row(clause))
    ):
        return
    for target in targets(clause, context, PLAYERS, "media_player"):
        yield wish_for(MEDIA_ACTS[acts[0]], target)
