"""A text as `hassil` compares it with its templates: with and without words to skip."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hassil.util import normalize_for_matching, remove_skip_words

BEGINNING = 3
"""Letters by which names are told apart at first."""
_JOINTS = str.maketrans("-_", "  ")
_WORD = re.compile(r"(?<!\w)\w")


@dataclass(frozen=True, slots=True)
class PlainText:
    """Without capitals and punctuation."""

    whole: str
    skipped: str
    """Without words such as "please"."""
    skip_words: Sequence[str] = ()

    @classmethod
    def of(cls, text: str, skip_words: Sequence[str]) -> "PlainText":
        whole = normalize_for_matching(text).text
        skipped = remove_skip_words(whole, skip_words, ignore_whitespace=False)
        return cls(whole.casefold(), skipped.casefold(), skip_words)

    def skipped_at(self, *, start: bool) -> str:
        """Without such words at the start only, or at the end only."""
        at_end = not start
        return remove_skip_words(self.whole, self.skip_words, False, start=start, end=at_end)

    @property
    def words(self) -> tuple[str, ...]:
        """Words that a template must account for."""
        found = (word.lstrip("-_") for word in self.skipped.split())
        return tuple(word for word in found if word)

    def runs(self, lengths: Mapping[str, Sequence[int]]) -> Iterator[str]:
        """Runs that begin where a word does, so long as what begins alike may be."""
        texts = {self.whole, self.skipped}
        texts |= {text.translate(_JOINTS) for text in texts}
        for text in texts:
            for word in _WORD.finditer(text):
                start = word.start()
                for beginning in range(1, BEGINNING + 1):
                    for length in lengths.get(text[start : start + beginning], ()):
                        yield text[start : start + length]
