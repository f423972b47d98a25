"""Things for a list without a verb: "and biscuits" after another one, "oat milk on the list"."""

import re
from dataclasses import replace

from assistant.context import Context
from assistant.turn import Reading
from assistant.understanding.gazetteer import gazetteer_of
from assistant.understanding.lexicon import lexicon
from assistant.understanding.listing.goods import is_bought
from assistant.understanding.past import Deed, deeds
from assistant.understanding.words import as_it_was_said, words_of

LIKELY = 0.9
MOST_WORDS = 5
SURELY_AN_ITEM = 2
PERHAPS = 0.6
"""Of more words, for the first may be a verb: asked whether it is meant."""
ADDING = frozenset({"HassListAddItem", "HassShoppingListAddItem"})
_MORE = re.compile(
    r"(?:oh |um |oh yes |yes |ok |okay )*(?:and|also|plus|as well as)(?: also)?"
    r"(?: some| a| an| the)? (?P<item>.+?)(?: too| as well| also| please)*$"
)
_AS_WELL = re.compile(
    r"(?:some |an? )?(?P<item>(?:\d+ )?[^\W\d]+(?: \w+){0,3}) (?:also|too|as well)(?: please)?"
)
""" "Half kilo paneer also"; nothing before it says that it is more of the same."""
_PUT_TOO = re.compile(
    r"(?:(?:oh|and|also|then|ok|okay|please|can you|could you) )*"
    r"(?P<verb>put|add|stick|pop|bung|chuck|sling|lash|whack|write|jot|throw) (?:down )?"
    r"(?:some |an? )?(?P<item>(?!(?:the|my|our|your|his|her|that|this|it) |"
    r"(?:(?:some )?more|another(?: one)?|one more|others?|the same)\b)"
    r"[^\W\d_]+(?: \w+){0,4}?)"
    r"(?P<there> (?:on there|on it|on that(?: ones?| list)?|to that|to it|there))?(?: on| down)?"
    r"(?P<too>(?: (?:too|as well|also|while you are at it))*)(?: please)?"
)
""" "Put butter on as well": of the same list, where it is a thing to buy."""
_OF_LISTS = frozenset("add write jot".split())
_ASKED = re.compile(
    r"(?:and |so |ok |right )*(?:what (?:else )?(?:is|have we got) on (?:it|there)|"
    r"read it(?: back)?(?: to me)?)(?: now| then| so far| already| please)*"
)
_BARE = re.compile(
    r"(?:and |please |some |also |need |we need |i need |needs |get )*"
    r"(?P<item>\w+(?: \w+){0,4}) (?:on|onto) "
    r"(?P<list>(?:the|my|our)(?: \w+){0,2} list)(?: please| too| as well)*"
)
_ADDED = re.compile(
    r"(?P<before>(?:please |can you |could you )*"
    r"(?:add|put|stick|pop|write|jot|bung|chuck|remove|delete|take) .+?) "
    r"(?P<list>(?:to|on|onto|in|from|off) (?:the|my|our) (?:[\w'’-]+ ){0,3}?list)",
    re.IGNORECASE,
)
_AMONG = re.compile(
    r"^(?:oh |um |and |also |some |a |an |the )+|\s*,?\s*(?:oh |um )?\band (?:some |a |an |the )*|"
    r"\s+(?:too|as well|also|please)\b",
    re.IGNORECASE,
)
_TELLING = frozenset(
    "is are was were be been has have had what which anything something nothing everything there "
    "already off from tick cross check scratch strike remove delete clear song songs track play "
    "get read show tell look go goes went i we you he she they that this number one first next "
    "last best who how why when if call find see all every any items item things thing order buy "
    "purchase send email mail print share review update sort open save give need want finish do "
    "complete mark count repeat say sing move copy edit change make use start pay book sign "
    "names people everyone add put insert".split()
)
"""With these something else is told, asked or wished of what is on a list."""
_SOMEBODY = frozenset("me him her us them you thanks same love thank not here good".split())
_NO_ITEM = frozenset({"act", "turn", "question", "part", "it", "not", "step", "color", "state"})
"""Tags of words that say that something else is wished."""


def one_more(text: str, context: Context) -> Reading | None:
    """The same wish for another item; None where the latest deed added nothing to a list."""
    deed = next(deeds(context), None)
    spoken = " ".join(words_of(text))
    if deed is not None and _asked_of_a_list(deed):
        put = _PUT_TOO.fullmatch(spoken)
        adds = put is not None and put["there"]
        return _put_too(put, _adding_to_it(deed), text, context) if put and adds else None
    if deed is None or deed.reading.intent not in ADDING:
        return None
    if _ASKED.fullmatch(spoken):
        return _what_is_on_it(deed, text)
    if (put := _PUT_TOO.fullmatch(spoken)) is not None and (put["there"] or put["too"]):
        return _put_too(put, deed, text, context)
    found = _MORE.match(spoken)
    if found is None and not _tells_of_more(spoken, context):
        found = _AS_WELL.fullmatch(spoken)
    if found is None:
        return None
    words = found["item"].split()
    tags = {tag.kind for word in words for tag in lexicon().get((word,), ())}
    if len(words) > MOST_WORDS or tags & _NO_ITEM:
        return None
    slots = {**deed.reading.slots, "item": found["item"]}
    return replace(
        deed.reading, slots=slots, text=text, probability=LIKELY, matched_by="continuation", also=()
    )


def _asked_of_a_list(deed: Deed) -> bool:
    return deed.reading.intent == "HassGetState" and deed.reading.slots.get("domain") == "todo"


def _adding_to_it(deed: Deed) -> Deed:
    """The list that was asked about, as one that something is added to."""
    named = {"name": deed.reading.slots["name"]} if "name" in deed.reading.slots else {}
    reading = replace(deed.reading, intent="HassListAddItem", slots=named, form="default")
    return replace(deed, reading=reading)


def _put_too(put: re.Match[str], deed: Deed, text: str, context: Context) -> Reading | None:
    """Sure of what is bought, or where "there" is said; "put jazz on as well" may be of music."""
    item = as_it_was_said(put["item"], text)
    if _tells_of_more(put["item"], context):
        return None
    surely = put["there"] or put["verb"] in _OF_LISTS or is_bought(item)
    likely = LIKELY if surely else PERHAPS
    slots = {**deed.reading.slots, "item": item}
    return replace(
        deed.reading, slots=slots, text=text, probability=likely, matched_by="continuation", also=()
    )


def _what_is_on_it(deed: Deed, text: str) -> Reading:
    """ "What's on it now": on the list that something was just added to."""
    name = str(deed.reading.slots.get("name") or "shopping list")
    return replace(
        deed.reading,
        intent="HassGetState",
        slots={"domain": "todo", "name": name},
        form="one",
        text=text,
        probability=LIKELY,
        matched_by="continuation",
        also=(),
    )


def _tells_of_more(spoken: str, context: Context) -> bool:
    """ "The fan too", "me too": something of the home, or somebody, is spoken of."""
    words = tuple(spoken.split())
    tags = {tag.kind for word in words for tag in lexicon().get((word,), ())}
    names = any(True for _ in gazetteer_of(context.home).exact(words))
    return names or "thing" in tags or not (_TELLING | _SOMEBODY).isdisjoint(words)


def with_those_after(one: str, other: str) -> str | None:
    """ "Add bread and tea bags to the list" for "add bread to the list, and tea bags"; None where
    what comes after is no item.
    """
    found = _ADDED.fullmatch(one.strip())
    more = _AMONG.sub(", ", other).strip(" ,.!")
    words = words_of(more)
    tags = {tag.kind for word in words for tag in lexicon().get((word,), ())}
    if found is None or not 0 < len(words) <= MOST_WORDS or tags & _NO_ITEM or _TELLING & {*words}:
        return None
    return f"{found['before']}, {more} {found['list']}"


def with_its_verb(text: str) -> tuple[str, float] | None:
    """ "Add oat milk to the list" for "oat milk on the list", and how probably that is meant; None
    for anything else.
    """
    found = _BARE.fullmatch(" ".join(words_of(text)))
    words = found["item"].split() if found else []
    tags = {tag.kind for word in words for tag in lexicon().get((word,), ())}
    if found is None or tags & (_NO_ITEM | {"thing"}) or _TELLING & {*words}:
        return None
    item = as_it_was_said(found["item"], text)
    several = re.split(r",| and ", item)
    short = all(len(one.split()) <= SURELY_AN_ITEM for one in several)
    likely = LIKELY if short else PERHAPS
    return f"add {item} to {found['list']}", likely
