"""The words in which something is put on a list, taken off it or ticked off.

Where the verb stands tells a wish from a tale: at the beginning of what is said or after words of
asking ("could you just"), and not after whoever did it ("Jane put jam on the list").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from assistant.home.model import Home
from assistant.understanding.address import KIN
from assistant.understanding.listing.which import list_pattern
from assistant.understanding.more_items import LIKELY, with_its_verb

Way = Literal["add", "remove", "tick", "swap"]

_ADD = (
    r"(?:add|put|stick|pop|bung|chuck|sling|whack|lash|jot|write|note|get|include|insert|append|"
    r"place|throw|shove|slap|plonk|fling|toss|enter|log|have|whap|scribble|ping)"
    r"(?: down)?"
)
_OFF = r"(?:off(?: of)?|from|out of|away from)"
_ONTO = r"(?:to|onto|on to|on|into|in|for)"
_POLITE = (
    r"(?:and|so|then|now|please|pls|kindly|just|also|can|could|would|will|you|ya|ye|u|we|i|y['’]?all|"
    r"let['’]?s|hey|ok|okay|right|well|oh|um|uh|er|go ahead and|go|quickly|quick|maybe|might|"
    r"better|had|['’]d|got to|gotta|need to|want to|wanna|have to|should|must|may|may as well|"
    r"might as well|like to|love to|would like to|i['’]d|you['’]d|i['’]ll|we['’]ll|do|be a|"
    r"(?:do me|me) a favou?r and|help me|to)"
)
_LEAD = re.compile(
    rf"(?:^|[,.;:!?–—]\s*|\b(?:and|so|then|but|please|kindly|(?:want|need|like|asks?|asked) you to|"
    rf"wants you to|(?:don['’]?t|do not|never) forget to|remember to|cos|now)\s+)"
    rf"(?P<asked>(?:{_POLITE}\s+)*)$",
    re.IGNORECASE,
)
_POINTED = r"(?:it|that|them|those|these|both)(?: both| all| two)?"
_OF_THE_SAME = re.compile(
    rf"[\s,]+(?:(?:and|then|but|also|please|instead)\s+)+(?P<verb>(?:{_ADD}\s+(?P<added>.+?)|"
    r"(?:remove|delete|erase|(?:cross|take|scratch) off)\s+(?P<taken>.+?)))"
    r"(?:\s+(?:on|to (?:it|that)|on (?:it|there|that)|off|off it|from it|instead|too|as well|"
    r"back on|please))*(?=[.;!?]|$)",
    re.IGNORECASE,
)
"""A second verb with no list of its own."""
_EDITED = re.compile(
    r"[,.;–—-]+\s*(?:(?:oh|um|er|actually|wait|no|sorry)[\s,]+)*(?:no|sorry|i mean|i meant|wait|"
    r"actually|make (?:it|that)|scratch that|rather)\b[\s,]*(?:(?:i mean|i meant|make (?:it|that)|"
    r"wait|sorry|actually|rather)\b[\s,]*)*(?P<right>\w[^.;!?]*)[.!]*",
    re.IGNORECASE,
)
_DOES_IT_ONESELF = re.compile(
    r"(?:^|\s)(?:i|we)\s+(?:(?:just|also|then|already|had|did|do|have)\s+)*$|"
    r"\b(?:should|must|do|shall|may|might) (?:i|we|you)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
""" "I put jam on the list" is told, "should I put wine on the list" asks."""
_TOLD_OF = (
    r"\b(?:he|she|they|who|nobody|somebody|someone|everyone|anyone|wife|husband|brother|sister|"
    r"neighbou?r)\b|\bi(?:['’]ve|['’]d| was| were| never| already| did| had| put| always| thought| "
    r"have| would have| could have)\b|^\W*(?:and |so |but )?(?:did|does|has|have|had|was|were|is|"
    r"are|am|why|when|if|should|shall|do (?:i|we|you|they)|who)\b"
)
_ASKED = (
    r"(?:and |so |but |ok |right |hey )*(?:have|has|had|did|do|does|is|are|was|were|isn['’]?t|"
    r"aren['’]?t|haven['’]?t|didn['’]?t) (?:(?!please\b)[\w'’-]+ )+?(?:on|to|onto|off|from) "
)


@dataclass(frozen=True, slots=True)
class Core:
    """What is wished of a list, and where in the text it stands."""

    way: Way
    said: str
    """Of what, as it was said."""
    where: str
    """The list as it was spoken of; empty where it was not."""
    start: int
    end: int
    verb: int = 0
    """Where its verb stands."""
    new: str = ""
    """What comes in its place."""
    anything: bool = False
    """Also said of what is on no list: "take it off"."""
    sure: bool = True
    """The words are of nothing but lists; otherwise what they are of must be plain."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    """How it is said in one home."""

    cores: tuple[tuple[Way, re.Pattern[str], bool], ...]
    bare: re.Pattern[str]
    named_first: re.Pattern[str]
    asked: re.Pattern[str]
    any_list: re.Pattern[str]
    other_list: re.Pattern[str]
    told_of: re.Pattern[str]


def is_of_a_list(text: str, home: Home) -> bool:
    return bool(_patterns_of(home).any_list.search(text))


def asks_of_a_list(text: str, home: Home) -> str | None:
    """The list of which is asked whether something is on it, as it was spoken of."""
    found = _patterns_of(home).asked.fullmatch(text.strip(" .!?"))
    return found["list"] if found else None


def is_only_told(text: str, home: Home) -> bool:
    """Somebody did or does it, or it is asked whether: nothing is wished."""
    patterns = _patterns_of(home)
    found = [
        text[: one.start("verb")]
        for _, pattern, sure in patterns.cores
        if sure
        for one in _every(pattern, text, 0)
    ]
    return bool(found) and all(
        _wish_begins(before) is None and patterns.told_of.search(before) for before in found
    )


def cores_in(text: str, home: Home) -> tuple[Core, ...]:
    """Every wish for a list, in the order of speaking."""
    patterns = _patterns_of(home)
    found: list[Core] = []
    at = 0
    while (core := _next(text, at, patterns, found)) is not None:
        core = _put_right(core, text, patterns)
        found.append(core)
        at = core.end
    if not found and (bare := _without_verb(text, patterns)) is not None:
        return (bare,)
    if not found and (first := patterns.named_first.fullmatch(text.strip(" .!"))) is not None:
        return (Core("add", first["item"], first["list"], 0, len(text)),)
    return tuple(found)


def _put_right(core: Core, text: str, patterns: _Patterns) -> Core:
    """ "..., sorry, the shopping list", "..., no wait, white wine": said behind it."""
    edit = _EDITED.fullmatch(text, core.end)
    if edit is None or not core.where:
        return core
    other = patterns.other_list.fullmatch(edit["right"])
    if other is not None:
        return replace(core, where=other["list"], end=len(text))
    return replace(core, said=f"{core.said}, i mean, {edit['right']}", end=len(text))


def _without_verb(text: str, patterns: _Patterns) -> Core | None:
    """ "Cat litter on the list please, it's urgent"."""
    said = patterns.bare.match(f" and {text}")
    words = with_its_verb(f"{said['item']} on the list") if said else None
    if said is None or words is None or words[1] < LIKELY or said["to"].lower() in ("off", "from"):
        return None
    return Core("add", said["item"], said["list"], 0, said.end() - len(" and "))


def _next(text: str, at: int, patterns: _Patterns, found: list[Core]) -> Core | None:
    """The wish that ends first, with the verb that is nearest to its list."""
    candidates = list(_candidates(text, at, patterns))
    if found:
        candidates += _more_of(text, at, patterns, found[-1])
    return min(candidates, key=lambda one: (one.end, -one.verb, not one.sure), default=None)


def _candidates(text: str, at: int, patterns: _Patterns) -> Iterator[Core]:
    for way, pattern, sure in patterns.cores:
        for found in _every(pattern, text, at):
            if (begins := _wish_begins(text[: found.start("verb")])) is None:
                continue
            groups = found.groupdict(default="")
            yield Core(
                way,
                said=groups["item"] or groups.get("taken", ""),
                where=groups.get("list", ""),
                start=max(at, begins),
                end=found.end(),
                verb=found.start("verb"),
                new=groups.get("new", ""),
                sure=sure,
                anything=bool(groups.get("taken")),
            )


def _every(pattern: re.Pattern[str], text: str, at: int) -> Iterator[re.Match[str]]:
    """Also those that begin within another."""
    while (found := pattern.search(text, at)) is not None:
        yield found
        at = found.start() + 1


def _more_of(text: str, at: int, patterns: _Patterns, last: Core) -> Iterator[Core]:
    """ "... and call mum to the to-do list": the verb is that of the wish before; "... and add
    cream instead": so is the list.
    """
    if (bare := patterns.bare.match(text, at)) is not None and last.way in ("add", "remove"):
        taken = bare["to"].lower().startswith(("off", "from", "out"))
        way: Way = "remove" if taken else "add"
        yield Core(way, bare["item"], bare["list"], at, bare.end(), verb=at)
    if (same := _OF_THE_SAME.match(text, at)) is not None:
        way = "add" if same["added"] else "remove"
        said = same["added"] or same["taken"]
        yield Core(way, said, "", at, same.end(), verb=same.start("verb"), sure=False)


def _wish_begins(before: str) -> int | None:
    """Where the wish begins whose verb comes after these words; None where none does."""
    lead = _LEAD.search(before)
    if lead is None or _DOES_IT_ONESELF.search(before):
        return None
    return lead.start()


def _patterns_of(home: Home) -> _Patterns:
    people = frozenset(
        spelling.lower() for person in home.people for spelling in (person.name, *person.aliases)
    )
    return _patterns(list_pattern(home), people)


@lru_cache(maxsize=64)
def _patterns(named: str, people: frozenset[str]) -> _Patterns:
    where = rf"(?P<list>{named})(?![’']s|\s+of\b)"
    item = rf"(?P<item>(?:(?!\b(?:{named})).)+?)"
    flags = re.IGNORECASE
    cores: tuple[tuple[Way, str, bool], ...] = (
        ("swap", rf"\b(?P<verb>swap|replace|change|switch|exchange)\s+{item}\s+"
         rf"(?:for|with|to|by|against|into)\s+(?P<new>(?:(?!\b(?:{named})).)+?)\s+"
         rf"(?:on|in|from|off)\s+{where}", False),
        ("tick", rf"\b(?P<verb>tick|check)\s+{item},?\s+{_OFF}\s+{where}", True),
        ("tick", rf"\b(?P<verb>tick|check)\s+off\s+{item}(?:\s+(?:on|from|off|in)\s+{where}|"
         rf"(?=[,.;!?]|$))", False),
        ("tick", rf"\b(?P<verb>tick|check)\s+{item}\s+off\b(?!\s+(?:of|from|the|my|our)\b)", False),
        ("tick", rf"\b(?P<verb>mark)\s+{item}\s+(?:down )?(?:as |off as |off )?"
         rf"(?:done|bought|complete|completed|finished|got|purchased|sorted)\b"
         rf"(?:\s+(?:on|in|off)\s+{where})?", False),
        ("remove", rf"\b(?P<verb>cross|strike|scratch|scrub)\s+off\s+{item}"
         rf"(?:\s+(?:on|from|off|in)\s+{where}|(?=[,.;!?]|$))", False),
        ("remove", rf"\b(?P<verb>cross|strike|scratch|scrub)\s+{item}\s+(?:off|out)\b"
         rf"(?!\s+(?:of|from|the|my|our)\b)", False),
        ("remove", rf"\b(?P<verb>\w+)\s+(?:off\s+)?{item},?\s+(?:right )?{_OFF}\s+{where}", True),
        ("remove", rf"\b(?P<verb>get rid of|remove|delete|erase|drop|lose|bin|scrap)\s+{item},?\s+"
         rf"(?:that is |that['’]s )?(?:on|in)\s+{where}", False),
        ("remove", rf"\b(?P<verb>take)\s+(?:off\s+{item}(?=[,.;!?]|$)|(?P<taken>{_POINTED})\s+"
         rf"(?:back )?off(?: again)?(?=[,.;!?]|$))", False),
        ("remove", rf"\b(?P<verb>remove|delete|cross off|take off)\s+{item}"
         rf"(?=\s+and\s+{_ADD}\b)", False),
        ("remove", rf"\b(?P<verb>scratch|scrap)\s+{item}(?=[,.;!?]|$)", False),
        ("add", rf"\b(?P<verb>add)\s+(?P<item>{_POINTED})(?=\s*[,.;!?]|\s*$)", False),
        ("add", rf"\b(?P<verb>{_ADD})\s+{item},?\s+(?:down |back )?{_ONTO}\s+{where}", True),
        ("add", rf"\b(?P<verb>{_ADD})\s+{_ONTO}\s+{where}[\s,:]+(?P<item>.+)$", True),
    )  # fmt: skip
    somebody = "|".join(map(re.escape, sorted(people | KIN)))
    return _Patterns(
        cores=tuple((way, re.compile(one, flags), sure) for way, one, sure in cores),
        bare=re.compile(
            rf"[\s,]+(?:and|plus|also|then)\s+{item},?\s+(?P<to>{_ONTO}|{_OFF})\s+{where}", flags
        ),
        named_first=re.compile(
            rf"(?:{_POLITE}\s+)*(?:{_ONTO}\s+)?{where}\s*(?:[:,;–—-]+|,?\s(?={_ADD}\b))\s*"
            rf"(?:(?:please |can you |could you )*{_ADD}\s+)?(?P<item>.+)",
            flags,
        ),
        asked=re.compile(rf"{_ASKED}{where}(?: \w+){{0,3}}", flags),
        other_list=re.compile(rf"(?:(?:{_ONTO}|{_OFF})\s+)?{where}", flags),
        any_list=re.compile(
            rf"\b(?:{named})|\b(?:tick|check|cross|scratch|scrap|strike|mark|add|take)\b", flags
        ),
        told_of=re.compile(rf"{_TOLD_OF}|\b(?:{somebody})\b", flags),
    )
