"""Something to hear or see, by its title."""

import re
from collections.abc import Iterator

from assistant.context import Context
from assistant.turn import Value
from assistant.understanding.clause import Clause
from assistant.understanding.meaning import Meaning, is_question
from assistant.understanding.topics.wording import WORDS

LISTENING = frozenset("play listen hear".split())
NOT_PLAYED = frozenset(
    "game games chess trivia together against joke jokes fact facts story funny hilarious said "
    "sentence say you your what about review reviews news said repeat utterance instruction spoke "
    "spoken things i theater theaters theatres transactions title which artist".split()
)
"""Words in what follows "play" or "hear" that say it is nothing a speaker plays."""
NEXT = frozenset("next skip".split())
PREVIOUS = frozenset("previous last back again".split())
PLAYED = frozenset(
    "song track episode podcast chapter music album playlist audiobook tune songs "
    "radio station show movie film".split()
)
RESUME = frozenset("resume continue continuing resuming unpause keep".split())
NOT_A_TITLE = frozenset(
    "play please some a an the my any me music song songs track tracks audio to on in of for "
    "something now can you could would i want like hear listen put radio tunes us will let "
    "would you d olly".split()
)
_SPOKEN = re.compile(r"[\w'.&-]+")


def play(words: WORDS, clause: Clause, context: Context, text: str) -> Iterator[Meaning]:
    if not any(device.kind == "media_player" for device in context.home.devices):
        return
    said = set(words)
    slots = _here(clause, context)
    plays = bool(said & LISTENING) or bool(said & RESUME)
    only_next = plays and not said - NEXT - NOT_A_TITLE - {"1", "one", "get", "ready", "again"}
    if said & NEXT and (said & PLAYED or only_next) and "up" not in said:
        yield Meaning("HassMediaNext", slots, implied=("area",))
    elif said & {"previous"} and said & PLAYED:
        yield Meaning("HassMediaPrevious", slots, implied=("area",))
    elif said & RESUME and said & (PLAYED | {"playing", "play", "resume", "music", "where"}):
        if said & {"timer", "timers"}:
            return
        yield Meaning("HassMediaUnpause", slots, implied=("area",))
    elif plays and not said & {"stop", "pause", "off"} and not is_question(clause):
        title = _title(text)
        if not is_title(title):
            return
        if title:
            asked: dict[str, Value] = {**slots, "search_query": title}
            yield Meaning("HassMediaSearchAndPlay", asked, implied=("area",))
        else:
            yield Meaning("HassMediaUnpause", slots, implied=("area",))


def _here(clause: Clause, context: Context) -> dict[str, Value]:
    """The player or room that was named, else the room of the request."""
    words = clause.words
    for mention in clause.mentions("device"):
        before = words[max(0, mention.start - 2) : mention.start]
        if not {"on", "in", "to", "from", "with", "at"} & set(before):
            continue  # "the radio drama" is not to be played on the radio
        if any(
            device.kind == "media_player" and mention.named.name in (device.name, *device.aliases)
            for device in context.home.devices
        ):
            return {"name": mention.named.name}
    for mention in clause.mentions("area"):
        return {"area": mention.named.name}
    area = context.home.area_by_id.get(context.area or "")
    return {"area": area.name} if area else {}


def is_title(wanted: str) -> bool:
    """It may be something that a player plays; games, jokes and half sentences are not."""
    words = wanted.lower().split()
    return not (set(words) & NOT_PLAYED or (words and words[-1] in ("with", "me")))


def _title(text: str) -> str:
    """What comes after the verb of playing, as it was said, politeness aside."""
    words = _SPOKEN.findall(text.lower())
    start = next((i + 1 for i, word in enumerate(words) if word in LISTENING), 0)
    title = list(words[start:])
    while title and title[0] in NOT_A_TITLE:
        title.pop(0)
    while title and title[-1] in NOT_A_TITLE | {"thanks"}:
        title.pop()
    return " ".join(title)
