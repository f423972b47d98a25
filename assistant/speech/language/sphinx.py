"""The language of a home in the two files that pocketsphinx reads."""

from collections.abc import Iterator
from pathlib import Path

from assistant.speech.language.language import Language
from assistant.speech.language.ngram import arpa

WORDS_FILE, SENTENCES_FILE = "home.dict", "home.arpa"


def write_language(language: Language, folder: Path) -> None:
    """Make a folder that the recogniser can be started with."""
    folder.mkdir(parents=True)
    (folder / WORDS_FILE).write_text("".join(_dictionary(language)))
    (folder / SENTENCES_FILE).write_text("\n".join(arpa(language.ngram)))


def _dictionary(language: Language) -> Iterator[str]:
    """Lines of its dictionary: a further pronunciation has its number behind the word."""
    for word, pronunciations in language.pronunciations.items():
        for place, phones in enumerate(pronunciations, 1):
            mark = f"({place})" if place > 1 else ""
            yield f"{word}{mark} {' '.join(phones)}\n"
