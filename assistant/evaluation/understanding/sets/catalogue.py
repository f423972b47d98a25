"""Every set by name, and which source brings it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from assistant.evaluation.understanding.sets import (
    device_actions,
    free,
    ha_commands,
    home_llm,
    impossible,
    out_of_scope,
    own,
    templates,
)
from assistant.evaluation.understanding.sets.built import Built
from assistant.evaluation.understanding.shared import NoData
from assistant.ranking.signals import SIGNALS

Source = Callable[[], Built]

WITHOUT = "ambiguous_without_"
"""The same cases as `ambiguous`, with one context signal off, or all of them (`context`)."""
WITHOUT_CONTEXT = f"{WITHOUT}context"
WITHOUT_ONE = tuple(f"{WITHOUT}{signal}" for signal in SIGNALS)

SETS: Mapping[str, Source] = MappingProxyType(
    {
        own.OWN: own.own,
        own.AMBIGUOUS: own.ambiguous,
        WITHOUT_CONTEXT: own.ambiguous,
        **dict.fromkeys(WITHOUT_ONE, own.ambiguous),
        ha_commands.SET: ha_commands.ha_commands,
        free.CLEAN: free.free_clean,
        free.RECOGNISED: free.free_recognised,
        out_of_scope.SET: out_of_scope.out_of_scope,
        free.LATER: free.free_clean,
        f"{free.LATER}_recognised": free.free_recognised,
        free.QUESTIONS: free.free_clean,
        f"{free.QUESTIONS}_recognised": free.free_recognised,
        out_of_scope.HEARD: out_of_scope.out_of_scope_recognised,
        impossible.ABSENT: impossible.impossible,
        impossible.QUESTIONS: impossible.questions,
        device_actions.SET: device_actions.device_actions,
        home_llm.SET: home_llm.home_llm,
        home_llm.STATUS: home_llm.home_llm_status,
        templates.SET: templates.templates,
    }
)
"""In the order of the report; a source may bring several."""

MAIN = (
    own.OWN,
    own.AMBIGUOUS,
    WITHOUT_CONTEXT,
    ha_commands.SET,
    free.CLEAN,
    free.RECOGNISED,
    out_of_scope.SET,
)
"""The sets that the goals are stated for; the others show more."""


def build(name: str) -> Built:
    """One set; skipped with its reason where its data is not here."""
    try:
        built = SETS[name]()
    except NoData as missing:
        return Built(items=(), skipped=f"no data: {missing}")
    if name.startswith(WITHOUT):
        return replace(built, items=tuple(replace(item, set=name) for item in built.items))
    items = tuple(item for item in built.items if item.set == name)
    if items or not built.items:
        return replace(built, items=items)
    return Built(items=(), skipped="nothing of this kind in the data")


def disabled_signals(name: str) -> frozenset[str]:
    """The context signals that are off in this set."""
    if name == WITHOUT_CONTEXT:
        return frozenset(SIGNALS)
    return frozenset({name.removeprefix(WITHOUT)}) if name.startswith(WITHOUT) else frozenset()
