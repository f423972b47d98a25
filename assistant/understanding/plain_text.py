"""A text as `hassil` compares it with its templates: with and without words to skip."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hassil.util import normalize_for_matching, remove_skip_words

_JOINTS = str.maketrans("-_", "  ")
_WORD = re.compile(r"(?<!\w)\w")


@dataclass(frozen=True, slots=True)
class PlainText:
    """Without capitals and punctuation."""

    whole: str
    skipped: str
    """Without words such as "please"."""

    @classmethod
    def of(cls, text: str, skip_words: Sequence[str]) -> "PlainText":
        whole = normalize_for_matching(text).text
        skipped = remove_skip_words(whole, skip_words, ignore_whitespace=False)
        return cls(whole.casefold(), skipped.casefold())

    @property
    def words(self) -> tuple[str, ...]:
        """Words that a template must account for."""
        found = (word.lstrip("-_") for word in self.skipped.split())
        return tuple(word for word in found if word)

    def runs(self, longest: int) -> Iterator[str]:
        """Everything that begins where a word does, up to so many characters."""
        texts = {self.whole, self.skipped}
        texts |= {text.translate(_JOINTS) for text in texts}
        for text in texts:
            for word in _WORD.finditer(text):
                start = word.start()
                for end in range(start + 1, min(len(text), start + longest) + 1):
                    yield text[start:end]
