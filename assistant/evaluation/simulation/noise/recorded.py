"""Any recordings as the channel: how often, and as what, our own ears mishear these people.

A folder as `assistant record` makes it, or any other with a manifest of cases. Recordings say what
they say, and simulated people say other things; so what is taken from them is how often sentences
of a length go wrong, and which words were heard for which. How words go wrong otherwise is that of
the other pairs.
"""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.audio.source import SamplesSource
from assistant.audio.wav import read_wav
from assistant.evaluation.simulation.noise.channel import Channel
from assistant.evaluation.simulation.noise.fit import channel, confusions_in, wrong_by_length
from assistant.evaluation.simulation.noise.rates import Pair, Rates, rates_of
from assistant.evaluation.simulation.noise.speech import CALL, SpokenAir
from assistant.home.file import load_home
from assistant.replay.cases import Case, read_cases
from assistant.sayings.words import spoken
from assistant.settings import SettingsError, default_home_file

FEWEST = 10
"""Recordings whose words are known; of fewer nothing can be said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What became of the recordings."""

    channel: Channel
    real: Rates
    source: str
    """In words."""


def recorded(folder: Path, languages: Path) -> Recorded:
    """Hears every recording; raises SettingsError where there are too few, CaseError, AudioError.

    `languages` is where the recogniser's language of their home is kept.
    """
    pairs = tuple(_heard(folder, languages))
    if len(pairs) < FEWEST:
        raise SettingsError(
            f"{folder}: {len(pairs)} recordings whose words the manifest tells (`meta: {{text: "
            f"...}}`); at least {FEWEST} are needed"
        )
    general, rates = channel().channel, rates_of(pairs)
    return Recorded(
        channel=replace(
            general,
            wrong_by_length=tuple(wrong_by_length(pairs)),
            confusions={**general.confusions, **confusions_in(pairs)},
        ),
        real=rates,
        source=(
            f"{len(pairs)} recordings in {folder}, heard by wake word and recogniser: "
            f"{rates.word_error_rate:.1f} word errors per 100, "
            f"{rates.wrong_sentences:.1f} % of sentences wrong"
        ),
    )


def _heard(folder: Path, languages: Path) -> Iterator[Pair]:
    """What was said, and what was heard of it: nothing where it was not woken."""
    air = SpokenAir(languages)
    for case in read_cases([folder], load_home(default_home_file())):
        if isinstance(case, Case) and case.said.audio is not None and (said := words_of(case)):
            audio = read_wav(case.said.audio).samples
            found = asyncio.run(air.in_home(case.home).events(SamplesSource(audio)))
            yield said, spoken(found.text) if found else ()


def words_of(case: Case) -> tuple[str, ...]:
    """What was said to the home, without the call before it; empty where the manifest does not tell
    or says that it was for somebody else."""
    if case.expected is not None and case.expected.kinds == ("ignored",):
        return ()
    meta = case.passed_through.get("meta")
    words = spoken(str(meta.get("text") or "")) if isinstance(meta, Mapping) else ()
    call = spoken(CALL)
    return words[len(call) :] if words[: len(call)] == call else words
