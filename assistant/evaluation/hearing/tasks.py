"""Every set of the hearing benchmark: its clips, and what the recognisers may expect.

What is expected is always the language of a whole home, or of a whole ordering grammar: never a
list that holds just the answers.
"""

import hashlib
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from importlib import resources
from types import MappingProxyType

import yaml

from assistant.evaluation.hearing import recorded
from assistant.evaluation.hearing.clip import Clip, Task
from assistant.evaluation.hearing.made_up import NoVoices, commands
from assistant.evaluation.understanding.item import Side
from assistant.evaluation.understanding.shared import NoData
from assistant.evaluation.understanding.split import side_of
from assistant.home.file import parse_home
from assistant.home.model import Home
from assistant.sayings.sample import sample
from assistant.sayings.words import spoken
from assistant.skill import discover
from assistant.speech.language.ngram import Sentence

Sentences = Mapping[Sentence, float]

WAKE_PHRASES = ("hey jarvis",)
SINGLE_WORDS = (
    "bed bird cat dog down eight five four go happy house left marvin nine no off on one right "
    "seven sheila six stop three tree two up wow yes zero"
).split()
"""All words of the collection that single words are from."""
STRAY = frozenset("bed bird cat dog happy house sheila tree wow".split())
CALLS = ("alexa", "jarvis", "computer", "smart mirror", "snowboy", "view glass")
"""All that is called in the collection of wake words."""
EXTRA_SHARE = 0.1
"""How much of what is expected they are, beside the home."""
ORDERS = 20_000
ORDER_BEGINNINGS = ("", "", "please")


def task(name: str, side: Side) -> Task:
    """One set, that half of it; skipped with its reason where its data is not here."""
    try:
        found = TASKS[name](side)
    except NoData as missing:
        return Task(clips=(), sentences={}, home=Home(), skipped=f"no data: {missing}")
    except NoVoices as missing:
        return Task(clips=(), sentences={}, home=Home(), skipped=str(missing))
    kept = sorted(
        (clip for clip in found.clips if side_of(clip.group or clip.name) == side), key=_order
    )
    return replace(found, clips=tuple(kept))


def _order(clip: Clip) -> bytes:
    """The same mixture everywhere."""
    return hashlib.sha256(clip.name.encode()).digest()


def _made_up(said: Callable[[], Sequence[str]], noise_db: float | None, side: Side) -> Task:
    clips = commands(said(), side, noise_db=noise_db)
    return Task(clips=clips, sentences=home_sentences(), home=default_home())


def _others(side: Side) -> Task:
    home = _home("others_home.yaml")
    clips = tuple(clip for clip in recorded.clips("tts_commands") if clip.text)
    return Task(clips=clips, sentences=sample(home, discover(), WAKE_PHRASES), home=home)


def _extra(name: str, phrases: Iterable[str], side: Side) -> Task:
    """Recordings of phrases that are expected beside the language of the home."""
    return Task(
        clips=recorded.clips(name),
        sentences=with_extra(home_sentences(), phrases),
        home=default_home(),
    )


def _coffee(side: Side) -> Task:
    return Task(clips=recorded.orders(), sentences=order_sentences(), home=default_home())


def _outside(name: str, side: Side) -> Task:
    return Task(
        clips=recorded.clips(name, wanted=False), sentences=home_sentences(), home=default_home()
    )


def _stray_words(side: Side) -> Task:
    """Single words that nobody says to a home: the others of the collection are its own words."""
    found = _outside("one_word", side)
    stray = tuple(clip for clip in found.clips if clip.text and set(clip.text) <= STRAY)
    return replace(found, clips=stray)


def _strange_names(side: Side) -> Task:
    """Commands for things that the home lacks: to ask is right, to do it with another is not."""
    clips = commands(STRANGE(), side, noise_db=20.0)
    return Task(
        clips=tuple(replace(clip, wanted=False) for clip in clips),
        sentences=home_sentences(),
        home=default_home(),
    )


def _noise(side: Side) -> Task:
    return Task(clips=recorded.noises(), sentences=home_sentences(), home=default_home())


def _text(name: str) -> str:
    return resources.files("assistant.evaluation.hearing").joinpath(name).read_text("utf-8")


def _home(name: str) -> Home:
    return parse_home(yaml.load(_text(name), Loader=yaml.CSafeLoader), name)


@cache
def default_home() -> Home:
    """The one that comes with the assistant, as it was when its sentences were drawn."""
    return _home("default_home.yaml")


@cache
def home_sentences() -> Sentences:
    return sample(default_home(), discover(), WAKE_PHRASES)


def with_extra(sentences: Sentences, phrases: Iterable[str]) -> Sentences:
    """More that is expected, each phrase as often as the others."""
    more = [spoken(phrase) for phrase in phrases]
    each = EXTRA_SHARE * sum(sentences.values()) / len(more)
    return {**sentences, **{phrase: sentences.get(phrase, 0.0) + each for phrase in more}}


@cache
def order_sentences() -> Sentences:
    """Orders sampled from the coffee machine's grammar; raises NoData."""
    templates, slots = recorded.order_grammar()
    chance = random.Random(1)

    def either(match: re.Match[str]) -> str:
        return str(chance.choice(match[1].split(","))).strip()

    def value(match: re.Match[str]) -> str:
        return str(chance.choice(slots[match[1]]))

    found: Counter[Sentence] = Counter()
    for _ in range(ORDERS):
        text = re.sub(r"\[([^\]]*)\]", either, chance.choice(templates))
        text = re.sub(r"\$(\w+):\w+", value, text)
        found[spoken(f"{chance.choice(ORDER_BEGINNINGS)} {text}")] += 1
    return {sentence: float(count) for sentence, count in found.items()}


def texts(name: str) -> tuple[str, ...]:
    """The sentences of one of the lists beside this file."""
    return tuple(line for line in _text(name).splitlines() if not line.startswith("#"))


SAMPLED = partial(texts, "sampled_commands.txt")
"""Drawn once from the same home and templates as what is expected, each as probable as another."""
WRITTEN = partial(texts, "written_commands.txt")
"""What written cases of the default home say, in any wording."""
STRANGE = partial(texts, "strange_names.txt")
"""Each has a word that is not expected."""

TASKS: Mapping[str, Callable[[Side], Task]] = MappingProxyType(
    {
        "synthetic_clean": partial(_made_up, SAMPLED, None),
        "synthetic_20db": partial(_made_up, SAMPLED, 20.0),
        "synthetic_10db": partial(_made_up, SAMPLED, 10.0),
        "synthetic_5db": partial(_made_up, SAMPLED, 5.0),
        "free_clean": partial(_made_up, WRITTEN, None),
        "free_10db": partial(_made_up, WRITTEN, 10.0),
        "others_tts": _others,
        "people_words": partial(_extra, "one_word", SINGLE_WORDS),
        "people_coffee": _coffee,
        "people_wake": partial(_extra, "wake_words", CALLS),
        "outside_reading": partial(_outside, "read_speech"),
        "outside_speech": partial(_outside, "speech"),
        "outside_words": _stray_words,
        "outside_noise": _noise,
        "outside_names": _strange_names,
    }
)
"""In the order of the report."""
