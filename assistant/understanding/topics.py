"""Wishes and questions that are known by their topic: weather, clock, alarms, lists, playing.

They are read from the words themselves, because nearly any wording will do: who says "rain" and
asks, asks for the weather.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.context import Context
from assistant.turn import Value
from assistant.understanding.clause import Clause
from assistant.understanding.clock import time_of_day
from assistant.understanding.meaning import Meaning, is_question

WORDS = Sequence[str]
ASKING = frozenset(
    "what is are was how which when do does did will would should can could any show tell list "
    "read give check see let know confirm report find get have need want whats".split()
)
WEATHER = frozenset(
    "weather forecast rain raining rainy snow snowing snowy sunny cloudy windy storm stormy "
    "umbrella thunderstorm foggy humid sunshine raincoat hail thunder outside outdoors".split()
)
WEATHER_ALONE = frozenset("weather forecast".split())
ELSEWHERE = frozenset("in for at around near of".split())
ALARM = frozenset("alarm alarms alarams wake wakeup".split())
OF_ALARMS = ALARM | frozenset(
    "set make create add schedule place put need want me up a an the my for at to on in of by "
    "please pda olly hey can you could would i like am pm oclock morning evening afternoon night "
    "tomorrow today tonight noon midnight new off cancel remove delete stop turn disable get clear "
    "all every alert daily weekday weekdays weekend monday tuesday wednesday thursday friday "
    "saturday sunday half quarter past rid from".split()
)
ODD_WORD = 0.8
ADD = frozenset("add put include insert append write readd place".split())
REMOVE = frozenset("remove delete take erase clear cross drop scratch strike".split())
LISTS = frozenset("list lists".split())
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
COFFEE = frozenset("coffee coffees espresso cappuccino latte".split())
WANTING = frozenset(
    "make brew prepare cook fix get give want need like love fancy have start begin pour cup run "
    "machine maker pot".split()
)
NOT_FROM_HERE = frozenset("shop store order buy starbucks recipe how stop off cancel not".split())
CLEANERS = frozenset("vacuum hoover roomba cleaner robot vacuuming cleaning cleanup".split())
STARTING = frozenset("start begin run initiate get set go on activate launch make do let".split())
RESUME = frozenset("resume continue continuing resuming unpause keep".split())
NOT_A_TITLE = frozenset(
    "play please some a an the my any me music song songs track tracks audio to on in of for "
    "something now can you could would i want like hear listen put radio tunes us will let "
    "would you d olly".split()
)


def topics(clause: Clause, text: str, context: Context) -> Iterator[Meaning]:
    """Every meaning that the topic of the words suggests."""
    if clause.has("not"):
        return
    words = clause.words
    for rule in (_time, _date, _weather, _alarm, _list, _coffee, _cleaning):
        yield from rule(words, clause, context)
    yield from _play(words, clause, context, text)


def _asks(words: WORDS, clause: Clause) -> bool:
    return is_question(clause) or bool(set(words[:4]) & ASKING)


def _time(words: WORDS, clause: Clause, context: Context) -> Iterator[Meaning]:
    """The time here; other places are not ours to tell."""
    known = set(words) - {"the", "please", "pda", "olly", "now", "right", "current", "hello"}
    asking = set(
        "what is it time me tell give show can i get do you know have u let to at of day just "
        "exact correct which need hour whats clock check".split()
    )
    if "time" in words and known <= asking and len(words) <= 10:
        yield Meaning("HassGetCurrentTime", {})


def _date(words: WORDS, clause: Clause, context: Context) -> Iterator[Meaning]:
    known = set(words) - {"the", "please", "pda", "olly", "now", "right", "current", "just"}
    asking = set(
        "what is it date day today todays me tell give show can i get do you know have let to of "
        "need which whats month week in format american and time this current for full".split()
    )
    about = {"date", "day", "month"} & set(words)
    if about and known <= asking and len(words) <= 12 and ("date" in words or "what" in words):
        yield Meaning("HassGetCurrentDate", {})


def _weather(words: WORDS, clause: Clause, context: Context) -> Iterator[Meaning]:
    said = set(words) & WEATHER
    if not said or not any(device.kind == "weather" for device in context.home.devices):
        return
    if set(words) & {"play", "turn", "switch", "add", "set", "open", "close", "lock", "song"}:
        return
    alone = bool(said & WEATHER_ALONE)
    warmth = {"hot", "cold", "warm", "cool", "chilly", "freezing", "like", "temperature"}
    if said <= {"outside", "outdoors"} and not set(words) & warmth:
        return
    if alone or _asks(words, clause):
        yield Meaning("HassGetWeather", {})


def _alarm(words: WORDS, clause: Clause, context: Context) -> Iterator[Meaning]:
    if not any(device.kind == "alarm_clock" for device in context.home.devices):
        return
    text = " ".join(words)
    wakes = any(phrase in text for phrase in ("wake me", "alert me", "get me up", "wake up at"))
    if not (set(words) & ALARM or wakes):
        return
    slots: dict[str, Value] = {"domain": "alarm_clock"}
    time = _latest_time(words)
    sets = wakes or set(words) & set("set make create add schedule place put need want".split())
    removes = set(words) & (REMOVE | {"cancel", "off", "stop", "disable", "rid", "kill"})
    if "go off" in " ".join(words):
        removes = set()
    guarded_too = any(device.kind == "alarm_control_panel" for device in context.home.devices)
    if removes and not is_question(clause):
        if guarded_too and time is None:
            return  # "turn off the alarm" may mean the one that guards the house
        yield Meaning("HassTurnOff", slots, certainty=_certainty(words))
    elif _asks_about_alarms(words, clause) or (not sets and set(words) & ASKING):
        yield Meaning("HassGetState", slots, form="one")
    elif sets and time is not None and "from" not in words and not _lasts(words):
        asked: dict[str, Value] = {**slots, "time": time}
        yield Meaning("AlarmClockSet", asked, certainty=_certainty(words))
    elif not sets and len(words) <= 3 and not set(words) & {"on", "start", "arm"}:
        yield Meaning("HassGetState", slots, form="one")


def _certainty(words: WORDS) -> float:
    """Each word that has nothing to do with an alarm makes it less sure what is wanted."""
    odd = [word for word in words if word not in OF_ALARMS and not word[0].isdecimal()]
    return ODD_WORD ** len(odd)


def _asks_about_alarms(words: WORDS, clause: Clause) -> bool:
    """ "Did you set", "check if I have set": a question in spite of its verb."""
    start = set(words[:2])
    return is_question(clause) or bool(
        start & {"check", "checkout", "confirm", "show", "list", "tell", "report", "any", "see"}
    )


def _lasts(words: WORDS) -> bool:
    """An amount of time, not a time of day."""
    return bool(set(words) & {"minute", "minutes", "hour", "hours", "second", "seconds"})


def _latest_time(words: WORDS) -> str | None:
    found: tuple[str, int] | None = None
    for start in range(len(words)):
        time = time_of_day(words[start:])
        if time is not None and (found is None or time[1] > found[1]):
            found = time
    return found[0] if found else None


def _list(words: WORDS, clause: Clause, context: Context) -> Iterator[Meaning]:
    lists = [device for device in context.home.devices if device.kind == "todo"]
    if not set(words) & LISTS or not lists:
        return
    place = max(index for index, word in enumerate(words) if word in LISTS)
    name = _list_name(words, context)
    item, adds = _item(words[:place])
    if set(words[:2]) & {"read", "tell", "what", "show", "is", "are", "do", "any", "give"}:
        adds = None
    if item and adds is True:
        yield Meaning("HassListAddItem", {"item": item, "name": name})
    elif item and adds is False:
        yield Meaning("HassListRemoveItem", {"item": item, "name": name})
    elif _asks(words, clause) and adds is None and "new" not in words and "create" not in words:
        yield Meaning("HassGetState", {"domain": "todo", "name": name}, form="one")


def _list_name(words: WORDS, context: Context) -> Value:
    """The list that is spoken of: by its name, else the shopping list."""
    text = " ".join(words)
    lists = [device for device in context.home.devices if device.kind == "todo"]
    for device in lists:
        for name in (device.name, *device.aliases):
            kind = name.lower().replace("list", "").replace("-", " ").strip()
            if kind and kind in text:
                return name
    shopping = [device for device in lists if "shopping" in device.name.lower()]
    if "grocery" in text or "groceries" in text or len(lists) == 1 or shopping:
        return (shopping or lists)[0].name
    return lists[0].name


def _item(before: WORDS) -> tuple[str, bool | None]:
    """What is to be added (True) or taken off (False)."""
    for verbs, adds in ((ADD, True), (REMOVE, False)):
        starts = [index for index, word in enumerate(before) if word in verbs]
        if not starts:
            continue
        rest = before[starts[0] + 1 :]
        ends = [
            index
            for index, word in enumerate(rest)
            if word in ("to", "on", "in", "onto", "from", "off", "of", "into") and index > 0
        ]
        item = [
            word
            for word in rest[: ends[-1] if ends else 0]
            if word not in {"the", "some", "a", "an", "my", "off", "please", "out"}
        ]
        return " ".join(item), adds
    return "", None


def _coffee(words: WORDS, clause: Clause, context: Context) -> Iterator[Meaning]:
    said = set(words)
    if not any(device.kind == "coffee_maker" for device in context.home.devices):
        return
    wants = said & WANTING or len(words) <= 2
    asked_for = said & COFFEE and wants and not said & NOT_FROM_HERE and not is_question(clause)
    at_once = _latest_time(words) is None or bool(said & {"cup", "1"})
    if asked_for and at_once:
        yield Meaning("HassTurnOn", {"domain": "coffee_maker"})


def _cleaning(words: WORDS, clause: Clause, context: Context) -> Iterator[Meaning]:
    """ "Start house cleaning": the machine or its work, and a word of beginning."""
    said = set(words)
    if not any(device.kind == "vacuum" for device in context.home.devices):
        return
    unfit = {"stop", "off", "pause", "dock", "how", "timer", "list", "supplies"}
    areas = [mention.named.name for mention in clause.mentions("area")]
    starts = said & CLEANERS and said & STARTING
    floors = words[0] in ("clean", "vacuum", "hoover") and said & {"carpet", "carpets", "floors"}
    if (starts or floors) and not said & unfit and not is_question(clause) and not areas:
        yield Meaning("HassVacuumStart", {"domain": "vacuum"})


def _play(words: WORDS, clause: Clause, context: Context, text: str) -> Iterator[Meaning]:
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


_SPOKEN = re.compile(r"[\w'.&-]+")


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
