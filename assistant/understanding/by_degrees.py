"""How much more or less, as people compare with what is: "a tiny bit less than that", "more fast".

However it is worded, it comes to a bit of one word that the rules know.
"""

import re

_SMALL = r"(?:and|but|just|only|maybe|perhaps|please|still|ok|okay|oh|um|well|now|make it)"
_LITTLE = (
    r"(?:an? )?(?:(?:very|tiny|teeny|wee|little|small|slight) )*"
    r"(?:bit|little|touch|tad|hair|smidge|smidgen|notch|shade|fraction|whisker|slightly|somewhat)"
)
_BIT_BY_BIT = re.compile(
    rf"(?:{_SMALL} )*(?P<little>{_LITTLE} )?"
    r"(?:(?P<which>more|less) (?P<what>\w+)|(?P<way>more|less|higher|lower|[a-z]+er))"
    r"(?P<than> than (?:that|this|it|now|it is(?: now)?|what it is(?: now)?))?"
    r"(?: (?:please|then|again|yet|now|still))*"
)
_PLAIN = {
    "fast": ("faster", "slower"),
    "quick": ("faster", "slower"),
    "speed": ("faster", "slower"),
    "slow": ("slower", "faster"),
    "loud": ("louder", "quieter"),
    "quiet": ("quieter", "louder"),
    "bright": ("brighter", "dimmer"),
    "light": ("brighter", "dimmer"),
    "dim": ("dimmer", "brighter"),
    "dark": ("darker", "brighter"),
    "warm": ("warmer", "cooler"),
    "hot": ("warmer", "cooler"),
    "cool": ("cooler", "warmer"),
    "cold": ("cooler", "warmer"),
    "high": ("higher", "lower"),
    "low": ("lower", "higher"),
    "open": ("higher", "lower"),
    "closed": ("lower", "higher"),
    "shut": ("lower", "higher"),
}
"""More and less of each, in one word."""


def by_degrees(spoken: str) -> str:
    """What is compared, in the plainest words; the same where nothing is."""
    found = _BIT_BY_BIT.fullmatch(spoken)
    if found is None:
        return spoken
    ways = _PLAIN.get(found["what"] or "")
    if ways is not None:
        way = ways[found["which"] == "less"]
    elif found["what"] or not (found["little"] or found["than"]):
        return spoken
    else:
        way = found["way"]
    small = found["little"] or found["than"] or found["what"] in ("open", "closed", "shut")
    return f"a bit {way}" if small else way
