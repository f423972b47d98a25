"""Requests that a home assistant cannot serve, chatter, and questions about the world.

They are made in the crowd's home on an ordinary evening, where any action would show. What names
something that the home has ("remind me", "play", "the lights") is left out: there the label does
not say that nothing should happen.
"""

import re
from collections.abc import Iterator

from assistant.evaluation.understanding.homes.crowd import HERE, as_usual, crowd_home
from assistant.evaluation.understanding.item import Excluded, Item, Nothing
from assistant.evaluation.understanding.sets.built import Built, distinct
from assistant.evaluation.understanding.sets.crowd.rows import CrowdRow, recognised, typed
from assistant.evaluation.understanding.shared import rows, text
from assistant.evaluation.understanding.split import side_of, wording_family

SET = "out_of_scope"
HEARD = "out_of_scope_recognised"

_NOT_SERVED = re.compile(
    r"^(qa_|email_|social_|takeaway_|transport_|recommendation_|news_|cooking_|music_query"
    r"|music_likeness|music_dislikeness|datetime_convert|calendar_|play_game"
    r"|general_(?!commandstop))"
)
_ELSEWHERE = frozenset({"datetime_query", "weather_query"})
_SERVED = re.compile(
    r"\b(turn (it |them )?(on|off|up|down)|volume|alarm|alarms|timer|remind|reminder|reminders"
    r"|lights?|lamp|shopping list|grocery list|to ?do list|add .* list|vacuum|thermostat|unmute"
    r"|mute|brightness|temperature|play(?! with)|replay|listen|pause|resume|stop|broadcast"
    r"|announce|louder|quieter|skip|next song|coffee|tv|television|radio|blinds|curtains?"
    r"|garage|lock|unlock|doors?|oven|fan|heating|ac|heater|switch)\b"
)
_GAME = re.compile(r"\b(game|with me|against me|together)\b")
_CONTESTED_CLINC = frozenset(
    "smart_home play_music next_song change_volume timer alarm weather time date shopping_list"
    " shopping_list_update todo_list todo_list_update reminder reminder_update update_playlist"
    " cancel calendar_update whisper_mode".split()
)


def out_of_scope() -> Built:
    """Typed requests whose only right end is that nothing changes."""
    return _built(SET, typed(), clinc=True)


def out_of_scope_recognised() -> Built:
    """The same kinds, as a recogniser heard them."""
    return _built(HEARD, recognised(), clinc=False)


def _built(name: str, crowd: Iterator[CrowdRow], *, clinc: bool) -> Built:
    items: list[Item] = []
    excluded: list[Excluded] = []
    for row in crowd:
        if not _is_not_served(row):
            continue
        if _names_something_served(row.intent, row.prompt):
            reason = "names something that the home has"
            excluded.append(Excluded(set=name, reason=reason, text=row.prompt))
            continue
        items.append(_item(name, row.id, row.text, row.prompt, row.intent))
    for number, entry in enumerate(rows("clinc150.jsonl") if clinc else ()):
        intent, said = text(entry, "intent"), text(entry, "text")
        if intent in _CONTESTED_CLINC:
            continue
        if _SERVED.search(said.lower()):
            reason = "names something that the home has"
            excluded.append(Excluded(set=name, reason=reason, text=said))
            continue
        items.append(_item(name, f"clinc150-{number}", said, said, intent))
    return Built(items=distinct(items), excluded=tuple(excluded))


def _is_not_served(row: CrowdRow) -> bool:
    if row.intent in _ELSEWHERE:
        return bool(row.values("place_name", "time_zone"))
    return _NOT_SERVED.match(row.intent) is not None


def _names_something_served(intent: str, said: str) -> bool:
    if intent == "play_game":
        return not _GAME.search(said.lower())
    if intent in ("datetime_query", "weather_query"):
        return False
    return _SERVED.search(said.lower()) is not None


def _item(name: str, identity: str, said: str, prompt: str, intent: str) -> Item:
    group = wording_family(prompt)
    return Item(
        id=identity,
        set=name,
        text=said,
        home=crowd_home(),
        expected=Nothing(why=intent),
        group=group,
        family=intent.partition("_")[0] if name == HEARD else intent,
        states=as_usual(),
        area=HERE,
        split=side_of(group),
    )
