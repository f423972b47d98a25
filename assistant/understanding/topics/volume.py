"""How loud it is: a level, a step, silence."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.context import Context
from assistant.understanding.clause import Clause
from assistant.understanding.meaning import Meaning
from assistant.understanding.topics.playing import player_slots
from assistant.understanding.topics.wording import Filler

UP = frozenset(
    "up increase raise louder higher high more boost crank pump amp beef add turnup upper".split()
)
DOWN = frozenset(
    "down decrease lower reduce quieter softer low less slow soften quiet soft drop diminish "
    "minimize turndown".split()
)
STEPS = frozenset(
    "level levels notch notches step steps point points click clicks bar bars".split()
)
OF_ANYTHING = frozenset("up down higher lower more less".split())
"""Where nothing else is said it may be of the light or the heating."""
OF_WHAT_PLAYS = 0.6
"""Probability that it is of what plays."""
PERCENT_A_STEP = 10
FULL = 100


def level(clause: Clause, text: str, context: Context) -> Meaning | None:
    """A volume that was said; a direction alone is a step."""
    percent = _percent(clause)
    if percent is None:
        return step(clause, text, context) if _direction(clause.words) else None
    if _is_by(clause.words):
        return step(clause, text, context)
    return _on_player("HassSetVolume", clause, context, volume_level=percent)


def step(clause: Clause, text: str, context: Context) -> Meaning | None:
    """Louder or quieter, by what was said."""
    direction = _direction(clause.words)
    number = clause.number
    if number is None and clause.level in (1, FULL):
        return _on_player("HassSetVolume", clause, context, volume_level=float(clause.level or 0))
    if number is not None and not _is_by(clause.words):
        return _on_player("HassSetVolume", clause, context, volume_level=number)
    if direction is None:
        return None
    if number is None:
        found = _on_player("HassSetVolumeRelative", clause, context, volume_step=direction)
        if found is not None and OF_ANYTHING.issuperset(_telling(clause)):
            return replace(found, certainty=OF_WHAT_PLAYS)
        return found
    percent = number * PERCENT_A_STEP if set(clause.words) & STEPS else number
    signed = percent if direction == "up" else -percent
    return _on_player("HassSetVolumeRelative", clause, context, volume_step=signed)


def silent(clause: Clause, text: str, context: Context) -> Meaning | None:
    """Muted; "to zero" is a volume."""
    if clause.number == 0:
        return _on_player("HassSetVolume", clause, context, volume_level=0.0)
    if clause.number is not None:
        return None
    return _on_player("HassMediaPlayerMute", clause, context)


def audible(clause: Clause, text: str, context: Context) -> Meaning | None:
    return _on_player("HassMediaPlayerUnmute", clause, context)


FILLERS: Mapping[str, Filler] = {
    "HassSetVolume": level,
    "HassSetVolumeRelative": step,
    "HassMediaPlayerMute": silent,
    "HassMediaPlayerUnmute": audible,
}


def _telling(clause: Clause) -> frozenset[str]:
    """The words but for the small ones."""
    return frozenset(
        word
        for piece in clause.pieces
        if not (piece.has("filler") or piece.has("alittle") or piece.has("alot"))
        for word in piece.words
    )


def _percent(clause: Clause) -> float | None:
    if clause.number is not None:
        return clause.number if clause.number <= FULL else None
    return None if clause.level is None else float(clause.level)


def _is_by(words: Sequence[str]) -> bool:
    """An amount of change: "by 10", "two levels"; "to level 10" is where it ends."""
    return "by" in words or bool(set(words) & STEPS and not {"to", "at"} & set(words))


def _direction(words: Sequence[str]) -> str | None:
    up, down = bool(UP & set(words)), bool(DOWN & set(words))
    return None if up == down else "up" if up else "down"


def _on_player(
    intent: str, clause: Clause, context: Context, **slots: float | str
) -> Meaning | None:
    if not context.home.devices_of("media_player"):
        return None
    place = player_slots(clause, context)
    said = {mention.named.name for mention in clause.mentions("area")}
    implied = ("area",) if "area" in place and place["area"] not in said else ()
    return Meaning(intent, {**place, **slots}, implied=implied)
