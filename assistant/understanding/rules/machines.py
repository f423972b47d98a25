"""Machines that work by themselves: vacuums, mowers, coffee makers."""

from collections.abc import Iterator

from assistant.context import Context
from assistant.understanding.clause import Clause
from assistant.understanding.meaning import Meaning, wish_for
from assistant.understanding.rules.on_off import switched
from assistant.understanding.target import targets

MOVING = frozenset(
    "bump nudge hit knock slap whip shove throw chuck whack flip flick click crank jack "
    "pull wind".split()
)
"""Verbs of turning that need to be told which way."""


def vacuum(clause: Clause, context: Context) -> Iterator[Meaning]:
    machines = {"vacuum"}
    if "pause" in clause.verbs:
        for target in targets(clause, context, machines):
            yield wish_for("VacuumPause", target)
        return
    if _is_to_stop(clause, "vacuum"):
        for target in targets(clause, context, machines):
            yield wish_for("HassVacuumReturnToBase", target)
        return
    areas = [mention.named.name for mention in clause.mentions("area")]
    if "vacuum" in clause.verbs and areas:
        yield Meaning("HassVacuumCleanArea", {"area": areas[0]})
        return
    cleans = "vacuum" in clause.verbs and (clause.has("everywhere") or clause.about("vacuum"))
    starts = bool(clause.verbs & {"start", "on", "resume", "play"}) or switched(clause) == "on"
    starts = starts or _is_told_to(clause, "vacuum") or _is_set_off(clause)
    if cleans or starts:
        for target in targets(clause, context, machines, "vacuum" if cleans else None):
            yield wish_for("HassVacuumStart", target)


def _is_to_stop(clause: Clause, act: str) -> bool:
    if clause.verbs & {"dock", "stop"} or _is_sent_home(clause):
        return True
    return switched(clause) == "off" and not (_is_told_to(clause, act) or _is_set_off(clause))


def _is_set_off(clause: Clause) -> bool:
    """ "Set Henry off": what is set off begins, as what moves by itself does."""
    return (
        clause.verb is not None
        and clause.verb.words[0] in ("set", "setting")
        and "to" not in clause.words
        and switched(clause) == "off"
    )


def _is_sent_home(clause: Clause) -> bool:
    """ "Send Rosie back to her dock", "call the mower home"."""
    asked = "send" in clause.verbs or clause.has("turn") or clause.verb is None
    return clause.has("part", "home") and asked


def _is_told_to(clause: Clause, act: str) -> bool:
    """ "Get Mowgli mowing", "Dobby, go clean", "send the hoover out"."""
    out = clause.has("part", "out") or clause.has("part", "round")
    if "send" in clause.verbs:
        return act in clause.acts or out
    if {"let", "get"} & {*clause.words} and out:
        return any(clause.mentions("device"))
    asked = clause.verb is None or clause.has("turn") or "set" in clause.verbs
    return asked and _says(clause, act) and any(clause.mentions("device"))


def _says(clause: Clause, act: str) -> bool:
    """By a word of its own: "turn the vacuum off" does not say to vacuum."""
    said = (piece.values("act") for piece in clause.pieces if not piece.mentions)
    return any(tag.value == act for tags in said for tag in tags)


def mower(clause: Clause, context: Context) -> Iterator[Meaning]:
    if _is_to_stop(clause, "mow"):
        for target in targets(clause, context, {"lawn_mower"}):
            yield wish_for("HassLawnMowerDock", target)
    elif (
        clause.verbs & {"start", "on", "mow"}
        or switched(clause) == "on"
        or _is_told_to(clause, "mow")
        or _is_set_off(clause)
    ):
        default = "lawn_mower" if "mow" in clause.verbs else None
        for target in targets(clause, context, {"lawn_mower"}, default):
            yield wish_for("HassLawnMowerStartMowing", target)


def coffee(clause: Clause, context: Context) -> Iterator[Meaning]:
    if not clause.about("coffee_maker") or (_is_only_moved(clause) and switched(clause) is None):
        return
    wants = clause.verb is None or bool(clause.acts & {"brew", "start", "set", "on"})
    if wants and switched(clause) != "off" and "stop" not in clause.acts:
        for target in targets(clause, context, {"coffee_maker"}, "coffee_maker"):
            yield wish_for("HassTurnOn", target, act_said=clause.verb is not None)


def _is_only_moved(clause: Clause) -> bool:
    """ "Bump the coffee maker": nothing says that it is to work."""
    return clause.has("turn") and bool(MOVING & set(clause.words))
