"""An amount that will do: "twenty one's fine", "forty is plenty" names what is wanted."""

import re

_ENOUGH = re.compile(
    r"(?:['’]s|['’]ll|\s+(?:is|are|will|would|should|might))?"
    r"(?:\s+(?:be|do|just|quite|probably|more than|about|perfectly|much|well))*"
    r"\s+(?:fine|plenty|enough|ok|okay|all right|alright|better|best|perfect|grand|great|good|"
    r"nice|lovely|right|it|us|do|nicely|ample)(?:\s+(?:for (?:me|us|now|today)|actually|then|"
    r"thanks|instead|really|please))*$",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"[\s\w.%°-]*\S")
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|hundred|"
    r"\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)\b",
    re.IGNORECASE,
)
MOST_WORDS = 5


def as_amount(said: str) -> str:
    """The amount alone where it is said to suffice; anything else as it is."""
    found = _ENOUGH.search(said)
    if found is None:
        return said
    amount = said[: found.start()].strip()
    telling = _NUMBER.search(amount) and len(amount.split()) <= MOST_WORDS
    return amount if telling and _AMOUNT.fullmatch(amount) else said
