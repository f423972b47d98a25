"""Too dark: "it's pitch black in here", "I can't see a thing", said where there is light to be had.

Nothing else is asked for so indirectly that everybody agrees on it.
"""

import re

from assistant.context import Context
from assistant.home.find import area_named, names_of
from assistant.home.model import Home
from assistant.turn import Reading
from assistant.understanding.gazetteer import gazetteer_of
from assistant.understanding.words import words_of

LIKELY = 0.9
_VERY = (
    r"(?:(?:a|bit|little|too|so|very|really|awfully|rather|pretty|ever|getting|gone|got|"
    r"all|far|much|terribly|proper|dead|well|awful|fierce|shocking|wicked|desperate|mighty|pure|"
    r"bloody|flipping|damn|blinking|way) )*"
)
_DARK = re.compile(
    rf"^(?:(?:oh|ooh|my|gosh) )*(?P<told>(?:it is |it has |this room is )?{_VERY})"
    r"(?P<dark>dark|gloomy|dim|pitch (?:black|dark)|black as \w+|pitch)\b"
)
_BLIND = re.compile(
    r"^(?:(?:oh|ooh|i|we|you|mummy|mommy) )*"
    r"(?:can not|can hardly|can barely|could not|can no longer)"
    r" see(?P<dark> (?:a (?:bloody |damn )?thing|anything|nothing|properly|well|my "
    r"(?:own )?(?:hands?|nose|feet))|(?= (?:what|where|in here)\b))"
)
_AROUND = re.compile(
    r"(?:(?:in|here|there|the|this|room|our|my|at all|now|today|tonight|again|already|though|"
    r"mind you|or what|for me|you know|please|is it|is it not|is not it|(?:do not|do) you "
    r"(?:not )?think|what (?:i am|we are) doing|where (?:i am|we are)(?: going)?)(?: |$))*"
    r"(?:(?:to (?:read|see|cook|work|sew|knit|write|eat|play|do)\b|for (?:my|the|our|a|an|her|his|"
    r"this|that|any|doing|reading|knitting|sewing|cooking|working|writing|eating|playing)\b)"
    r"(?: \w+){0,4})?"
)
"""What may be said of the room beside its name: anything else is what is dark, or is not seen."""
_IN_A_PLACE = re.compile(r"(?:in|here|there|this room)\b")
""" "Dim the bathroom" is an order."""


_SAID_BY_SOMEBODY = re.compile(r"\b(?:he|she|they|said|says|told|thinks|reckons)\b")
_WELCOME = re.compile(r"\b(?:naps?|sleep|sleeping|bed|siesta|films?|movies?|cinema|stars?)\b")
"""What wants the dark."""
_CLOSE_WORK = re.compile(
    r"\b(?:read|reading|book|paper|crosswords?|puzzles?|sudoku|jigsaw|knit|knitting|sew|sewing|"
    r"writ(?:e|ing)|letters?|homework|embroidery)\b"
)
"""What a lamp for reading is for."""


def too_dark(text: str, context: Context) -> Reading | None:
    """Light in the room that was spoken of, or where it was said; None where nothing says so."""
    said = " ".join(words_of(text))
    found = _DARK.match(said) or _BLIND.match(said)
    if found is None:
        return None
    around, area = _without_room(said[found.end("dark") :], context.home)
    if _SAID_BY_SOMEBODY.search(around) or _WELCOME.search(around) or not _AROUND.fullmatch(around):
        return None
    if found.re is _DARK and not (found["told"] or _IN_A_PLACE.match(around)):
        return None
    implied = area is None
    if area is None:
        here = context.home.area_by_id.get(context.area or "")
        area = here.name if here else None
    if area is None:
        return None
    near = _CLOSE_WORK.search(said) and _for_reading(area, context.home)
    return Reading(
        intent="HassTurnOn",
        slots={"name": near} if near else {"area": area, "domain": "light"},
        probability=LIKELY,
        matched_by="darkness",
        text=text,
        implied=("area",) if implied and not near else (),
        exact=False,
    )


def _for_reading(area: str, home: Home) -> str | None:
    """What the one lamp of the room is called that is there to read by."""
    room = area_named(home, area)
    lamps = home.devices_in(room.id) if room is not None else ()
    names = [name for lamp in lamps if lamp.kind == "light" for name in names_of(lamp)]
    fitting = [name for name in names if "reading" in words_of(name)]
    return fitting[0] if len(fitting) == 1 else None


def _without_room(text: str, home: Home) -> tuple[str, str | None]:
    """What else was said, and the room that was spoken of."""
    words = words_of(text)
    for mention in gazetteer_of(home).exact(words):
        if mention.named.kind == "area":
            return " ".join((*words[: mention.start], *words[mention.end :])), mention.named.name
    return " ".join(words), None
