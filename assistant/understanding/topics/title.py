"""The title in a request to play something: what is left when its frame is taken off.

"Can you put on the Joe Rogan podcast in the kitchen please" is a frame around "Joe Rogan". The
frame is found by its grammar and not by a list of stop words, because any word may be part of a
title: only the first verb of playing counts ("hear Play That Funky Music"), and small words fall
away only beside a word for a sort of media ("my jazz playlist", but "My Way").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.home.find import names_of
from assistant.home.model import Home
from assistant.home.once import once_per_home
from assistant.understanding.topics.title_frame import (
    ALWAYS_SMALL,
    ANYTHING,
    BINDING,
    CLAUSES_AFTER,
    CONNECTORS,
    ENDINGS,
    GENERIC,
    JOINED,
    LAST_VERB,
    LEAD,
    NO_TITLE_ALONE,
    OTHER_WISHES,
    PARTICLE_VERBS,
    PARTS,
    PLAYED_ALONG,
    PLAYERS,
    PREPOSITIONS,
    PRONOUNS,
    SERVICES,
    SMALL_BEFORE_SORT,
    SMALL_BESIDE_SORT,
    SORTS,
    STAYING,
    STRAY_VERBS,
)

MOST_WORDS = 12
"""A longer rest is half a sentence, not a title."""
UNKNOWN = frozenset({"unk", "unknown"})
"""What recognisers write for a word that they did not know."""
_SPOKEN = re.compile(r"\d+(?:\.\d+)?[\w']*|\w[\w'&.$+-]*|&")
_ARTIST_OF = frozenset({"by", "of"})
_FRAME = re.compile(
    r"^(?:called|named|titled|entitled|by the (?:name|title) of) (?=\w)|(?<=\w) for (?:me|us)$",
    re.IGNORECASE,
)
_FREQUENCY = re.compile(r"\d{2,4}\.\d")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be played."""

    title: str
    """As it was said; empty where anything will do."""
    media_class: str | None = None
    """`track`, `album`, `artist`, `playlist`, `genre`, `podcast`, `audiobook`, `radio`, `movie`."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words as they were said, beside their plain form."""

    said: tuple[str, ...]
    plain: tuple[str, ...]

    def __getitem__(self, part: slice) -> "_Phrase":
        return _Phrase(self.said[part], self.plain[part])

    def __len__(self) -> int:
        return len(self.plain)

    @property
    def line(self) -> str:
        return " ".join(self.plain)


def wanted_in(text: str, home: Home) -> Wanted | None:
    """What the text wants played; None where what is left over can be no title."""
    places = _places(home)
    nothing = None
    for part in reversed(PARTS.split(text)):
        phrase = _phrase(part)
        if PLAYED_ALONG.search(phrase.line):
            return None
        wanted = _in_part(phrase, places)
        if wanted is not None and wanted.title:
            return _plausible(wanted)
        nothing = nothing or wanted
    return nothing


def without_its_frame(title: str) -> str:
    """What a template took for a title, without "called" before it and "for me" after it."""
    return _FRAME.sub("", title) or title


def _phrase(text: str) -> _Phrase:
    said = [
        word.rstrip(".-'") for word in _SPOKEN.findall(text.replace("’", "'").replace("_", " "))
    ]
    said = [word for word in said if word]
    return _joined(_Phrase(tuple(said), tuple(word.lower().replace("'", "") for word in said)))


def _joined(phrase: _Phrase) -> _Phrase:
    """ "audio book" is one word; and so is "play list", unless it begins with the wish to play."""
    said, plain = list(phrase.said), list(phrase.plain)
    place = len(plain) - 2
    while place >= 0:
        whole = JOINED.get((plain[place], plain[place + 1]))
        if whole is not None and not (plain[place] == "play" and _only_frame(plain[:place])):
            said[place : place + 2] = [whole]
            plain[place : place + 2] = [whole]
        place -= 1
    return _Phrase(tuple(said), tuple(plain))


def _only_frame(words: Sequence[str]) -> bool:
    line = " ".join((*words, ""))
    lead = LEAD.match(line)
    return lead is not None and lead.end() == len(line)


def _in_part(part: _Phrase, places: frozenset[str]) -> Wanted | None:
    part = _without_clauses(part)
    lead = LEAD.match(f"{part.line} ")
    taken = part.line[: lead.end()].count(" ") if lead and len(part) else 0
    if lead and lead.end() > len(part.line):
        taken = len(part)
    verbs, rest = part[:taken], part[taken:]
    if not LAST_VERB & set(verbs.plain):
        rest = _around_verb(rest, places)
        if rest.plain[:1] and rest.plain[0] in OTHER_WISHES:
            return None
    if PARTICLE_VERBS & set(verbs.plain) and rest.plain[-1:] == ("on",):
        rest = rest[:-1]
    wanted = _noun(_without_ending(rest, places))
    if wanted is not None and _phrase(wanted.title).line in places:
        return Wanted("", wanted.media_class)  # only the service was named
    return wanted


def _around_verb(rest: _Phrase, places: frozenset[str]) -> _Phrase:
    """ "Audio book play Jai Ho", "the morning show play on 92.7": the verb stands in between."""
    verb = next((place for place, word in enumerate(rest.plain) if word in STRAY_VERBS), None)
    if verb is None:
        return rest
    after = _without_ending(rest[verb + 1 :], places)
    wanted = _noun(after)
    if wanted is not None and wanted.title and after.plain[0] not in PREPOSITIONS:
        return after
    return rest[:verb]


def _without_clauses(part: _Phrase) -> _Phrase:
    """Without what is told about it: "that I stopped last night", "from chapter 4"."""
    for clause in CLAUSES_AFTER:
        found = clause.search(f" {part.line} ")
        if found is not None:
            cut = found.end("kept") if "kept" in clause.groupindex else found.start()
            part = part[: f" {part.line} "[:cut].count(" ")]
    return part


def _without_ending(rest: _Phrase, places: frozenset[str]) -> _Phrase:
    """Without politeness and without the place or the service that it is to be played with."""
    while len(rest):
        ending = ENDINGS.search(f" {rest.line}")
        length = ending.group().count(" ") if ending else _place_at_end(rest, places)
        if not length:
            break
        rest = rest[: len(rest) - length]
    return rest


def _place_at_end(rest: _Phrase, places: frozenset[str]) -> int:
    """How many words at the end say where: "on the kitchen radio"."""
    words = rest.plain
    for start, word in enumerate(words):
        if word not in PREPOSITIONS:
            continue
        name = list(words[start + 1 :])
        while name and name[0] in ("the", "my", "our", "your", "this"):
            name.pop(0)
        if name and " ".join(name).removesuffix(" app") in places:
            return len(words) - start
    return 0


@once_per_home
def _places(home: Home) -> frozenset[str]:
    """Rooms and players by their plain names, and services by theirs."""
    players = list(home.devices_of("media_player"))
    spellings = [name for device in players for name in names_of(device)]
    spellings += [name for area in home.areas for name in names_of(area)]
    spellings += [name for floor in home.floors for name in names_of(floor)]
    return PLAYERS | SERVICES | {_phrase(spelling).line for spelling in spellings}


def _noun(rest: _Phrase) -> Wanted | None:
    """The title without the word for its sort: "the Serial podcast", "songs by the Beatles"."""
    if not len(rest):
        return Wanted("")
    if all(word in PRONOUNS for word in rest.plain):
        return None
    sorted_ = any(word in SORTS for word in rest.plain)
    rest, media_class = _without_sort_at_end(rest)
    start, beside = _small_words(rest, sorted_=sorted_)
    media_class = media_class or beside
    rest = rest[start:]
    if all(word in GENERIC for word in rest.plain):
        return Wanted("", media_class)
    if "fm" in rest.plain or any(_FREQUENCY.fullmatch(word) for word in rest.plain):
        media_class = media_class or "radio"
    return Wanted(" ".join(rest.said), media_class)


def _without_sort_at_end(rest: _Phrase) -> tuple[_Phrase, str | None]:
    """ "Jazz playlist" is jazz; but "The Jungle Book" is called so, unlike "that crime book"."""
    media_class = None
    while len(rest) > 1 and rest.plain[-1] in SORTS:
        if rest.plain[-1] in STAYING and rest.plain[0] not in SMALL_BESIDE_SORT - {"the"}:
            return rest, SORTS[rest.plain[-1]]
        media_class = media_class or SORTS[rest.plain[-1]]
        rest = rest[:-1]
        while len(rest) > 1 and rest.plain[-1] in SMALL_BEFORE_SORT:
            rest = rest[:-1]
    return rest, media_class


def _small_words(rest: _Phrase, *, sorted_: bool) -> tuple[int, str | None]:
    """Where the title begins behind articles, praise and sort words; the sort that was said."""
    start, media_class = 0, None
    words = rest.plain
    small = ALWAYS_SMALL | SMALL_BESIDE_SORT if sorted_ else ALWAYS_SMALL
    while start < len(words) - 1:
        if words[start] in small or (start and sorted_ and words[start] in CONNECTORS):
            start += 1
        elif (length := _leading_sort(words[start:])) > 0:
            sort = SORTS.get(words[start])
            by = words[start + length - 1] in _ARTIST_OF
            media_class = media_class or ("artist" if by and sort == "track" else sort)
            start += length
        else:
            break
    return start, media_class


def _leading_sort(words: Sequence[str]) -> int:
    """Words of a sort before the title: "podcast about", "radio station", "song"."""
    following = words[1]
    if words[0] in ANYTHING and following in ("by", "from"):
        return 2 if len(words) > 2 else 0
    if words[0] not in SORTS:
        return 0
    if following in CONNECTORS:
        return 2 if len(words) > 2 else 0
    if following in ("which", "that") and words[2:3] and words[2] in ("play", "plays"):
        return 3 if len(words) > 3 else 0
    if following in SORTS:
        return 1
    if len(words) == 2 and re.fullmatch(r"\d{1,2}|[a-z]", following):
        return 0  # "podcast 1": a bare number is no title
    binds = words[0] in BINDING and not following[0].isdecimal()
    return 0 if binds else 1  # "Radio Head"


def _plausible(wanted: Wanted) -> Wanted | None:
    """None for a pronoun, a scrap of a sentence, or what was mostly not heard."""
    said = [word for word in wanted.title.split() if word.lower() not in UNKNOWN]
    unheard = len(wanted.title.split()) - len(said)
    named = [word for word in said if word.lower().replace("'", "") not in NO_TITLE_ALONE]
    if len(named) <= unheard or len(said) > MOST_WORDS:
        return None
    return replace(wanted, title=" ".join(said))
