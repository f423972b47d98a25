"""Whom a request is for: "hey jarvis, ..." calls this assistant, "alexa, ..." another one."""

import re
from collections.abc import Iterable
from pathlib import Path

from assistant.home.find import named, names_in, names_of
from assistant.home.model import Home
from assistant.understanding.asides import VERBS
from assistant.understanding.exclaimed import is_exclaimed
from assistant.understanding.lexicon import lexicon
from assistant.understanding.words import words_of

OTHERS = frozenset({"alexa", "siri", "google", "cortana", "bixby"})
"""Assistants that people have beside this one."""
_ADDRESS = re.compile(
    r"\s*(?:(?:hey|ok|okay|hi|hello)\s+)?(?P<name>\w+)(?P<dear>\s+(?:love|dear|darling|"
    r"sweetheart|sweetie|honey|mate|pet|hen|buddy))?\s*,\s*(?=\w+\s+\w+)",
    re.I,
)
KIN = frozenset(
    "mum mom mummy mommy mama dad daddy papa gran granny grandma grandpa grandad nan nana auntie "
    "uncle son kids boys girls guys everyone everybody".split()
)
"""Who is asked by such a name before a comma is in the room."""
_SPOKEN_TO = re.compile(r"\W*(?:(?:hey|hi|oi)\W+)?([\w'’]+(?: [\w'’]+)?)\s*,", re.I)
_TOLD_WITHIN = re.compile(r",\s*([\w'’]+)\s*,\s*you(?:r|'?re|’re|'ve|’ve)?\b", re.I)
"""In the middle of a sentence somebody is spoken to, of whom it then tells something."""
_LAST_WORD = re.compile(r"\W+(?:(?:hey|ok|okay)\W+)?(\w+)\W*$", re.I)
_CALL = re.compile(r"\W*(?:(?:hey|hi|hello|ok|okay)\W+)?(\w+)\b\W*", re.I)


class Names:
    """What this assistant is called by."""

    def __init__(self, wake_words: Iterable[str]) -> None:
        """`wake_words` as they are set: "hey_jarvis", or the path of a model."""
        self._own = frozenset(re.split(r"[\W_]+", Path(word).stem)[-1] for word in wake_words)

    def without_call(self, text: str, home: Home) -> str | None:
        """The text without our own name before it; None when somebody else is called."""
        if _is_for_somebody(text, home):
            return None
        text = self._without_name_at_end(text)
        call = _CALL.match(text)
        if call is None:
            return text
        name, rest = call[1].lower(), text[call.end() :]
        if name in self._own:
            return rest or text
        return None if name in OTHERS and not _is_named_so(name, home) else text

    def _without_name_at_end(self, text: str) -> str:
        """ "Lights on, jarvis"."""
        last = _LAST_WORD.search(text)
        return text[: last.start()] if last and last[1].lower() in self._own else text


def _is_for_somebody(text: str, home: Home) -> bool:
    """ "Marcus, could you ...", "play fair, Marcus, you ...": somebody who lives here is spoken to,
    or one of the family.
    """
    spoken_to = _SPOKEN_TO.match(text) or _TOLD_WITHIN.search(text)
    if spoken_to is None:
        return False
    return is_somebody(spoken_to[1].lower(), home)


def is_somebody(name: str, home: Home) -> bool:
    """Who lives here, or one of the family; in lower case. No thing is called so."""
    people = {
        spelling.lower() for person in home.people for spelling in (person.name, *person.aliases)
    }
    lives_here = name in people or name in KIN or _owns_something(name, home)
    return lives_here and not named(home, name)


def _owns_something(name: str, home: Home) -> bool:
    """ "Marcus's lamp", "Sam's room": somebody who lives here."""
    own = (f"{name}'s ", f"{name}' ", f"{name}’s ")
    return any(f"{one.lower()} ".startswith(own) for one in names_in(home))


def _is_named_so(word: str, home: Home) -> bool:
    """ "Google home volume up": something in the home has the word in its name."""
    return any(word in words_of(name) for device in home.devices for name in names_of(device))


def calls_a_stranger(text: str, home: Home) -> bool:
    """ "Dave, can you ...": a name that is nothing else, before a comma or after one at the end."""
    called = _ADDRESS.match(text)
    name = words_of(called["name"])[:1] if called else ()
    return bool(name) and name not in lexicon() and not _is_known(name[0], home)


def _is_known(word: str, home: Home) -> bool:
    """Something in the home has the word in its name, or people exclaim so."""
    return is_exclaimed(word) or any(word in words_of(name) for name in names_in(home))


def without_address(text: str, home: Home) -> str:
    """ "Olly, turn it on": whoever is spoken to before a comma is not part of the wish; in
    "kettle, dishwasher and radio on" nobody is spoken to.
    """
    address = _ADDRESS.match(text)
    if address is None or _is_one_of_several(address["name"], text[address.end() :], home):
        return text
    return text[address.end() :]


def _is_one_of_several(word: str, rest: str, home: Home) -> bool:
    """A thing, and what comes next is no verb."""
    said = words_of(word)[:1]
    thing = any(tag.kind == "thing" for tag in lexicon().get(said, ()))
    known = thing or any(said == words_of(name) for name in names_in(home))
    return known and VERBS.isdisjoint(words_of(rest)[:1])
