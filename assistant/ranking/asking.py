"""What to say where the words leave something open: which one, whether, or that it cannot be."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.context import Context
from assistant.home.phrasing import devices_called, kind_word, listing, sentence
from assistant.ranking.option import Option, Ranked
from assistant.ranking.shall_i import shall_i
from assistant.turn import Candidate, Decision, Resolution
from devices.contract import Device

UNDERSTOOD_NOTHING = "Sorry, I didn't understand that."
OFFERED = 4
"""More things than this are not listed in a question."""
KEPT = 40
"""Candidates that are remembered; nobody chooses among more."""
STANDS_OUT = 0.2
"""Share of a long list that makes one of its things worth naming in the question."""


def too_many(resolution: Resolution, context: Context) -> Resolution:
    known = context.home.device_by_id
    devices = [known[device] for one in resolution.candidates for device in one.devices]
    if len(devices) > OFFERED:
        told = "I don't know what you mean. Please say its name."
    else:
        told = f"I don't know whether you mean {_choice(devices, context)}."
    return replace(resolution, decision="decline", reason="not_certain", reply=told)


def _choice(devices: Sequence[Device], context: Context) -> str:
    return listing([devices_called([device], context.home) for device in devices], "or")


def reply_to(decision: Decision, parts: Sequence[Option], context: Context) -> str:
    if decision == "confirm":
        return parts[0].reading.question or shall_i(parts, context.home)
    if decision == "decline":
        devices = [device for part in parts for device in part.devices]
        names = devices_called(devices, context.home)
        return f"I can't do that with {names}." if names else UNDERSTOOD_NOTHING
    return ""


def which_one(offered: Sequence[Ranked], context: Context) -> Resolution:
    """The question, the likely ones first."""
    if len(offered) <= OFFERED:
        names = [devices_called(one.option.devices, context.home) for one in offered]
        question = _question(listing(names, "or"))
    else:
        question = _one_of_many(offered, context)
    return Resolution(
        decision="ask",
        candidates=tuple(candidate_of(one) for one in offered[:KEPT]),
        reason="duplicate_targets",
        reply=question,
    )


def _one_of_many(offered: Sequence[Ranked], context: Context) -> str:
    """More than can be listed: only those that stand out are named."""
    devices = [device for one in offered for device in one.option.devices]
    kinds = {kind_word(device.kind, device.device_class) for device in devices}
    one = kinds.pop() if len(kinds) == 1 else "one"
    total = sum(ranked.probability for ranked in offered)
    likely = [
        devices_called(ranked.option.devices, context.home)
        for ranked in offered[:OFFERED]
        if ranked.probability >= STANDS_OUT * total
    ]
    if not likely:
        return f"Which {one} do you mean?"
    return _question(listing([*likely, f"another {one}" if one != "one" else "another one"], "or"))


def _question(text: str) -> str:
    return sentence(text).removesuffix(".") + "?"


def candidate_of(ranked: Ranked) -> Candidate:
    option = ranked.option
    return Candidate(
        reading=replace(option.reading, probability=option.probability),
        devices=tuple(device.id for device in option.devices),
        probability=ranked.probability,
        why=option.why,
        signals=ranked.signals,
        counts=ranked.counts,
    )


def with_undoing(asked: Resolution, undo: Ranked) -> Resolution:
    """The question, whose answer takes back as well what was done by mistake."""
    devices = tuple(device.id for device in undo.option.devices)
    also = (replace(undo.option.reading, devices=devices, also=()),)
    candidates = (replace(one, reading=replace(one.reading, also=also)) for one in asked.candidates)
    return replace(asked, candidates=tuple(candidates))
