"""What goes on the list for shopping though no list is spoken of: "we're out of dish soap", "we
need bananas and soup, write that down", "oh it's on there already, then add butter".
"""

import re

from assistant.context import Context
from assistant.turn import Reading
from assistant.understanding.courtesy import without_courtesy
from assistant.understanding.gazetteer import gazetteer_of
from assistant.understanding.listing.goods import is_bought, may_be_bought
from assistant.understanding.listing.items import HESITATION, items_said
from assistant.understanding.listing.lacking import lacked
from assistant.understanding.listing.which import list_called
from assistant.understanding.open_words import may_be_an_item
from assistant.understanding.words import words_of

ADD = "HassListAddItem"
SAID, PERHAPS = 0.95, 0.6
"""Of what is bought; of what may be something else, so that it is asked whether it is meant."""
_WE = r"(?:i|we)(?:['’](?:re|m|ve)| are| am| have| seem to be| must be)?"
_OUT = re.compile(
    rf"(?:(?:oh|ah|no|damn|hey|so|well|right|look|and|also|uh|um|now|seems|looks like|i think|"
    rf"i see|guess|shoot|bother)[\s,]+)*(?:{_WE}\s+)"
    r"(?:(?:just|nearly|almost|all|completely|about|totally|clean|fresh|right|now|getting)\s+)*"
    r"(?:(?:run|running|ran) )?(?:out of|low on|short of|short on)\s+(?P<things>[^.;!?:]+?)"
    r"(?:[\s,]+(?:again|now|too|as well|completely|already|at home|in the (?:house|kitchen)|"
    r"it seems|i think|i see))*[\s.!]*",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"(?P<told>.*?)(?:^|[.,;!?…–—]+\s*|\s+(?=(?:so|then|and|please|can|could)\b))"
    r"(?:(?:so|then|and|but|oh|well|please|just|also|instead|can you|could you|will you|would you|"
    r"you can|you could|ok|okay|right)[\s,]+)*"
    r"(?P<verb>add|put|stick|pop|bung|chuck|sling|whack|lash|write|jot|note|get)\s+"
    r"(?P<item>[^.;!?]+?)"
    r"(?P<where>(?:\s+(?:down|on|on it|on there|there|in)\b)*)"
    r"(?P<for>(?:\s+for (?:the )?(?:store|shops?|supermarket|market|shopping|groceries))?)"
    r"(?P<too>(?:[\s,]+(?:too|as well|also|instead|please|then|thanks|ta))*)[\s.!]*",
    re.IGNORECASE,
)
_OUR_OWN = re.compile(r"\b(?:i|we|us|me)\b", re.IGNORECASE)
_ALREADY = re.compile(
    r"\b(?:already|(?:is|['’]s) (?:still )?on (?:there|it)|(?:have|['’]ve) (?:it|that) on)\b", re.I
)
_AT_THE_SHOP = re.compile(
    r"\bfor (?:the )?(?:stores?|shops?|supermarket|groceries|shopping)\b", re.I
)
_POINTED = re.compile(r"(?:it|that|them|those|these|both|all that|all of (?:it|that|them))", re.I)


def told_for_the_list(text: str, context: Context) -> Reading | None:
    """What is told to be lacking and nothing else, or is to be written down; None for the rest."""
    if list_called("", context.home) is None:
        return None
    plain = without_courtesy(HESITATION.sub("", text))
    if (out := _OUT.fullmatch(plain)) is not None:
        items = items_said(out["things"])
        return _reading(items, text, context) if all(map(may_be_bought, _each(items))) else None
    wish = _WISH.fullmatch(plain)
    lacking = lacked(wish["told"]) if wish else ""
    if wish is None or not lacking or not _is_for_a_list(wish):
        return None
    if not wish["where"] and not _OUR_OWN.search(wish["told"]):
        return None  # "the soup needs salt, add salt"
    if _POINTED.fullmatch(wish["item"]):
        return _reading(lacking, text, context) if not _ALREADY.search(wish["told"]) else None
    items = items_said(wish["item"])
    if not all(map(is_bought, _each(items))):
        return None  # "it needs longer, add two minutes"
    return _reading(items, text, context)


def _is_for_a_list(wish: re.Match[str]) -> bool:
    """ "Add" and "write down" are of lists where something is lacking; "put it on" may be of any
    device.
    """
    verb = wish["verb"].lower()
    where = {"there", "down"} & {*wish["where"].split()}
    return verb in ("add", "write", "jot", "note") or bool(wish["for"] or where)


def _reading(items: str, text: str, context: Context) -> Reading | None:
    device = list_called("", context.home)
    if device is None or not may_be_an_item(items):
        return None
    sure = all(map(is_bought, _each(items))) or bool(_AT_THE_SHOP.search(text))
    if not sure and _is_of_this_home(items, context):
        return None
    return Reading(
        intent=ADD,
        slots={"item": items, "name": device.name},
        probability=SAID if sure else PERHAPS,
        matched_by="list",
        text=text,
        implied=("name",),
    )


def _each(items: str) -> list[str]:
    return [one for one in re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", items) if one]


def _is_of_this_home(items: str, context: Context) -> bool:
    """It has a device that is called so: "out of light"."""
    return any(True for _ in gazetteer_of(context.home).exact(words_of(items)))
