"""An item that is taken back as it is said: "milk and butter, no, we've got butter"."""

import re

from assistant.understanding.editing_words import WAIT

_NOTED = re.compile(
    r"^\W*(?:(?:please|can you|could you|and) )*(?:add|put|write|stick|pop|jot|get)\b|\blist\b",
    re.I,
)
_NEEDLESS = re.compile(
    r"(?P<wish>.+?)[\s,.;–—-]+(?:(?:oh|um|uh|wait|actually|well|sorry)[\s,]+)*"
    rf"(?:no|{WAIT}|actually|sorry|oh)[\s,]+(?:(?:wait|actually|sorry|no)[\s,]+)*"
    r"(?:(?:we|i)(?:['’]ve| have| still have| already have)(?: already| still)?(?: got)?|"
    r"(?:we|i) (?:already |still )?(?:got|have)|there(?:['’]s| is| are)(?: still)?|"
    r"(?:we|i) (?:do ?n['’]?t|do not) need|not|forget|leave out|skip)"
    r"(?: some| enough| plenty of| lots of| any| more| the| a| an)*"
    r" (?P<had>[\w'’]+(?: [\w'’]+){0,2}?)(?: already| left| in| at home| still)*\W*",
    re.IGNORECASE,
)
_ITEM_BEGINS = r"(?P<begin>\b(?:add|put|write|stick|pop|jot|get|and)\s+|,\s*)"
_ITEM_ENDS = r"(?=\s*(?:$|,|\b(?:and|to|on|onto)\b))"
"""Milk is no part of oat milk."""
_SOME = r"(?:some |any |more |the |an? )*"


def without_what_is_there(text: str) -> str | None:
    """What is left to be noted: None where that is nothing, the text where nothing was wrong."""
    found = _NEEDLESS.fullmatch(text.strip())
    if found is None or not _NOTED.search(found["wish"]):
        return text
    wish, had = found["wish"].strip(" ,"), re.escape(found["had"])
    if not re.search(rf"\b{had}\b", wish, re.IGNORECASE):
        return text
    for among, kept in (
        (rf"(?:\s*,\s*and\s+|\s*,\s*|\s+and\s+){_SOME}{had}{_ITEM_ENDS}", ""),
        (rf"{_ITEM_BEGINS}{_SOME}{had}(?:\s*,\s*and\s+|\s*,\s*|\s+and\s+)", r"\g<begin>"),
    ):
        left, count = re.subn(among, kept, wish, flags=re.IGNORECASE)
        if count:
            return re.sub(r"\s+", " ", left).strip(" ,")
    return None
